"""The events of a YAML parser become a tree of located values.

Read from the parser's events, not from composed nodes: the depth is known before anything nests.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from casebook.located import Entries, Items, Node, Scalar, Source, breadcrumb, report

MAX_DEPTH = 20
MAX_NODES = 20_000
"""Values in one file, each use of an anchor counted in full; a full card has some 300."""

_CHARACTERS_A_NODE = 8
"""A file longer than any card may hold one value for every so many of its characters."""

_LONG = 64
"""A text counts as one value more for so many characters, so that anchors can't multiply a long one."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
"""Control characters, line separators YAML would break at, overrides of the writing direction, private use."""

_MERGE = "<<"
_ABSENT = frozenset({"~", "null", "Null", "NULL"})
"""YAML's own words for no value."""


def name_character(character: str) -> str:
    """The character by its number and its Unicode name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1, at which an event starts."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@dataclass(slots=True)
class _Open:
    """A collection whose end is still to come."""

    node: Items | Entries
    anchor: str | None
    total_before: int
    key: Scalar | None = None
    """In a mapping, the key whose value comes next; None where a key comes next."""


class Builder:
    """Grows the tree of values from parser events, without recursion."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._root: Node | None = None
        self._opened: list[_Open] = []
        self._anchored: dict[str, tuple[Node, int]] = {}
        """The values with an anchor, each with its size."""
        self._total = 0
        self._most = max(MAX_NODES, len(source.text) // _CHARACTERS_A_NODE)
        self._documents = 0

    def build(self, events: Iterable[yaml.Event]) -> None:
        """Use the events of a whole file and hand its root over; stop where reading on makes no sense."""
        uses: dict[type[yaml.Event], Callable[[Any], bool]] = {
            yaml.DocumentStartEvent: self._start_document,
            yaml.ScalarEvent: self._take_scalar,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._take_alias,
        }
        for event in events:
            use = uses.get(type(event))
            if use is not None and not use(event):
                return
        self._hand_over()

    def _hand_over(self) -> None:
        root = self._root
        if root is None or root == "":
            self._source.report("empty-file")
        elif isinstance(root, Entries):
            self._source.root = root
        else:
            self._source.report("not-a-mapping", root.line, root.column)

    def _report(self, code: str, event: yaml.Event, **details: Any) -> None:
        self._source.report(code, *_start(event), breadcrumb(*self._next()), **details)

    def _next(self) -> tuple[Items | Entries | None, str | int | None]:
        """Where the next value goes: the collection, and its key or place in there; no step for a key itself."""
        if not self._opened:
            return None, None
        top = self._opened[-1]
        return top.node, len(top.node) + 1 if isinstance(top.node, Items) else top.key

    def _expects_key(self) -> bool:
        return bool(self._opened) and self._opened[-1].key is None and isinstance(self._opened[-1].node, Entries)

    def _start_document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._report("several-documents", event)
        return self._documents == 1

    def _place(self, node: Node, event: yaml.NodeEvent) -> None:
        node.source = self._source
        node.line, node.column = _start(event)
        node.parent, node.step = self._next()

    def _take_scalar(self, event: yaml.ScalarEvent) -> bool:
        self._refuse_tag(event)
        value = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
        is_absent = value in _ABSENT and not event.style and not self._expects_key()
        scalar = Scalar("" if is_absent else value)
        scalar.style = event.style or ""
        self._place(scalar, event)
        if value != event.value:
            self._report("not-nfc", event)
        if event.style == '"':
            self._refuse_invisible(scalar)
        return self._add(scalar, 1 + len(value) // _LONG, event, event.anchor)

    def _refuse_invisible(self, scalar: Scalar) -> None:
        """In quotation marks an escape can bring in what no file may hold as it is."""
        if match := INVISIBLE.search(scalar):
            line, column = self._source.place_in(scalar, match.start())
            self._source.report("invisible-character", line, column, scalar.where, found=name_character(match.group()))

    def _open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> bool:
        self._refuse_tag(event)
        if len(self._opened) >= MAX_DEPTH:
            self._report("too-deep", event, limit=MAX_DEPTH)
            return False
        if self._expects_key():
            self._report("key-not-text", event)
            return False
        node: Items | Entries
        if isinstance(event, yaml.SequenceStartEvent):
            node = Items()
        else:
            node = Entries()
            node.keys_at = {}
        self._place(node, event)
        if not self._add(node, 1, event, None):
            return False
        self._opened.append(_Open(node, event.anchor, self._total))
        return True

    def _close(self, _event: yaml.Event) -> bool:
        closed = self._opened.pop()
        if closed.anchor is not None:
            self._anchored[closed.anchor] = closed.node, self._total - closed.total_before + 1
        return True

    def _take_alias(self, event: yaml.AliasEvent) -> bool:
        if event.anchor not in self._anchored:
            self._report("unknown-anchor", event, found=event.anchor)
            return False
        if self._expects_key():
            self._report("key-not-text", event)
            return False
        return self._add(*self._anchored[event.anchor], event, None)

    def _add(self, node: Node, size: int, event: yaml.Event, anchor: str | None) -> bool:
        self._total += size
        if self._total > self._most:
            self._report("too-many-values", event, limit=self._most)
            return False
        if anchor is not None:
            self._anchored[anchor] = node, size
        if not self._opened:
            self._root = node
        elif isinstance(parent := self._opened[-1].node, Items):
            parent.append(node)
        elif self._opened[-1].key is None:
            self._take_key(parent, node)
        else:
            self._set(parent, node)
        return True

    def _take_key(self, parent: Entries, key: Node) -> None:
        assert isinstance(key, Scalar)
        key.step = str(key)
        if key == _MERGE:
            report(key, "merge-key")
        elif key in parent.keys_at:
            report(key, "duplicate-key", first=parent.keys_at[key].line)
        self._opened[-1].key = key

    def _set(self, parent: Entries, node: Node) -> None:
        top = self._opened[-1]
        key = top.key
        assert key is not None
        if key != _MERGE:
            parent.setdefault(str(key), node)
            parent.keys_at.setdefault(str(key), key)
        top.key = None

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report("tag", event, found=str(tag).replace("tag:yaml.org,2002:", "!!")[:60])
