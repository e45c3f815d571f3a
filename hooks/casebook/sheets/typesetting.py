"""Sheets are set by Typst, in several processes where there are many; one that hasn't changed comes from a cache."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import typst

from casebook.sharing import processors
from casebook.sheets.fonts import FONT_FILES, lay_out_fonts

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARD: Final = "ua-1"
"""PDF/UA-1: Typst refuses what a screen reader could not read, such as a glyph that no font has."""

_MANY = 24
"""From so many on it pays to start other processes."""

_FEW = 2

_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


@dataclass(frozen=True)
class Sheet:
    """A document to be set: its address below the site's root, its template and what the template is given."""

    address: str
    template: str
    inputs: Mapping[str, str]
    sizes: tuple[str, ...] = ("roomy",)
    """Sizes of type to try one after the other, until the sheet has at most `_FEW` pages; else the shortest stays."""


@dataclass(frozen=True)
class Printed:
    """A sheet that has been set: its address, its file and its number of pages."""

    address: str
    file: Path
    pages: int


def print_sheets(sheets: Iterable[Sheet], folder: Path) -> Iterator[Printed]:
    """Every sheet as a PDF in `folder`, which keeps those of this call and drops all others."""
    fonts = lay_out_fonts(folder)
    kept = {path.name.partition(".")[0]: path for path in folder.glob("*.pdf")}
    wanted = {_key(sheet): sheet for sheet in sheets}
    missing = [(key, sheet) for key, sheet in wanted.items() if key not in kept]
    kept |= _set_all(missing, folder, fonts)
    for key, path in kept.items():
        if key not in wanted:
            path.unlink()
    for key, sheet in wanted.items():
        yield Printed(sheet.address, kept[key], int(kept[key].suffixes[0][1:]))


def _key(sheet: Sheet) -> str:
    """A name for everything that goes into a sheet."""
    digest = sha256(_stamp())
    for part in (sheet.template, *sheet.sizes, *chain.from_iterable(sorted(sheet.inputs.items()))):
        digest.update(f"{len(part)}:".encode() + part.encode())
    return digest.hexdigest()[:40]


@cache
def _stamp() -> bytes:
    """What all sheets share: the typesetter's version, the fonts and the templates."""
    digest = sha256(version("typst").encode())
    for path in (*FONT_FILES, *sorted(_TEMPLATES.glob("*.typ"))):
        digest.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return digest.digest()


def _set_all(missing: list[tuple[str, Sheet]], folder: Path, fonts: Path) -> dict[str, Path]:
    jobs = [(key, sheet, folder, fonts) for key, sheet in missing]
    if len(jobs) < _MANY:
        return dict(map(_set, jobs))
    with ProcessPoolExecutor(processors(), mp_context=get_context("spawn")) as pool:
        return dict(pool.map(_set, jobs, chunksize=8))


def _set(job: tuple[str, Sheet, Path, Path]) -> tuple[str, Path]:
    """Set one sheet, and put it in its place once it is whole."""
    key, sheet, folder, fonts = job
    content, pages = _fit(sheet, _compiler(sheet.template, fonts))
    path = folder / f"{key}.{pages}.pdf"
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)
    return key, path


def _fit(sheet: Sheet, compiler: typst.Compiler) -> tuple[bytes, int]:
    """The PDF in the first size that makes it short enough, else as short as can be, and its number of pages."""
    shortest, fewest = b"", sys.maxsize
    for size in sheet.sizes:
        inputs = {**sheet.inputs, "size": size}
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[_STANDARD])
        assert isinstance(made, bytes)
        pages = _count_pages(made)
        if pages < fewest:
            shortest, fewest = made, pages
        if fewest <= _FEW:
            break
    return shortest, fewest


def _count_pages(content: bytes) -> int:
    found = _PAGES.search(content)
    assert found is not None
    return int(found.group(1))


@cache
def _compiler(template: str, fonts: Path) -> typst.Compiler:
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=[fonts], ignore_system_fonts=True)
