"""The handouts of the built site say what their pages say, to everybody who reads them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement

import page as conformance
import pytest
from casebook.project import read_project
from casebook.words import Words, read_words
from conftest import ROOT
from printed import Pdf, letters_of
from reader import Document, find, read_document, text_of

PROJECT = read_project(ROOT)
SITE_URL = "https://gap-mending.example/"
ONLY_ON_THE_PAGE = {"cite", "print"}


@dataclass(frozen=True)
class Handout:
    """A handout, and the page that it goes with."""

    address: str
    language: str
    site: Path

    @cached_property
    def pdf(self) -> Pdf:
        return Pdf(self.site / self.address)

    @cached_property
    def page(self) -> Document:
        return read_document((self.site / self.address).parent / "index.html", self.site)

    @property
    def page_address(self) -> str:
        return SITE_URL + self.page.address

    @property
    def words(self) -> Words:
        return read_words(self.language)

    @cached_property
    def sections(self) -> list[Element]:
        """The page's sections that paper has too, with the note on the sources before them."""
        sections = [one for one in self.page.find("section", "section") if one.get("aria-labelledby")]
        return self.page.find("div", "note") + [one for one in sections if heading(one) not in ONLY_ON_THE_PAGE]

    @cached_property
    def letters(self) -> str:
        """The text, without what stands at the foot of each page."""
        pages = self.pdf.page_texts
        feet = (self.words.sheets["page"].format(page=number, pages=len(pages)) for number in range(1, len(pages) + 1))
        named = zip(pages, feet, strict=True)
        return "".join(letters_of(text).replace(letters_of(self.words.site_name + foot), "") for text, foot in named)


def heading(section: Element) -> str:
    return section.attrib["aria-labelledby"]


ADDRESSES = {
    f"{root}practices/{path.stem}/{name}.pdf": language
    for language in PROJECT.languages
    for root in ("" if language == PROJECT.default_language else f"{language}/",)
    for path in PROJECT.cards
    for name in ("handout", "handout-large")
}


@pytest.fixture(scope="module")
def handouts(site: Path) -> dict[str, Handout]:
    return {address: Handout(address, language, site) for address, language in ADDRESSES.items()}


@pytest.fixture(params=ADDRESSES)
def handout(request: pytest.FixtureRequest, handouts: dict[str, Handout]) -> Handout:
    return handouts[request.param]


def test_an_independent_checker_finds_nothing_against_pdf_ua(handout: Handout) -> None:
    report = conformance.validate_pdf(handout.pdf.path, profile="ua1")
    assert report.rules.total > 100
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_it_says_what_it_is(handout: Handout) -> None:
    about = handout.pdf.reader.metadata
    assert about is not None
    assert about.title == text_of(handout.page.only("h1"))
    assert about.subject == text_of(handout.page.only("p", "lead"))
    assert about.author == handout.words.site_name
    assert handout.pdf.catalog["/Lang"] == handout.words.locale
    assert handout.pdf.catalog["/MarkInfo"]["/Marked"]
    assert handout.pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_fonts_are_in_it(handout: Handout) -> None:
    fonts = list(handout.pdf.fonts)
    assert {str(font["/FontName"])[8:].partition("-")[0] for font in fonts} >= {"LibertinusSerif", "SourceSansPro"}
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_every_page_says_which_it_is_of_how_many(handout: Handout) -> None:
    pages = handout.pdf.page_texts
    for number, text in enumerate(pages, 1):
        assert handout.words.sheets["page"].format(page=number, pages=len(pages)) in text


def test_bookmarks_are_the_headings_of_the_page(handout: Handout) -> None:
    titles = [one for section in handout.sections for level in ("h2", "h3") for one in find(section, level)]
    assert handout.pdf.bookmarks == [text_of(title) for title in titles]


def test_all_of_the_page_stands_there_in_its_order(handout: Handout) -> None:
    position, letters = 0, handout.letters
    for section in handout.sections:
        for text in passages(section):
            found = letters.find(letters_of(text), position)
            assert found >= 0, f"missing, or out of order: {text}"
            position = found + len(letters_of(text))


def passages(section: Element) -> list[str]:
    """The texts of a section: each paragraph, point and cell, without what only a page can offer."""
    for left_out in [*find(section, "a", "to-entry"), *find(section, "p", "files"), *find(section, "div", "imprint")]:
        left_out.clear()
    for row in find(section, "tr"):
        put_notes_last(row)
    whole = ("p", "dt", "dd", "h2", "h3", "th", "td", "li")
    innermost = (
        one
        for one in section.iter()
        if one.tag in whole and not any(child.tag in whole for child in one.iter() if child is not one)
    )
    return [text for text in map(text_of, innermost) if text]


def put_notes_last(row: Element) -> None:
    """On paper a figure's note stands under the whole row."""
    for cell in find(row, "td"):
        for note in find(cell, "span", "figures__note"):
            cell.remove(note)
            SubElement(row, "td").append(note)


def test_links_lead_where_the_page_s_do(handout: Handout) -> None:
    on_page = {
        urljoin(handout.page_address, link.written)
        for section in handout.sections
        for link in handout.page.links_below(section)
        if "download" not in link.element.attrib and link.element.get("class") not in ("to-entry", "term")
    }
    own = {handout.page_address, handout.words.cite["licence_address"]}
    assert handout.pdf.links == on_page | own


def test_the_code_leads_to_the_page(handout: Handout) -> None:
    assert handout.pdf.codes() == {handout.page_address}
