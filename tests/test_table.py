"""The table of all practices in a real browser: sorted, narrowed to columns, taken along as CSV."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.fields.values import NotDescribed
from casebook.model import FACTS, Casebook, Practice
from casebook.words import read_words
from playwright.sync_api import Browser, Locator, Page, expect

NUMBERS: dict[str, Callable[[Any], Any]] = {
    "since": lambda practice: practice.since[0].value,
    "duration": lambda practice: practice.duration[0].value.days,
    "ects": lambda practice: practice.ects[0].value,
    "described": lambda practice: practice.described_sections,
}


def head(page: Page, column: str) -> Locator:
    return page.locator(f'[data-column="{column}"]')


def order(page: Page) -> list[str]:
    """The practices from top to bottom."""
    found: list[str] = page.locator("[data-practice]").evaluate_all("rows => rows.map(row => row.dataset.practice)")
    return found


def asked(page: Page) -> str:
    return urlsplit(page.url).query


def by_title(casebook: Casebook, language: str) -> list[Practice]:
    return sorted(casebook.public, key=lambda p: (p.title.by_language[language].casefold(), p.slug))


@pytest.mark.parametrize("falls", [False, True], ids=["rising", "falling"])
@pytest.mark.parametrize("column", NUMBERS)
def test_columns_of_numbers_are_sorted_by_the_numbers_and_what_is_unknown_stands_last(
    open_page: OpenPage, casebook: Casebook, column: str, falls: bool
) -> None:
    page = open_page("en/compare/")
    practices = by_title(casebook, "en")
    known = [p for p in practices if not isinstance(getattr(p, column, None), NotDescribed)]
    unknown = [p for p in practices if p not in known]
    expected = [*sorted(known, key=NUMBERS[column], reverse=falls), *unknown]
    for _ in range(2 if falls else 1):
        head(page, column).get_by_role("button").click()
    assert order(page) == [practice.slug for practice in expected]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sorting_works_by_keyboard_and_is_said(
    open_page: OpenPage, casebook: Casebook, language: str, width: int
) -> None:
    page = open_page(root_of(language) + "compare/", width)
    words = read_words(language)
    practice, since = head(page, "practice"), head(page, "since")
    expect(practice).to_have_attribute("aria-sort", "ascending")
    tab_to(page, since.get_by_role("button", name=words.facts["since"], exact=True), 60)
    page.keyboard.press("Enter")
    expect(since).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("[aria-sort]")).to_have_count(1)
    said = words.compare_page["sorted"]
    expect(page.locator("[data-status]")).to_have_text(said["ascending"].format(column=words.facts["since"]))
    page.keyboard.press("Space")
    expect(since).to_have_attribute("aria-sort", "descending")
    expect(page.locator("[data-status]")).to_have_text(said["descending"].format(column=words.facts["since"]))
    expect(since.get_by_role("button")).to_be_focused()
    assert asked(page) == "sort=-since"
    sorted_order = order(page)
    page.reload()
    expect(since).to_have_attribute("aria-sort", "descending")
    assert order(page) == sorted_order
    page.locator("a.language").click()
    page.wait_for_url("**/compare/?sort=-since")
    expect(head(page, "since")).to_have_attribute("aria-sort", "descending")
    head(page, "practice").get_by_role("button").click()
    other = next(name for name in LANGUAGES if name != language)
    assert order(page) == [one.slug for one in by_title(casebook, other)]
    assert asked(page) == ""


def test_every_column_can_be_sorted_both_ways(open_page: OpenPage) -> None:
    page = open_page("compare/")
    start = order(page)
    for column in ("practice", *FACTS, "described"):
        button = head(page, column).get_by_role("button")
        places = []
        for direction in ("ascending", "descending"):
            if (column, direction) != ("practice", "ascending"):
                button.click()
            expect(head(page, column)).to_have_attribute("aria-sort", direction)
            assert sorted(order(page)) == sorted(start)
            cells = page.locator("tbody tr").evaluate_all(
                "(rows, column) => rows.map(row => row.cells[column].dataset.place ?? null)",
                ["practice", *FACTS, "described"].index(column),
            )
            known = [int(place) for place in cells if place is not None]
            assert known == sorted(known, reverse=direction == "descending")
            assert cells[len(known) :] == [None] * (len(cells) - len(known)), "unknown answers stand last"
            places.append(known)
        assert column == "practice" or places[0] == places[1][::-1]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_chosen_and_the_address_remembers_them(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(root_of(language) + "compare/", width)
    words = read_words(language)
    menu = page.locator(".whole .choices")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    box = menu.get_by_role("checkbox", name=words.facts["place"], exact=True)
    tab_to(page, box, 4)
    page.keyboard.press("Space")
    menu.get_by_role("checkbox", name=words.facts["duration"], exact=True).uncheck()
    for column in ("place", "duration"):
        expect(head(page, column)).to_be_hidden()
        expect(page.locator(f".compare tbody td:nth-child({2 + FACTS.index(column)})").first).to_be_hidden()
    expect(head(page, "country")).to_be_visible()
    assert asked(page) == "hide=place,duration"
    page.reload()
    expect(head(page, "place")).to_be_hidden()
    menu.locator("summary").click()
    expect(box).not_to_be_checked()
    menu.get_by_role("button", name=words.compare_page["show_all"]).click()
    expect(head(page, "place")).to_be_visible()
    assert asked(page) == ""


def test_what_is_hidden_in_one_view_is_hidden_in_the_other(open_page: OpenPage) -> None:
    page = open_page("compare/?p=mobilisation-course-lund&hide=wat,place")
    expect(page.locator('.side tr[data-row="place"]')).to_be_hidden()
    page.locator("[data-drop]").click()
    expect(head(page, "place")).to_be_hidden()
    page.locator(".whole summary").click()
    page.locator(".whole .choices").get_by_label(read_words("nl").facts["country"], exact=True).uncheck()
    assert asked(page) == "hide=country,place,wat"


# The region


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_head_and_the_titles_stay_in_sight(open_page: OpenPage, width: int) -> None:
    page = open_page("compare/", width)
    region = page.get_by_role("region", name=read_words("nl").compare_page["scroll"])
    region.focus()
    region.evaluate("region => region.scrollTo(600, 500)")
    frame = region.bounding_box()
    assert frame
    last = head(page, "since").bounding_box()
    title = page.locator("[data-practice] th").nth(5).bounding_box()
    assert last
    assert title
    assert abs(last["y"] - frame["y"]) < 3
    assert abs(title["x"] - frame["x"]) < 3
    assert region.evaluate("region => region.scrollTop") == 500
    assert region.evaluate("region => [region.scrollHeight > region.clientHeight, scrollX]") == [True, 0]


def test_the_region_scrolls_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("en/compare/", NARROW)
    region = page.locator(".scroll--wide")
    page.locator("[data-download]").focus()
    page.keyboard.press("Tab")
    expect(region).to_be_focused()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_function(
        "() => { const { scrollTop, scrollLeft } = document.activeElement; return scrollTop && scrollLeft; }"
    )


# CSV


def read_csv(page: Page, folder: Path) -> tuple[str, list[list[str]]]:
    """The name of the download, and its rows as a spreadsheet program reads them."""
    with page.expect_download() as waiting:
        page.locator("[data-download]").click()
    path = folder / "table.csv"
    waiting.value.save_as(path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "the mark by which spreadsheet programs know UTF-8"
    assert raw.count(b"\r\n") == raw.count(b"\n") > 1
    text = raw.decode("utf-8-sig")
    return waiting.value.suggested_filename, list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_holds_all_practices(open_page: OpenPage, casebook: Casebook, language: str, tmp_path: Path) -> None:
    page = open_page(root_of(language) + "compare/")
    words = read_words(language)
    name, rows = read_csv(page, tmp_path)
    assert name == words.compare_page["file_name"] + ".csv"
    assert rows[0] == [words.compare_page["practice"], *(words.facts[key] for key in (*FACTS, "described"))]
    assert [row[0] for row in rows[1:]] == [one.title.by_language[language] for one in by_title(casebook, language)]
    assert {len(row) for row in rows} == {len(FACTS) + 2}
    assert all(cell for row in rows for cell in row)
    places = [row[rows[0].index(words.facts["place"])] for row in rows[1:]]
    silent = [isinstance(one.place, NotDescribed) for one in by_title(casebook, language)]
    assert [place == words.status["not_described"] for place in places] == silent
    countries = dict(zip((one.slug for one in by_title(casebook, language)), rows[1:], strict=True))
    for practice in casebook.public:
        expected = "; ".join(words.country_name(code) for code in practice.country)
        assert countries[practice.slug][1] == expected


def test_the_file_holds_what_is_shown_as_it_is_sorted(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("en/compare/?sort=-since&hide=country,place,organisations,ects,expert_roles,described")
    expect(head(page, "since")).to_have_attribute("aria-sort", "descending")
    _, rows = read_csv(page, tmp_path)
    facts = read_words("en").facts
    shown = ("since", "format", "duration", "student_stage", "compensation")
    assert rows[0] == ["Practice", *(facts[key] for key in shown)]
    titles = page.locator("[data-practice] th > a").all_text_contents()
    assert [row[0] for row in rows[1:]] == titles
    formats = page.locator(f".compare tbody td:nth-child({2 + FACTS.index('format')})").all_inner_texts()
    assert [row[2] for row in rows[1:]] == formats


HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '"=1"', 'a "quoted", word', "two\nlines", "1-2", "x"]


def test_a_cell_that_starts_like_a_formula_is_made_harmless(open_page: OpenPage) -> None:
    page = open_page("compare/")
    text: str = page.evaluate(
        """async (rows) => (await import(new URL("../assets/scripts/csv.js", document.baseURI))).toCsv(rows)""",
        [HARMFUL, HARMFUL[::-1]],
    )
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    safe = [f"'{cell}" if number < 7 else cell for number, cell in enumerate(HARMFUL)]
    assert rows == [safe, safe[::-1]]


# Assistive technology


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_axe_finds_nothing_in_a_sorted_table_with_its_columns_open(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + root_of("nl" if width == WIDE else "en") + "compare/?sort=-duration&hide=place")
        expect(head(page, "duration")).to_have_attribute("aria-sort", "descending")
        page.locator(".whole summary").click()
        expect(page.locator(".whole fieldset")).to_be_visible()
        assert violations(page) == []
        page.locator(".scroll--wide").evaluate("region => region.scrollTo(500, 300)")
        assert violations(page) == []
