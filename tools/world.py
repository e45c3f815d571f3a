"""Make `hooks/casebook/world.json`, the outlines of all countries from which the overview draws its map.

The outlines are Natural Earth's at 1:50 million (version 4.1.0, public domain, https://www.naturalearthdata.com),
as the npm package world-atlas redistributes them (2.0.2, ISC licence). To make the file anew:

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python tools/world.py package/countries-50m.json

Borders are simplified once for both their sides, so that neighbours keep touching.
"""

import json
import math
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[float, float]

TARGET = Path(__file__).parent.parent / "hooks" / "casebook" / "world.json"
SOURCE = "Natural Earth 4.1.0, 1:50m, public domain; by way of world-atlas 2.0.2"
TOLERANCE = 0.1
"""Degrees of latitude by which a simplified outline may stray."""

SMALLEST = 0.03
"""Square degrees; a smaller part of a country is left out, unless it is its largest."""

UNITS = 50
"""The file counts in fiftieths of a degree."""

NAMED = {"Kosovo": "XK"}
"""Codes that the source leaves out."""


def read_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file in degrees; it stores differences between whole numbers."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for stored in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in stored:
            x, y = x + dx, y + dy
            arc.append((left + x * scale_x, bottom + y * scale_y))
        arcs.append(arc)
    return arcs


def simplify(line: Sequence[Point]) -> list[Point]:
    """The line with fewer points (Douglas and Peucker); a closed one is cut at its farthest point first."""
    if len(line) < 3:
        return list(line)
    farthest = max(range(1, len(line) - 1), key=lambda n: distance(line[n], line[0], line[-1]))
    is_closed = line[0] == line[-1]
    if distance(line[farthest], line[0], line[-1]) <= TOLERANCE and not is_closed:
        return [line[0], line[-1]]
    return [*simplify(line[: farthest + 1])[:-1], *simplify(line[farthest:])]


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a stretch of line, in degrees of latitude."""
    shrink = math.cos(math.radians(point[1]))
    ax, ay = (start[0] - point[0]) * shrink, start[1] - point[1]
    bx, by = (end[0] - point[0]) * shrink, end[1] - point[1]
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
    return math.hypot(ax + along * (bx - ax), ay + along * (by - ay))


def outline(numbers: Sequence[int], arcs: list[list[Point]]) -> list[Point]:
    """The lines with these numbers, one after the other; a negative one runs backwards."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def area(ring: Sequence[Point]) -> float:
    """Square degrees of latitude."""
    doubled = sum((a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring))
    return abs(doubled) / 2 * math.cos(math.radians(sum(y for _, y in ring) / len(ring)))


def middle(ring: Sequence[Point], steps: int = 40) -> Point:
    """The point inside that is farthest from the outline, as far as a grid finds it."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * (i + 0.5) / steps, min(ys) + (max(ys) - min(ys)) * (j + 0.5) / steps)
        for i in range(steps)
        for j in range(steps)
    ]
    inside = [point for point in grid if is_inside(point, ring)] or [ring[0]]
    return max(inside, key=lambda point: min(distance(point, a, b) for a, b in pairwise(ring)))


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a ray to the right crosses the outline an odd number of times."""
    x, y = point
    crossed = [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > x for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)
    ]
    return sum(crossed) % 2 == 1


def store(ring: Sequence[Point]) -> list[int]:
    """The first point, then the differences, in UNITS of a degree."""
    whole = [(round(x * UNITS), round(y * UNITS)) for x, y in ring]
    steps = [whole[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole))]
    return [number for step in steps if step != (0, 0) for number in step]


def country(geometry: dict[str, Any], fine: list[list[Point]], coarse: list[list[Point]]) -> dict[str, Any]:
    """Where a country's points stand, and its parts, the largest first."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    parts = sorted(((outline(p[0], fine), outline(p[0], coarse)) for p in polygons), key=lambda part: -area(part[0]))
    kept = [parts[0], *(part for part in parts[1:] if area(part[0]) >= SMALLEST and len(part[1]) > 3)]
    rings = [simple if len(simple) > 3 else full for full, simple in kept]
    return {"at": [round(number, 2) for number in middle(rings[0])], "rings": [store(ring) for ring in rings]}


def code_of(geometry: dict[str, Any]) -> str:
    """The country's ISO 3166-1 alpha-2 code; the source has the numbers, the Unicode CLDR what they stand for."""
    name: str = geometry["properties"]["name"]
    codes = get_global("territory_aliases").get(geometry.get("id", ""), [])
    return str(codes[0]) if codes else NAMED.get(name, name)


def main(path: str) -> None:
    """Write the file, a country a line."""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    fine = read_arcs(topology)
    coarse = [simplify(arc) for arc in fine]
    by_size = sorted(topology["objects"]["countries"]["geometries"], key=lambda one: len(str(one["arcs"])))
    found = {code_of(one): country(one, fine, coarse) for one in by_size}  # A reef of Australia shares its number.
    lines = [f"{json.dumps(code)}: {json.dumps(found[code], separators=(',', ':'))}" for code in sorted(found)]
    head = f'{{"source": {json.dumps(SOURCE)},\n"units": {UNITS},\n"countries": {{\n'
    TARGET.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
