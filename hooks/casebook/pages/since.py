"""When the practices began: a line of years with a point for each, and the same as a list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casebook.fields.values import NotDescribed
from casebook.model import Practice
from casebook.pages.edition import Desk
from casebook.pages.groups import group_view, practice_link

WIDTH = 960
"""Units from the left edge of the drawing to the right one."""

_EDGE = 60
"""Units beside the first and the last year."""

_SPACE = 24
"""Units between two points, beside and above each other."""

_MOST = 60
"""So many practices have points; more become a bar a year."""

_TALLEST = 240
"""Units that the tallest bar has."""

_STEPS = (1, 2, 5, 10, 20, 50)
_LABELS = 6
"""So many years at most are written below the line."""

Years = tuple[int, ...]
"""The years that sources give for one practice, the main one first."""


def since_view(desk: Desk) -> dict[str, Any]:
    """The drawing, None where no year is known, and the practices by year, those without one last."""
    known = {practice.slug: _years(practice) for practice in desk.edition.practices}
    dated = [practice for practice in desk.edition.practices if known[practice.slug]]
    dated.sort(key=lambda practice: (min(known[practice.slug]), max(known[practice.slug])))
    others = [practice for practice in desk.edition.practices if not known[practice.slug]]
    words = desk.edition.words.timeline
    unknown = [group_view(desk, words["unknown"], others)] if others else []
    return {
        "line": _drawing(desk, dated, known) if dated else None,
        "groups": [*_groups(desk, dated, known), *unknown],
    }


def _years(practice: Practice) -> Years:
    claims = () if isinstance(practice.since, NotDescribed) else practice.since
    return tuple(dict.fromkeys(claim.value for claim in claims))


def _groups(desk: Desk, dated: Sequence[Practice], known: Mapping[str, Years]) -> list[dict[str, Any]]:
    """Those that began in the same year together; sources that differ make a group of their own."""
    found: dict[Years, list[Practice]] = {}
    for practice in dated:
        found.setdefault(tuple(sorted(known[practice.slug])), []).append(practice)
    return [
        group_view(desk, " / ".join(map(str, years)), practices, differ=len(years) > 1)
        for years, practices in found.items()
    ]


@dataclass(frozen=True)
class _Scale:
    """Places years along the line."""

    first: int
    last: int

    def place(self, year: int) -> int:
        """Units from the left edge."""
        share = (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(_EDGE + share * (WIDTH - 2 * _EDGE))

    @property
    def labelled(self) -> list[int]:
        """The round years to be written below the line."""
        span = self.last - self.first
        step = next((step for step in _STEPS if span <= step * (_LABELS - 1)), _STEPS[-1])
        return [year for year in range(self.first, self.last + 1) if year % step == 0] or [self.first]


def _drawing(desk: Desk, dated: Sequence[Practice], known: Mapping[str, Years]) -> dict[str, Any]:
    all_years = [year for practice in dated for year in known[practice.slug]]
    scale = _Scale(min(all_years), max(all_years))
    is_crowded = len(dated) > _MOST
    points = [] if is_crowded else _points(desk, dated, known, scale)
    return {
        "labels": [{"x": scale.place(year), "year": year} for year in scale.labelled],
        "height": _TALLEST if is_crowded else max(point["y"] for point in points) + _SPACE,
        "points": points,
        "differ": any(point["start"] != point["end"] for point in points),
        "bars": _bars(dated, known, scale) if is_crowded else [],
    }


def _points(desk: Desk, dated: Sequence[Practice], known: Mapping[str, Years], scale: _Scale) -> list[dict[str, Any]]:
    """A point for each practice, in the lowest row that is free; a stretch where sources differ."""
    points = []
    ends: list[int] = []
    for practice in dated:
        years = known[practice.slug]
        start, end = scale.place(min(years)), scale.place(max(years))
        row = next((row for row, taken in enumerate(ends) if taken + _SPACE <= start), len(ends))
        ends[row:] = [end, *ends[row + 1 :]]
        place = {"x": scale.place(years[0]), "start": start, "end": end, "y": row * _SPACE + _SPACE // 2}
        points.append({**place, **practice_link(desk, practice), "years": "/".join(map(str, sorted(years)))})
    return points


def _bars(dated: Sequence[Practice], known: Mapping[str, Years], scale: _Scale) -> list[dict[str, int]]:
    """A bar a year, as high as the practices that began in it are many."""
    counts = Counter(known[practice.slug][0] for practice in dated)
    unit = (_TALLEST - _SPACE) / max(counts.values())
    return [
        {"x": scale.place(year), "height": max(2, round(count * unit)), "count": count}
        for year, count in sorted(counts.items())
    ]
