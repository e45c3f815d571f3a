"""The map and the line of years: every country fits, points don't cover each other, and nothing is left out."""

import json
import math
import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from babel import Locale
from casebook.fields.values import NOT_DESCRIBED, Claim, NotDescribed
from casebook.model import Casebook, Practice
from casebook.ordering import PEOPLE, largest_figure, order_numbers
from casebook.pages.edition import Desk, Edition
from casebook.pages.since import since_view
from casebook.pages.where import where_view
from casebook.world import WIDTH, View, read_world, view_of
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

COUNTRIES = sorted(code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code))
DRAWN = sorted(code for code in read_world() if len(code) == 2)


def desk_of(casebook: Casebook, practices: list[Practice], language: str = "en") -> Desk:
    public = [one.model_copy(update={"slug": f"card-{n}", "status": "published"}) for n, one in enumerate(practices)]
    return Desk(Edition(replace(casebook, practices=tuple(public)), language, date(2026, 11, 22)), "../")


@pytest.fixture(scope="module")
def lund(casebook: Casebook) -> Practice:
    return next(practice for practice in casebook.practices if practice.slug == "mobilisation-course-lund")


def in_countries(practice: Practice, *codes: str) -> Practice:
    return practice.model_copy(update={"country": codes})


def since(practice: Practice, *years: int) -> Practice:
    return practice.model_copy(update={"since": tuple(Claim(year, ("basta",)) for year in years)})


# The outlines


def test_the_outlines_say_where_they_come_from() -> None:
    stored = json.loads((ROOT / "hooks/casebook/world.json").read_text(encoding="utf-8"))
    said = re.search(r'^SOURCE = "(.*)"$', (ROOT / "tools/world.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert said
    assert stored["source"] == said[1]
    assert "public domain" in stored["source"]
    assert len(json.dumps(stored["countries"])) < 150_000


def test_nearly_every_country_has_an_outline() -> None:
    """What lacks one is an island or a rock without a parliament, or a code for something larger."""
    missing = set(COUNTRIES) - set(DRAWN)
    assert missing == {
        *("AC", "BQ", "BV", "CC", "CP", "CQ", "CX", "DG", "EA", "EU", "EZ", "GF", "GI", "GP", "IC", "MQ"),
        *("QO", "RE", "SJ", "TA", "TK", "TV", "UM", "UN", "XA", "XB", "YT", "ZZ"),
    }


def numbers_of(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", path)]


def corners(path: str) -> list[tuple[int, int]]:
    """The points of an outline, each part on its own."""
    found = []
    for part in path.split("M")[1:]:
        x = y = 0
        numbers = numbers_of(part)
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def assert_shown(view: View, code: str) -> None:
    place = view.place(code)
    assert place is not None
    assert 0 <= place[0] <= WIDTH
    assert 0 <= place[1] <= view.height


@pytest.mark.parametrize("code", DRAWN)
def test_a_map_of_one_country_shows_it(code: str) -> None:
    view = view_of([code])
    assert view is not None
    assert_shown(view, code)
    assert 0.5 <= view.height / WIDTH <= 1.2


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(COUNTRIES), min_size=1, max_size=8))
def test_any_countries_make_a_map_that_stays_in_its_frame(codes: set[str]) -> None:
    view = view_of(codes)
    assert (view is None) == codes.isdisjoint(DRAWN)
    if view is None:
        return
    for path in view.outlines.values():
        assert set(re.sub(r"\d", "", path)) <= set("Ml z-")
        assert all(-7 <= x <= WIDTH + 7 and -7 <= y <= view.height + 7 for x, y in corners(path))


def test_a_map_of_neighbours_shows_all_of_them_and_what_lies_between() -> None:
    view = view_of(["NO", "IT"])
    assert view is not None
    for code in ("NO", "IT", "DE", "DK"):
        assert_shown(view, code)
        assert code in view.outlines
    assert "AU" not in view.outlines


def test_north_is_up_and_east_is_right() -> None:
    view = view_of(["NO", "IT", "PT"])
    assert view is not None
    north, south, west = (view.place(code) for code in ("NO", "IT", "PT"))
    assert north
    assert south
    assert west
    assert north[1] < south[1]
    assert west[0] < south[0]


# The map


def spots(points: list[dict[str, Any]]) -> list[tuple[float, float]]:
    return [(point["x"], point["y"]) for point in points]


@pytest.mark.parametrize("count", range(1, 8))
def test_points_of_one_country_stand_apart(casebook: Casebook, lund: Practice, count: int) -> None:
    view = where_view(desk_of(casebook, [lund] * count))
    points = view["map"]["points"]
    assert len(points) == count
    assert all(math.dist(a, b) >= 22 for a, b in combinations(spots(points), 2))
    assert {point["address"] for point in points} == {f"../practices/card-{n}/" for n in range(count)}
    assert view["map"]["circles"] == []


def test_many_in_one_country_are_one_circle_that_leads_to_their_list(casebook: Casebook, lund: Practice) -> None:
    desk = desk_of(casebook, [lund] * 8 + [in_countries(lund, "IT")])
    drawing = where_view(desk)["map"]
    assert [(circle["count"], circle["address"]) for circle in drawing["circles"]] == [
        (8, "../practices/by/country/se/")
    ]
    assert len(drawing["points"]) == 1


def test_points_of_neighbours_do_not_cover_each_other(casebook: Casebook, lund: Practice) -> None:
    practices = [in_countries(lund, code) for code in ("BE", "NL", "LU", "DE", "SE", "IT") for _ in range(5)]
    points = where_view(desk_of(casebook, practices))["map"]["points"]
    assert len(points) == 30
    assert all(math.dist(a, b) >= 18 for a, b in combinations(spots(points), 2))


def test_a_practice_in_two_countries_has_a_point_in_each(casebook: Casebook, lund: Practice) -> None:
    view = where_view(desk_of(casebook, [in_countries(lund, "SE", "NO")]))
    assert len(view["map"]["points"]) == 2
    assert [group["label"] for group in view["groups"]] == ["Norway", "Sweden"]


def test_a_country_without_an_outline_stands_in_the_list(casebook: Casebook, lund: Practice) -> None:
    view = where_view(desk_of(casebook, [in_countries(lund, "GI")]))
    assert view["map"] is None
    assert [group["label"] for group in view["groups"]] == ["Gibraltar"]
    both = where_view(desk_of(casebook, [in_countries(lund, "GI"), lund]))
    assert len(both["map"]["points"]) == 1
    assert [len(group["practices"]) for group in both["groups"]] == [1, 1]


def test_a_long_group_gives_its_number_and_leads_to_its_list(casebook: Casebook, lund: Practice) -> None:
    [group] = where_view(desk_of(casebook, [lund] * 13))["groups"]
    assert group["practices"] == []
    assert (group["count"], group["link"]) == ("13 practices", "../practices/by/country/se/")
    [short] = where_view(desk_of(casebook, [lund] * 12))["groups"]
    assert len(short["practices"]) == 12
    assert short["count"] is None


# The line of years


def test_practices_stand_at_their_year_and_above_each_other(casebook: Casebook, lund: Practice) -> None:
    practices = [since(lund, year) for year in (2000, 2010, 2010, 2010, 2020)]
    points = since_view(desk_of(casebook, practices))["line"]["points"]
    assert [point["x"] for point in points] == [60, 480, 480, 480, 900]
    assert sorted(spots(points)) == sorted(set(spots(points)))


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1980, 2026), min_size=1, max_size=3), min_size=1, max_size=20))
def test_points_and_stretches_of_years_never_cover_each_other(
    casebook: Casebook, lund: Practice, years: list[list[int]]
) -> None:
    line = since_view(desk_of(casebook, [since(lund, *some) for some in years]))["line"]
    points = line["points"]
    assert len(points) == len(years)
    for one, other in combinations(points, 2):
        if one["y"] == other["y"]:
            assert one["end"] + 24 <= other["start"] or other["end"] + 24 <= one["start"]
    assert all(60 <= point["start"] <= point["x"] <= point["end"] <= 900 for point in points)
    assert 1 <= len(line["labels"]) <= 6


def test_sources_that_differ_make_a_stretch_and_say_so(casebook: Casebook, lund: Practice) -> None:
    view = since_view(desk_of(casebook, [since(lund, 2017, 2015), since(lund, 2015)]))
    stretch = next(point for point in view["line"]["points"] if point["start"] != point["end"])
    assert stretch["x"] == stretch["end"], "the main source's year"
    assert [(group["label"], group["differ"]) for group in view["groups"]] == [("2015", False), ("2015 / 2017", True)]


def test_what_has_no_year_is_listed_apart(casebook: Casebook, lund: Practice) -> None:
    unknown = lund.model_copy(update={"since": NOT_DESCRIBED})
    view = since_view(desk_of(casebook, [unknown, lund]))
    assert [group["label"] for group in view["groups"]] == ["2005", "Start not described"]
    assert since_view(desk_of(casebook, [unknown]))["line"] is None


def test_very_many_become_bars(casebook: Casebook, lund: Practice) -> None:
    line = since_view(desk_of(casebook, [since(lund, 2000 + n % 3) for n in range(61)]))["line"]
    assert line["points"] == []
    assert [bar["count"] for bar in line["bars"]] == [21, 20, 20]
    assert line["bars"][0]["height"] > line["bars"][1]["height"] > 0


# What they are ordered by


def test_people_are_counted_in_the_words_of_the_vocabulary(casebook: Casebook) -> None:
    assert set(PEOPLE) <= set(casebook.vocabulary["figure"])


def test_the_largest_number_of_participants_counts_else_of_students(lund: Practice) -> None:
    assert not isinstance(lund.figures, NotDescribed)
    largest = largest_figure(lund)
    assert largest
    assert largest.what == "participants"
    assert largest.number == max(figure.number for figure in lund.figures if figure.what == "participants")
    students = tuple(figure for figure in lund.figures if figure.what != "participants")
    counted = largest_figure(lund.model_copy(update={"figures": students}))
    assert counted
    assert counted.what == "students"
    assert largest_figure(lund.model_copy(update={"figures": ()})) is None


def test_the_first_claim_decides_the_order(lund: Practice) -> None:
    assert order_numbers(since(lund, 2007, 2001))["since"] == 2007
    silent = {"since": NOT_DESCRIBED, "duration": NOT_DESCRIBED, "figures": NOT_DESCRIBED}
    assert set(order_numbers(lund.model_copy(update=silent)).values()) == {None}
