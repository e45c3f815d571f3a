"""`casebook site`: a site is replaced by a whole one or not at all, and left alone where nothing has changed."""

import argparse
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from filelock import FileLock, Timeout

from casebook.cards import check_casebook
from casebook.keeping import digest_sources, is_current, remember
from casebook.problems import format_report
from casebook.project import Project
from casebook.words import Words


def run_site(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook site`: build beside the present site and put the new one in its place once it is whole."""
    with _alone(project, words):
        _tidy_up(project)
        sources = digest_sources(project)
        if is_current(project, sources):
            print(words.commands["site_current"])
            return 0
        casebook, problems = check_casebook(project)
        if casebook is None:
            print(format_report(problems, words))
            return 1
        return _build(project, sources)


@contextmanager
def _alone(project: Project, words: Words) -> Iterator[None]:
    """One build at a time; the system takes the lock away from one that is killed."""
    project.cache.mkdir(exist_ok=True)
    lock = FileLock(project.cache / "site.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print(words.commands["site_waits"], flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _tidy_up(project: Project) -> None:
    """Take away what a killed build left; where it was killed between two renames, its last site is put back."""
    last = project.cache / _BUILDS / _LAST
    if last.exists() and not project.site.exists():
        last.rename(project.site)
    shutil.rmtree(project.cache / _BUILDS, ignore_errors=True)


_BUILDS, _LAST = "builds", "last"


def _build(project: Project, sources: str) -> int:
    """Build in a folder of this process: what children of a killed build may still write is in another one."""
    fresh = project.cache / _BUILDS / str(os.getpid())
    try:
        if _run_mkdocs("build", "--strict", "--config-file", str(project.settings), "--site-dir", str(fresh)):
            return 1
        _put_in_place(fresh, project.site)
        remember(project, sources)
        return 0
    finally:
        _tidy_up(project)


def _run_mkdocs(*arguments: str) -> int:
    """The exit status of MkDocs's command, run in this process: what was read for the check needn't be read again."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    command = import_module("mkdocs.__main__").cli
    try:
        command(arguments, prog_name="mkdocs")
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _put_in_place(fresh: Path, site: Path) -> None:
    if not site.exists():
        fresh.rename(site)
    elif not _exchange(fresh, site):
        site.rename(fresh.with_name(_LAST))
        fresh.rename(site)


_HERE = -100
"""`AT_FDCWD` of Linux: paths are meant from the working directory."""

_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux."""


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that at no moment either is missing; False where none can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
