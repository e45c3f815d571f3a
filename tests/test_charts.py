"""Drawn figures and programmes: bars as long as their numbers, each with its source; nothing is guessed."""

import re
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, new_page, root_of
from casebook.fields.values import NOT_DESCRIBED, Duration, Hours, NotDescribed, Text
from casebook.model import COUNTED, Casebook, Practice
from casebook.pages.bands import practice_band
from casebook.pages.charts import Panel, practice_charts
from casebook.pages.counts import drawn_together
from casebook.pages.edition import Desk, Edition
from casebook.pages.lettering import WIDTH, Wanted, break_lines, count_lanes, place_labels, width_of
from casebook.pages.practice import practice_page
from casebook.parts import Figure, Step
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from reader import parse_fragment

FULL = WIDTH - 10
"""Units of the longest bar."""


def desk_of(casebook: Casebook, language: str = "en") -> Desk:
    return Desk(Edition(casebook, language, date(2026, 11, 22)), "../../")


@pytest.fixture(scope="module")
def milan(casebook: Casebook) -> Practice:
    return next(practice for practice in casebook.practices if practice.slug == "encounter-day-milan")


def text(words: str) -> Text:
    return Text({"nl": words, "en": words})


def figure(what: str, number: int, *, bound: str = "exactly", year: int | None = None, scope: str = "") -> Figure:
    counted: dict[str, Any] = {"what": what, bound: number, "year": year, "source": ("practice-card-milan",)}
    return Figure.model_construct(**counted, scope=text(scope) if scope else None)


def panels_of(casebook: Casebook, card: Practice, *figures: Figure) -> list[list[Panel]]:
    charts = practice_charts(card.model_copy(update={"figures": figures}), desk_of(casebook))
    return [list(panels) for panels in charts.charts] if charts else []


def told(panels: list[list[Panel]]) -> list[list[tuple[str | None, list[tuple[str, ...]]]]]:
    """The titles of each drawing, and its rows: the name with its numbers."""
    return [[(panel.title, [_row(row) for row in panel.rows]) for panel in chart] for chart in panels]


def _row(row: Any) -> tuple[str, ...]:
    lead = row.numbers[0].lead.text
    return " ".join([*(line.text for line in row.name), *([lead] if lead else [])]), *(n.text for n in row.numbers)


# What is drawn together

STUDENTS, EXPERTS = "students", "experts-by-experience"
TOGETHER = {
    "two kinds": (
        [figure(STUDENTS, 80), figure(EXPERTS, 50)],
        [[(None, [("students", "80"), ("experts by experience", "50")])]],
    ),
    "years in order, the undated last": (
        [
            figure(STUDENTS, 9),
            figure(STUDENTS, 108, year=2018),
            figure(STUDENTS, 20, year=2009),
            figure(EXPERTS, 8, year=2018),
        ],
        [
            [
                ("2009", [("students", "20")]),
                ("2018", [("students", "108"), ("experts by experience", "8")]),
                ("no year given", [("students", "9")]),
            ]
        ],
    ),
    "groups of people": (
        [figure(STUDENTS, 87, year=2014, scope="with it"), figure(STUDENTS, 79, year=2014, scope="without it in 2014")],
        [[("with it, 2014", [("students", "87")]), ("without it in 2014", [("students", "79")])]],
    ),
    "a year of one of them": (
        [figure(STUDENTS, 8, year=2014, scope="first"), figure(EXPERTS, 9, scope="first")],
        [[("first", [("students", "8 (2014)"), ("experts by experience", "9")])]],
    ),
    "sources that differ, from small to large": (
        [
            figure(STUDENTS, 500, bound="more_than"),
            figure(STUDENTS, 450),
            figure(STUDENTS, 450),
            figure(STUDENTS, 460, year=2017),
        ],
        [[(None, [("students", "450", "460 (2017)", "more than 500")])]],
    ),
    "numbers of one year that differ": (
        [figure(STUDENTS, 10, year=2009), figure(STUDENTS, 12, year=2009), figure(STUDENTS, 20, year=2010)],
        [[("2009", [("students", "10", "12")]), ("2010", [("students", "20")])]],
    ),
    "things beside people": (
        [
            figure(STUDENTS, 20),
            figure(EXPERTS, 10),
            figure("organisations", 40),
            figure("organisations", 50, bound="about"),
        ],
        [
            [(None, [("students", "20"), ("experts by experience", "10")])],
            [(None, [("organisations", "40", "about 50")])],
        ],
    ),
    "a group that would hide the others": (
        [
            figure(STUDENTS, 14),
            figure("lecturers", 2),
            figure(STUDENTS, 650, scope="all"),
            figure(STUDENTS, 350, scope="half"),
        ],
        [
            [(None, [("students", "14"), ("lecturers", "2")])],
            [("all", [("students", "650")]), ("half", [("students", "350")])],
        ],
    ),
    "none at all": ([], []),
    "one alone": ([figure(STUDENTS, 20)], []),
    "one said twice": ([figure(STUDENTS, 100), figure(STUDENTS, 100)], []),
    "things that can't be compared": ([figure(STUDENTS, 20), figure("editions", 20)], []),
    "zeros": (
        [figure(STUDENTS, 0), figure(EXPERTS, 0)],
        [[(None, [("students", "0"), ("experts by experience", "0")])]],
    ),
}


@pytest.mark.parametrize(("figures", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_figures_stand_beside_what_they_compare_with(
    casebook: Casebook, milan: Practice, figures: list[Figure], expected: list[Any]
) -> None:
    assert told(panels_of(casebook, milan, *figures)) == expected


def test_figures_that_no_source_gives_are_not_drawn(casebook: Casebook, milan: Practice) -> None:
    silent = milan.model_copy(update={"figures": NOT_DESCRIBED})
    assert practice_charts(silent, desk_of(casebook)) is None


def test_people_are_counted_in_one_unit(casebook: Casebook) -> None:
    kinds = casebook.vocabulary[COUNTED]
    people = {key for key, entry in kinds.items() if entry.unit == "people"}
    assert people >= {STUDENTS, EXPERTS, "participants", "lecturers", "professionals"}
    assert people & {"organisations", "editions", "projects", "questionnaires", "learning-communities"} == set()


# The bars of the shipped cards


@pytest.fixture(scope="module", params=["nl", "en"])
def drawn(request: pytest.FixtureRequest, casebook: Casebook) -> list[tuple[Practice, Desk, list[list[Panel]]]]:
    desk = desk_of(casebook, request.param)
    all_charts = ((practice, practice_charts(practice, desk)) for practice in casebook.public)
    return [(practice, desk, [list(panels) for panels in charts.charts]) for practice, charts in all_charts if charts]


Drawings = list[tuple[Practice, Desk, list[list[Panel]]]]


def test_most_cards_with_figures_are_drawn(casebook: Casebook, drawn: Drawings) -> None:
    with_figures = [practice for practice in casebook.public if list(practice.figure_groups())]
    assert len(drawn) > len(with_figures) / 2


def test_each_bar_is_as_long_as_its_number_and_leads_to_it(drawn: Drawings) -> None:
    for practice, _, charts in drawn:
        table = {
            f"figure-{group}-{place}": figure
            for group, figures in enumerate(practice.figure_groups(), 1)
            for place, figure in enumerate(figures, 1)
        }
        for panels in charts:
            numbers = [number for panel in panels for row in panel.rows for number in row.numbers]
            most = max(table[number.target].number for number in numbers)
            for number in numbers:
                assert number.length == pytest.approx(table[number.target].number / most * FULL, abs=0.1), practice.slug
                assert str(table[number.target].number) in number.text.replace(".", "").replace(",", "")
                assert (number.form == "exact") == (table[number.target].bound == "exactly")


def test_every_figure_of_a_drawn_kind_is_in_the_drawing(casebook: Casebook) -> None:
    """What a card says of a kind is drawn whole or not at all: no source is left out."""
    for practice in casebook.public:
        for sections in drawn_together(practice, casebook.vocabulary):
            counted = [one for section in sections for row in section.rows for one in row.counted]
            for what, scope in {(one.figure.what, one.figure.scope) for one in counted}:
                group = next(g for g in practice.figure_groups() if (g[0].what, g[0].scope) == (what, scope))
                own = [one.figure for one in counted if (one.figure.what, one.figure.scope) == (what, scope)]
                assert sorted(map(id, own)) == sorted(map(id, group))


def test_a_row_on_which_sources_differ_names_them(drawn: Drawings) -> None:
    differing = [
        (row, number)
        for _, _, charts in drawn
        for panels in charts
        for panel in panels
        for row in panel.rows
        for number in row.numbers
    ]
    assert any(row.differ for row, _ in differing)
    for row, number in differing:
        said = " ".join(filter(None, [number.beside, *(line.text for line in number.below)]))
        assert said == (number.source if row.differ or len(row.numbers) > 1 else "")


def test_the_anchors_are_those_of_the_table_with_the_source(drawn: Drawings) -> None:
    for practice, desk, charts in drawn:
        html = str(practice_page(desk.edition, practice).body(desk.edition).html)
        assert not parse_fragment(html).errors
        for number in (number for panels in charts for panel in panels for row in panel.rows for number in row.numbers):
            (found,) = re.findall(rf'<tr id="{number.target}">(.*?)</tr>', html, re.DOTALL)
            assert f'<span class="number">{number.text.partition(" (")[0]}</span>' in found
            assert 'href="../../reading-list/' in found


def test_text_of_a_card_is_escaped(casebook: Casebook, milan: Practice) -> None:
    attack = "</p></svg><script>alert(1)</script>"
    figures = (figure(STUDENTS, 1, scope=attack), figure(STUDENTS, 2, scope="b"))
    edition = desk_of(casebook).edition
    html = str(practice_page(edition, milan.model_copy(update={"figures": figures})).body(edition).html)
    assert html.count('class="drawing__title"') == 2
    assert "<script>alert" not in html


def test_a_title_in_another_language_says_so(casebook: Casebook, milan: Practice) -> None:
    figures = [figure(STUDENTS, 1, scope="b"), figure(STUDENTS, 2).model_copy(update={"scope": Text({"nl": "elders"})})]
    titles = [panel.title for panels in panels_of(casebook, milan, *figures) for panel in panels]
    assert titles == ["b", '<span lang="nl" data-pagefind-ignore="index">elders</span>']


# The programme


def hours(start: str, end: str) -> Step:
    when = Hours(time.fromisoformat(start), time.fromisoformat(end))
    return Step.model_construct(when=when, what=text("x"), source=("practice-card-milan",))


def phase(iso: str | None) -> Step:
    units = {"W": "week", "D": "day", "Y": "year"}
    length = Duration(iso, Decimal(iso[1:-1]), units[iso[-1]]) if iso else None
    return Step.model_construct(phase=text("x"), duration=length, what=text("x"), source=("practice-card-milan",))


def band_of(casebook: Casebook, card: Practice, *steps: Step) -> Any:
    return practice_band(card.model_copy(update={"programme": steps}), desk_of(casebook))


def test_the_parts_of_a_day_are_as_wide_as_they_last(casebook: Casebook, milan: Practice) -> None:
    assert not isinstance(milan.programme, NotDescribed)
    band = practice_band(milan, desk_of(casebook))
    assert band
    minutes = [
        (step.when.end.hour - step.when.start.hour) * 60 + step.when.end.minute - step.when.start.minute
        for step in milan.programme
        if step.when
    ]
    assert sum(minutes) == 7 * 60
    assert [part.width / (WIDTH - 48) for part in band.parts] == pytest.approx([m / 420 for m in minutes], abs=0.001)
    assert [part.number for part in band.parts] == [1, 2, 3, 4, 5]
    assert band.hours[0][1] == "09:00"
    assert all(a + width_of("09:00") <= b for (a, _), (b, _) in pairwise(band.hours))


def test_what_happens_at_the_same_time_stands_below_each_other(casebook: Casebook, milan: Practice) -> None:
    band = band_of(casebook, milan, hours("09:00", "10:00"), hours("09:30", "11:00"), hours("11:00", "12:00"))
    assert [part.number for part in band.parts] == [1, 3, 2]
    first, third, second = band.parts
    assert first.y == third.y
    assert second.y >= first.y + band.part_height
    assert band.bottom == second.y + band.part_height


def test_a_day_with_a_pause_until_midnight(casebook: Casebook, milan: Practice) -> None:
    band = band_of(casebook, milan, hours("08:15", "09:00"), hours("14:00", "23:59"))
    first, second = band.parts
    assert first.x + first.width < second.x
    assert (band.hours[0][1], band.hours[-1][1]) == ("08:00", "00:00")


@pytest.mark.parametrize("lengths", [("P2W", "P2D", None, None, "P1W"), ("P1D", "P1D"), ("P1D", "P2Y", *[None] * 12)])
def test_phases_are_as_wide_as_sources_say(
    casebook: Casebook, milan: Practice, lengths: tuple[str | None, ...]
) -> None:
    band = band_of(casebook, milan, *map(phase, lengths))
    days = [None if iso is None else phase(iso).duration.days for iso in lengths]  # type: ignore[union-attr]
    known = [(part, float(length)) for part, length in zip(band.parts, days, strict=True) if length is not None]
    for (one, first), (other, second) in combinations(known, 2):
        if min(one.width, other.width) > 2:
            assert one.width / other.width == pytest.approx(first / second, rel=0.02)
    unknown = [part for part, length in zip(band.parts, days, strict=True) if length is None]
    assert len({part.width for part in unknown} or {0}) <= 2, "as wide as each other, but for rounding"
    assert [part.is_known for part in band.parts] == [length is not None for length in days]
    assert all(part.text == "" for part in unknown)
    for part in unknown:
        for x, y, left, bottom in part.hatches:
            assert part.x <= left < x <= part.x + part.width + 0.1
            assert part.y <= y < bottom <= part.y + band.part_height + 0.1
            assert x - left == pytest.approx(bottom - y, abs=0.2), "slanted by half a right angle"
    assert band.has_unknown == bool(unknown)
    assert band.parts[-1].x + band.parts[-1].width == pytest.approx(WIDTH, abs=0.5)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (hours("09:00", "10:00"),),
        (phase("P1D"),),
        (phase("P1D"), phase(None)),
        (phase(None), phase(None)),
        (phase("P1D"), phase("P1D"), hours("09:00", "10:00")),
    ],
    ids=["nothing", "one hour", "one phase", "one length", "no length", "hours and phases"],
)
def test_a_programme_without_two_lengths_is_not_drawn(
    casebook: Casebook, milan: Practice, steps: tuple[Step, ...]
) -> None:
    assert band_of(casebook, milan, *steps) is None


def test_a_programme_that_no_source_describes_is_not_drawn(casebook: Casebook, milan: Practice) -> None:
    assert practice_band(milan.model_copy(update={"programme": NOT_DESCRIBED}), desk_of(casebook)) is None


# Letters


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=200), st.floats(0, 300))
def test_lines_keep_every_letter_within_their_width(words: str, taken: float) -> None:
    lines = break_lines(words, taken=taken)
    assert "".join(lines).replace(" ", "") == "".join(words.split())
    assert all(width_of(line) <= WIDTH for line in lines)
    assert width_of(lines[0]) <= WIDTH - taken or lines[0] == ""


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(1, 200)), max_size=30))
def test_labels_stand_clear_of_each_other(wanted: list[tuple[float, float]]) -> None:
    labels = [Wanted(*one) for one in sorted(wanted)]
    places = place_labels(labels)
    placed = list(zip(labels, places, strict=True))
    for (one, first), (other, second) in combinations(placed, 2):
        if first.lane == second.lane:
            assert abs(first.x - second.x) >= (one.width + other.width) / 2
    assert all(label.width / 2 - 0.1 <= place.x <= WIDTH - label.width / 2 + 0.1 for label, place in placed)
    assert {place.lane for place in places} == set(range(count_lanes(places)))


# In a browser

LETTERS = """() => [...document.querySelectorAll(".drawing svg")].filter((svg) => svg.checkVisibility()).map((svg) => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map((text) => {
        const box = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
        return { text: text.textContent, size, box: [box.left, box.top, box.right, box.bottom] };
    });
    return { frame: [frame.left, frame.top, frame.right, frame.bottom], texts };
})"""


def letters(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(LETTERS)
    assert found
    assert all(drawing["texts"] for drawing in found)
    return found


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share more than the rim that no letter reaches."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return right - left > 0.5 and bottom - top > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawings_are_legible_on_a_small_screen(
    browser: Browser, address: str, casebook: Casebook, language: str
) -> None:
    page = new_page(browser, NARROW)
    desk = desk_of(casebook, language)
    shown = [p.slug for p in casebook.public if practice_charts(p, desk) or practice_band(p, desk)]
    assert len(shown) > 5
    for slug in shown:
        page.goto(f"{address}{root_of(language)}practices/{slug}/")
        for drawing in letters(page):
            assert drawing["frame"][2] <= NARROW
            for one in drawing["texts"]:
                assert one["size"] >= 11, f"{slug}: {one}"
                assert one["box"][0] >= drawing["frame"][0] - 1, f"{slug}: {one}"
                assert one["box"][2] <= drawing["frame"][2] + 1, f"{slug}: {one}"
            crossing = [p for p in combinations(drawing["texts"], 2) if overlap(p[0]["box"], p[1]["box"])]
            assert crossing == [], slug
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    page.context.close()


CONTRASTS = """() => {
    const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => rgb(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
    const contrast = (...colours) => {
        const [dark, bright] = colours.map(light).sort((one, other) => one - other);
        return (bright + 0.05) / (dark + 0.05);
    };
    const page = getComputedStyle(document.body).backgroundColor;
    const painted = (element) => {
        const { fill } = getComputedStyle(element);
        return /^rgb\\(/.test(fill) ? fill : null;
    };
    const behind = (text) => {
        text.scrollIntoView({ block: "center" });
        const { left, top, width, height } = text.getBoundingClientRect();
        const below = document.elementsFromPoint(left + width / 2, top + height / 2);
        const shape = below.find((element) => element.matches(".drawing :is(path, circle)") && painted(element));
        return shape ? painted(shape) : page;
    };
    const all = (selector) => [...document.querySelectorAll(`.drawing svg ${selector}`)]
        .filter((shape) => shape.checkVisibility());
    const texts = all(":is(text, tspan)").filter((text) => !text.children.length);
    const shapes = all(":is(.chart__bar, .chart__more, .chart__sign, .chart__spread, .band__part, .band__circle)");
    const line = (shape) => {
        const { stroke, fill } = getComputedStyle(shape);
        return stroke === "none" ? fill : stroke;
    };
    return {
        texts: texts.map((text) => [text.textContent, contrast(getComputedStyle(text).fill, behind(text))]),
        shapes: shapes.map((shape) => [shape.getAttribute("class"), contrast(line(shape), page)]),
    };
}"""


@pytest.mark.parametrize(
    ("slug", "scheme", "media"),
    [
        ("mobilisation-course-lund", "light", "screen"),
        ("mobilisation-course-lund", "dark", "screen"),
        ("encounter-day-milan", "light", "screen"),
        ("encounter-day-milan", "dark", "screen"),
        ("encounter-day-milan", "dark", "print"),
        ("seminars-esslingen", "light", "print"),
    ],
)
def test_drawings_stand_out_from_what_is_behind_them(
    browser: Browser, address: str, slug: str, scheme: Any, media: Any
) -> None:
    page = new_page(browser, WIDE, color_scheme=scheme)
    page.goto(f"{address}practices/{slug}/")
    page.emulate_media(media=media)
    found = page.evaluate(CONTRASTS)
    assert len(found["texts"]) > 5
    assert len(found["shapes"]) > 4
    assert [(text, seen) for text, seen in found["texts"] if seen < 4.5] == []
    assert [(shape, seen) for shape, seen in found["shapes"] if seen < 3] == []
    if media == "print":
        assert min(text["size"] for drawing in letters(page) for text in drawing["texts"]) >= 6.5 * 96 / 72
    page.context.close()


@pytest.mark.parametrize("slug", ["seminars-esslingen", "mend-the-gap-north-east-england"])
def test_a_card_with_drawn_figures_prints_on_two_sheets(open_page: OpenPage, slug: str) -> None:
    page = open_page(f"practices/{slug}/")
    page.emulate_media(media="print")
    assert page.locator(".drawing .chart").first.is_visible()
    assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) <= 2


def test_a_long_card_prints_its_figures_as_text_alone(open_page: OpenPage) -> None:
    page = open_page("practices/mobilisation-course-lund/")
    page.emulate_media(media="print")
    assert page.locator(".band").is_visible()
    assert not any(chart.is_visible() for chart in page.locator(".chart").all())
    assert page.locator(".figures").is_visible()


def test_a_drawn_number_leads_to_its_source_in_two_clicks(open_page: OpenPage, casebook: Casebook) -> None:
    page = open_page("en/practices/mobilisation-course-lund/")
    page.locator(".chart a").filter(has_text="more than 650").click()
    row = page.locator(".figures tr:target")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("more than 650")
    row.get_by_role("link").click()
    page.wait_for_url("**/en/reading-list/#*")
    expect(page.locator(":target")).to_contain_text(casebook.works["powerus-mobilisation-course"].title)


def test_the_table_has_the_numbers_of_the_band(open_page: OpenPage) -> None:
    page = open_page("practices/encounter-day-milan/")
    marks = page.locator(".programme--numbered tbody th").evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert marks == ["counter(part)"] * page.locator(".band__number").count() != []
