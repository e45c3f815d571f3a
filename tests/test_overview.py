"""The overview in a browser: narrowed, ordered, shared by its address; by mouse, by keyboard, without scripts."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.facets import FACETS, facet_values
from casebook.fields.values import NOT_DESCRIBED
from casebook.model import Casebook, Practice
from casebook.ordering import fullest, order_numbers
from casebook.pages.site import HOME_CARDS
from casebook.words import Words, read_words
from playwright.sync_api import Browser, Locator, Page, expect

Choice = Mapping[str, Sequence[str]]

FIRST_YEARS: Choice = {"country": ["it", "nl"], "student_stage": ["first-year"]}
"""Two values that widen, and a facet that narrows them."""


def fits(practice: Practice, choice: Choice) -> bool:
    values = facet_values(practice)
    return all(set(values[facet]) & set(wanted) for facet, wanted in choice.items())


def slugs(casebook: Casebook, choice: Choice) -> set[str]:
    return {practice.slug for practice in casebook.public if fits(practice, choice)}


def count(casebook: Casebook, choice: Choice, facet: str, value: str) -> int:
    """How many practices show an option's value where its own facet has nothing else chosen."""
    return len(slugs(casebook, {**choice, facet: [value]}))


def shown(page: Page) -> list[str]:
    """The slugs of the cards that a reader sees, in their order."""
    links = page.locator(".overview .card:visible .card__title a")
    found: list[str] = links.evaluate_all("links => links.map(link => link.pathname.split('/').at(-2))")
    return found


def query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f'.option input[name="{facet}"][value="{value}"]')


def status(page: Page) -> Locator:
    return page.locator(".overview__status")


def found_text(words: Words, number: int, casebook: Casebook) -> str:
    total = len(casebook.public)
    if number == total:
        return str(words.plural("practice", total).format(count=total))
    return str(words.overview["some"].format(count=number, total=total))


def press(page: Page, target: Locator, key: str, how: str) -> None:
    """Use a control: with the pointer, or with Tab and a key."""
    if how == "mouse":
        target.click()
        return
    tab_to(page, target, most=150)
    page.keyboard.press(key)


def open_filters(page: Page, width: int, how: str = "mouse") -> None:
    """On a narrow screen everything stands behind one disclosure."""
    summary = page.locator(".filters__all > summary")
    if width == WIDE:
        expect(summary).to_be_hidden()
        return
    expect(page.locator(".facet").first).to_be_hidden()
    press(page, summary, "Enter", how)
    expect(page.locator(".facet").first).to_be_visible()


def choose(page: Page, choice: Choice, how: str) -> None:
    for facet, values in choice.items():
        group = page.locator(".facet", has=page.locator(f'[name="{facet}"]'))
        if group.get_attribute("open") is None:
            press(page, group.locator("summary"), "Enter", how)
        for value in values:
            press(page, box(page, facet, value), "Space", how)
            expect(box(page, facet, value)).to_be_checked()


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_a_facet_widen_and_facets_narrow(
    open_page: OpenPage, casebook: Casebook, language: str, width: int, how: str
) -> None:
    page, words = open_page(root_of(language) + "practices/", width), read_words(language)
    expect(status(page)).to_have_text(found_text(words, len(casebook.public), casebook))
    open_filters(page, width, how)
    choose(page, FIRST_YEARS, how)
    wanted = slugs(casebook, FIRST_YEARS)
    assert 1 < len(wanted) < len(casebook.public)
    assert set(shown(page)) == wanted
    expect(status(page)).to_have_text(found_text(words, len(wanted), casebook))
    assert query(page) == [(facet, value) for facet, values in FIRST_YEARS.items() for value in values]
    press(page, page.locator("[data-clear]"), "Enter", how)
    assert set(shown(page)) == slugs(casebook, {})
    assert query(page) == []
    expect(page.locator("[data-clear]")).to_be_hidden()
    expect(status(page)).to_be_focused()


@pytest.mark.parametrize("choice", [{}, FIRST_YEARS, {"duration": ["not-described"]}], ids=["none", "two", "silent"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_says_how_many_it_would_give(
    open_page: OpenPage, casebook: Casebook, language: str, choice: Choice
) -> None:
    asked = "&".join(f"{facet}={value}" for facet, values in choice.items() for value in values)
    page, none = open_page(f"{root_of(language)}practices/?{asked}"), read_words(language).overview["none_left"]
    expect(status(page)).to_have_text(found_text(read_words(language), len(slugs(casebook, choice)), casebook))
    said = {}
    for option in page.locator(".option").all():
        facet, value = (str(option.locator("input").get_attribute(name)) for name in ("name", "value"))
        text = str(option.locator(".option__count").text_content())
        said[facet, value] = 0 if text == none else int(text)
        is_marked = "option--empty" in str(option.get_attribute("class"))
        assert is_marked == (said[facet, value] == 0)
    offered = {(facet, value) for one in casebook.public for facet in FACETS for value in facet_values(one)[facet]}
    assert said == {(facet, value): count(casebook, choice, facet, value) for facet, value in offered}
    assert bool(choice) == (0 in said.values())


def test_the_way_back_leads_through_the_choices(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page("practices/")
    choose(page, FIRST_YEARS, "mouse")
    page.go_back()
    assert set(shown(page)) == slugs(casebook, {"country": ["it", "nl"]})
    expect(box(page, "student_stage", "first-year")).not_to_be_checked()
    page.go_back()
    assert set(shown(page)) == slugs(casebook, {"country": ["it"]})
    page.go_forward()
    page.reload()
    assert set(shown(page)) == slugs(casebook, {"country": ["it", "nl"]})
    page.locator(".card:visible .card__title a").first.click()
    page.wait_for_url("**/practices/*/")
    page.go_back()
    assert set(shown(page)) == slugs(casebook, {"country": ["it", "nl"]})


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize(("language", "other"), [LANGUAGES, LANGUAGES[::-1]])
def test_the_other_language_keeps_the_choice(
    open_page: OpenPage, casebook: Casebook, language: str, other: str, how: str
) -> None:
    page = open_page(root_of(language) + "practices/?country=it&country=nl&sort=duration&q=student")
    before = query(page)
    press(page, page.locator(f'a.language[hreflang="{other}"]'), "Enter", how)
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{root_of(other)}practices/")
    assert query(page) == before
    expect(box(page, "country", "it")).to_be_checked()
    expect(page.locator("#filter-sort")).to_have_value("duration")
    expect(page.locator("#filter-text")).to_have_value("student")
    assert set(shown(page)) <= slugs(casebook, {"country": ["it", "nl"]})


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mobilisa", "mobilisation-course-lund"),
        ("  LUND   zweden ", "mobilisation-course-lund"),
        ("Sankt Polten", "users-teach-st-poelten"),
        ("cattolica", "encounter-day-milan"),
    ],
    ids=["part of a word", "capitals, two words", "without its accent", "an organisation"],
)
def test_words_narrow_whatever_their_capitals_and_accents(
    open_page: OpenPage, casebook: Casebook, typed: str, found: str
) -> None:
    page = open_page("practices/")
    assert found in {practice.slug for practice in casebook.public}, "the card has another name now"
    before = page.evaluate("history.length")
    tab_to(page, page.locator("#filter-text"))
    page.keyboard.type(typed)
    page.wait_for_url("**?q=*")
    assert found in shown(page)
    assert len(shown(page)) < len(casebook.public)
    assert page.evaluate("history.length") == before, "each letter is no step back"
    page.locator("#filter-text").fill("")
    page.wait_for_url("**/practices/")
    assert set(shown(page)) == slugs(casebook, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_so_and_what_to_do(open_page: OpenPage, language: str) -> None:
    page, words = open_page(f"{root_of(language)}practices/?q=qqq"), read_words(language).overview
    assert shown(page) == []
    expect(status(page)).to_have_text(words["none"])
    counts = set(page.locator(".option__count").all_text_contents())
    assert counts == {words["none_left"]}
    page.locator("[data-clear]").click()
    assert shown(page)


def test_an_address_with_nonsense_shows_everything(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page("practices/?country=atlantis&colour=blue&sort=smell&p=a,b")
    assert set(shown(page)) == slugs(casebook, {})
    expect(page.locator("#filter-sort")).to_have_value("title")


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize("order", ["since", "duration", "size"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_puts_unknown_numbers_last_and_says_so(
    open_page: OpenPage, casebook: Casebook, language: str, order: str, how: str
) -> None:
    page, words = open_page(root_of(language) + "practices/"), read_words(language)
    by_title = shown(page)
    sort, before = page.locator("#filter-sort"), page.evaluate("history.length")
    if how == "mouse":
        sort.select_option(order)
    else:
        tab_to(page, sort, most=150)
        for _ in range(["since", "duration", "size"].index(order) + 1):
            page.keyboard.press("ArrowDown")
    expect(sort).to_have_value(order)
    numbers = {practice.slug: order_numbers(practice)[order] for practice in casebook.public}
    known = [slug for slug in by_title if numbers[slug] is not None]
    known.sort(key=lambda slug: numbers[slug] or 0, reverse=order == "size")
    unknown = [slug for slug in by_title if numbers[slug] is None]
    assert shown(page) == [*known, *unknown]
    assert query(page)[-1] == ("sort", order)
    forms = words.overview["last"][order]
    expect(status(page)).to_contain_text(forms["one" if len(unknown) == 1 else "other"].format(count=len(unknown)))
    sizes = page.locator(".card__size:visible").count()
    assert sizes == (len(known) if order == "size" else 0)
    assert page.evaluate("history.length") == before, "another order is no step back"


# Without scripts


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_whole_list_stands_there(
    open_page: OpenPage, casebook: Casebook, language: str, width: int
) -> None:
    page = open_page(root_of(language) + "practices/?country=it", width, java_script_enabled=False)
    assert set(shown(page)) == slugs(casebook, {})
    for control in ("#filters", ".overview__sort", "[data-clear]", ".page [data-more]"):
        expect(page.locator(control)).to_be_hidden()
    link = page.locator('.selections a[href$="by/country/it/"]')
    link.click()
    page.wait_for_url("**/practices/by/country/it/")
    listed = page.locator(".cards .card__title a")
    assert {href_slug(one) for one in listed.all()} == slugs(casebook, {"country": ["it"]})


def href_slug(link: Locator) -> str:
    return str(link.get_attribute("href")).rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_leads_to_the_same_choice_in_the_overview(
    open_page: OpenPage, casebook: Casebook, language: str
) -> None:
    page = open_page(f"{root_of(language)}practices/by/student_stage/first-year/")
    page.get_by_role("link", name=read_words(language).selections["refine"]).click()
    page.wait_for_url("**/practices/?student_stage=first-year")
    assert set(shown(page)) == slugs(casebook, {"student_stage": ["first-year"]})


# Where and when


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("drawing", "anchor"), [(".map", "map"), (".timeline", "timeline")], ids=["map", "timeline"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_point_or_its_line_in_the_list_leads_to_its_practice(
    open_page: OpenPage, casebook: Casebook, language: str, drawing: str, anchor: str, width: int, how: str
) -> None:
    page = open_page(f"{root_of(language)}practices/#{anchor}", width)
    section = page.locator(f'section[aria-labelledby="{anchor}"]')
    point = page.locator(f"{drawing} a").first
    target = urlsplit(str(point.evaluate("link => link.href.baseVal"))).path.strip("./")
    link = section.locator(f'.groups a[href$="{target}/"]').first
    if how == "mouse":
        point.click()
    else:
        link.focus()
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}/")
    title = page.locator(".practice-head h1").inner_text()
    assert title in {
        practice.title.in_language(language) for practice in casebook.public if target.endswith(practice.slug)
    }


@pytest.mark.parametrize("anchor", ["map", "timeline"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_name_every_practice(open_page: OpenPage, casebook: Casebook, language: str, anchor: str) -> None:
    page = open_page(f"{root_of(language)}practices/", java_script_enabled=False)
    links = page.locator(f'section[aria-labelledby="{anchor}"] dd a').all()
    assert {href_slug(link) for link in links} == slugs(casebook, {})


# Assistive technology


STATES: dict[str, str] = {"nothing chosen": "", "two facets": "?country=it&student_stage=first-year", "none": "?q=qqq"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("scheme", "language"), [("light", "nl"), ("dark", "en")])
def test_axe_finds_nothing_in_open_filters(
    browser: Browser, address: str, language: str, scheme: str, width: int, state: str
) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(f"{address}{root_of(language)}practices/{STATES[state]}")
        open_filters(page, width)
        page.locator(".facet:not([open])").evaluate_all("groups => groups.forEach(group => (group.open = true))")
        assert violations(page) == []
        assert overflow(page) <= 0


def overflow(page: Page) -> Any:
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_list(browser: Browser, address: str, scheme: str) -> None:
    with looking(browser, NARROW, scheme) as page:
        page.goto(f"{address}practices/by/expert_roles/mentor/")
        assert violations(page) == []


def test_the_way_out_of_the_open_filters_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("practices/", NARROW)
    open_filters(page, NARROW)
    page.locator("[data-show]").click()
    expect(page.locator(".facet").first).to_be_hidden()
    expect(status(page)).to_be_focused()
    expect(status(page)).to_be_in_viewport()


# The first of them, on the home page


def test_the_home_page_starts_with_what_is_described_most(casebook: Casebook) -> None:
    one = casebook.public[0]
    less = one.model_copy(update={"slug": "less", "wat": NOT_DESCRIBED, "figures": ()})
    like_one = one.model_copy(update={"slug": "like-one"})
    assert fullest((less, one, like_one), 2) == (one, like_one)
    assert fullest((less,), 2) == (less,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_shows_few_and_leads_to_all(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language))
    assert page.locator(".home-practices .card").count() == HOME_CARDS
    page.locator(".home-practices .actions a").click()
    page.wait_for_url(f"**/{root_of(language)}practices/")
