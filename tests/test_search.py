"""Search in a real browser: in one's own language, by mouse and keyboard, narrowed by facets, wherever the site is."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.facets import FACETS, facet_options, facet_values
from casebook.fields.values import Text
from casebook.glossary import Term
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.pages.search import search_downloads
from casebook.words import read_words
from playwright.sync_api import Browser, Locator, Page, Response, expect
from server import preview, serve

LUND = "practices/mobilisation-course-lund/"
AVANS = "practices/learning-community-avans-loc/"
BUDGET = 400_000
"""Bytes that a first search may move over the network."""

Replace = Callable[[str, str, str], None]


def open_search(page: Page) -> Locator:
    page.locator("[data-search]").click()
    dialog = page.locator("dialog.search")
    expect(dialog).to_be_visible()
    return dialog


def search(page: Page, query: str) -> list[str]:
    """The addresses of the pages that an open search shows first, below the site's root."""
    status = page.locator(".search__status")
    page.locator("#search-query").fill("")
    expect(status).to_be_empty()
    page.locator("#search-query").fill(query)
    expect(status).not_to_be_empty()
    return shown(page)


def shown(page: Page) -> list[str]:
    paths: list[str] = page.locator(".search__title").evaluate_all("links => links.map(link => link.pathname)")
    return [path.removeprefix("/") for path in paths]


def search_all(page: Page, query: str) -> set[str]:
    """The addresses of all pages that a search finds."""
    found = search(page, query)
    while (more := page.locator("[data-more]")).is_visible():
        more.click()
        expect(page.locator(".search__title").nth(len(found))).to_be_attached()
        found = shown(page)
    return set(found)


def found_count(page: Page) -> int:
    return int(page.locator(".search__status").inner_text().split()[0])


# Opening and closing


@pytest.mark.parametrize("key", ["click", "Control+k", "Meta+k", "/"])
def test_search_opens_takes_the_focus_and_gives_it_back(open_page: OpenPage, key: str) -> None:
    page = open_page(LUND)
    dialog, opener = page.locator("dialog.search"), page.locator("[data-search]")
    expect(dialog).to_be_hidden()
    start = opener if key == "click" else page.locator("a.language")
    start.focus()
    if key == "click":
        opener.click()
    else:
        page.keyboard.press(key)
    expect(dialog).to_be_visible()
    expect(page.locator("#search-query")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(start).to_be_focused()


def test_a_slash_can_be_typed_in_the_search_field(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    page.keyboard.type("a/b")
    assert page.locator("#search-query").input_value() == "a/b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_dialog_has_a_name(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language))
    dialog, said = open_search(page), read_words(language).search
    expect(dialog).to_have_accessible_name(said["label"])
    expect(page.locator("#search-query")).to_have_accessible_name(said["open"])
    expect(page.locator("#search-query")).to_have_accessible_description(said["hint"])
    expect(page.locator(".search__results")).to_have_accessible_name(said["results"])
    expect(dialog.locator("[role=status]")).to_have_count(1)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_leads_to_the_overview_without_scripts(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(root_of(language) + "gap-mending/", width, java_script_enabled=False)
    page.locator("[data-search]").click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{root_of(language)}practices/")
    assert page.locator("h1").inner_text() == read_words(language).practices_page["title"]


def test_a_search_that_cannot_load_says_so(open_page: OpenPage) -> None:
    page = open_page("en/", fresh=True)
    page.route("**/pagefind/**", lambda route: route.abort())
    open_search(page)
    expect(page.locator(".search__status")).to_have_text(read_words("en").search["failed"])


# What is found


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_pages_of_its_own_language_only(open_page: OpenPage, addresses: list[str], language: str) -> None:
    page = open_page(root_of(language))
    open_search(page)
    own = {a for a in addresses if a.startswith("en/") == (language == "en")}
    found = search_all(page, "Lund")
    assert len(found) > 2
    assert root_of(language) + LUND in found
    assert found <= own
    assert found_count(page) == len(found)
    count = read_words(language).search["found"]["other"].partition("{count}")[2]
    assert page.locator(".search__status").inner_text().endswith(count)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "ervaringsdeskundigen", "ervaringsdeskundige"),
        ("nl", "praktijken", "praktijk"),
        ("nl", "CLIENTEN", "cliënten"),
        ("en", "organisations", "organisation"),
        ("en", "learning", "learn"),
    ],
)
def test_words_are_found_by_their_stems(open_page: OpenPage, language: str, one: str, other: str) -> None:
    page = open_page(root_of(language))
    open_search(page)
    found = search_all(page, one)
    assert len(found) > 3
    assert search_all(page, other) == found


@pytest.mark.parametrize("query", ["xyzzyqwop", "<u>xyzzyqwop</u>", "xyzzy$$qwop$&"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_without_results_repeats_the_words_as_they_are(open_page: OpenPage, language: str, query: str) -> None:
    page = open_page(root_of(language))
    dialog = open_search(page)
    assert search(page, query) == []
    expected = read_words(language).search["none"].format(query=query)
    assert page.locator(".search__status").inner_text() == expected
    assert dialog.locator("u").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_finds_its_practices(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page, words = open_page(root_of(language)), read_words(language)
    open_search(page)
    for country in sorted({code for practice in casebook.public for code in practice.country}):
        there = {f"{root_of(language)}practices/{p.slug}/" for p in casebook.public if country in p.country}
        assert search_all(page, words.country_name(country)) >= there, country


@pytest.mark.parametrize(
    ("language", "query", "other", "kind"),
    [
        ("nl", "cliënt", "gebruiker van voorzieningen", "related"),
        ("nl", "client", "gebruiker van voorzieningen", "related"),
        ("nl", "Cliënten", "gebruiker van voorzieningen", "related"),
        ("nl", "dienstengebruikers", "gebruiker van voorzieningen", "same"),
        ("en", "client", "service user", "related"),
        ("en", "peer worker", "peer support worker", "same"),
    ],
)
def test_other_words_for_a_term_are_searched_too(
    open_page: OpenPage, language: str, query: str, other: str, kind: str
) -> None:
    page, said = open_page(root_of(language)), read_words(language).search
    open_search(page)
    wanted = search_all(page, f'"{other}"')
    assert wanted
    assert search_all(page, query) >= wanted
    also = page.locator(".search__also")
    sentence = next(part for part in also.inner_text().split(". ") if f"“{other}”" in part)
    before, _, after = said[kind].partition("{names}")
    assert sentence.startswith(before)
    assert after.strip(".") in sentence
    also.locator("a").click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{root_of(language)}glossary/")
    expect(page.locator("h3:target")).to_be_in_viewport()


def test_a_term_among_other_words_is_replaced_in_its_place(open_page: OpenPage) -> None:
    page = open_page("en/")
    open_search(page)
    found = search_all(page, "client Esslingen")
    assert "en/practices/seminars-esslingen/" in found
    assert "“service user”" in page.locator(".search__also").inner_text()
    assert search_all(page, "clientele") == set() or page.locator(".search__also").inner_text() == ""


def test_what_the_query_finds_comes_before_what_other_words_find(open_page: OpenPage) -> None:
    page = open_page("en/")
    open_search(page)
    own, first = search_all(page, '"client"'), search(page, "client")
    assert set(first[:3]) <= own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_file_has_every_word_of_its_terms(casebook: Casebook, language: str) -> None:
    terms = json.loads(next(search_downloads(edition_of(casebook, language))).text)
    glossary = {term.key: term for term in casebook.glossary}
    assert len(terms) > 20
    for term in terms:
        assert len(term["names"]) == len(term["spellings"])
        assert {word for words in term["spellings"] for word in words} == set(glossary[term["key"]].words(language))
        assert len(term["names"]) > 1 or term["related"]
    by_key = {term["key"]: term for term in terms}
    for term in casebook.glossary:
        for other in term.related:
            assert term.term.by_language[language] in by_key[other]["related"], "related both ways"
            assert glossary[other].term.by_language[language] in by_key[term.key]["related"]


def edition_of(casebook: Casebook, language: str) -> Edition:
    return Edition(casebook, language, date(2026, 11, 22))


def test_each_inflection_stands_with_the_word_that_it_resembles(casebook: Casebook) -> None:
    terms = json.loads(next(search_downloads(edition_of(casebook, "nl"))).text)
    user = next(term for term in terms if term["key"] == "service-user")
    assert user["spellings"] == [
        ["gebruiker van voorzieningen", "gebruikers van voorzieningen"],
        ["dienstengebruiker", "dienstengebruikers"],
        ["servicegebruiker", "servicegebruikers"],
    ]


# Results


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_names_its_section_and_leads_to_it(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(root_of(language), width)
    open_search(page)
    wanted = root_of(language) + AVANS
    assert search(page, "Krachtstation")[0] == wanted
    assert page.locator(".search__results mark").first.inner_text() == "Krachtstation"
    result = page.locator(".search__results > li").first
    title, section = result.locator(".search__title").inner_text(), result.locator(".search__sections a").first
    name = section.inner_text()
    section.click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{wanted}" and urlsplit(url).fragment != "")
    assert title == page.locator("h1").inner_text()
    expect(page.locator("h2:target")).to_have_text(name)
    expect(page.locator("h2:target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_walked_with_arrows_and_opened_with_enter(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(root_of(language), width)
    field, links = page.locator("#search-query"), page.locator(".search__results a")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("Krachtstation")
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    expect(links.nth(1)).to_be_in_viewport()
    assert links.nth(1).evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{root_of(language)}{AVANS}")


def test_a_result_on_the_page_itself_closes_the_search(open_page: OpenPage) -> None:
    page = open_page(AVANS)
    dialog = open_search(page)
    search(page, "Krachtstation")
    page.locator(".search__sections a").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator("h2:target")).to_be_in_viewport()


def test_more_results_are_shown_on_demand(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    first = search(page, "ervaringsdeskundige")
    assert found_count(page) > len(first) == 8
    page.locator("[data-more]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search__title").nth(8)).to_be_focused()
    assert shown(page)[:8] == first
    search_all(page, "ervaringsdeskundige")
    assert len(set(shown(page))) == found_count(page)


# Filters


def open_filters(page: Page) -> None:
    page.locator(".search__filters > summary").click()
    expect(page.locator(".search__facet").first).to_be_visible()


def counts_in(page: Page) -> dict[str, dict[str, str]]:
    """What stands beside each option, by facet and value."""
    rows: list[list[str]] = page.locator(".search__filters .option").evaluate_all(
        """labels => labels.map(label => {
            const { name, value } = label.querySelector("input");
            return [name, value, label.querySelector(".option__count").textContent];
        })"""
    )
    found: dict[str, dict[str, str]] = {}
    for name, value, count in rows:
        found.setdefault(name, {})[value] = count
    return found


def option(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f".search__filters input[name='{facet}'][value='{value}']")


def choose(page: Page, facet: str, value: str) -> None:
    group = page.locator(".search__facet", has=page.locator(f"input[name='{facet}']"))
    if not group.evaluate("group => group.open"):
        group.locator("summary").click()
    option(page, facet, value).check()


def practices_with(casebook: Casebook, language: str, **chosen: set[str]) -> set[str]:
    return {
        f"{root_of(language)}practices/{practice.slug}/"
        for practice in casebook.public
        if all(set(facet_values(practice)[facet]) & values for facet, values in chosen.items())
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_are_the_facets_with_their_counts(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page, words = open_page(root_of(language)), read_words(language)
    open_search(page)
    open_filters(page)
    options = facet_options(casebook.public, casebook.vocabulary, words)
    expected = {name: {o.key: str(o.count) for o in own} for name, own in options.items() if len(own) > 1}
    expect(option(page, "country", "se").locator("xpath=..").locator(".option__count")).not_to_be_empty()
    assert counts_in(page) == expected
    assert list(counts_in(page)) == [facet for facet in FACETS if facet in expected]
    labels = page.locator(".search__facet .option > span:not(.option__count)").all_inner_texts()
    assert len(labels) == sum(len(own) for own in expected.values())


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_narrow_and_widen(open_page: OpenPage, casebook: Casebook, language: str, width: int) -> None:
    page = open_page(root_of(language), width)
    open_search(page)
    open_filters(page)
    status = page.locator(".search__status")
    choose(page, "country", "se")
    expect(status).not_to_be_empty()
    assert set(shown(page)) == practices_with(casebook, language, country={"se"})
    choose(page, "country", "no")
    both = practices_with(casebook, language, country={"se", "no"})
    expect(status).to_have_text(re.compile(rf"^{len(both)} "))
    assert set(shown(page)) == both
    choose(page, "format", "joint-course")
    fewer = practices_with(casebook, language, country={"se", "no"}, format={"joint-course"})
    expect(status).to_have_text(re.compile(rf"^{len(fewer)} "))
    assert set(shown(page)) == fewer
    assert len(both) > len(fewer) > 0
    assert int(counts_in(page)["country"]["no"]) == len(
        practices_with(casebook, language, country={"no"}, format={"joint-course"})
    )
    words = read_words(language)
    gone = next(key for key, count in counts_in(page)["country"].items() if count == words.search["none_left"])
    assert not practices_with(casebook, language, country={gone}, format={"joint-course"})
    leads = urlsplit(str(page.locator(".search__all a").get_attribute("href")))
    assert parse_qsl(leads.query) == [("country", "no"), ("country", "se"), ("format", "joint-course")]
    expect(page.locator("[data-clear-search]")).to_have_text(words.search["clear_choice"])
    page.locator("[data-clear-search]").click()
    expect(status).to_be_empty()
    expect(page.locator(".search__filters > summary")).to_be_focused()
    assert page.locator(".search__filters :checked").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_work_by_keyboard_together_with_words(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page = open_page(root_of(language), NARROW)
    page.keyboard.press("Control+k")
    expect(page.locator("#search-query")).to_be_focused()
    page.keyboard.type("Lund")
    expect(page.locator(".search__status")).not_to_be_empty()
    whole = found_count(page)
    tab_to(page, page.locator(".search__filters > summary"))
    page.keyboard.press("Enter")
    expect(page.locator(".search__facet").first).to_be_visible()
    tab_to(page, page.locator(".search__facet > summary").first)
    page.keyboard.press("Enter")
    tab_to(page, option(page, "country", "se"))
    page.keyboard.press("Space")
    expect(option(page, "country", "se")).to_be_checked()
    expect(page.locator(".search__status")).not_to_have_text(re.compile(rf"^{whole} "))
    assert set(shown(page)) <= practices_with(casebook, language, country={"se"})
    assert root_of(language) + LUND in shown(page)


def test_the_overview_takes_the_choice_over(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page("en/")
    open_search(page)
    open_filters(page)
    choose(page, "country", "se")
    expect(page.locator(".search__status")).not_to_be_empty()
    page.locator(".search__all a").click()
    page.wait_for_url("**/en/practices/?country=se")
    there = practices_with(casebook, "en", country={"se"})
    expect(page.locator(".overview .card:visible")).to_have_count(len(there))


# Every state and place


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark"), (WIDE, "dark"), (NARROW, "light")])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, width: int, scheme: str) -> None:
    language = LANGUAGES[width == WIDE]
    overflow = "dialog => dialog.scrollWidth - dialog.clientWidth"
    with looking(browser, width, scheme) as page:
        page.goto(address + root_of(language))
        dialog = open_search(page)
        found = {"open": violations(page)}
        search(page, "client")
        found["results"] = violations(page)
        assert dialog.evaluate(overflow) <= 0
        open_filters(page)
        for summary in page.locator(".search__facet > summary").all():
            summary.click()
        choose(page, "country", "se")
        expect(page.locator("[data-clear-search]")).to_be_visible()
        found["filters"] = violations(page)
        assert dialog.evaluate(overflow) <= 0
        page.locator("#search-query").fill("xyzzyqwop")
        expect(page.locator(".search__status")).to_contain_text("xyzzyqwop")
        found["nothing"] = violations(page)
    assert {state: broken for state, broken in found.items() if broken} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_works_below_a_path(browser: Browser, site: Path, tmp_path: Path, language: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/casebook").symlink_to(site, target_is_directory=True)
    below = f"sub/casebook/{root_of(language)}"
    with serve(tmp_path) as address, looking(browser, WIDE, "light") as page:
        page.goto(address + below + "gap-mending/")
        open_search(page)
        assert search(page, "Krachtstation")[0] == below + AVANS
        open_filters(page)
        choose(page, "country", "nl")
        expect(page.locator("[data-clear-search]")).to_be_visible()
        page.locator(".search__sections a").first.click()
        page.wait_for_url(lambda url: urlsplit(url).path == f"/{below}{AVANS}")
        expect(page.locator("h1")).to_be_visible()


def test_search_works_in_the_preview_and_finds_drafts(
    browser: Browser, project_copy: Path, replace_in: Replace
) -> None:
    replace_in(f"{AVANS.rstrip('/')}.yaml", "\nstatus: published\n", "\nstatus: draft\n")
    with preview(project_copy, "--no-livereload") as address, looking(browser, WIDE, "light") as page:
        page.goto(address)
        open_search(page)
        assert search(page, "Krachtstation")[0] == AVANS
        open_filters(page)
        choose(page, "country", "nl")
        expect(page.locator("[data-clear-search]")).to_be_visible()
        assert AVANS in shown(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_search_with_filters_is_light(open_page: OpenPage, language: str) -> None:
    answers: list[Response] = []
    page = open_page(root_of(language), fresh=True)
    page.wait_for_load_state("networkidle")
    page.on("response", lambda response: answers.append(response))
    open_search(page)
    search(page, "client")
    open_filters(page)
    page.wait_for_load_state("networkidle")
    moved = {answer.url: len(answer.body()) for answer in answers}
    assert len(moved) > 8
    assert sum(moved.values()) <= BUDGET


# The index


def fragments(site: Path) -> dict[str, str]:
    """The text that is searched, by address."""
    found = {}
    for path in (site / "pagefind/fragment").iterdir():
        raw = gzip.decompress(path.read_bytes())
        fragment = json.loads(raw[raw.index(b"{") :])
        found[fragment["url"].removeprefix("/")] = fragment["content"]
    return found


def test_lists_of_practices_are_not_searched_beside_the_practices(site: Path, casebook: Casebook) -> None:
    texts = fragments(site)
    for language in LANGUAGES:
        for practice in casebook.public:
            summary = practice.summary.by_language[language]
            assert [path for path, text in texts.items() if summary in text] == [
                f"{root_of(language)}practices/{practice.slug}/"
            ]


def test_the_frame_of_pages_is_not_searched(site: Path) -> None:
    for path, text in fragments(site).items():
        words = read_words("en" if path.startswith("en/") else "nl")
        assert words.chrome["footer_privacy"] not in text
        assert not text.startswith(words.site_name)


def test_former_addresses_and_the_page_for_lost_readers_are_not_searched(site: Path, addresses: list[str]) -> None:
    assert set(fragments(site)) <= set(addresses) - {"404.html"}


def test_related_terms_are_related_both_ways(casebook: Casebook) -> None:
    def term(key: str, *related: str) -> Term:
        return casebook.glossary[0].model_copy(update={"key": key, "term": Text({"nl": key}), "related": related})

    edition = edition_of(replace(casebook, glossary=(term("a", "b"), term("b"), term("c", "b", "a"))), "nl")
    related = {key: [other.key for other in others] for key, others in edition.related.items()}
    assert related == {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]}
