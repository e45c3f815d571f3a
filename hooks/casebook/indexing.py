"""The search's index of a built site, made by Pagefind: one for each language of its pages.

Pagefind's command is run, not its Python interface: that one ends the program that writes the files as soon as
they are promised, and now and then leaves one of them empty.
"""

import json
import subprocess
import sys
from pathlib import Path

FOLDER = "pagefind"
"""Where the index is, below the site's root."""

_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Scripts and styles of Pagefind that no page loads."""


def write_index(site: Path) -> None:
    """Index every page of `site` that says what of it is to be searched; the same pages give the same bytes."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"pagefind: {done.stdout}{done.stderr}")
    entry = site / FOLDER / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_bytes()), sort_keys=True), encoding="utf-8")
    for pattern in _UNUSED:
        for path in (site / FOLDER).glob(pattern):
            path.unlink()
