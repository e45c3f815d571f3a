"""How large the overview is, and how soon it shows what a reader chooses: `python -m bench.overview`, or `make bench`.

The page stands in the frame of the site that `make site` built, in a real browser.
"""

import shutil
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.cards import read_casebook
from casebook.pages.compare import compare_page
from casebook.pages.edition import Edition
from casebook.pages.overview import overview_page
from casebook.pages.page import GeneratedPage
from playwright.sync_api import Browser, Page, sync_playwright

from bench.casebooks import ROOT, make_casebook
from bench.results import format_table

sys.path.append(str(ROOT / "tests"))
from chromium import find_chromium, launch_arguments
from server import serve

SIZES = (500, 2000)
LANGUAGE = "nl"
START, END = '<article class="article md-typeset">', "</article>"

MOST_BYTES = 1_500_000
MOST_MILLISECONDS = 100
"""From a choice to the picture that shows it."""

UNTIL_PAINTED = """box => new Promise((resolve) => {
    const start = performance.now();
    box.click();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - start);
    requestAnimationFrame(() => port2.postMessage(null));
})"""


def write_overview(site: Path, cards: int) -> int:
    """Put the overview of a generated casebook in the site; the bytes of its page."""
    return _write_page(site / "practices" / "index.html", cards, overview_page)


def write_comparison(site: Path, cards: int) -> int:
    """Put the comparison of a generated casebook in the site; the bytes of its page."""
    return _write_page(site / "compare" / "index.html", cards, compare_page)


def _write_page(path: Path, cards: int, make: Callable[[Edition], GeneratedPage]) -> int:
    with TemporaryDirectory() as folder:
        casebook = read_casebook(make_casebook(Path(folder), cards))
    edition = Edition(casebook, LANGUAGE, date(2026, 11, 22))
    made = str(make(edition).body(edition).html)
    head, start, rest = path.read_text(encoding="utf-8").partition(START)
    return path.write_bytes((head + start + made + rest[rest.index(END) :]).encode())


def time_choices(page: Page) -> list[float]:
    """Milliseconds for each option, chosen and taken away, without words in the field and with them; sorted."""
    taken: list[float] = []
    for words in ("", "studenten"):
        page.evaluate("words => (document.getElementById('filter-text').value = words)", words)
        for box in page.locator(".option input").element_handles():
            taken += [box.evaluate(UNTIL_PAINTED) for _ in range(2)]
    return sorted(taken)


def measure(site: Path, browser: Browser, cards: int) -> tuple[str, ...]:
    """A row of the table."""
    size = write_overview(site, cards)
    with serve(site) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}practices/")
        times = time_choices(page)
        page.close()
    typical, late = statistics.median(times), times[int(len(times) * 0.95)]
    ratios = (size / MOST_BYTES, late / MOST_MILLISECONDS)
    return f"{cards:,}", f"{size:,}", f"{ratios[0]:.2f}", f"{typical:.0f} ms", f"{late:.0f} ms", f"{ratios[1]:.2f}"


def main() -> None:
    """Print the table."""
    rows: list[tuple[str, ...]] = [
        ("cards on the overview", "bytes of HTML", "to the most", "a choice shows after", "95% within", "to the most")
    ]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        shutil.copytree(ROOT / "site", site)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        rows += [measure(site, browser, cards) for cards in SIZES]
        browser.close()
    print(format_table(rows))


if __name__ == "__main__":
    main()
