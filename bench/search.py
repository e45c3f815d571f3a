"""What a first search moves over the network, and how the index's making grows: `python -m bench.search`.

The sites are built from generated casebooks, without PDFs, and searched in a real browser.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.project import Project
from playwright.sync_api import Browser, Response, sync_playwright

from bench.casebooks import ROOT, make_casebook
from bench.measuring import Run, run
from bench.results import format_table

sys.path.append(str(ROOT / "tests"))
from chromium import find_chromium, launch_arguments
from server import serve

SIZES = (500, 2000)
QUERIES = {"": "cliënt", "en/": "service users"}
"""What is searched, by the language's root: words that many pages have, and that have others beside them."""

MOST_BYTES = 400_000

_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
_INDEX = """
import sys
from pathlib import Path
from casebook.indexing import write_index
write_index(Path(sys.argv[1]), sys.argv[2:])
"""


def build(folder: Path, cards: int) -> tuple[Project, Path]:
    """A generated casebook of so many cards, and its site."""
    project = make_casebook(folder, cards)
    command = [sys.executable, "-m", "bench.without_sheets", "build", "--quiet", "--site-dir", "built"]
    run(command, project.root, _ENVIRONMENT)
    return project, project.root / "built"


def index(site: Path, languages: Sequence[str]) -> Run:
    """Make the site's index once more, by itself."""
    return run([sys.executable, "-c", _INDEX, str(site), *languages], site, _ENVIRONMENT)


def first_search(browser: Browser, address: str, root: str, *, filters: bool) -> tuple[int, float]:
    """Bytes of all answers from the moment that the search opens until it shows results, and the seconds."""
    answers: list[Response] = []
    page = browser.new_page()
    page.goto(f"{address}{root}about/", wait_until="networkidle")
    page.on("response", lambda response: answers.append(response))
    start = time.perf_counter()
    page.keyboard.press("/")
    page.locator("#search-query").fill(QUERIES[root])
    page.locator(".search__title").first.wait_for()
    seconds = time.perf_counter() - start
    if filters:
        page.locator(".search__filters > summary").click()
        page.locator(".search__facet").first.wait_for()
    page.wait_for_load_state("networkidle")
    size = sum(len(answer.body()) for answer in answers)
    page.close()
    return size, seconds


def search_rows(browser: Browser, site: Path, cards: int) -> Iterator[tuple[str, ...]]:
    """A row for each language, without filters and with them."""
    with serve(site) as address:
        for root in QUERIES:
            for filters in (False, True):
                size, seconds = first_search(browser, address, root, filters=filters)
                name = f"{root or 'nl/'}{' and filters' if filters else ''}"
                yield f"{cards:,}", name, f"{size:,}", f"{size / MOST_BYTES:.2f}", f"{seconds:.2f} s"


def main() -> None:
    """Print both tables."""
    searches: list[tuple[str, ...]] = [("cards", "first search", "bytes", "to the most", "shown after")]
    made: dict[int, Run] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        for cards in SIZES:
            with TemporaryDirectory() as folder:
                project, site = build(Path(folder), cards)
                made[cards] = index(site, project.languages)
                searches += search_rows(browser, site, cards)
        browser.close()
    print(format_table(searches), end="\n\n")
    print(format_table([("cards", "index made in", "of processors", "to the cards"), *_index_rows(made)]))


def _index_rows(made: dict[int, Run]) -> Iterator[tuple[str, ...]]:
    """The last column says by how much more than the cards the processors' time grew."""
    first = SIZES[0]
    for cards, taken in made.items():
        grown = taken.processor_seconds / made[first].processor_seconds / (cards / first)
        yield f"{cards:,}", f"{taken.seconds:.2f} s", f"{taken.processor_seconds:.2f} s", f"{grown:.2f}"


if __name__ == "__main__":
    main()
