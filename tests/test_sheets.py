"""The PDFs of the built site say what its pages say, to everybody who reads them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement

import page as conformance
import pytest
import typst
from casebook.pages.prints import WORKSHOP
from casebook.project import read_project
from casebook.words import Words, read_words
from conftest import ROOT, read_yaml
from printed import Pdf, letters_of
from reader import Document, find, read_document, text_of

PROJECT = read_project(ROOT)
SITE_URL = "https://gap-mending.example/"
CARDS = {path.stem: read_yaml(path) for path in PROJECT.cards}
SLUGS = [slug for slug, card in CARDS.items() if card["status"] == "published"]


def in_each_language(*addresses: str) -> dict[str, str]:
    """These addresses below each language's root, with the language."""
    default = PROJECT.default_language
    roots = {language: "" if language == default else f"{language}/" for language in PROJECT.languages}
    return {root + address: language for language, root in roots.items() for address in addresses}


HANDOUTS = in_each_language(
    *(f"practices/{slug}/{name}.pdf" for slug in SLUGS for name in ("handout", "handout-large"))
)
SHEETS = HANDOUTS | in_each_language(*WORKSHOP.values())


@pytest.fixture(scope="module")
def pdfs(site: Path) -> dict[str, Pdf]:
    return {address: Pdf(site / address) for address in SHEETS}


@pytest.mark.parametrize("address", SHEETS)
def test_an_independent_checker_finds_nothing_against_pdf_ua(address: str, pdfs: dict[str, Pdf]) -> None:
    report = conformance.validate_pdf(pdfs[address].path, profile="ua1")
    assert report.rules.total > 100
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    """The one that finds nothing in ours is no rubber stamp."""
    bare = tmp_path / "bare.pdf"
    source = tmp_path / "bare.typ"
    source.write_text("Text", encoding="utf-8")
    typst.Compiler(source).compile(output=bare, pdf_tags=False)
    assert len(conformance.validate_pdf(bare, profile="ua1").failures) > 2


@pytest.mark.parametrize("address", SHEETS)
def test_it_carries_its_language_and_fonts(address: str, pdfs: dict[str, Pdf]) -> None:
    pdf, words = pdfs[address], read_words(SHEETS[address])
    assert pdf.catalog["/Lang"] == words.locale
    assert pdf.catalog["/MarkInfo"]["/Marked"]
    assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    about = pdf.reader.metadata
    assert about is not None
    assert about.title
    assert about.subject
    assert about.author == words.site_name
    fonts = list(pdf.fonts)
    assert {str(font["/FontName"])[8:].partition("-")[0] for font in fonts} >= {"LibertinusSerif", "SourceSansPro"}
    assert all("/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("address", [address for address in SHEETS if not address.endswith("deck.pdf")])
def test_every_page_says_which_it_is_of_how_many(address: str, pdfs: dict[str, Pdf]) -> None:
    texts, words = pdfs[address].page_texts, read_words(SHEETS[address])
    for number, text in enumerate(texts, 1):
        if number > 1 or not address.endswith("booklet.pdf"):
            assert words.sheets["page"].format(page=number, pages=len(texts)) in text


@pytest.mark.parametrize("address", [address for address in HANDOUTS if not address.endswith("-large.pdf")])
def test_where_it_comes_from_never_has_a_page_to_itself(address: str, pdfs: dict[str, Pdf]) -> None:
    """Where the columns before it are full, it stands at the foot of a page of notes."""
    online = read_words(HANDOUTS[address]).sheets["online"].strip()
    pages = [text for text in pdfs[address].page_texts if online in text]
    assert len(pages) == 1
    assert not pages[0].startswith(online)


@dataclass(frozen=True)
class Handout:
    """A handout, and the page that it goes with."""

    address: str
    language: str
    site: Path
    pdf: Pdf

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
        own = self.page.find("div", "note") + [one for one in sections if not is_left_out(one)]
        for section in own:
            for drawn in [*find(section, "figure", "drawing"), *find(section, "p", "screen-only")]:
                drawn.clear()
        return own


def is_left_out(section: Element) -> bool:
    """Whether the handout goes without it: what only a page can offer, the summary in plain words, which is printed
    alone, and a list of sources that has none of its own."""
    name = section.attrib["aria-labelledby"]
    return name in ("cite", "print", "plain") or (name == "sources" and not find(section, "ul", "references"))


@pytest.fixture(params=HANDOUTS)
def handout(request: pytest.FixtureRequest, site: Path, pdfs: dict[str, Pdf]) -> Handout:
    return Handout(request.param, HANDOUTS[request.param], site, pdfs[request.param])


def test_it_is_named_as_its_page(handout: Handout) -> None:
    about = handout.pdf.reader.metadata
    assert about is not None
    assert about.title == text_of(handout.page.only("h1"))
    assert about.subject == text_of(handout.page.only("p", "lead"))


def test_bookmarks_are_the_headings_of_the_page(handout: Handout) -> None:
    titles = [one for section in handout.sections for level in ("h2", "h3") for one in find(section, level)]
    assert handout.pdf.bookmarks == [text_of(title) for title in titles]


def test_all_of_the_page_stands_there_in_its_order(handout: Handout) -> None:
    position, letters = 0, handout.pdf.letters(handout.words.site_name + handout.words.sheets["page"])
    for section in handout.sections:
        for text in passages(section):
            found = letters.find(letters_of(text), position)
            assert found >= 0, f"missing, or out of order: {text}"
            position = found + len(letters_of(text))


def test_a_screen_reader_tells_all_of_the_page_in_its_order(handout: Handout) -> None:
    """By the tags: what the page is, its facts, then its sections, each passage after the one before it."""
    page = handout.page
    head = [text_of(page.only("h1")), text_of(page.only("p", "lead"))]
    facts = page.only("dl", "facts")
    told = letters_of(handout.pdf.told)
    position = 0
    for text in (*head, *passages(facts), *(text for section in handout.sections for text in passages(section))):
        found = told.find(letters_of(text), position)
        assert found >= 0, f"missing, or out of order: {text}"
        position = found + len(letters_of(text))
    assert [why for why in map(text_of, find(facts, "span", "why-differ")) if letters_of(why) not in told] == []


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
