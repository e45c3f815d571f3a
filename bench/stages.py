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
from inspect import unwrap
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
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from bench.casebooks import make_casebook
from bench.results import format_table

Key = tuple[str, str]
"""A function by the name of its file and its own: the casebook may be loaded from the generated project."""


@dataclass(frozen=True)
class Stage:
    """A part of the build, by the functions that do it; one that begins with a blank is part of the one above."""

    name: str
    functions: tuple[Key, ...]
    without: tuple[Key, ...] = ()
    """Functions that they call, and that stand in the table by themselves."""

    @property
    def is_part(self) -> bool:
        """Whether its time is in that of a stage above."""
        return self.name.startswith(" ")


def _of(*functions: Callable[..., Any] | cached_property[Any]) -> tuple[Key, ...]:
    return tuple(_key(function.func if isinstance(function, cached_property) else function) for function in functions)


def _key(function: Callable[..., Any]) -> Key:
    code: CodeType = unwrap(function).__code__
    return Path(code.co_filename).name, code.co_name


def _event(name: str) -> tuple[Key, ...]:
    return (("publish.py", name),)


STAGES = (
    Stage("the whole build", _of(build.build)),
    Stage("casebook: read and check", _of(check_casebook)),
    Stage("casebook: announce and fill pages", _event("announce_pages") + _event("fill_pages")),
    Stage("  set PDFs, or take them from the cache", _of(print_sheets)),
    Stage("  write downloads", (("publication.py", "make_downloads"),)),
    Stage("casebook: make what the theme lays out on each page", _event("on_page_context")),
    Stage("  the pages' contents", _of(GeneratedPage.body)),
    Stage("casebook: index for search", _event("on_post_build")),
    Stage("MkDocs: find the files of the pages and the theme", _of(get_files, Files.add_files_from_theme)),
    Stage("MkDocs: make the menu", _of(get_navigation)),
    Stage("MkDocs: read the pages", _of(build._populate_page)),
    Stage("  their Markdown, empty or not", _of(Page.render)),
    Stage("MkDocs: lay the pages out, and write them", _of(build._build_page), without=_event("on_page_context")),
    Stage("  write them, and what is written elsewhere", _of(write_file)),
    Stage("MkDocs: the theme's own pages and the site's map", _of(build._build_theme_template)),
    Stage("MkDocs: copy files", _of(Files.copy_static_files)),
)
"""In the order of the code that does them, casebook's first; together with the rest they are the whole build."""

_CITATIONS = Stage("  of all this: format works and citations", _of(Edition.bibliography, Edition.page_references))


def main() -> None:
    """Build once under the profiler; print the stages, then the functions that take longest by themselves."""
    options = _parser().parse_args()
    with TemporaryDirectory() as folder:
        project = make_casebook(Path(folder), options.cards)
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        subprocess.run([sys.executable, "-m", "casebook.command", "site"], cwd=project.root, check=True)  # keeps PDFs
        stats = profile(project.root)
    print(format_table([("stage", "seconds", "of the build", "calls"), *rows(stats)]), end="\n\n")
    stats.sort_stats("tottime").print_stats(options.functions)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make profile", description=__doc__)
    parser.add_argument("--cards", type=int, default=500, help="how many cards the casebook has")
    parser.add_argument("--functions", type=int, default=20, help="how many functions are shown below the stages")
    return parser


def profile(root: Path) -> pstats.Stats:
    """What a build of the project in `root` called, and how long that took; it becomes the working directory."""
    os.chdir(root)
    profiler = cProfile.Profile()
    config = load_config("mkdocs.yml", site_dir=str(root / "built"))
    config.plugins.on_startup(command="build", dirty=False)
    profiler.runcall(build.build, config)
    return pstats.Stats(profiler)


def rows(stats: pstats.Stats) -> Iterator[tuple[str, ...]]:
    """Each stage with its seconds, those of the functions that it calls included; the profiler makes all longer."""
    taken: dict[Key, float] = {}
    calls: dict[Key, int] = {}
    for (path, _, name), (_, called, _, seconds, _) in stats.stats.items():  # type: ignore[attr-defined]
        key = Path(path).name, name
        taken[key], calls[key] = taken.get(key, 0.0) + seconds, calls.get(key, 0) + called

    def measured(stage: Stage) -> tuple[float, int]:
        seconds = sum(taken.get(key, 0.0) for key in stage.functions)
        seconds -= sum(taken.get(key, 0.0) for key in stage.without)
        return seconds, sum(calls.get(key, 0) for key in stage.functions)

    whole, _ = measured(STAGES[0])
    rest = whole - sum(measured(stage)[0] for stage in STAGES[1:] if not stage.is_part)
    for stage in STAGES:
        seconds, count = measured(stage)
        yield stage.name, f"{seconds:.2f}", f"{seconds / whole:.0%}", f"{count:,}"
    yield "the rest: events of plugins, and MkDocs between its stages", f"{rest:.2f}", f"{rest / whole:.0%}", ""
    seconds, count = measured(_CITATIONS)
    yield _CITATIONS.name, f"{seconds:.2f}", f"{seconds / whole:.0%}", f"{count:,}"


if __name__ == "__main__":
    main()
