"""The search's index of a built site, made by Pagefind: one for each language of its pages.

Pagefind numbers pages as the file system lists them, so that two disks would give two indexes of one site, and holds
the pages that it is given several times over. So it is given a portion of a language's pages at a time, and the indexes
of the portions are joined into one, with the pages by their addresses.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casebook.indexing.joining import join
from casebook.indexing.portions import ENTRY, index, share_out
from casebook.sharing import processors

FOLDER = "pagefind"
"""Where the index is, below the site's root."""

_PAGES = 250
"""Pages of a portion: Pagefind was seen to take up to 135 MiB for so many pages of generated cards."""

_SHARED = ("pagefind.js", "wasm.*")
"""What pages load of Pagefind besides the index; it makes more scripts and styles, which they don't."""


def write_index(site: Path, languages: Sequence[str], pages: int = _PAGES) -> None:
    """Index every page of `site` that says what of it is to be searched; the same pages give the same bytes.

    The first language is the default one, whose pages stand beside the folders of the others. `pages` is how many of
    them are indexed at a time.
    """
    target = site / FOLDER
    target.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=target) as scratch, ThreadPoolExecutor(processors()) as pool:
        running = {
            language: [
                pool.submit(index, site, portion, Path(scratch) / f"{language}-{number}")
                for number, portion in enumerate(share_out(site, language, languages, pages))
            ]
            for language in languages
        }
        listed: dict[str, Any] = {}
        for language, futures in running.items():
            made = [future.result() for future in futures]
            for path in [path for name in _SHARED for path in made[0].glob(name)]:
                path.replace(target / path.name)
            listed[language] = join(made, language, target)
            entry = json.loads((made[0] / ENTRY).read_bytes())
    (target / ENTRY).write_text(json.dumps(entry | {"languages": listed}, sort_keys=True), encoding="utf-8")
