"""A YAML file becomes values that still know their file, line and column.

Every scalar stays text: a field gives it a type later, so `NO` is Norway and `10:00` is ten o'clock.
Read from the parser's events, not from composed nodes: the depth is known before anything nests.
"""

import os
import re
import unicodedata
from bisect import bisect_right
from codecs import BOM_UTF8
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

_LONG = 64
"""A text counts as one value more for so many characters, so that anchors can't multiply a long one."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""Control characters, line separators YAML would break at, overrides of the writing direction, private use."""

_TAB = re.compile(r" *\t\s*\S")
_STARTS_EARLIER = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""What the parser notices late: the mistake is where the key, the quotation or the bracket begins."""

_MERGE = "<<"
_ABSENT = re.compile("~|null|Null|NULL")
"""YAML's own words for no value."""

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor and a tag, which stand before a value."""

_STEPS = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|.", re.DOTALL),
    "'": re.compile("''|.", re.DOTALL),
    "": re.compile(".", re.DOTALL),
}
"""How each style of quotation writes one character; plain texts and blocks write it as it is."""


_Placed = TypeVar("_Placed", "Scalar", "Items", "Entries")


class Scalar(str):
    """Text from a file, with the place where it stands (from 1) and its breadcrumb `where`."""

    source: "Source"
    line: int
    column: int
    end_line: int
    where: str
    style: str
    """How it is written: `"`, `'`, `|`, `>`, or nothing for plain text."""


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
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._mapped: tuple[Scalar, list[int]] | None = None

    @property
    def is_full(self) -> bool:
        """Whether no further problem of this file is reported."""
        return len(self.problems) > MAX_PROBLEMS

    def report_size(self, size: int) -> None:
        """Note that the file, of `size` bytes, is over the limit."""
        self.report("file-too-large", found=f"{-(-size // 1024)} KiB", limit=f"{MAX_BYTES // 1024} KiB")

    def report(self, code: str, line: int = 1, column: int = 1, where: str = "", **details: Any) -> None:
        """Note a problem at a place of this file; the first one too many says so, the rest is left out."""
        if self.is_full:
            return
        if len(self.problems) == MAX_PROBLEMS:
            code, where, details = "too-many-problems", "", {"limit": MAX_PROBLEMS}
        self.problems.append(Problem(self.path, line, column, where, code, details))

    def place_in(self, scalar: Scalar, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset` of `scalar`, however that is quoted, folded or indented."""
        if self._mapped is None or self._mapped[0] is not scalar:
            self._mapped = scalar, self._positions(scalar)
        return self.place(self._mapped[1][offset])

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a position in the file's text."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1

    def _positions(self, scalar: Scalar) -> list[int]:
        """Where each character of `scalar` stands in the text: only blanks differ between the two."""
        start = self._starts[scalar.line - 1] + scalar.column - 1
        properties = _PROPERTIES.match(self.text, start)
        start = properties.end() if properties else start
        if scalar.style in ("|", ">"):
            start = self.text.index("\n", start)
        elif scalar.style:
            start += 1
        steps = _STEPS.get(scalar.style, _STEPS[""]).finditer(self.text, start)
        visible = (step.start() for step in steps if _is_visible(_written(step.group())))
        positions = []
        for character in scalar:
            start = next(visible, start) if _is_visible(character) else start
            positions.append(start)
        return positions


def _is_visible(character: str) -> bool:
    """Whether folding and putting letters together leave the character in its place in the order."""
    return not character.isspace() and not unicodedata.combining(character)


def _written(step: str) -> str:
    """The character that one step of a quoted text stands for; any blank for a blank."""
    if len(step) == 1 or step == "''":
        return step[0]
    if step[1] in "xuU" and len(step) > 2:
        return chr(min(int(step[2:], 16), 0x10FFFF))
    return " " if step[1] in "nrt_NLP \t\n" else step[1]


def read_source(path: Path, shown: str) -> Source:
    """Read and parse one file; what is wrong is in `problems`, and then `root` may be None."""
    return _parsed(read_text(path, shown))


def parse_source(data: bytes, shown: str) -> Source:
    """Parse the bytes of a YAML file with one mapping in it."""
    if len(data) > MAX_BYTES:
        source = Source(shown, "")
        source.report_size(len(data))
        return source
    return _parsed(_decoded(data, shown))


def read_text(path: Path, shown: str) -> Source:
    """One file's text, not parsed; what is wrong is in `problems`."""
    source = Source(shown, "")
    try:
        size = path.stat().st_size
        if not path.is_file():
            source.report("no-file")
        elif size > MAX_BYTES:
            source.report_size(size)
        else:
            source = _decoded(path.read_bytes(), shown)
    except OSError:
        source.report("no-file")
    return source


def is_inside(path: Path, folder: Path) -> bool:
    """Whether `path` is in `folder` once all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _decoded(data: bytes, shown: str) -> Source:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        source = Source(shown, "")
        before = data[: error.start].decode("utf-8")
        source.report("not-utf-8", before.count("\n") + 1, len(before) - before.rfind("\n"))
        return source
    return Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"))


def _parsed(source: Source) -> Source:
    if not source.problems:
        _report_characters(source)
    if not source.problems:
        _report_tabs(source)
        _parse(source, syntax_matters=not source.problems)
    return source


def _report_characters(source: Source) -> None:
    """The first of each kind in each line: one would do to refuse the file, all of a binary file would be too many."""
    if not _INVISIBLE.search(source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        for character in dict.fromkeys(_INVISIBLE.findall(line)):
            source.report("invisible-character", number, line.index(character) + 1, found=_name(character))


def _report_tabs(source: Source) -> None:
    if "\t" not in source.text:
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        if _TAB.match(line):
            source.report("tab-indentation", number, line.index("\t") + 1)


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _parse(source: Source, syntax_matters: bool) -> None:
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CLoader):
            if not builder.take(event):
                return
    except yaml.MarkedYAMLError as error:
        if syntax_matters:
            _report_syntax(source, error)
        return
    builder.finish()


def _report_syntax(source: Source, error: yaml.MarkedYAMLError) -> None:
    starts_earlier = error.problem in _STARTS_EARLIER and error.context_mark
    mark = error.context_mark if starts_earlier else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.split("\n")
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
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
        value = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
        is_absent = not event.style and _ABSENT.fullmatch(value) and not self._expects_key()
        scalar = self._place(Scalar("" if is_absent else value), event)
        scalar.style = event.style or ""
        scalar.end_line = event.end_mark.line + 1 if event.end_mark else scalar.line
        if value != event.value:
            self._report("not-nfc", event)
        if event.style == '"' and (match := _INVISIBLE.search(scalar)):  # only an escape can still bring one in
            line, column = self.source.place_in(scalar, match.start())
            self.source.report("invisible-character", line, column, scalar.where, found=_name(match.group()))
        return self._add(scalar, event, 1 + len(scalar) // _LONG, event.anchor)

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
            self._take_key(parent, node)
        else:
            self._set(parent, node)
        return True

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], Entries) and self.pending[-1] is None

    def _take_key(self, parent: Entries, key: Node) -> None:
        assert isinstance(key, Scalar)
        key.where = ".".join(part for part in (parent.where, key) if part)
        if key == _MERGE:
            self.source.report("merge-key", key.line, key.column, key.where)
        elif key in parent.keys_at:
            self.source.report("duplicate-key", key.line, key.column, key.where, first=parent.keys_at[key].line)
        self.pending[-1] = key

    def _set(self, parent: Entries, node: Node) -> None:
        key = self.pending[-1]
        assert key is not None
        if key != _MERGE:
            parent.setdefault(str(key), node)
            parent.keys_at.setdefault(str(key), key)
        self.pending[-1] = None

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report("tag", event, found=str(tag).replace("tag:yaml.org,2002:", "!!")[:60])


def walk(node: Node) -> Iterator[Scalar]:
    """Every scalar below `node`, keys left out."""
    if isinstance(node, Scalar):
        yield node
    else:
        for child in node if isinstance(node, Items) else node.values():
            yield from walk(child)
