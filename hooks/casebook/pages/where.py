"""Where the practices are: a map with a point for each in its country, and the same as a list."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.model import Practice
from casebook.pages.addresses import selection_address
from casebook.pages.edition import Desk
from casebook.pages.groups import group_view, practice_link
from casebook.world import Point, View, view_of

_MOST = 7
"""So many points stand together in a country: one in the middle of six; more become one circle with their number."""

_SPACE = 24.0
"""Units between the middles of two points."""

_CIRCLE = 26.0
"""The radius of a circle with a number."""


def where_view(desk: Desk) -> dict[str, Any]:
    """The drawing, None where no outline is known, and the practices under their countries."""
    countries = _by_country(desk)
    view = view_of(countries)
    return {
        "map": None if view is None else _drawing(desk, view, countries),
        "groups": [
            group_view(desk, desk.edition.words.country_name(code), practices, _list_of(desk, code))
            for code, practices in countries.items()
        ],
    }


def _by_country(desk: Desk) -> Mapping[str, list[Practice]]:
    """The practices by country, the countries in this language's order."""
    found: dict[str, list[Practice]] = {option.key.upper(): [] for option in desk.edition.facet_options["country"]}
    for practice in desk.edition.practices:
        for code in practice.country:
            found[code].append(practice)
    return found


def _list_of(desk: Desk, code: str) -> str:
    return desk.link(selection_address("country", code.lower()))


def _drawing(desk: Desk, view: View, countries: Mapping[str, list[Practice]]) -> dict[str, Any]:
    shown = {code: place for code in countries if (place := view.place(code)) is not None}
    middles = _push_apart(list(shown.values()), [_radius(len(countries[code])) for code in shown])
    points: list[dict[str, Any]] = []
    circles: list[dict[str, Any]] = []
    for code, middle in zip(shown, middles, strict=True):
        practices = countries[code]
        if len(practices) > _MOST:
            name = desk.edition.words.country_name(code)
            circles.append({**_at(middle), "name": name, "count": len(practices), "address": _list_of(desk, code)})
        else:
            places = _around(middle, len(practices))
            points += [{**_at(p), **practice_link(desk, one)} for p, one in zip(places, practices, strict=True)]
    return {
        "height": view.height,
        "land": "".join(path for code, path in view.outlines.items() if code not in countries),
        "home": "".join(path for code, path in view.outlines.items() if code in countries),
        "points": points,
        "circles": circles,
    }


def _at(place: Point) -> dict[str, int]:
    return {"x": round(place[0]), "y": round(place[1])}


def _radius(count: int) -> float:
    """Of the space that the points of a country take."""
    return _CIRCLE if count > _MOST else _ring(count) + _SPACE / 2


def _ring(count: int) -> float:
    """How far from the middle so many points stand, one of seven in the middle itself."""
    around = min(count, _MOST - 1)
    return 0.0 if around < 2 else _SPACE / 2 / math.sin(math.pi / around)


def _around(middle: Point, count: int) -> Iterator[Point]:
    if count == _MOST:
        yield middle
        count -= 1
    for number in range(count):
        turn = 2 * math.pi * number / count - math.pi / 2
        yield middle[0] + _ring(count) * math.cos(turn), middle[1] + _ring(count) * math.sin(turn)


def _push_apart(middles: list[Point], radii: Sequence[float]) -> list[Point]:
    """The middles moved until the spaces around them no longer overlap, as far as twenty rounds bring them."""
    for _ in range(20):
        for one in range(len(middles)):
            for other in range(one):
                (ax, ay), (bx, by) = middles[one], middles[other]
                apart, needed = math.dist(middles[one], middles[other]), radii[one] + radii[other]
                if 0 < apart < needed:
                    step = (needed - apart) / 2 / apart
                    middles[one] = ax + (ax - bx) * step, ay + (ay - by) * step
                    middles[other] = bx + (bx - ax) * step, by + (by - ay) * step
    return middles
