"""The events of a YAML parser become a tree of located values.

Read from the parser's events, not from composed nodes: the depth is known before anything nests.
"""

import re
import unicodedata
from typing import Any, TypeVar

import yaml

from casebook.located import Entries, Items, Node, Scalar, Source

MAX_DEPTH = 20
MAX_NODES = 20_000
"""Values in one file, each use of an anchor counted in full; a full card has some 300."""

_LONG = 64
"""A text counts as one value more for so many characters, so that anchors can't multiply a long one."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""Control characters, line separators YAML would break at, overrides of the writing direction, private use."""

_MERGE = "<<"
_ABSENT = re.compile("~|null|Null|NULL")
"""YAML's own words for no value."""

_Placed = TypeVar("_Placed", "Scalar", "Items", "Entries")


def name_character(character: str) -> str:
    """The character by its number and its Unicode name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1, at which an event starts."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class Builder:
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
        if event.style == '"' and (match := INVISIBLE.search(scalar)):  # only an escape can still bring one in
            line, column = self.source.place_in(scalar, match.start())
            self.source.report("invisible-character", line, column, scalar.where, found=name_character(match.group()))
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
