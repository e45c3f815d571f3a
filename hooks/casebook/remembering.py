"""Cards that this process has read before, and that haven't changed since, aren't read again."""

import os
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from casebook.cardfiles import CardReading, read_cards
from casebook.fields.known import Known
from casebook.problems import Problem
from casebook.project import Project
from casebook.sharing import share
from casebook.source import MAX_BYTES

HEAD_START = 100
"""Cards that are read while another process starts to help."""


@dataclass(frozen=True)
class _Kept:
    """A reading, and the notes on the card alone: the rules across cards add theirs to its source each time."""

    reading: CardReading
    notes: tuple[Problem, ...]


@dataclass
class _Memory:
    around: tuple[Any, ...] = ()
    """What all cards depend on besides their own files."""
    kept: dict[tuple[str, bytes], _Kept] = field(default_factory=dict)


_memory = _Memory()


def read_changed(project: Project, known: Known) -> list[CardReading]:
    """Every card in the order of the slugs; new, changed and wrong ones are read, or all where what cards may refer to
    has changed."""
    around = project.root, known, _photos(project)
    kept = _memory.kept if _memory.around == around else {}
    named = {name_file(path): path for path in project.cards}
    unread = {name: path for name, path in named.items() if name not in kept}
    readings = share(partial(read_cards, project=project, known=known), [*unread.values()], HEAD_START)
    found = {name: _recall(kept[name]) for name in named if name in kept} | dict(zip(unread, readings, strict=True))
    right = {name: reading for name, reading in found.items() if reading.practice is not None}
    _memory.around = around
    _memory.kept = {name: _Kept(reading, tuple(reading.source.problems)) for name, reading in right.items()}
    return [found[name] for name in named]


def _recall(kept: _Kept) -> CardReading:
    kept.reading.source.problems[:] = kept.notes
    return kept.reading


def name_file(path: Path, limit: int = MAX_BYTES) -> tuple[str, bytes]:
    """Where a file really is, under which name, and the digest of what it holds; none where it can't be read."""
    is_right = path.is_file() and path.stat().st_size <= limit
    return f"{path.name}\n{os.path.realpath(path)}", sha256(path.read_bytes()).digest() if is_right else b""


def _photos(project: Project) -> tuple[str, ...]:
    """The photos that cards may show."""
    return tuple(sorted(map(os.path.realpath, (project.practices / "photos").glob("*"))))
