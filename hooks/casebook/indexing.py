"""The search's index of a built site, made by Pagefind: one for each language of its pages.

Pagefind's command is run, not its Python interface: that one ends the program that writes the files as soon as
they are promised, and now and then leaves one of them empty.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = "pagefind"
"""Where the index is, below the site's root."""

_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Scripts and styles of Pagefind that no page loads."""


def write_index(site: Path, languages: Sequence[str]) -> None:
    """Index every page of `site` that says what of it is to be searched; the same pages give the same bytes.

    The first language is the default one, whose pages stand beside the folders of the others. Each is indexed by
    itself, as Pagefind holds all the pages that it is given, and takes more memory than the build that made them.
    """
    entry = site / FOLDER / "pagefind-entry.json"
    found: dict[str, Any] = {}
    for language in languages:
        _index(site, _pages(site, language, languages))
        written = json.loads(entry.read_bytes())
        found |= written["languages"]
        entry.write_text(json.dumps(written | {"languages": found}, sort_keys=True), encoding="utf-8")
    for pattern in _UNUSED:
        for path in (site / FOLDER).glob(pattern):
            path.unlink()


def _pages(site: Path, language: str, languages: Sequence[str]) -> str:
    """The pages of one language, as a pattern of their paths."""
    if language != languages[0]:
        return f"{language}/**/*.html"
    own = sorted(path for path in site.iterdir() if path.name not in languages)
    folders = [f"{path.name}/**/*.html" for path in own if path.is_dir()]
    return f"{{{','.join(['*.html', *folders])}}}"


def _index(site: Path, pages: str) -> None:
    """Add the index of some pages to what is there already."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--quiet"]
    command += ["--glob", pages]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"pagefind: {done.stdout}{done.stderr}")
