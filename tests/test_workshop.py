"""The workshop: a pack is chosen, counted, built and printed in the browser, also without a network or scripts."""

import re
from typing import Any

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.model import SECTIONS, Casebook
from casebook.words import read_words
from playwright.sync_api import Browser, Locator, Page, expect
from test_print import Print, print_page, squeeze

WORKSHOP = "workshop/"
LUND, MILAN, AVANS = "mobilisation-course-lund", "encounter-day-milan", "learning-community-avans-loc"


def said(language: str) -> Any:
    return read_words(language).workshop_page


def sheets(page: Page) -> Locator:
    return page.locator("[data-sheets]")


def counted(page: Page) -> int:
    """The number of sheets that the page names, once it has counted them."""
    expect(sheets(page)).to_have_text(re.compile(r"\d"))
    return int(re.sub(r"\D", "", sheets(page).inner_text().replace("A4", "")))


def parts(page: Page) -> list[str]:
    kinds: list[str] = page.locator(".pack__part").evaluate_all(
        "parts => parts.map((part) => part.className.split('--').at(-1))"
    )
    return kinds


# Choosing


def test_a_choice_stands_in_the_address_and_comes_back(open_page: OpenPage, address: str) -> None:
    page = open_page("en/" + WORKSHOP)
    expect(sheets(page)).to_have_text(said("en")["nothing"])
    expect(page.locator("[data-print]")).to_be_disabled()
    page.locator(f'[value="{MILAN}"]').check()
    page.locator(f'[value="{LUND}"]').check()
    page.locator('[value="short"]').check()
    page.locator('[value="reading"]').check()
    assert page.url == f"{address}en/{WORKSHOP}?p={MILAN},{LUND}&with=short,reading"
    counted(page)
    page.reload()
    assert page.locator(":checked").evaluate_all("boxes => boxes.map((box) => box.value)") == [
        *sorted((MILAN, LUND)),
        "short",
        "reading",
    ]
    counted(page)
    assert parts(page) == ["cover", "short", "short", "reading"]
    assert (
        page.locator(".pack .practice h1").first.inner_text()
        == "Encounter day for first-years and experts by experience"
    )
    page.locator(f'[value="{LUND}"]').uncheck()
    assert f"?p={MILAN}&" in page.url


@pytest.mark.parametrize(
    "query",
    [
        "?p=no-such-practice",
        "?p=",
        "?p=,,&with=nonsense",
        "?p=%3Cimg%20src%3Dx%3E",
        "?p=../../etc&with=<b>",
        "?with=large",
    ],
)
def test_an_address_of_nothing_chooses_nothing(open_page: OpenPage, query: str) -> None:
    page = open_page(WORKSHOP + query)
    expect(sheets(page)).to_have_text(said("nl")["nothing"])
    assert page.locator(".pack > *").count() == 0


def test_the_choice_of_the_comparison_is_offered(open_page: OpenPage, address: str) -> None:
    page = open_page(WORKSHOP)
    expect(page.locator("[data-from-tray]")).to_be_hidden()
    page.goto(f"{address}compare/?p={AVANS},{MILAN}")
    expect(page.locator("table").first).to_be_visible()
    page.goto(address + WORKSHOP)
    offer = page.locator("[data-from-tray] button")
    expect(offer).to_have_text(said("nl")["tray"]["other"].format(count=2))
    offer.click()
    assert page.url.endswith(f"?p={AVANS},{MILAN}")


def test_what_is_typed_is_only_text_and_goes_nowhere(open_page: OpenPage) -> None:
    page = open_page(f"{WORKSHOP}?p={MILAN}", fresh=True)
    expect(page.locator("[data-loaded]")).to_be_visible()
    counted(page)
    before = page.url
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#cover-title").fill("<img src=x onerror=alert(1)> & more")
    page.locator("#cover-place").fill("<b>Here</b>")
    expect(page.locator(".pack__part--cover h1")).to_have_text("<img src=x onerror=alert(1)> & more")
    expect(page.locator(".pack__when")).to_have_text("<b>Here</b>")
    assert page.locator(".pack__part--cover :is(img, b)").count() == 0
    assert asked == []
    assert page.url == before
    assert page.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })").find("Here") == -1


def test_the_way_back_undoes_nothing_by_surprise(open_page: OpenPage, address: str) -> None:
    """A change of the choice is no step of its own: back leads to the page before."""
    page = open_page("practices/")
    page.goto(f"{address}{WORKSHOP}?p={MILAN}")
    page.locator(f'[value="{LUND}"]').check()
    page.go_back()
    page.wait_for_url("**/practices/")


# The document


ALL = f"?p={MILAN},{AVANS}&with=worksheet,comparison,reading"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_is_one_document_with_as_many_sheets_as_said(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + WORKSHOP + ALL, color_scheme="dark")
    said_before = counted(page)
    page.locator("#cover-title").fill("Learning from each other")
    page.locator("#cover-date").fill("3 December")
    expect(page.locator(".pack__part--cover h1")).to_have_text("Learning from each other")
    paper = print_page(page)
    assert len(paper.sheets) == said_before
    assert parts(page) == ["cover", "practice", "practice", "comparison", "worksheet", "reading"]
    words = read_words(language)
    titles = page.locator(".pack__part > h1, .pack .practice h1, .pack__part--cover h1").all_inner_texts()
    assert titles == page.locator(".pack h1").all_text_contents()
    starts = [starts_of(paper, title) for title in page.locator(".pack h1").all_text_contents()[1:]]
    assert starts == sorted(set(starts)), "each part begins on a sheet of its own"
    cover = squeeze(paper.texts[0])
    for title in page.locator(".pack h1").all_text_contents():
        assert squeeze(title) in cover
    assert "3December" in cover
    for key in SECTIONS:
        assert [mark.title for mark in paper.bookmarks].count(squeeze(words.sections[key])) == 2
    for left_out in (said(language)["print"], said(language)["ready"], said(language)["cover_text"]):
        assert squeeze(left_out) not in paper.text


def starts_of(paper: Print, title: str) -> int:
    """The first sheet after the cover, which lists them all, that has the title."""
    return next(number for number, text in enumerate(paper.texts) if number and squeeze(title) in squeeze(text))


def test_only_the_comparison_lies_across(open_page: OpenPage) -> None:
    page = open_page(f"{WORKSHOP}?p={MILAN},{AVANS}&with=comparison,short")
    assert counted(page) == 4
    paper = print_page(page)
    assert paper.sizes == [(595, 842)] * 3 + [(842, 595)]
    compared = page.locator(".pack__part--comparison tbody tr")
    assert compared.count() == 2
    assert all(x.right < 842 - 20 for x in paper.sheets[-1]), "the table fits"


def test_large_print_is_large(open_page: OpenPage) -> None:
    page = open_page(f"en/{WORKSHOP}?p={MILAN}&with=large,worksheet,comparison,reading")
    expected = counted(page)
    page.emulate_media(media="print")
    sizes = page.locator(".pack p:visible, .pack li:visible, .pack dd:visible, .pack dt:visible").evaluate_all(
        "parts => parts.map((part) => parseFloat(getComputedStyle(part).fontSize) * 0.75)"
    )
    assert round(min(sizes)) >= 16
    others = page.locator(".pack :is(h1, h2, h3, legend, label, .gap):visible").evaluate_all(
        """parts => parts.filter((part) => part.textContent.trim())
            .map((part) => [part.textContent, parseFloat(getComputedStyle(part).fontSize) * 0.75])"""
    )
    assert [text for text, size in others if round(size) < 16] == []
    assert sorted(sizes)[len(sizes) // 2] >= 16
    paper = print_page(page)
    assert abs(len(paper.sheets) - expected) <= 1
    assert set(paper.sizes) == {(595, 842)}
    assert page.locator(".pack__part--answers dt").count() > 5


def test_a_short_card_takes_one_sheet_and_tells_of_each_section(open_page: OpenPage) -> None:
    page = open_page(f"en/{WORKSHOP}?p={LUND},{AVANS}&with=short")
    assert counted(page) == 3
    assert len(print_page(page).sheets) == 3
    for card in page.locator(".pack__part--short").all():
        sections = card.locator(".section").all()
        assert len(sections) == len(SECTIONS)
        assert all(section.locator("p").count() >= 1 for section in sections)


def test_sheets_are_counted_at_the_width_of_paper(open_page: OpenPage) -> None:
    page = open_page(f"en/{WORKSHOP}?p={MILAN}")
    counted(page)
    assert page.locator(".measure").evaluate("frame => frame.contentWindow.innerWidth") == round(182 / 25.4 * 96)


def test_the_reading_list_has_each_work_once(open_page: OpenPage) -> None:
    page = open_page(f"en/{WORKSHOP}?p={LUND},{AVANS}&with=reading")
    counted(page)
    works = page.locator(".pack__part--reading li").all_text_contents()
    assert len(works) == len(set(works)) > 20
    assert page.locator(".pack__part--practice .references").count() == 0


@pytest.mark.parametrize("kind", ["", ",short"])
def test_no_id_stands_twice_and_every_reference_leads_somewhere(open_page: OpenPage, kind: str) -> None:
    page = open_page(f"{WORKSHOP}{ALL}{kind},large")
    counted(page)
    ids: list[str] = page.locator("[id]").evaluate_all("parts => parts.map((part) => part.id)")
    assert len(ids) == len(set(ids))
    inside = page.locator(".pack :is([aria-labelledby], [for])")
    named = inside.evaluate_all("parts => parts.map((part) => part.getAttribute('aria-labelledby') ?? part.htmlFor)")
    assert [name for name in named if name not in ids] == []
    links = page.locator(".pack a").evaluate_all("links => links.map((link) => link.href)")
    assert [link for link in links if "/workshop/practices/" in link or "/workshop/reading-list" in link] == []
    assert page.locator(".pack :is(script, button, nav, dialog)").count() == 0


# Without a network, without scripts, with the keyboard


def test_a_pack_is_made_and_printed_without_a_network(open_page: OpenPage) -> None:
    page = open_page(WORKSHOP, fresh=True)
    expect(page.locator("[data-loaded]")).to_be_visible()
    page.context.set_offline(True)
    for value in (LUND, MILAN, "worksheet", "comparison", "reading"):
        page.locator(f'[value="{value}"]').check()
    expect(page.locator(".pack__part")).to_have_count(6)
    expected = counted(page)
    paper = print_page(page)
    assert len(paper.sheets) == expected
    assert squeeze("Mobilisatiecursus") in paper.text


def test_what_fails_to_load_is_named_and_can_be_tried_again(open_page: OpenPage) -> None:
    page = open_page("about/", fresh=True)
    page.route(f"**/practices/{MILAN}/", lambda route: route.abort())
    page.goto(page.url.replace("about/", f"{WORKSHOP}?p={MILAN}"))
    failed = page.locator("[data-failed]")
    title = "Ontmoetingsdag voor eerstejaars en ervaringsdeskundigen"
    expect(failed.locator("span")).to_have_text(said("nl")["failed"].format(names=title))
    expect(page.locator("[data-print]")).to_be_disabled()
    page.unroute(f"**/practices/{MILAN}/")
    failed.get_by_role("button").click()
    expect(failed).to_be_hidden()
    counted(page)
    expect(page.locator("[data-print]")).to_be_enabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_there_are_sheets_to_print(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page = open_page(root_of(language) + WORKSHOP, java_script_enabled=False)
    expect(page.locator("form.workshop")).to_be_hidden()
    expect(page.locator("noscript .notice")).to_have_text(said(language)["without_scripts"])
    links = page.locator(".workshop__ready a[type='application/pdf']").evaluate_all(
        "links => links.map((one) => one.href)"
    )
    assert sum(link.endswith("/handout.pdf") for link in links) == len(casebook.public)
    assert sum(link.endswith("print/booklet.pdf") for link in links) == 1
    assert all(page.request.get(link).ok for link in links[:6])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_pack_is_put_together_with_the_keyboard_alone(open_page: OpenPage, width: int) -> None:
    page = open_page("en/" + WORKSHOP, width)
    page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    tab_to(page, page.locator("[name=p]").first)
    page.keyboard.press("Space")
    counted(page)
    tab_to(page, page.locator("#cover-title"))
    page.keyboard.type("Our day")
    tab_to(page, page.locator("[data-print]"))
    page.keyboard.press("Enter")
    expect(page).to_have_title("printed")
    expect(page.locator(".pack__part--cover h1")).to_have_text("Our day")
    assert page.locator(".measure").evaluate("frame => frame.inert && frame.tabIndex === -1")


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + WORKSHOP)
        expect(page.locator("[data-loaded]")).to_be_visible()
        assert violations(page) == []
        page.goto(address + "en/" + WORKSHOP + ALL)
        counted(page)
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_home_and_practices_lead_to_the_workshop(open_page: OpenPage, address: str) -> None:
    page = open_page("en/")
    page.locator(".door").last.get_by_role("link").click()
    page.wait_for_url(f"**/en/{WORKSHOP}")
    page.goto(f"{address}en/practices/{MILAN}/")
    page.locator(f'.section a[href*="workshop/?p={MILAN}"]').click()
    page.wait_for_url(f"**/en/{WORKSHOP}?p={MILAN}")
    assert counted(page) == 3
