"""Every kind of page as a browser prints it on A4: read from the PDF, decoded from its picture."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from browsing import LANGUAGES, WIDE, new_page, root_of
from casebook.history import Dates
from casebook.model import FACTS, SECTIONS, Casebook, Practice
from casebook.pages.colophon import colophon
from casebook.pages.edition import Edition
from casebook.words import Words, read_words
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

SITE = "https://gap-mending.example/"
LUND = "practices/mobilisation-course-lund/"
MILAN = "practices/encounter-day-milan/"

MOST_SHEETS = {
    "": 4,
    "practices/": 6,
    LUND: 4,
    MILAN: 2,
    "compare/": 5,
    "reading-list/": 14,
    "glossary/": 8,
    "gap-mending/": 3,
    "contribute/fields/": 16,
    "workshop/": 3,
}
"""The sheets that each kind of page may take, by its address below the language's root; lists grow with the cards."""

LANDSCAPE = {"compare/"}

ORDINARY = 1000
"""Words in the six sections of a practice of ordinary length, at most."""

FOOT = 34
"""Points from the lower edge of a sheet, below which only its number stands."""


@dataclass(frozen=True)
class Line:
    """A run of letters on a sheet: its place, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Bookmark:
    """A heading, and where on which sheet it stands."""

    title: str
    sheet: int
    left: float
    top: float


class Print:
    """A page of the site on paper."""

    def __init__(self, pdf: bytes) -> None:
        reader = PdfReader(BytesIO(pdf))
        self.sizes = [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages]
        self.bookmarks = list(_bookmarks(reader, reader.outline))
        self._drawn = pypdfium2.PdfDocument(pdf)
        self.sheets = [list(_lines(sheet)) for sheet in self._drawn]
        self.texts = [sheet.get_textpage().get_text_range() for sheet in self._drawn]

    @property
    def text(self) -> str:
        """All that stands on it, without white space, hyphens and ligatures."""
        return squeeze("".join(self.texts))

    def picture(self, sheet: int, scale: float) -> Image.Image:
        """A sheet as pixels, `scale` to the point."""
        drawn: Image.Image = self._drawn[sheet % len(self.sheets)].render(scale=scale).to_pil()
        return drawn


def _bookmarks(reader: PdfReader, items: list[Any]) -> Iterator[Bookmark]:
    for item in items:
        if isinstance(item, list):
            yield from _bookmarks(reader, item)
        else:
            sheet = reader.get_destination_page_number(item)
            assert sheet is not None
            yield Bookmark(squeeze(item.title), sheet, float(item.left), float(item.top))


def _lines(sheet: pypdfium2.PdfPage) -> Iterator[Line]:
    text = sheet.get_textpage()
    for index in range(text.count_rects()):
        yield Line(*text.get_rect(index))


def squeeze(text: str) -> str:
    """Without white space, hyphens and what hyphenation adds: how a line was broken doesn't matter."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\u0002-]+", "", unicodedata.normalize("NFKC", text))


HEADINGS = """() => [...document.querySelectorAll(".page :is(h1, h2, h3, h4, h5)")]
    .filter((heading) => !heading.closest("nav, .hidden, .screen-only, .papers, .selections"))
    .filter((heading) => heading.checkVisibility() || heading.closest(".sheet-terms"))
    .map((heading) => heading.textContent)"""


def print_page(page: Page) -> Print:
    """As a person prints: A4, no colours behind the text; the headings become bookmarks."""
    return Print(page.pdf(prefer_css_page_size=True, outline=True, tagged=True))


@dataclass(frozen=True)
class Kind:
    """A kind of page in one language, on paper."""

    language: str
    path: str
    paper: Print
    headings: list[str]
    """What the page on the screen has as headings, those of its contents left out."""

    @property
    def words(self) -> Words:
        return read_words(self.language)


@pytest.fixture(scope="module")
def kinds(browser: Browser, address: str) -> list[Kind]:
    """Every kind of page in both languages, printed from a window in dark colours, which somebody chose in English."""
    made = []
    for language in LANGUAGES:
        page = new_page(browser, WIDE, color_scheme="dark")
        if language == "en":
            page.add_init_script("localStorage.setItem('theme', 'dark')")
        for path in MOST_SHEETS:
            page.goto(address + root_of(language) + path)
            headings = [squeeze(heading) for heading in page.evaluate(HEADINGS)]
            made.append(Kind(language, path, print_page(page), headings))
        page.context.close()
    return made


def test_each_kind_of_page_takes_few_sheets_of_a4(kinds: list[Kind]) -> None:
    taken = {(kind.language, kind.path): len(kind.paper.sheets) for kind in kinds}
    assert {key: count for key, count in taken.items() if count > MOST_SHEETS[key[1]]} == {}
    for kind in kinds:
        assert set(kind.paper.sizes) == {(842, 595) if kind.path in LANDSCAPE else (595, 842)}, kind.path


def section_words(practice: Practice, language: str) -> int:
    texts = [getattr(practice, key) for key in SECTIONS]
    return sum(len(text.in_language(language).split()) for text in texts if hasattr(text, "in_language"))


def test_practices_of_ordinary_length_fit_on_two_sheets(browser: Browser, address: str, casebook: Casebook) -> None:
    """The two longest of them in each language; the shorter ones leave more room."""
    page = new_page(browser)
    for language in LANGUAGES:
        lengths = {practice.slug: section_words(practice, language) for practice in casebook.public}
        ordinary = {slug: length for slug, length in lengths.items() if length <= ORDINARY}
        assert len(ordinary) > len(lengths) / 2, "what is ordinary is what most practices are"
        for slug in sorted(ordinary, key=ordinary.__getitem__)[-2:]:
            page.goto(f"{address}{root_of(language)}practices/{slug}/")
            paper = print_page(page)
            assert len(paper.sheets) <= 2, f"{slug} in {language}"
            titles = {squeeze(read_words(language).sections[key]) for key in SECTIONS}
            assert titles <= {bookmark.title for bookmark in paper.bookmarks}
    page.context.close()


def test_paper_has_every_heading_of_the_page(kinds: list[Kind]) -> None:
    for kind in kinds:
        printed = [bookmark.title for bookmark in kind.paper.bookmarks]
        assert printed == kind.headings, kind.path
        assert [title for title in printed if title not in kind.paper.text] == [], kind.path


def test_the_six_sections_of_a_long_practice_stand_on_its_first_two_sheets(kinds: list[Kind]) -> None:
    for kind in kinds:
        if kind.path == LUND:
            last = squeeze(kind.words.sections[SECTIONS[-1]])
            assert [mark.sheet for mark in kind.paper.bookmarks if mark.title == last] == [1]


def test_paper_has_no_controls(kinds: list[Kind]) -> None:
    for kind in kinds:
        words = kind.words
        controls = {
            words.chrome["skip"],
            words.chrome["opens_search"],
            words.chrome["theme_dark"],
            words.chrome["footer_edit"],
            words.chrome["footer_privacy"],
            words.practice["contents"],
            words.practice["edit"],
            words.practice["in_list"],
            words.practice["to_compare"],
            words.cite["copy_it"],
            *(read_words(other).name for other in LANGUAGES if other != kind.language),
        }
        lines = {line.strip() for text in kind.paper.texts for line in text.splitlines()}
        assert lines & controls == set(), kind.path


def test_paper_ends_with_where_it_comes_from(kinds: list[Kind]) -> None:
    for kind in kinds:
        page_address = SITE + root_of(kind.language) + kind.path
        end = kind.paper.texts[-1]
        assert squeeze(page_address) in squeeze(end)
        assert kind.words.paper["licence"].split(".")[0] in end
        assert kind.words.paper["built"].split("{")[0] in end, "the built copy has no history"
        codes = zxingcpp.read_barcodes(kind.paper.picture(-1, 2))
        assert [code.text for code in codes] == [page_address]


def test_paper_is_black_on_white(kinds: list[Kind]) -> None:
    for kind in kinds:
        picture = kind.paper.picture(0, 0.5).convert("L")
        shades = picture.histogram()
        assert max(range(256), key=shades.__getitem__) == 255
        assert picture.getpixel((1, 1)) == 255
        assert shades[:60] != [0] * 60


def test_nothing_stands_outside_the_sheet(kinds: list[Kind]) -> None:
    """No letter reaches into the outer eight millimetres: that is as far as printers print."""
    edge = 8 * 72 / 25.4
    for kind in kinds:
        for (width, height), lines in zip(kind.paper.sizes, kind.paper.sheets, strict=True):
            outside = [x for x in lines if x.left < edge or x.right > width - edge or x.top > height - edge]
            assert outside == [], kind.path


def test_no_heading_stands_at_the_foot_of_a_column(kinds: list[Kind]) -> None:
    """Below each heading, in its own column, there is text; the number of the sheet is none."""
    for kind in kinds:
        for mark in kind.paper.bookmarks:
            lines = kind.paper.sheets[mark.sheet]
            column = mark.left - 6, mark.left + 200
            below = [x for x in lines if column[0] <= x.left < column[1] and FOOT < x.top < mark.top - 9]
            assert below, f"{kind.path}: {mark.title}"


# What the kinds of pages don't have of themselves


EXTRA = """() => {
    const article = document.querySelector(".article");
    article.insertAdjacentHTML("beforeend", `
        <details><summary>Summary that opens</summary><p>Kept inside</p></details>
        <div class="scroll"><table style="width: 120rem"><tr><td>Wide</td><td>Far right</td></tr></table></div>
        <p>See <a href="https://example.org/one">the example</a> and <a href="/about/">our page</a>.</p>
        <form><label>Asked for <input value="typed"></label></form><button>Pressed</button>
        <table>${"<tr><td>upper line<br>middle line<br>lower line</td></tr>".repeat(60)}</table>`);
}"""


@pytest.fixture(scope="module")
def extra(browser: Browser, address: str) -> Print:
    page = new_page(browser)
    page.goto(address + "about/")
    page.evaluate(EXTRA)
    paper = print_page(page)
    page.context.close()
    return paper


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Kept inside", True),
        ("Far right", True),
        ("the example (https://example.org/one)", True),
        ("(/about/)", False),
        ("Asked for", False),
        ("Pressed", False),
    ],
)
def test_paper_opens_shows_and_leaves_out(extra: Print, text: str, is_there: bool) -> None:
    assert (squeeze(text) in extra.text) == is_there


def test_no_table_row_is_split(extra: Print) -> None:
    rows = [(squeeze(text).count("upperline"), squeeze(text).count("lowerline")) for text in extra.texts]
    assert sum(upper > 0 for upper, _ in rows) > 1
    assert all(upper == lower for upper, lower in rows)


# The date


def test_each_sheet_of_the_comparison_has_the_heads_of_its_columns(kinds: list[Kind]) -> None:
    for kind in kinds:
        if kind.path == "compare/":
            heads = [squeeze(kind.words.facts[key]) for key in (*FACTS, "described")]
            sheets = [squeeze(text) for text in kind.paper.texts]
            tables = [sheet for sheet in sheets if squeeze(kind.words.status["not_described"]) in sheet]
            assert len(tables) > 1
            assert [head for sheet in tables for head in heads if head not in sheet] == []


def test_a_page_says_when_it_was_changed(casebook: Casebook) -> None:
    path = casebook.practices[0].path
    history = {path: Dates(date(2026, 1, 1), date(2026, 2, 3))}
    edition = Edition(casebook, "en", date(2026, 11, 22), history=history)
    assert colophon(edition, SITE, path).dated == "Last changed on 3 February 2026."


def test_a_page_made_of_many_is_as_old_as_the_newest(casebook: Casebook) -> None:
    history = {practice.path: Dates(None, date(2026, 1, n + 1)) for n, practice in enumerate(casebook.public)}
    edition = Edition(casebook, "en", date(2026, 11, 22), history=history)
    assert colophon(edition, SITE, None).dated == f"Last changed on {len(casebook.public)} January 2026."


@pytest.mark.parametrize("path", [None, "docs/en/about.md"])
def test_a_page_that_git_does_not_know_gives_the_day_of_the_build(casebook: Casebook, path: str | None) -> None:
    edition = Edition(casebook, "en", date(2026, 11, 22))
    assert colophon(edition, SITE, path).dated == "As on the site on 22 November 2026."
