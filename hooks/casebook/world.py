"""A map of the countries that matter: outlines projected on a plane, fitted into a frame and cut at its edge.

Lambert's azimuthal equal-area projection around the middle of those countries: it keeps sizes true, and draws a
continent without much bending. The outlines are in `world.json`, which `tools/world.py` makes of open data.
"""

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from pathlib import Path

Point = tuple[float, float]

WIDTH = 960
"""Units from the left edge of a map to the right one."""

_LOWEST, _HIGHEST = 0.55, 1.1
"""How many times as high as wide a map may be."""

_PADDING = 0.05
"""Around the countries, as a part of their extent."""

_LEAST = 0.2
"""The least extent, in radians: some 1,300 km, so that a small country shows where it is."""

_MARGIN = 6
"""Units beyond the frame at which outlines are cut, so that no cut edge shows."""

_TOO_FAR = -0.7
"""The cosine of the distance from which an outline bends too much to be drawn."""


@dataclass(frozen=True)
class Country:
    """Where a country's points stand, in degrees east and north, and its parts, the largest first."""

    at: Point
    rings: tuple[tuple[Point, ...], ...]


@cache
def read_world() -> Mapping[str, Country]:
    """All countries by their ISO 3166-1 alpha-2 code; land that has none by its name."""
    stored = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
    return {
        code: Country(tuple(one["at"]), tuple(_ring(numbers, stored["units"]) for numbers in one["rings"]))
        for code, one in stored["countries"].items()
    }


def _ring(numbers: Sequence[int], units: int) -> tuple[Point, ...]:
    """The outline in degrees; the file holds its first point and then differences."""
    xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
    return tuple((x / units, y / units) for x, y in zip(xs, ys, strict=True))


@dataclass(frozen=True)
class Projection:
    """The plane that touches the globe at a middle, in degrees east and north."""

    middle: Point

    def project(self, point: Point) -> Point | None:
        """The point in radians right of and below the middle, or None where it lies too far round the globe."""
        east, north, lat = (math.radians(n) for n in (point[0] - self.middle[0], point[1], self.middle[1]))
        nearness = math.sin(lat) * math.sin(north) + math.cos(lat) * math.cos(north) * math.cos(east)
        if nearness < _TOO_FAR:
            return None
        factor = math.sqrt(2 / (1 + nearness))
        up = math.cos(lat) * math.sin(north) - math.sin(lat) * math.cos(north) * math.cos(east)
        return factor * math.cos(north) * math.sin(east), -factor * up

    def ring(self, points: Sequence[Point]) -> list[Point] | None:
        """A whole outline, or None where a part of it lies too far."""
        placed = [self.project(point) for point in points]
        found = [point for point in placed if point is not None]
        return found if len(found) == len(placed) else None


@dataclass(frozen=True)
class View:
    """A map in units, its corner at the upper left."""

    projection: Projection
    left: float
    top: float
    scale: float
    height: int

    def place(self, code: str) -> Point | None:
        """Where a country's points stand, or None where the map doesn't show it."""
        country = read_world().get(code)
        placed = None if country is None else self.projection.project(country.at)
        return None if placed is None else self._in_units(placed)

    def _in_units(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    @cached_property
    def outlines(self) -> Mapping[str, str]:
        """The SVG path of each country that reaches into the frame, by its code."""
        found = {code: "".join(self._paths(country)) for code, country in read_world().items()}
        return {code: path for code, path in found.items() if path}

    def _paths(self, country: Country) -> Iterator[str]:
        for ring in country.rings:
            projected = self.projection.ring(ring)
            if projected is not None:
                cut = _cut([self._in_units(point) for point in projected], WIDTH, self.height)
                yield _path(cut)


def view_of(codes: Collection[str]) -> View | None:
    """The map of these countries; None where the outlines have none of them."""
    countries = [read_world()[code] for code in sorted(codes) if code in read_world()]
    if not countries:
        return None
    projection = Projection(_middle([country.at for country in countries]))
    placed = [projection.project(point) for country in countries for point in country.rings[0]]
    points = [point for point in placed if point is not None] or [(0.0, 0.0)]
    return _fit(projection, [x for x, _ in points], [y for _, y in points])


def _middle(points: Sequence[Point]) -> Point:
    """The middle of points on the globe, in degrees; by their vectors, so that no meridian is a seam."""
    x = sum(math.cos(math.radians(lat)) * math.cos(math.radians(lon)) for lon, lat in points)
    y = sum(math.cos(math.radians(lat)) * math.sin(math.radians(lon)) for lon, lat in points)
    z = sum(math.sin(math.radians(lat)) for _, lat in points)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _fit(projection: Projection, xs: Sequence[float], ys: Sequence[float]) -> View:
    padding = 1 + 2 * _PADDING
    width, height = (max(_LEAST, max(axis) - min(axis)) * padding for axis in (xs, ys))
    width = max(width, height / _HIGHEST)
    height = max(height, width * _LOWEST)
    left, top = (min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - height) / 2
    return View(projection, left, top, WIDTH / width, round(WIDTH * height / width))


def _cut(ring: list[Point], width: float, height: float) -> list[Point]:
    """What lies within the frame (Sutherland and Hodgman): cut at one edge after the other."""
    edges = ((0, -_MARGIN, 1), (0, width + _MARGIN, -1), (1, -_MARGIN, 1), (1, height + _MARGIN, -1))
    for axis, at, sign in edges:
        kept: list[Point] = []
        for start, end in pairwise([*ring[-1:], *ring]):
            before, after = (start[axis] - at) * sign, (end[axis] - at) * sign
            if before * after < 0:
                part = before / (before - after)
                kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
            if after >= 0:
                kept.append(end)
        ring = kept
    return ring


def _path(ring: Sequence[Point]) -> str:
    """An outline in whole units, each point told from the one before; nothing where too little is left."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    if len(steps) < 2:
        return ""
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(f'{x} {y}' for x, y in steps)}z".replace(" -", "-")
