"""Portions of a site's pages, and the index that Pagefind makes of each.

Pagefind's command is run, not its Python interface: that one ends the program that writes the files as soon as
they are promised, and now and then leaves one of them empty.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from pagefind_bin import get_executable

ENTRY = "pagefind-entry.json"
"""The file in which Pagefind says which indexes there are."""

_SEARCHED = b" data-pagefind-body>"
"""What pages have that are searched; that for lost readers and those at former addresses haven't."""

_IGNORED = b'<div data-pagefind-ignore="all">'
"""What pages have that hold nothing to be searched: Pagefind gives up where none of its pages has a word."""

_PLACE = re.compile(rb'data-pagefind-sort="place:(\d+)"')


def share_out(site: Path, language: str, languages: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """The pages of one language that are searched, so many at a time; those that have a place come last, in order.

    So no portion has practices that stand between those of another, and what sorts them can be joined.
    """
    placed = [(place, page) for page in _pages(site, language, languages) if (place := _place(site / page)) is not None]
    pages = tuple(page for _, page in sorted(placed))
    return (pages[start : start + size] for start in range(0, len(pages), size))


def _pages(site: Path, language: str, languages: Sequence[str]) -> Iterator[str]:
    """The pages of one language, by their paths below the site's root."""
    home = site if language == languages[0] else site / language
    others = set(languages) if language == languages[0] else set()
    for path in home.iterdir():
        if path.is_dir() and path.name not in others:
            yield from (page.relative_to(site).as_posix() for page in path.rglob("*.html"))
        elif path.suffix == ".html":
            yield path.relative_to(site).as_posix()


def _place(page: Path) -> int | None:
    """The place that a page has among the practices, -1 where it has none; None where it isn't searched."""
    html = page.read_bytes()
    if _SEARCHED not in html or _IGNORED in html:
        return None
    found = _PLACE.search(html)
    return int(found[1]) if found else -1


def index(site: Path, pages: Sequence[str], folder: Path) -> Path:
    """Let Pagefind make the index of some pages of `site`; the result is where it is, in `folder`."""
    given, made = folder / "site", folder / "made"
    for page in pages:
        target = given / page
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(site / page, target)
    command = [str(get_executable()), "--site", str(given), "--output-path", str(made), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"pagefind: {done.stdout}{done.stderr}")
    return made


def _link(page: Path, target: Path) -> None:
    """The same file at a second path, or a copy of it where the file system knows only one."""
    try:
        os.link(page, target)
    except OSError:
        shutil.copyfile(page, target)
