"""The reading list: what each entry tells, where it leads back to, how it narrows, and what it gives to take along."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import rispy
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.pages.entries import facet_values
from casebook.pages.reading import reading_by_practice_page, reading_page
from casebook.words import read_words
from casebook.works import KINDS, TYPES
from playwright.sync_api import Browser, Page, expect
from pybtex.database import parse_string
from reader import Document, find, parse_fragment, read_documents, text_of

LIST = "reading-list/"
BY_PRACTICE = "reading-list/by-practice/"
SOURCES = "sources/"


@pytest.fixture(scope="module", params=LANGUAGES)
def edition(request: pytest.FixtureRequest, casebook: Casebook) -> Edition:
    return Edition(casebook, request.param, date(2026, 11, 22))


@pytest.fixture(scope="module")
def page(edition: Edition) -> Document:
    return parse_fragment(str(reading_page(edition).body(edition).html))


def entries(page: Document) -> dict[str, Any]:
    return {str(item.get("id")): item for item in page.find("li", "work")}


def test_every_type_of_work_has_a_kind() -> None:
    assert sorted(csl_type for types in KINDS.values() for csl_type in types) == sorted(TYPES)


def test_each_entry_tells_what_helps_to_choose(page: Document, edition: Edition) -> None:
    words, vocabulary = edition.words, edition.casebook.vocabulary
    for key, item in entries(page).items():
        work = edition.casebook.works[key]
        text = text_of(item)
        assert words.language_name(work.language[:2]) in text
        assert words.reading_page["types"][work.kind] in text
        marked = [text_of(sign) for sign in find(item, "span", "open")]
        assert marked == [words.reading_page["access"]["open"]] * (work.custom.access == "open")
        levels = [vocabulary["level"][level].label.by_language[edition.language] for level in work.custom.level]
        assert (words.reading_page["level"].strip() in text) == bool(levels), "labelled as the editors' judgement"
        assert all(level in text for level in levels)
        assert work.custom.why, f"{key} says why to read it"
        assert work.custom.why.by_language[edition.language] in text
        themes = [vocabulary["theme"][theme].label.by_language[edition.language] for theme in work.custom.theme[1:]]
        assert all(theme in text for theme in themes)


def test_each_entry_leads_back_to_the_sections_that_cite_it(page: Document, edition: Edition) -> None:
    practices = {f"practices/{practice.slug}/": practice for practice in edition.practices}
    for key, item in entries(page).items():
        links = [link for use in find(item, "p", "work__uses") for link in page.links_below(use)]
        for path, practice in practices.items():
            anchors = [link.anchor for link in links if link.path == path]
            fields = [field for field, keys in practice.works_by_field().items() if key in keys]
            assert bool(anchors) == bool(fields)
            if anchors:
                assert anchors[0] == "", "first the page itself"
                known = {re.sub("_", "-", field) for field in fields}
                assert set(anchors[1:]) <= known | {"facts"}
                assert "sources" not in anchors[1:] or anchors[1:] == ["sources"]


def test_sections_that_cite_are_there_and_do_cite(site: Path) -> None:
    pages = {document.address: document for document in read_documents(site)}
    for language in LANGUAGES:
        there = pages[root_of(language) + LIST]
        for item in there.find("li", "work"):
            uses = list(find(item, "p", "work__uses"))
            for link in (
                link for use in uses for link in pages[root_of(language) + LIST].links_below(use) if link.anchor
            ):
                assert link.anchor in pages[link.path].all_ids, f"{link.path}#{link.anchor}"


def test_the_list_by_practice_has_the_works_of_each(edition: Edition) -> None:
    page = parse_fragment(str(reading_by_practice_page(edition).body(edition).html))
    for practice in edition.practices:
        section = next(s for s in page.find("section") if s.get("aria-labelledby") == f"practice-{practice.slug}")
        links = page.links_below(section)
        assert next(link.path for link in links) == f"practices/{practice.slug}/"
        assert {link.anchor for link in links if link.path == LIST} == set(practice.cited_works())
    assert not [item for item in page.find("li", "work") if item.get("id")], "anchors stand in the list itself"


def test_both_lists_lead_to_each_other(site: Path) -> None:
    pages = {document.address: document for document in read_documents(site)}
    for language in LANGUAGES:
        for here in (LIST, BY_PRACTICE):
            document = pages[root_of(language) + here]
            links = document.links_below(document.only("nav", "groupings"))
            assert [link.path for link in links] == [root_of(language) + name for name in (LIST, BY_PRACTICE, SOURCES)]
            assert [link.path for link in links if link.element.get("aria-current") == "page"] == [
                root_of(language) + here
            ]


def test_each_work_is_there_to_take_along(site: Path, casebook: Casebook) -> None:
    document = next(page for page in read_documents(site) if page.address == LIST)
    for key, item in entries(document).items():
        work = casebook.works[key]
        files = {
            link.path: site / link.path for link in document.links_below(item) if "download" in link.element.attrib
        }
        assert sorted(files) == [f"data/works/{key}.{ending}" for ending in ("bib", "json", "ris")]
        assert json.loads((site / f"data/works/{key}.json").read_text(encoding="utf-8"))[0]["title"] == work.title
        [record] = rispy.loads((site / f"data/works/{key}.ris").read_text(encoding="utf-8"))
        assert record["title"] == " ".join(work.title.split())
        found = parse_string((site / f"data/works/{key}.bib").read_text(encoding="utf-8"), "bibtex")
        assert list(found.entries) == [key]


# In a browser


def visible(page: Page) -> list[str]:
    found: list[str] = page.locator(".work:visible").evaluate_all("works => works.map((work) => work.id)")
    return found


def fitting(casebook: Casebook, **chosen: str) -> set[str]:
    return {
        key
        for key, work in casebook.works.items()
        if all(value in facet_values(work)[name] for name, value in chosen.items())
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_narrow_the_list_and_say_how_far(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page = open_page(root_of(language) + LIST)
    words = read_words(language).reading_page["found"]
    status = page.locator(".filter [role=status]")
    expect(status).to_have_text("")
    page.get_by_label(read_words(language).reading_page["facets"]["language"]).select_option("nl")
    expected = fitting(casebook, language="nl")
    expect(status).to_have_text(words["other"].format(count=len(expected)))
    assert set(visible(page)) == expected
    page.locator("[name=access]").select_option("open")
    expected = fitting(casebook, language="nl", access="open")
    assert set(visible(page)) == expected
    assert parse_qs(urlsplit(page.url).query) == {"language": ["nl"], "access": ["open"]}
    page.locator("[name=q]").fill("qqqq")
    expect(status).to_have_text(words["none"])
    expect(page.locator("section.section:visible")).to_have_count(0)
    page.locator("[type=reset]").click()
    expect(status).to_have_text("")
    expect(page.locator("[name=q]")).to_be_focused()
    assert urlsplit(page.url).query == ""
    assert len(visible(page)) == len(casebook.works)


def test_the_address_keeps_the_choice_in_both_languages(open_page: OpenPage) -> None:
    page = open_page(f"{LIST}?type=news&q=Guardian&level=nonsense")
    expect(page.locator("[name=type]")).to_have_value("news")
    expect(page.locator("[name=level]")).to_have_value("")
    assert visible(page) == ["beresford-2017"]
    page.locator("a.language").first.click()
    expect(page.locator("[name=type]")).to_have_value("news")
    expect(page.locator("[name=q]")).to_have_value("Guardian")
    assert visible(page) == ["beresford-2017"]
    assert page.url.count("en/reading-list/") == 1


def test_the_list_is_narrowed_with_the_keyboard_alone(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page(LIST)
    tab_to(page, page.locator("[name=q]"))
    page.keyboard.type("Knutagard gaps")
    page.locator(".filter [role=status]").filter(has_text=re.compile(r"\d")).wait_for()
    assert "heule-knutagard-kristiansen-2017" in visible(page)
    assert len(visible(page)) < len(casebook.works)
    page.keyboard.press("Enter")
    assert "q=Knutagard" in page.url


def test_a_link_to_a_hidden_entry_shows_it(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page(f"{LIST}?language=sv#beresford-2017")
    expect(page.locator("#beresford-2017")).to_be_in_viewport()
    assert len(visible(page)) == len(casebook.works)


@pytest.mark.parametrize("where", [LIST, BY_PRACTICE])
def test_without_scripts_the_whole_list_stands_there(open_page: OpenPage, where: str) -> None:
    page = open_page(where, java_script_enabled=False)
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".work").last).to_be_visible()
    expect(page.locator(".work__tools button")).to_have_count(0)


@pytest.fixture
def copying(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/{LIST}")
    yield page
    context.close()


def test_a_reference_is_copied_with_the_keyboard(copying: Page) -> None:
    entry = copying.locator("#beresford-2017")
    button = entry.get_by_role("button")
    expect(button).to_have_text("Copy the reference")
    button.focus()
    copying.keyboard.press("Enter")
    expect(copying.locator("[data-copy-status]")).to_have_text("The reference has been copied.")
    expect(button).to_have_text("The reference has been copied.")
    assert copying.evaluate("navigator.clipboard.readText()") == entry.locator(".work__reference").inner_text()
    expect(button).to_have_text("Copy the reference")


def test_where_copying_fails_the_reference_of_the_entry_is_selected(copying: Page) -> None:
    copying.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    entry = copying.locator("#beresford-2017")
    entry.get_by_role("button").click()
    expect(copying.locator("[data-copy-status]")).to_have_text(read_words("en").reading_page["copy_failed"])
    assert copying.evaluate("getSelection().toString()").strip() == entry.locator(".work__reference").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("where", [f"{LIST}?access=open&q=lund", f"en/{BY_PRACTICE}?language=sv"])
def test_axe_finds_nothing_in_a_narrowed_list(
    browser: Browser, address: str, where: str, width: int, scheme: str
) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + where)
        expect(page.locator("[type=reset]")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_neither_form_nor_buttons(open_page: OpenPage) -> None:
    page = open_page(f"{LIST}?access=open")
    page.emulate_media(media="print")
    for part in (".filter", ".work__tools", ".groupings", ".files"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".work:visible").first).to_be_visible()
