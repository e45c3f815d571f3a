"""`make profile`: what the build of a generated casebook spends its time on, stage by stage."""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

from casebook.cards import check_casebook
from casebook.pages.edition import Edition
from casebook.pages.page import GeneratedPage
from casebook.sheets.typesetting import print_sheets
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from bench.casebooks import make_casebook
from bench.results import format_table

Key = tuple[str, str]
"""A function by the name of its file and its own: the casebook may be loaded from the generated project."""


@dataclass(frozen=True)
class Stage:
    """A part of the build, by the functions that do it; one that begins with a blank is part of the one above."""

    name: str
    functions: tuple[Key, ...]


def _of(*functions: Callable[..., Any] | cached_property[Any]) -> tuple[Key, ...]:
    return tuple(_key(function.func if isinstance(function, cached_property) else function) for function in functions)


def _key(function: Callable[..., Any]) -> Key:
    code: CodeType = function.__code__
    return Path(code.co_filename).name, code.co_name


def _event(name: str) -> tuple[Key, ...]:
    return (("publish.py", name),)


STAGES = (
    Stage("the whole build", _of(build.build)),
    Stage("casebook: read and check", _of(check_casebook)),
    Stage("casebook: announce and fill pages", _event("announce_pages") + _event("fill_pages")),
    Stage("  set PDFs, or take them from the cache", _of(print_sheets)),
    Stage("  write downloads", (("publication.py", "make_downloads"),)),
    Stage("casebook: make the pages' contents", _of(GeneratedPage.body)),
    Stage("casebook: what the theme asks for each page", _event("on_page_context")),
    Stage("casebook: format works and citations", _of(Edition.bibliography, Edition.page_references)),
    Stage("casebook: index for search", _event("on_post_build")),
    Stage("MkDocs: find files, make the menu", _of(get_files, get_navigation)),
    Stage("MkDocs: Markdown of a page, empty or not", _of(Page.render)),
    Stage("MkDocs: the theme's templates, and writing", _of(build._build_page)),
    Stage("MkDocs: copy files", (("files.py", "copy_static_files"),)),
)


def main() -> None:
    """Build once under the profiler; print the stages, then the functions that take longest by themselves."""
    options = _parser().parse_args()
    with TemporaryDirectory() as folder:
        project = make_casebook(Path(folder), options.cards)
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        subprocess.run([sys.executable, "-m", "casebook.command", "site"], cwd=project.root, check=True)  # keeps PDFs
        stats = _profile(project.root)
    print(format_table([("stage", "seconds", "of the build", "calls"), *_rows(stats)]), end="\n\n")
    stats.sort_stats("tottime").print_stats(options.functions)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make profile", description=__doc__)
    parser.add_argument("--cards", type=int, default=500, help="how many cards the casebook has")
    parser.add_argument("--functions", type=int, default=20, help="how many functions are shown below the stages")
    return parser


def _profile(root: Path) -> pstats.Stats:
    os.chdir(root)
    profile = cProfile.Profile()
    config = load_config("mkdocs.yml", site_dir=str(root / "built"))
    config.plugins.on_startup(command="build", dirty=False)
    profile.runcall(build.build, config)
    return pstats.Stats(profile)


def _rows(stats: pstats.Stats) -> Iterator[tuple[str, ...]]:
    """Each stage with its seconds, those of the functions that it calls included; the profiler makes all longer."""
    taken: dict[Key, float] = {}
    calls: dict[Key, int] = {}
    for (path, _, name), (_, called, _, seconds, _) in stats.stats.items():  # type: ignore[attr-defined]
        key = Path(path).name, name
        taken[key], calls[key] = taken.get(key, 0.0) + seconds, calls.get(key, 0) + called
    whole = taken[STAGES[0].functions[0]]
    for stage in STAGES:
        seconds = sum(taken.get(key, 0.0) for key in stage.functions)
        count = sum(calls.get(key, 0) for key in stage.functions)
        yield stage.name, f"{seconds:.2f}", f"{seconds / whole:.0%}", f"{count:,}"


if __name__ == "__main__":
    main()
