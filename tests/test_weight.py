"""What a reader's browser downloads to show a page for the first time, from a host that compresses, as hosts do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from browsing import LANGUAGES, NARROW, WIDE, new_page, root_of
from playwright.sync_api import Browser, Request
from server import serve

from bench.overview import write_comparison

LUND, MILAN = "mobilisation-course-lund", "encounter-day-milan"
KINDS = {
    "home": ("", 12),
    "practice": (f"practices/{LUND}/", 12),
    "text": ("gap-mending/", 12),
    "lost": ("404.html", 12),
    "list": ("practices/by/country/it/", 12),
    "reading list": ("reading-list/", 16),
    "glossary": ("glossary/", 16),
    "overview": ("practices/", 18),
    "workshop": ("workshop/", 18),
    "comparison": ("compare/", 24),
    "side by side": (f"compare/?p={LUND},{MILAN}", 24),
}
"""Where each kind of page is, and how many requests it may take."""

MOST_BYTES = 90_000
MOST_SHIFT = 0.02
"""What moves of what was shown already, as browsers measure it: the share of the screen times that of the distance."""

CARDS, MOST_BYTES_OF_ALL = 500, 250_000

WATCH = """globalThis.shift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""

BLOCKING = """() => performance.getEntriesByType("resource")
    .filter((entry) => entry.renderBlockingStatus === "blocking")
    .map((entry) => new URL(entry.name).pathname)"""


@dataclass(frozen=True)
class View:
    """The first view of a page: the answers' bytes with their headers, by address, and what it did to the reader."""

    answers: dict[str, int]
    shift: float
    blocking: list[str]

    @property
    def bytes(self) -> int:
        return sum(self.answers.values())


def first_view(browser: Browser, address: str, width: int) -> View:
    """A page in a browser that has met the site never before, until nothing more comes.

    The workshop fetches other pages ahead, one after the other, for packs that are made without a network: those come
    after the view and aren't counted.
    """
    page = new_page(browser, width)
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    answers = {one.url: size_of(one) for one in finished if not is_ahead(one)}
    view = View(answers, page.evaluate("shift"), page.evaluate(BLOCKING))
    page.context.close()
    return view


def is_ahead(request: Request) -> bool:
    return request.resource_type == "fetch" and request.url.endswith("/")


def size_of(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with serve(site, compressed=True) as where:
        yield where


@pytest.mark.parametrize(("language", "width"), list(zip(cycle(LANGUAGES), (WIDE, NARROW), strict=False)))
@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_is_light_and_still(browser: Browser, host: str, kind: str, language: str, width: int) -> None:
    path, most_requests = KINDS[kind]
    view = first_view(browser, host + root_of(language) + path, width)
    assert view.bytes <= MOST_BYTES, view.answers
    assert len(view.answers) <= most_requests, list(view.answers)
    assert view.shift <= MOST_SHIFT
    assert view.blocking == ["/assets/style.css"]


def test_the_comparison_of_many_is_light(site: Path, browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(site / "assets", tmp_path / "assets")
    (tmp_path / "compare").mkdir()
    shutil.copy(site / "compare" / "index.html", tmp_path / "compare")
    write_comparison(tmp_path, CARDS)
    with serve(tmp_path, compressed=True) as where:
        view = first_view(browser, f"{where}compare/", WIDE)
    assert len(view.answers) > 5
    assert view.bytes <= MOST_BYTES_OF_ALL
    assert view.shift <= MOST_SHIFT


def test_nothing_of_the_theme_is_sent(site: Path) -> None:
    """Its style sheets, scripts and pictures; Pagefind's are those of the search."""
    kinds = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in (".css", ".map", ".png")}
    assert kinds == {"assets/style.css"}
    scripts = {path.relative_to(site).parts[:2] for path in site.rglob("*.js")}
    assert scripts == {("assets", "scripts"), ("pagefind", "pagefind.js")}
