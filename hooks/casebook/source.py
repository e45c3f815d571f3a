"""A YAML file becomes values that still know their file, line and column.

Every scalar stays text: a field gives it a type later, so `NO` is Norway and `10:00` is ten o'clock.
Read from the parser's events, not from composed nodes: the depth is known before anything nests.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import yaml

from casebook.problems import Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000
"""Values in one file, each use of an anchor counted in full; a full card has some 300."""

MAX_PROBLEMS = 200
"""Problems reported in one file; the rest waits until these are mended."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""Control characters, line separators YAML would break at, overrides of the writing direction, private use."""


_Placed = TypeVar("_Placed", "Scalar", "Items", "Entries")


class Scalar(str):
    """Text from a file, with the place where it stands (from 1) and its breadcrumb `where`."""

    source: "Source"
    line: int
    column: int
    end_line: int
    where: str


class Items(list["Node"]):
    """A YAML sequence with its place."""

    source: "Source"
    line: int
    column: int
    where: str


class Entries(dict[str, "Node"]):
    """A YAML mapping with its place; `keys_at` has each key as the Scalar that it is in the file."""

    source: "Source"
    line: int
    column: int
    where: str
    keys_at: dict[str, Scalar]


Node: TypeAlias = Scalar | Items | Entries


class Source:
    """One file: its shown path, its lines, the problems found in it and, once read, its root."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.root: Entries | None = None
        self._lines: list[str] | None = None

    @property
    def is_full(self) -> bool:
        """Whether no further problem of this file is reported."""
        return len(self.problems) > MAX_PROBLEMS

    def report(self, code: str, line: int = 1, column: int = 1, where: str = "", **details: Any) -> None:
        """Note a problem at a place of this file; the first one too many says so, the rest is left out."""
        if self.is_full:
            return
        if len(self.problems) == MAX_PROBLEMS:
            code, where, details = "too-many-problems", "", {"limit": MAX_PROBLEMS}
        self.problems.append(Problem(self.path, line, column, where, code, details))

    def place_of(self, scalar: Scalar, snippet: str) -> tuple[int, int]:
        """Line and column at which `snippet` stands inside `scalar`; the scalar's own place if it was folded away."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        first = snippet.split("\n", 1)[0]
        for number in range(scalar.line, min(scalar.end_line, len(self._lines)) + 1):
            start = scalar.column - 1 if number == scalar.line else 0
            column = self._lines[number - 1].find(first, start)
            if first and column >= 0:
                return number, column + 1
        return scalar.line, scalar.column


def read_source(path: Path, shown: str) -> Source:
    """Read and parse one file; what is wrong is in `problems`, and then `root` may be None."""
    return parse_source(path.read_bytes(), shown)


def parse_source(data: bytes, shown: str) -> Source:
    """Parse the bytes of a YAML file with one mapping in it."""
    if len(data) > MAX_BYTES:
        source = Source(shown, "")
        source.report("file-too-large", found=f"{len(data) // 1024} KiB", limit=f"{MAX_BYTES // 1024} KiB")
        return source
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        source = Source(shown, "")
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        source.report("not-utf-8", before.count(b"\n") + 1, column)
        return source
    source = Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
    _report_characters(source)
    if not source.problems:
        _parse(source)
    return source


def _report_characters(source: Source) -> None:
    for number, line in enumerate(source.text.split("\n"), 1):
        for match in _INVISIBLE.finditer(line):
            source.report("invisible-character", number, match.start() + 1, found=_name(match.group()))


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _parse(source: Source) -> None:
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CLoader):
            if not builder.take(event):
                return
    except yaml.MarkedYAMLError as error:
        _report_syntax(source, error)
        return
    except yaml.YAMLError as error:
        source.report("yaml-syntax", reason=" ".join(str(error).split()))
        return
    builder.finish()


def _report_syntax(source: Source, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.split("\n")
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    indentation = re.match(r"[ \t]*", lines[line - 1])
    if indentation and "\t" in indentation.group():
        source.report("tab-indentation", line, indentation.group().index("\t") + 1)
        return
    source.report("yaml-syntax", line, column, reason=" ".join((error.problem or "").split()))


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1, at which an event starts."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Grows the tree of values from parser events, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.stack: list[Items | Entries] = []
        self.pending: list[Scalar | None] = []
        self.anchored: dict[str, Node] = {}
        self.names: list[str | None] = []
        self.sizes: list[int] = []
        self.size_of: dict[str, int] = {}
        self.total = 0
        self.root: Node | None = None
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Use one event; False where reading on makes no sense."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._report("several-documents", event)
                return False
        elif isinstance(event, yaml.ScalarEvent):
            return self._take_scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            return self._open(event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            return self._take_alias(event)
        return True

    def finish(self) -> None:
        """Hand the root over, if the file holds a mapping."""
        if self.root is None or self.root == "":
            self.source.report("empty-file")
        elif isinstance(self.root, Entries):
            self.source.root = self.root
        else:
            self.source.report("not-a-mapping", self.root.line, self.root.column)

    def _report(self, code: str, event: yaml.Event, **details: Any) -> None:
        self.source.report(code, *_start(event), self._where(), **details)

    def _where(self) -> str:
        """The breadcrumb of the value that comes next."""
        if not self.stack:
            return ""
        parent, key = self.stack[-1], self.pending[-1]
        if isinstance(parent, Items):
            return f"{parent.where}[{len(parent) + 1}]"
        return ".".join(part for part in (parent.where, key) if part)

    def _place(self, node: _Placed, event: yaml.Event) -> _Placed:
        node.source = self.source
        node.line, node.column = _start(event)
        node.where = self._where()
        return node

    def _take_scalar(self, event: yaml.ScalarEvent) -> bool:
        self._refuse_tag(event)
        scalar = self._place(Scalar(unicodedata.normalize("NFC", event.value)), event)
        scalar.end_line = event.end_mark.line + 1 if event.end_mark else scalar.line
        if scalar != event.value:
            self._report("not-nfc", event)
        if match := _INVISIBLE.search(event.value):
            self._report("invisible-character", event, found=_name(match.group()))
        return self._add(scalar, event, 1, event.anchor)

    def _open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> bool:
        self._refuse_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self._report("too-deep", event, limit=MAX_DEPTH)
            return False
        if self._expects_key():
            self._report("key-not-text", event)
            return False
        node: Items | Entries
        if isinstance(event, yaml.SequenceStartEvent):
            node = self._place(Items(), event)
        else:
            node = self._place(Entries(), event)
            node.keys_at = {}
        if not self._add(node, event, 1, None):
            return False
        self.stack.append(node)
        self.pending.append(None)
        self.names.append(event.anchor)
        self.sizes.append(self.total)
        return True

    def _close(self) -> None:
        node, name, before = self.stack.pop(), self.names.pop(), self.sizes.pop()
        self.pending.pop()
        if name is not None:
            self.anchored[name] = node
            self.size_of[name] = self.total - before + 1

    def _take_alias(self, event: yaml.AliasEvent) -> bool:
        if event.anchor not in self.anchored:
            self._report("unknown-anchor", event, found=event.anchor)
            return False
        if self._expects_key():
            self._report("key-not-text", event)
            return False
        return self._add(self.anchored[event.anchor], event, self.size_of[event.anchor], None)

    def _add(self, node: Node, event: yaml.Event, size: int, name: str | None) -> bool:
        self.total += size
        if self.total > MAX_NODES:
            self._report("too-many-values", event, limit=MAX_NODES)
            return False
        if name is not None:
            self.anchored[name], self.size_of[name] = node, size
        if not self.stack:
            self.root = node
        elif isinstance(parent := self.stack[-1], Items):
            parent.append(node)
        elif self._expects_key():
            self._take_key(parent, node, event)
        else:
            self._set(parent, node)
        return True

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], Entries) and self.pending[-1] is None

    def _take_key(self, parent: Entries, key: Node, event: yaml.Event) -> None:
        assert isinstance(key, Scalar)
        key.where = ".".join(part for part in (parent.where, key) if part)
        if key == "<<" and isinstance(event, yaml.ScalarEvent) and not event.style:
            self._report("merge-key", event)
        if key in parent.keys_at:
            self.source.report("duplicate-key", key.line, key.column, key.where, first=parent.keys_at[key].line)
        self.pending[-1] = key

    def _set(self, parent: Entries, node: Node) -> None:
        key = self.pending[-1]
        assert key is not None
        parent.setdefault(str(key), node)
        parent.keys_at.setdefault(str(key), key)
        self.pending[-1] = None

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report("tag", event, found=tag)


def walk(node: Node) -> Iterator[Scalar]:
    """Every scalar below `node`, keys left out."""
    if isinstance(node, Scalar):
        yield node
    else:
        for child in node if isinstance(node, Items) else node.values():
            yield from walk(child)
