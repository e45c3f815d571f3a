"""What is timed: the check, the site with and without its PDFs, and the same pages by MkDocs alone."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bench.casebooks import ROOT, make_casebook
from bench.measuring import Run, run
from bench.plain import make_plain
from bench.preview import time_changes

CHECK = "check"
FIRST = "site, nothing kept"
AGAIN = "site, nothing changed"
SHOWN_CARD = "preview, a changed card"
SHOWN_PAGE = "preview, a changed page"
KEPT = "site, PDFs kept"
NO_PDFS = "site, no PDFs"
PLAIN = "plain MkDocs"
PLAIN_NO_SEARCH = "plain MkDocs, no search"

PREVIEWED = (500,)
"""The sizes at which the preview is timed: it builds the whole site first."""

_QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}


def time_check(folder: Path, cards: int, runs: int) -> list[Run]:
    """The command that checks a casebook of so many cards."""
    project = make_casebook(folder, cards)
    return [_time(_casebook("check"), project.root) for _ in range(runs)]


def time_builds(folder: Path, cards: int, runs: int) -> Mapping[str, list[Run]]:
    """The builds of a casebook of so many cards, by what each builds; in turn, so that a busy moment meets them all."""
    project = make_casebook(folder / "casebook", cards)
    found = {FIRST: [_time(_casebook("site"), project.root)]}
    found[AGAIN] = [_time(_casebook("site"), project.root) for _ in range(runs)]
    nav = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["nav"]
    settings = make_plain(project.root / "site", folder / "plain", project.languages, nav)
    tasks: dict[str, tuple[list[str], Path]] = {
        KEPT: (_mkdocs("mkdocs", "mkdocs.yml"), project.root),
        NO_PDFS: (_mkdocs("bench.without_sheets", "mkdocs.yml"), project.root),
    }
    for name, path in zip((PLAIN, PLAIN_NO_SEARCH), settings, strict=True):
        tasks[name] = (_mkdocs("mkdocs", path.name), path.parent)
    for _ in range(runs):
        for name, (command, place) in tasks.items():
            found.setdefault(name, []).append(_time(command, place))
    if cards in PREVIEWED:
        shown = time_changes(project, _environment(), runs)
        found |= {SHOWN_CARD: shown["card"], SHOWN_PAGE: shown["page"]}
    return found


def _time(command: Sequence[str], folder: Path) -> Run:
    return run(command, folder, _environment())


def _environment() -> dict[str, str]:
    return {**os.environ, **_QUIET}


def _casebook(command: str) -> list[str]:
    return [sys.executable, "-m", "casebook.command", command]


def _mkdocs(module: str, settings: str) -> list[str]:
    return [sys.executable, "-m", module, "build", "--quiet", "--config-file", settings, "--site-dir", "built"]
