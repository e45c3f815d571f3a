"""When cards were first published, and cards and pages last changed, as git remembers it.

Git is run twice for all files together, whatever their number: once for every change, once for the
changes of the line that says whether a card is published. Nothing is guessed: what git can't tell is None.
"""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_PUBLISHED = r"^status:[[:blank:]]*[\"']?published"
"""What a card's line says once it is published, as an extended regular expression."""


@dataclass(frozen=True)
class Dates:
    """When a card first stood as published, and when a file was last changed; None where that is not known."""

    published: date | None = None
    changed: date | None = None


UNKNOWN = Dates()


@dataclass(frozen=True)
class _Change:
    """One file in one commit of the main line; `before` is its former path where the commit renamed it."""

    commit: str
    day: date
    path: str
    before: str | None


def read_history(root: Path, *folders: Path) -> Mapping[str, Dates]:
    """The dates of the files in `folders` by their path below `root`; a file that git doesn't know is missing."""
    below = [folder.relative_to(root).as_posix() for folder in folders]
    edges = _shallow_edges(root)
    publications: frozenset[tuple[str, str]] = frozenset()
    if not edges:
        found = _changes(_log(root, below, "--extended-regexp", f"-G{_PUBLISHED}"))
        publications = frozenset((change.commit, change.path) for change in found)
    dates: dict[str, Dates] = {}
    for path, change in _follow(_changes(_log(root, below))):
        if change.commit not in edges:
            known = dates.get(path, Dates(changed=change.day))
            is_publication = (change.commit, change.path) in publications
            dates[path] = Dates(change.day if is_publication else known.published, known.changed)
    return dates


def _follow(changes: Iterator[_Change]) -> Iterator[tuple[str, _Change]]:
    """Each change, the newest first, with the path that its file has today or had last."""
    today: dict[str, str] = {}
    for change in changes:
        path = today.get(change.path, change.path)
        yield path, change
        if change.before is not None:
            today[change.before] = path


def _changes(log: str) -> Iterator[_Change]:
    commit, day = "", date.min
    for line in filter(None, log.splitlines()):
        if line.startswith(":"):
            commit, shown = line[1:].split()
            day = date.fromisoformat(shown)
            continue
        status, *paths = line.split("\t")
        if status != "D":
            yield _Change(commit, day, paths[-1], paths[0] if len(paths) > 1 else None)


def _log(root: Path, below: Sequence[str], *options: str) -> str:
    """Commits of the main line, the newest first, with what each did to the files; by when they landed there."""
    shape = ("--format=:%H %cs", "--name-status", "--find-renames", "--relative")
    return _git(root, "log", "--first-parent", "-m", *shape, *options, "--", *below)


def _shallow_edges(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends: they seem to add every file. None in a whole clone."""
    shown = _git(root, "rev-parse", "--git-path", "shallow").strip()
    path = root / shown
    return frozenset(path.read_text(encoding="ascii").split()) if shown and path.is_file() else frozenset()


def _git(root: Path, *arguments: str) -> str:
    """What git answers; nothing where there is no git, no repository or no commit."""
    command = ["git", "-c", "core.quotePath=off", "-c", "log.showSignature=false", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""
