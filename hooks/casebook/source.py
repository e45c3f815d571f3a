"""A YAML file becomes located values, or problems with what it holds."""

import os
import re
from codecs import BOM_UTF8
from pathlib import Path

import yaml

from casebook.building import INVISIBLE, Builder, name_character
from casebook.glyphs import find_unsettable
from casebook.located import Source, walk

MAX_BYTES = 256 * 1024
"""The size of a card; one of this size holds a book."""

SHELF_BYTES = 16 * MAX_BYTES
"""The size of a file that all cards share, which grows with their number."""

_TAB = re.compile(r" *\t\s*\S")
_STARTS_EARLIER = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""What the parser notices late: the mistake is where the key, the quotation or the bracket begins."""


def read_source(path: Path, shown: str, limit: int = MAX_BYTES) -> Source:
    """Read and parse one file; what is wrong is in `problems`, and then `root` may be None."""
    return _parsed(read_text(path, shown, limit))


def parse_source(data: bytes, shown: str, limit: int = MAX_BYTES) -> Source:
    """Parse the bytes of a YAML file with one mapping in it."""
    if len(data) > limit:
        source = Source(shown, "")
        _report_size(source, len(data), limit)
        return source
    return _parsed(_decoded(data, shown))


def read_text(path: Path, shown: str, limit: int = MAX_BYTES) -> Source:
    """One file's text, not parsed; what is wrong is in `problems`."""
    source = Source(shown, "")
    try:
        size = path.stat().st_size
        if not path.is_file():
            source.report("no-file")
        elif size > limit:
            _report_size(source, size, limit)
        else:
            source = _decoded(path.read_bytes(), shown)
    except OSError:
        source.report("no-file")
    return source


def _report_size(source: Source, size: int, limit: int) -> None:
    source.report("file-too-large", found=f"{-(-size // 1024)} KiB", limit=f"{limit // 1024} KiB")


def is_inside(path: Path, folder: Path) -> bool:
    """Whether `path` is in `folder` once all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _decoded(data: bytes, shown: str) -> Source:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        source = Source(shown, "")
        before = data[: error.start].decode("utf-8")
        source.report("not-utf-8", before.count("\n") + 1, len(before) - before.rfind("\n"))
        return source
    return Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"))


def _parsed(source: Source) -> Source:
    if not source.problems:
        _report_characters(source)
    if not source.problems:
        _report_tabs(source)
        _parse(source, syntax_matters=not source.problems)
    return source


def _report_characters(source: Source) -> None:
    """The first of each kind in each line: one would do to refuse the file, all of a binary file would be too many."""
    if not INVISIBLE.search(source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        for character in dict.fromkeys(INVISIBLE.findall(line)):
            source.report("invisible-character", number, line.index(character) + 1, found=name_character(character))


def _report_tabs(source: Source) -> None:
    if "\t" not in source.text:
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        if _TAB.match(line):
            source.report("tab-indentation", number, line.index("\t") + 1)


def _parse(source: Source, syntax_matters: bool) -> None:
    try:
        Builder(source).build(yaml.parse(source.text, Loader=yaml.CLoader))
        _report_glyphs(source)
    except yaml.MarkedYAMLError as error:
        if syntax_matters:
            _report_syntax(source, error)


def _report_glyphs(source: Source) -> None:
    """The first character of each value that can't be set on paper; an escape may bring one in, a comment doesn't."""
    if source.root is None or ("\\" not in source.text and find_unsettable(source.text) is None):
        return
    for scalar in walk(source.root):
        at = find_unsettable(scalar)
        if at is not None:
            line, column = source.place_in(scalar, at)
            source.report("no-glyph", line, column, scalar.where, found=scalar[at], name=name_character(scalar[at]))


def check_glyphs(source: Source) -> None:
    """The first character of a text that can't be set on paper."""
    at = find_unsettable(source.text)
    if at is not None:
        found = source.text[at]
        source.report("no-glyph", *source.place(at), found=found, name=name_character(found))


def _report_syntax(source: Source, error: yaml.MarkedYAMLError) -> None:
    starts_earlier = error.problem in _STARTS_EARLIER and error.context_mark
    mark = error.context_mark if starts_earlier else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.split("\n")
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    source.report("yaml-syntax", line, column, reason=" ".join((error.problem or "").split()))
