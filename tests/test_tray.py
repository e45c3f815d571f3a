"""The tray in a real browser: practices chosen anywhere on the site, remembered across pages, led to the comparison."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import LANGUAGES, NARROW, WAYS, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.words import read_words
from playwright.sync_api import Browser, Locator, Page, expect

LUND, MILAN, AVANS = "mobilisation-course-lund", "encounter-day-milan", "learning-community-avans-loc"
ESSLINGEN, BELFAST = "seminars-esslingen", "conflict-survivors-belfast"
FIVE = (LUND, MILAN, AVANS, ESSLINGEN, BELFAST)


def button(page: Page, slug: str) -> Locator:
    return page.locator(f'[data-compare="{slug}"]').first


def tray(page: Page) -> Locator:
    return page.locator("[data-tray]")


def status(page: Page) -> Locator:
    return page.locator("[data-tray-status]")


def chosen_in(address: str) -> list[str]:
    """The slugs that a link to the comparison names."""
    return parse_qs(urlsplit(address).query).get("p", [""])[0].split(",")


def choose(page: Page, *slugs: str) -> None:
    for slug in slugs:
        button(page, slug).click()


FOCUS_BEFORE = """element => {
    const stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
    const shown = stops.filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
    shown[shown.indexOf(element) - 1].focus();
}"""


def press(page: Page, target: Locator, by: str) -> None:
    """Use a control with the mouse, or come to it with Tab from the one before it and press Enter."""
    if by == "mouse":
        target.click()
    else:
        target.evaluate(FOCUS_BEFORE)
        tab_to(page, target, most=3)
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "width", "by"), WAYS)
def test_a_choice_survives_pages_and_leads_to_the_comparison(
    open_page: OpenPage, address: str, language: str, width: int, by: str
) -> None:
    root, words = root_of(language), read_words(language).tray
    page = open_page(root + "practices/", width)
    expect(tray(page)).to_be_hidden()
    expect(button(page, MILAN)).to_have_attribute("aria-pressed", "false")
    press(page, button(page, MILAN), by)
    expect(button(page, MILAN)).to_have_attribute("aria-pressed", "true")
    expect(tray(page)).to_contain_text(words["count"].format(count=1))
    page.goto(address + root + f"practices/{LUND}/")
    expect(tray(page)).to_contain_text(words["count"].format(count=1))
    title = page.locator("h1").inner_text()
    press(page, button(page, LUND), by)
    expect(status(page)).to_have_text(words["added"].format(title=title, count=2, most=4))
    go = tray(page).locator("[data-go]")
    assert chosen_in(go.evaluate("link => link.href")) == [MILAN, LUND]
    press(page, go, by)
    page.wait_for_url(f"**/{root}compare/?p={MILAN},{LUND}")
    expect(page.locator(".side thead .side__title")).to_have_count(2)
    expect(page.locator(".side thead .side__title").last).to_have_text(title)
    expect(tray(page)).to_be_hidden()


@pytest.mark.parametrize("path", ["", "practices/", f"practices/{LUND}/", "compare/"])
def test_each_button_names_its_practice(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    title = page.locator("h1").inner_text() if LUND in path else page.locator(f"a[href$='{LUND}/']").first.inner_text()
    name = f"{read_words('nl').tray['compare']} {title}"
    expect(page.get_by_role("button", name=name, exact=True, pressed=False)).to_have_count(1)
    choose(page, LUND)
    expect(page.get_by_role("button", name=name, exact=True, pressed=True)).to_have_count(1)


def test_a_second_press_takes_a_practice_out(open_page: OpenPage) -> None:
    page = open_page("en/practices/")
    choose(page, LUND, MILAN, LUND)
    words = read_words("en").tray
    expect(status(page)).to_have_text(words["dropped"].format(title="Mobilisation Course", count=1, most=4))
    assert chosen_in(tray(page).locator("[data-go]").evaluate("link => link.href")) == [MILAN]
    choose(page, MILAN)
    expect(tray(page)).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fifth_practice_is_refused_and_it_is_said_what_to_do(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + "compare/")
    choose(page, *FIVE)
    words = read_words(language).tray
    expect(status(page)).to_have_text(words["full"].format(most=4))
    expect(button(page, FIVE[4])).to_have_attribute("aria-pressed", "false")
    assert chosen_in(tray(page).locator("[data-go]").evaluate("link => link.href")) == list(FIVE[:4])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_tray_names_what_is_chosen_and_lets_it_go(open_page: OpenPage, width: int) -> None:
    page = open_page("practices/", width)
    choose(page, LUND, MILAN)
    tray(page).locator("summary").focus()
    page.keyboard.press("Enter")
    names = tray(page).locator("li a")
    assert [name.split("/")[-2] for name in names.evaluate_all("links => links.map(link => link.href)")] == [
        LUND,
        MILAN,
    ]
    drop = tray(page).locator("li button")
    tab_to(page, drop.first, 3)
    page.keyboard.press("Enter")
    expect(names).to_have_count(1)
    expect(drop).to_be_focused()
    expect(button(page, LUND)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(tray(page)).to_be_hidden()
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_the_tray_can_be_emptied_at_once(open_page: OpenPage) -> None:
    page = open_page("en/compare/")
    choose(page, LUND, MILAN, AVANS)
    tray(page).locator("[data-empty]").click()
    expect(tray(page)).to_be_hidden()
    expect(status(page)).to_have_text(read_words("en").tray["emptied"])
    expect(page.locator('[data-compare][aria-pressed="true"]')).to_have_count(0)


def test_the_other_language_knows_the_choice_and_its_own_titles(open_page: OpenPage) -> None:
    page = open_page("practices/")
    choose(page, LUND)
    page.locator("a.language").click()
    page.wait_for_url("**/en/practices/")
    tray(page).locator("summary").click()
    name = tray(page).locator("li a")
    expect(name).to_have_text("Mobilisation Course")
    assert name.get_attribute("lang") is None
    expect(button(page, LUND)).to_have_attribute("aria-pressed", "true")


def test_a_title_that_a_language_has_not_met_is_marked_as_the_other(open_page: OpenPage) -> None:
    page = open_page(f"practices/{LUND}/")
    choose(page, LUND)
    page.goto(page.url.replace(f"practices/{LUND}/", "en/glossary/"))
    tray(page).locator("summary").click()
    name = tray(page).locator("li a")
    expect(name).to_have_text("Mobilisatiecursus")
    expect(name).to_have_attribute("lang", "nl")
    name.click()
    page.wait_for_url(f"**/en/practices/{LUND}/")
    tray(page).locator("summary").click()
    expect(tray(page).locator("li a")).to_have_text("Mobilisation Course")


def test_windows_follow_each_other(open_page: OpenPage) -> None:
    page = open_page("practices/")
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, LUND)
    expect(button(other, LUND)).to_have_attribute("aria-pressed", "true")
    choose(other, LUND)
    expect(tray(page)).to_be_hidden()


NO_STORAGE = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("off", "SecurityError"); } })"""
)


def test_without_storage_the_choice_lasts_as_long_as_the_page(open_page: OpenPage) -> None:
    page = open_page(fresh=True)
    page.add_init_script(NO_STORAGE)
    page.goto(page.url + "practices/")
    choose(page, LUND, MILAN)
    tray(page).locator("[data-go]").click()
    page.wait_for_url(f"**/compare/?p={LUND},{MILAN}")
    expect(page.locator(".side thead .side__title")).to_have_count(2)


@pytest.mark.parametrize(
    "stored",
    ["", "{", "null", "7", '"text"', "[1, null]", '[{"slug": "../x", "titles": {}}]', '[{"slug": "a", "titles": 3}]'],
)
def test_a_store_that_holds_something_else_does_no_harm(open_page: OpenPage, stored: str) -> None:
    page = open_page(fresh=True)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.evaluate("text => localStorage.setItem('tray', text)", stored)
    page.goto(page.url + "practices/")
    choose(page, LUND)
    assert chosen_in(tray(page).locator("[data-go]").evaluate("link => link.href")) == [LUND]
    assert complaints == []


def test_a_stored_title_is_text_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page()
    title = "<img src=x onerror=alert(1)>"
    page.evaluate(
        "title => localStorage.setItem('tray', JSON.stringify([{ slug: 'gone', titles: { nl: title } }]))", title
    )
    page.reload()
    tray(page).locator("summary").click()
    expect(tray(page).locator("li a")).to_have_text(title)
    expect(tray(page).locator("img")).to_have_count(0)


def test_other_scripts_can_read_write_and_follow_the_choice(open_page: OpenPage) -> None:
    page = open_page("practices/")
    told: Any = page.evaluate("""async () => {
        const tray = await import(new URL("../assets/scripts/tray.js", document.baseURI));
        const told = [];
        const stop = tray.subscribe((choice) => told.push(choice.map(({ slug }) => slug)));
        tray.write(["a", "b", "c", "d", "e"].map((slug) => ({ slug, titles: { nl: slug.toUpperCase() } })));
        tray.write(tray.read().slice(0, 1));
        stop();
        tray.write([]);
        return { told, left: tray.read(), most: tray.MOST, title: tray.titleOf({ slug: "a", titles: { en: "A" } }) };
    }""")
    assert told == {
        "told": [["a", "b", "c", "d"], ["a"]],
        "left": [],
        "most": 4,
        "title": {"title": "A", "language": "en"},
    }


def test_nothing_of_it_shows_without_scripts_or_on_paper(open_page: OpenPage) -> None:
    for path in ("", "practices/", f"practices/{LUND}/", "compare/"):
        page = open_page(path, java_script_enabled=False)
        expect(page.locator("[data-compare]:visible")).to_have_count(0)
        expect(tray(page)).to_be_hidden()
    page = open_page("practices/")
    choose(page, LUND)
    page.emulate_media(media="print")
    expect(page.locator("[data-compare]:visible")).to_have_count(0)
    expect(tray(page)).to_be_hidden()


COVERED = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const x = Math.min(box.left + box.width / 2, innerWidth - 1);
    const inside = (y) => {
        const top = document.elementFromPoint(x, y);
        return element.contains(top) || top?.contains(element);
    };
    return !element.closest("[data-tray]") && !inside(box.top + 2) && !inside(box.bottom - 2) && element.outerHTML;
}"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_tray_never_covers_what_has_the_focus(open_page: OpenPage, width: int) -> None:
    page = open_page("practices/", width)
    choose(page, LUND, MILAN)
    page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) is False


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_axe_finds_nothing_with_a_filled_and_opened_tray(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + ("practices/" if scheme == "dark" else "en/compare/"))
        choose(page, LUND, MILAN)
        assert violations(page) == []
        tray(page).locator("summary").click()
        expect(tray(page).locator("li").first).to_be_visible()
        assert violations(page) == []
