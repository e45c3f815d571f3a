"""Places entries in the text of the bibliography: heading by heading, then by key; every other line stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casebook.located import Entries, Items, Scalar, Source
from casebook.yaml_writing import Inline, InlineList, Unblocked, write_yaml

_WIDTH = 100
_INDENT = 2
_LIST = "references"


@dataclass(frozen=True)
class _Place:
    """A work of the file: where it starts and ends (lines from 0, the end excluded), and its heading."""

    key: str
    theme: str
    start: int
    end: int


def insert(source: Source, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of the file with these entries, by key, where they belong."""
    lines = source.text.split("\n")
    if lines[-1]:
        lines.append("")
    places = _places(source, lines)
    indent = _indent(lines[places[0].start]) if places else _INDENT
    blocks: dict[int, list[list[str]]] = {}
    ends: dict[str, int] = {}
    for key, fields in sorted(entries.items(), key=lambda item: (_theme(item[1]), item[0])):
        theme = _theme(fields)
        written = _written(key, fields, indent)
        line = _line_for(key, theme, places)
        if line is None:
            heading = [] if theme in ends else [f"{' ' * (indent)}# {theme}"] if theme else []
            line, written = len(lines) - 1, [*heading, *written]
            ends[theme] = line
        blocks.setdefault(line, []).append(written)
    return _joined(_opened(lines, source) if not places else lines, blocks)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(lines: Sequence[str], blocks: Mapping[int, list[list[str]]]) -> str:
    """The lines with each block before its line, an empty line between it and its neighbours."""
    found: list[str] = []
    for number, line in enumerate(lines):
        for block in blocks.get(number, ()):
            is_first = not found or found[-1].lstrip().startswith("#") or found[-1].rstrip() == f"{_LIST}:"
            found += [*([] if is_first or not found[-1].strip() else [""]), *block]
            if line.strip():
                found.append("")
        found.append(line)
    return "\n".join(found)


def _opened(lines: list[str], source: Source) -> list[str]:
    """The lines with an empty list written out, so that entries can follow it."""
    node = source.root.get(_LIST) if source.root is not None else None
    if node is None or not isinstance(node, Items):
        return lines
    return [f"{_LIST}:" if number == node.line - 1 else line for number, line in enumerate(lines)]


def _places(source: Source, lines: Sequence[str]) -> list[_Place]:
    records = source.root.get(_LIST) if source.root is not None else None
    works = [work for work in records if isinstance(work, Entries)] if isinstance(records, Items) else []
    starts = [work.line - 1 for work in works]
    ends = [_end(lines, following) for following in (*starts, len(lines))[1:]]
    return [
        _Place(str(work.get("id", "")), _theme(work), start, end)
        for work, start, end in zip(works, starts, ends, strict=True)
    ]


def _end(lines: Sequence[str], following: int) -> int:
    """Where a work ends whose next one starts at `following`: comments and empty lines before that are not its own."""
    while following > 0 and (not lines[following - 1].strip() or lines[following - 1].lstrip().startswith("#")):
        following -= 1
    return following


def _theme(work: Mapping[str, Any]) -> str:
    """The work's first theme, under whose heading it stands."""
    custom = work.get("custom")
    theme = custom.get("theme") if isinstance(custom, Mapping) else None
    if isinstance(theme, Scalar | str):
        return str(theme)
    return str(theme[0]) if isinstance(theme, Sequence) and theme else ""


def _line_for(key: str, theme: str, places: Sequence[_Place]) -> int | None:
    """Before which line the work goes; None where its heading has no work yet, so that it goes to the end."""
    under = [place for place in places if place.theme == theme]
    if not under:
        return None
    return next((place.start for place in under if place.key > key), under[-1].end)


def _written(key: str, fields: Mapping[str, Any], indent: int) -> list[str]:
    entry = {"id": key, **{name: _styled(name, value) for name, value in fields.items()}}
    text = write_yaml([entry], _WIDTH - indent)
    first = len(text) - len(text.lstrip())
    return [f"{' ' * indent}{line[first:]}".rstrip() for line in text.rstrip("\n").split("\n")]


def _styled(name: str, value: Any) -> Any:
    """A value as the file writes it: people, dates and themes on one line each, numbers without quotation marks."""
    if name in ("author", "editor"):
        return [Inline(agent) for agent in value]
    if name in ("issued", "accessed"):
        return Inline(value)
    if name == "custom":
        return {part: InlineList(inner) if isinstance(inner, list) else inner for part, inner in value.items()}
    is_number = value.isascii() and value.isdigit() and str(int(value)) == value
    return int(value) if is_number else Unblocked(value)
