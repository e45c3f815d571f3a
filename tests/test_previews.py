"""A citation shows the reference that it leads to: on hover, focus and tap, on every page, without any script too."""

import json
from pathlib import Path

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, violations
from casebook.model import Casebook
from casebook.pages.addresses import page_address
from playwright.sync_api import Browser, Locator, Page, expect
from reader import find, read_documents, text_of

LUND = "practices/mobilisation-course-lund/"
CITING = ["", LUND, "gap-mending/", "compare/"]
"""Pages with citations: the two in the middle list their references, the others fetch them."""


def citation(page: Page, number: int = 0) -> Locator:
    """A citation in the middle of the window."""
    link = page.locator("main :is(.citation, .cited) a:visible").nth(number)
    link.evaluate("element => element.scrollIntoView({ block: 'center' })")
    return link


def reference_of(link: Locator, site: Path, language: str) -> str:
    """The reference of the work that a citation leads to, as the reading list has it."""
    key = str(link.get_attribute("href")).partition("#")[2]
    references = json.loads((site / root_of(language) / "reading-list" / "previews.json").read_text(encoding="utf-8"))
    return str(
        link.page.evaluate(
            "html => new DOMParser().parseFromString(html, 'text/html').body.textContent", references[key]
        )
    )


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", CITING, ids=["home", "practice", "hand-written", "comparison"])
def test_a_citation_shows_its_reference_under_the_pointer(
    open_page: OpenPage, site: Path, where: str, language: str, width: int
) -> None:
    page = open_page(root_of(language) + where, width)
    box, link = page.locator(".box"), citation(page)
    link.hover()
    expect(box).to_be_visible()
    expect(box).to_have_text(reference_of(link, site, language))
    expect(box.locator("a")).to_have_count(0)
    place = box.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    box.hover()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_a_citation_shows_its_reference_at_the_focus(open_page: OpenPage, site: Path) -> None:
    page = open_page(LUND)
    box, link = page.locator(".box"), citation(page)
    page.keyboard.press("Tab")
    link.focus()
    expect(box).to_be_visible()
    expect(link).to_have_accessible_description(reference_of(link, site, LANGUAGES[0]))
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description("")


def test_the_first_tap_shows_a_reference_and_the_second_follows_the_link(open_page: OpenPage, site: Path) -> None:
    page = open_page(LUND, NARROW, has_touch=True)
    box, link = page.locator(".box"), citation(page)
    before = page.url
    link.tap()
    expect(box).to_have_text(reference_of(link, site, LANGUAGES[0]))
    assert page.url == before
    page.locator("h2").first.tap()
    expect(box).to_be_hidden()
    link.tap()
    expect(box).to_be_visible()
    link.tap()
    page.wait_for_url("**/reading-list/#*")
    expect(page.locator(".work:target")).to_be_in_viewport()


def test_a_term_and_a_citation_never_show_at_once(open_page: OpenPage) -> None:
    page = open_page(LUND)
    page.keyboard.press("Tab")
    citation(page).focus()
    expect(page.locator(".box")).to_be_visible()
    page.locator("a.term").first.hover()
    expect(page.locator(".box strong")).to_be_visible()
    expect(page.locator("[role=tooltip]")).to_have_count(1)


def test_where_a_reference_cannot_be_fetched_the_citation_is_still_a_link(open_page: OpenPage) -> None:
    page = open_page("compare/", fresh=True)
    page.route("**/previews.json", lambda route: route.abort())
    link = citation(page)
    link.hover()
    page.wait_for_timeout(600)
    expect(page.locator(".box")).to_be_hidden()
    link.click()
    page.wait_for_url("**/reading-list/#*")


def test_a_citation_is_a_link_without_scripts(open_page: OpenPage) -> None:
    page = open_page(LUND, java_script_enabled=False)
    link = citation(page)
    key = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    page.wait_for_url("**/reading-list/#*")
    assert page.locator(":target").get_attribute("id") == key


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_open_preview(browser: Browser, address: str, language: str, scheme: str) -> None:
    with looking(browser, NARROW, scheme) as page:
        page.goto(address + root_of(language) + "gap-mending/")
        citation(page).hover()
        expect(page.locator(".box")).to_be_visible()
        assert violations(page) == []


# What the previews are made of


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hand_written_page_lists_what_it_cites(site: Path, casebook: Casebook, language: str) -> None:
    pages = {page.address: page for page in read_documents(site)}
    listing = 0
    for page in (page for page in casebook.pages if page.language == language and page.uri != "index.md"):
        built = pages[root_of(language) + page_address(page.uri)]
        listed = {str(item.get("id")) for item in built.find("li") if str(item.get("id")).startswith("ref-")}
        assert listed == {f"ref-{key}" for key in page.cited_works()}
        headings = [text_of(heading) for heading in built.find("h2") if heading.get("id") == "references"]
        in_contents = [link.anchor for nav in built.find("nav", "contents") for link in built.links_below(nav)]
        assert bool(headings) == bool(listed) == ("references" in in_contents)
        listing += bool(listed)
    assert listing


def test_previews_hold_every_listed_work_once_a_language(site: Path, casebook: Casebook) -> None:
    for language in LANGUAGES:
        references = json.loads((site / root_of(language) / "reading-list/previews.json").read_text(encoding="utf-8"))
        assert references.keys() == casebook.works.keys()
        assert not [html for html in references.values() if "<script" in html]


def test_no_citation_has_a_title_attribute(site: Path) -> None:
    for page in read_documents(site):
        for citation_ in (*page.find("span", "citation"), *page.find("span", "cited")):
            assert not [link for link in find(citation_, "a") if "title" in link.attrib]
