"""Reads the export of a reference manager, BibTeX, BibLaTeX, RIS or CSL JSON, as items of CSL JSON by pandoc."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypandoc

Item = Mapping[str, Any]

FORMATS = {".bib": "biblatex", ".ris": "ris", ".json": "csljson"}
"""Pandoc's name of each format by the ending of its files; its reader of BibLaTeX takes BibTeX's fields too."""

MAX_BYTES = 16 * 1024 * 1024
_SECONDS = 120


class NoLibrary(Exception):
    """The file can't be read; its message names one of the words of `add_works`."""


def read_library(path: Path) -> list[Item]:
    """The items of the file, in its order; NoLibrary where there are none to be read."""
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise NoLibrary("no_format")
    try:
        data = path.read_bytes()
    except OSError:
        raise NoLibrary("no_file") from None
    if len(data) > MAX_BYTES:
        raise NoLibrary("too_large")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoLibrary("not_utf8") from None
    items = _parse(text, kind)
    if not items:
        raise NoLibrary("no_items")
    return items


def _parse(text: str, kind: str) -> list[Item]:
    """Pandoc reads it without touching any other file."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={kind}", "--to=csljson"]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        found = None
    if not isinstance(found, list):
        raise NoLibrary("not_read")
    return [item for item in found if isinstance(item, dict)]
