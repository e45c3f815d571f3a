"""Whether the site is still the one that its sources make: what went into the last build, and what came out of it."""

import os
import sys
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

import yaml

from casebook.history import read_history
from casebook.project import Project, build_date

_LIBRARY = Path(__file__).parent
_MADE = ("__pycache__", ".egg-info")
"""How the names of folders end that hold nothing a person wrote."""


def digest_sources(project: Project) -> str:
    """A name for everything that a build depends on: files, git's dates, the day, settings, Python and libraries."""
    digest = sha256()
    for part in _sources(project):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def _sources(project: Project) -> Iterator[str]:
    yield from (sys.version, sys.platform, *_libraries())
    yield from (str(build_date()), os.environ.get("SOURCE_DATE_EPOCH", ""))
    for path in sorted(project.root.glob("*.yml")):
        yield from (path.name, _digest(path), *_variables(path))
    yield from map(str, sorted(read_history(project.root, project.practices, project.docs).items()))
    for folder in (project.docs, project.practices, project.root / "hooks", _LIBRARY):
        yield from _files(folder)


def _libraries() -> list[str]:
    """The installed libraries, each with its version, as the folders are named that tell of them."""
    return sorted(path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))


def _variables(settings: Path) -> Iterator[str]:
    """The values of the environment's variables that a settings file may ask for, by `!ENV`."""
    waiting = list(yaml.compose_all(settings.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader))
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode) and node.tag != "!ENV":
            waiting += node.value
        elif isinstance(node, yaml.Node) and node.tag == "!ENV":
            names = [name.value for name in node.value] if isinstance(node, yaml.SequenceNode) else [node.value]
            yield from (f"{name}={os.environ.get(name)}" for name in names)


def digest_site(site: Path) -> str:
    """A name for every file of a built site, with what it holds."""
    return sha256("\n".join(_files(site)).encode()).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """Each file below `folder`, followed by the digest of what it holds, in the order of their paths."""
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.endswith(_MADE))
        for path in (Path(place, name) for name in sorted(names)):
            yield from (path.relative_to(folder).as_posix(), _digest(path))


def _digest(path: Path) -> str:
    """The digest of what a file holds; nothing where it is a link that leads nowhere."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def is_current(project: Project, sources: str) -> bool:
    """Whether the site is, byte for byte, what was last built, and that was built from these sources."""
    try:
        kept = _record(project).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return False
    return project.site.is_dir() and kept == [sources, digest_site(project.site)]


def remember(project: Project, sources: str) -> None:
    """Note what the site was built from; nothing where the sources changed meanwhile: nobody knows which it shows."""
    if digest_sources(project) == sources:
        fresh = _record(project).with_suffix(".new")
        fresh.write_text(f"{sources}\n{digest_site(project.site)}\n", encoding="ascii")
        fresh.replace(_record(project))


def _record(project: Project) -> Path:
    return project.cache / "site.txt"
