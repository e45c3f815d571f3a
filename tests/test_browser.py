"""The site in a real browser: by keyboard, without scripts, on small screens, in the dark, with axe's rules."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from browsing import (
    FOCUS,
    LANGUAGES,
    NARROW,
    WIDE,
    OpenPage,
    follow,
    looking,
    new_page,
    root_of,
    shorten,
    tab_to,
    violations,
)
from casebook.words import read_words
from conftest import ROOT
from playwright.sync_api import Browser, Locator, Page, expect

WIDTHS = (NARROW, 768, WIDE, 1440)
LUND = "practices/mobilisation-course-lund/"
KINDS = ("", "practices/", LUND, "compare/", "reading-list/", "glossary/", "data/", "gap-mending/")
LOST = "404.html"

# The keyboard


def menu_link(page: Page, text: str, width: int) -> Locator:
    """A link of the menu; on a narrow screen the menu is opened first, with the keyboard too."""
    if width == WIDE:
        return page.locator(".menu--wide").get_by_role("link", name=text, exact=True)
    tab_to(page, page.locator(".menu--narrow summary"))
    page.keyboard.press("Enter")
    expect(page.locator(".menu--narrow nav")).to_be_visible()
    return page.locator(".menu--narrow").get_by_role("link", name=text, exact=True)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_whole_site_can_be_walked_with_the_keyboard(open_page: OpenPage, width: int) -> None:
    page = open_page("", width)
    follow(page, page.locator(f'.home-practices a[href="{LUND}"]'), LUND)
    follow(page, page.locator("a.language"), "en/" + LUND)
    assert page.locator("h1").inner_text() == "Mobilisation Course"
    follow(page, menu_link(page, "Compare", width), "en/compare/")
    follow(page, menu_link(page, "Reading list", width), "en/reading-list/")
    follow(page, page.locator("a.language"), "reading-list/")


@pytest.mark.parametrize("path", ["", LUND, "compare/", "gap-mending/", LOST])
def test_the_first_stop_skips_to_the_content(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["drawn"]
    assert focus["inside"]
    skip = page.locator(".md-skip")
    assert skip.evaluate("element => element === document.activeElement")
    assert skip.evaluate("element => Number(getComputedStyle(element).opacity)") == 1
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.page, footer') !== null")


# Every page


@dataclass
class Visit:
    """What happened while a page was open."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    overflow: dict[int, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str, addresses: list[str]) -> dict[str, Visit]:
    """Every page of the site, opened once, at each width; the home pages with their search in use.

    The lists of practices with one value differ in words only: the first of each facet stands for the others.
    """
    page = new_page(browser)
    found: dict[str, Visit] = {}
    now = Visit()
    page.on("request", lambda request: now.requests.append(request.url))
    page.on("console", lambda message: now.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: now.complaints.append(str(error)))
    for path in one_list_a_facet(addresses):
        now = found[path] = Visit()
        page.goto(address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            now.overflow[width] = page.evaluate(OVERFLOW)
        if path in HOMES:
            page.locator("[data-search]").click()
            page.locator("#search-query").fill("Lund")
            expect(page.locator(".search__status")).not_to_be_empty()
    page.context.close()
    return found


def one_list_a_facet(addresses: list[str]) -> list[str]:
    facets = {re.sub(r"(by/\w+/).*", r"\1", path): path for path in sorted(addresses, reverse=True)}
    return sorted(facets.values())


HOMES = [root_of(language) for language in LANGUAGES]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_asks_another_host_for_anything(visits: dict[str, Visit], address: str) -> None:
    assert len(visits) > 20
    for path, visit in visits.items():
        hosts = {urlsplit(url).netloc for url in visit.requests if not url.startswith(("data:", "blob:"))}
        assert hosts == {urlsplit(address).netloc}, path
        assert address + "assets/style.css" in visit.requests
        assert (address + "pagefind/pagefind.js" in visit.requests) == (path in HOMES)


def test_no_page_makes_the_browser_complain(visits: dict[str, Visit]) -> None:
    assert {path: visit.complaints for path, visit in visits.items() if visit.complaints} == {}


def test_no_page_is_wider_than_the_screen(visits: dict[str, Visit]) -> None:
    assert {path: visit.overflow for path, visit in visits.items() if max(visit.overflow.values()) > 0} == {}


def test_an_open_menu_is_not_wider_than_the_screen(open_page: OpenPage) -> None:
    page = open_page(LUND, NARROW)
    page.locator(".menu--narrow summary").click()
    expect(page.locator(".menu--narrow nav")).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0


def test_the_whole_comparison_can_be_reached_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page("compare/", NARROW)
    last = page.locator("table tr").last.locator("td").last
    expect(last).not_to_be_in_viewport()
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert page.evaluate("() => scrollX") == 0


def test_a_wrong_address_gets_the_page_for_lost_readers(open_page: OpenPage, address: str) -> None:
    page = open_page()
    answer = page.goto(address + "en/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    titles = [read_words(language).not_found["title"] for language in LANGUAGES]
    assert page.locator(".lost h1, .lost h2").all_inner_texts() == titles
    assert background(page) == PAPER["light"], "the page has lost its style"
    page.get_by_role("link", name=read_words("en").not_found["practices"]).click()
    page.wait_for_url(address + "en/practices/")


# Without scripts


def test_pages_say_the_same_without_scripts(open_page: OpenPage, address: str) -> None:
    with_scripts, without = open_page(), open_page(java_script_enabled=False)
    for path in (*KINDS, "en/", LOST):
        for page in (with_scripts, without):
            page.goto(address + path)
        # What only a script can serve.
        by_script = "[data-copy], [data-filter], [data-scripted], [data-compare], [data-copy-button] button"
        with_scripts.add_style_tag(content=f"{by_script} {{ display: none !important }}")
        words = without.locator(".page").inner_text()
        assert len(words) > 100
        assert words == with_scripts.locator(".page").inner_text()
        expect(with_scripts.locator(".theme")).to_be_visible()
        expect(without.locator(".theme")).to_be_hidden()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_menu_works_without_scripts(open_page: OpenPage, width: int) -> None:
    page = open_page("en/" + LUND, width, java_script_enabled=False)
    menu = page.locator(".menu--wide")
    if width == NARROW:
        menu = page.locator(".menu--narrow")
        expect(menu.locator("nav")).to_be_hidden()
        menu.locator("summary").click()
    menu.get_by_role("link", name="Compare", exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/en/compare/")


# Light and dark


def background(page: Page) -> str:
    colour: str = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    return colour


def paper_colours() -> dict[str, str]:
    """The page's background in light and in dark, as the style says."""
    style = next((ROOT / "docs" / "assets" / "styles").glob("*-look.css")).read_text(encoding="utf-8")
    said = re.search(r"--paper: light-dark\(#(\w{6}), #(\w{6})\)", style)
    assert said
    colours = [tuple(bytes.fromhex(colour)) for colour in said.groups()]
    return {scheme: f"rgb{colour}" for scheme, colour in zip(("light", "dark"), colours, strict=True)}


PAPER = paper_colours()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_until_chosen(open_page: OpenPage, scheme: str) -> None:
    page = open_page("", color_scheme=scheme)
    toggle = page.locator("[data-theme-toggle]")
    assert background(page) == PAPER[scheme]
    expect(toggle).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
    other = "light" if scheme == "dark" else "dark"
    page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    expect(toggle).to_have_attribute("aria-pressed", str(other == "dark").lower())
    assert background(page) == PAPER[other]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_theme_stays_on_the_next_page(open_page: OpenPage, address: str, scheme: str) -> None:
    page = open_page("", color_scheme=scheme)
    before, after = PAPER[scheme], PAPER["dark" if scheme == "light" else "light"]
    assert background(page) == before
    page.locator("[data-theme-toggle]").click()
    for path in ("", "en/compare/", LOST):
        if path:
            page.goto(address + path)
        assert background(page) == after
        expect(page.locator("[data-theme-toggle]")).to_have_attribute("aria-pressed", str(scheme == "light").lower())
    page.locator("[data-theme-toggle]").click()
    page.reload()
    assert background(page) == before


# Paper


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_the_content_and_not_the_controls(open_page: OpenPage, scheme: str) -> None:
    page = open_page(LUND, color_scheme=scheme)
    controls = (".site-header", ".menu--wide", ".breadcrumb", ".contents", ".neighbours", ".site-footer nav")
    for name in controls:
        expect(page.locator(name)).to_be_visible()
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    for name in controls:
        expect(page.locator(name)).to_be_hidden()
    for name in ("h1", ".facts", ".section:not(.plain) >> nth=0", ".references >> nth=0"):
        expect(page.locator(name)).to_be_visible()
    assert background(page) == "rgb(255, 255, 255)"


# Assistive technology


@pytest.mark.parametrize(
    ("width", "scheme", "languages"),
    [(WIDE, "light", LANGUAGES), (NARROW, "dark", LANGUAGES), (WIDE, "dark", ["nl"]), (NARROW, "light", ["en"])],
)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str, languages: list[str]) -> None:
    """Each kind of page at each width in both colours; the languages differ in words only, so they take turns.

    The long lists are looked at whole once, and elsewhere without most of their entries.
    """
    found = {}
    with looking(browser, width, scheme) as page:
        for path in [*(root_of(language) + kind for language in languages for kind in KINDS), LOST]:
            page.goto(address + path)
            if (width, scheme) != (WIDE, "light") or path.startswith(root_of(languages[-1]) or "/"):
                shorten(page)
            found[path] = violations(page)
    assert {path: broken for path, broken in found.items() if broken} == {}


@pytest.mark.parametrize(("scheme", "language"), [("light", "nl"), ("dark", "en")])
def test_axe_finds_nothing_in_an_open_menu(browser: Browser, address: str, language: str, scheme: str) -> None:
    with looking(browser, NARROW, scheme) as page:
        page.goto(address + root_of(language) + "gap-mending/")
        page.locator(".menu--narrow summary").click()
        expect(page.locator(".menu--narrow nav")).to_be_visible()
        assert violations(page) == []


# The glossary


def term_link(page: Page, number: int = 0) -> Locator:
    """A term in the text of a practice, in the middle of the window."""
    link = page.locator("a.term").nth(number)
    link.evaluate("element => element.scrollIntoView({ block: 'center' })")
    return link


def definition_of(link: Locator) -> str:
    return str(link.evaluate("link => document.getElementById(link.getAttribute('aria-describedby')).textContent"))


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_shows_its_definition_under_the_pointer(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(root_of(language) + LUND, width)
    box, link = page.locator(".box"), term_link(page, 2)
    expect(box).to_be_hidden()
    link.hover()
    expect(box).to_contain_text(definition_of(link))
    expect(box).to_be_visible()
    place = box.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    box.hover()
    page.wait_for_timeout(600)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    link.hover()
    expect(box).to_be_visible()
    page.mouse.move(1, 1)
    expect(box).to_be_hidden()


def test_a_term_shows_its_definition_at_the_focus_and_escape_leaves_the_focus(open_page: OpenPage) -> None:
    page = open_page(LUND)
    box, link = page.locator(".box"), term_link(page)
    page.keyboard.press("Tab")
    link.focus()
    expect(box).to_contain_text(definition_of(link))
    expect(link).to_have_accessible_description(definition_of(link))
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(box).to_be_visible()
    assert not link.evaluate("element => element === document.activeElement")


def test_the_first_tap_shows_a_definition_and_the_second_follows_the_link(open_page: OpenPage) -> None:
    page = open_page(LUND, NARROW, has_touch=True)
    box, link = page.locator(".box"), term_link(page)
    before = page.url
    link.tap()
    expect(box).to_contain_text(definition_of(link))
    assert page.url == before
    page.locator("h2").first.tap()
    expect(box).to_be_hidden()
    link.tap()
    expect(box).to_be_visible()
    link.tap()
    page.wait_for_url("**/glossary/#*")


def test_a_term_is_a_link_without_scripts(open_page: OpenPage) -> None:
    page = open_page(LUND, java_script_enabled=False)
    page.locator("a.term").first.click()
    page.wait_for_url("**/glossary/#*")
    expect(page.locator("h3:target")).to_be_visible()
    expect(page.locator(".filter")).to_be_hidden()


def test_paper_lists_the_terms_that_the_page_uses(open_page: OpenPage) -> None:
    page = open_page(LUND)
    expect(page.locator(".sheet-terms")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".sheet-terms")).to_be_visible()
    assert page.locator(".sheet-terms dt").count() == page.locator("a.term").count() > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_narrows_the_glossary_and_says_so(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + "glossary/")
    entries, status = page.locator(".entry:visible"), page.locator(".filter [role=status]")
    found = read_words(language).glossary_page["found"]
    whole = entries.count()
    tab_to(page, page.locator("#filter"))
    page.keyboard.type("OUT-of-home")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("out-of-home placement")
    expect(page.locator(".letter:visible")).to_have_count(1)
    expect(status).to_have_text(found["one"].format(count=1))
    page.locator("#filter").fill("qqq")
    expect(status).to_have_text(found["none"])
    page.evaluate("location.hash = 'empowerment'")
    expect(entries).to_have_count(whole)
    expect(status).to_have_text("")
    expect(page.locator("#empowerment")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_open_definition(browser: Browser, address: str, language: str, scheme: str) -> None:
    with looking(browser, NARROW, scheme) as page:
        page.goto(address + root_of(language) + LUND)
        term_link(page, 2).hover()
        expect(page.locator(".box")).to_be_visible()
        assert violations(page) == []
