"""Values that still know their file, line and column.

Every scalar stays text: a field gives it a type later, so `NO` is Norway and `10:00` is ten o'clock.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from casebook.problems import Problem

MAX_PROBLEMS = 200
"""Problems reported in one file; the rest waits until these are mended."""

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor and a tag, which stand before a value."""

_STEPS = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|.", re.DOTALL),
    "'": re.compile("''|.", re.DOTALL),
    "": re.compile(".", re.DOTALL),
}
"""How each style of quotation writes one character; plain texts and blocks write it as it is."""


class _Located:
    """The breadcrumb of a value; made when it is asked for, as most values are right."""

    __slots__ = ()
    parent: "Items | Entries | None"
    step: "str | int | None"

    @property
    def where(self) -> str:
        """The way to the value from the file's root: `figures[2].source`; of a key, the way to its value."""
        return breadcrumb(self.parent, self.step)


class Scalar(_Located, str):
    """Text from a file, with the place where it stands (from 1)."""

    __slots__ = ("column", "line", "parent", "source", "step", "style")
    source: "Source"
    line: int
    column: int
    style: str
    """How it is written: `"`, `'`, `|`, `>`, or nothing for plain text."""


class Items(_Located, list["Node"]):
    """A YAML sequence with its place."""

    __slots__ = ("column", "line", "parent", "source", "step")
    source: "Source"
    line: int
    column: int


class Entries(_Located, dict[str, "Node"]):
    """A YAML mapping with its place; `keys_at` has each key as the Scalar that it is in the file."""

    __slots__ = ("column", "keys_at", "line", "parent", "source", "step")
    source: "Source"
    line: int
    column: int
    keys_at: dict[str, Scalar]


Node: TypeAlias = Scalar | Items | Entries


def breadcrumb(parent: Items | Entries | None, step: str | int | None) -> str:
    """The way to what stands in `parent` under the key, or at the place from 1, that `step` is."""
    if parent is None:
        return ""
    if isinstance(step, int):
        return f"{parent.where}[{step}]"
    return ".".join(part for part in (parent.where, step) if part)


class Source:
    """One file: its shown path, its lines, the problems found in it and, once read, its root."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.root: Entries | None = None
        self._mapped: tuple[Scalar, list[int]] | None = None

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts in the text."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def release(self) -> None:
        """Let go of the text and of the values, which hold each other; the problems stay."""
        waiting: list[Items | Entries] = [] if self.root is None else [self.root]
        self.text, self.root, self._mapped = "", None, None
        while waiting:
            node = waiting.pop()
            waiting += [child for child in _children(node) if not isinstance(child, Scalar)]
            node.clear()
            if isinstance(node, Entries):
                node.keys_at.clear()

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


@dataclass(frozen=True)
class Mention:
    """A text with its place, kept when the values around it are gone."""

    text: str
    source: Source
    line: int
    column: int
    where: str


def mention(scalar: Scalar) -> Mention:
    """The scalar on its own."""
    return Mention(str(scalar), scalar.source, scalar.line, scalar.column, scalar.where)


def report(node: Node | Mention, code: str, **details: Any) -> None:
    """Report a problem at the place of `node`."""
    node.source.report(code, node.line, node.column, node.where, **details)


def walk(node: Node) -> Iterator[Scalar]:
    """Every scalar below `node`, keys left out."""
    levels: list[Iterator[Node]] = [iter((node,))]
    while levels:
        for child in levels[-1]:
            if isinstance(child, Scalar):
                yield child
            else:
                levels.append(iter(_children(child)))
                break
        else:
            levels.pop()


def _children(node: Items | Entries) -> Iterable[Node]:
    return node if isinstance(node, Items) else node.values()
