"""The programme of a practice drawn as a band: the hours of a day, or the phases to which a source gives a length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import accumulate
from typing import ClassVar

from casebook.fields.values import Hours, NotDescribed
from casebook.model import Practice
from casebook.pages.edition import Desk
from casebook.pages.lettering import LINE, WIDTH, Wanted, count_lanes, place_labels, tenth, width_of
from casebook.pages.values import format_clock, format_duration
from casebook.parts import Step

_HEIGHT = 26
"""Units that a part is high."""

_NUMBER = 24
"""Units that the number of a part takes, in width and in height."""

_HATCH = 8
"""Units from one slanted line to the next."""

_EDGE = 24
"""Units beside the first and the last hour, for half of their labels."""

_UNKNOWN = 40
"""Units of a phase to which no source gives a length; less where there are many."""

_LEAST = 2
"""Units of the shortest part, so that it can be seen."""

_STEPS = (1, 2, 3, 4, 6, 12)
"""Hours from one label to the next."""


@dataclass(frozen=True)
class Part:
    """A part of the programme, `width` units from `x`; its number, that of the list, stands above it."""

    number: int
    x: float
    width: float
    y: float
    number_x: float
    number_y: float
    text: str = ""
    """Its length, where that fits into it."""
    is_known: bool = True
    """Whether a source gives its length."""

    @property
    def middle(self) -> float:
        """Units from the left edge to its middle."""
        return tenth(self.x + self.width / 2)

    @property
    def hatches(self) -> Iterator[tuple[float, float, float, float]]:
        """Slanted lines across it, from the upper right to the lower left; drawn out, because a pattern has an address,
        which is another one where the drawing is copied onto a page that prints several.
        """
        for along in range(_HATCH, int(self.width + _HEIGHT), _HATCH):
            right, left = min(self.width, along), max(0, along - _HEIGHT)
            upper = tenth(self.x + right), tenth(self.y + along - right)
            lower = tenth(self.x + left), tenth(self.y + along - left)
            yield *upper, *lower


@dataclass(frozen=True)
class Band:
    """A drawing, WIDTH units wide; `hours` are the labels of a day, each with its place."""

    part_height: ClassVar = _HEIGHT
    parts: tuple[Part, ...]
    hours: tuple[tuple[float, str], ...]
    bottom: float
    """The lower edge of the parts."""
    height: float

    @property
    def has_unknown(self) -> bool:
        """Whether a part has no length."""
        return any(not part.is_known for part in self.parts)


@dataclass(frozen=True)
class _Span:
    """A part on its way into a row, between two places."""

    number: int
    start: float
    end: float
    text: str = ""
    is_known: bool = True

    @property
    def width(self) -> float:
        return tenth(max(_LEAST, self.end - self.start))


def practice_band(practice: Practice, desk: Desk) -> Band | None:
    """The drawing of the card's programme; None where fewer than two parts have a length."""
    steps = () if isinstance(practice.programme, NotDescribed) else practice.programme
    hours = [step.when for step in steps if step.when is not None]
    if len(hours) == len(steps) > 1:
        return _day(hours, desk)
    if not hours and sum(step.duration is not None for step in steps) > 1:
        return _phases(steps, desk)
    return None


def _day(hours: Sequence[Hours], desk: Desk) -> Band:
    """The parts at their hours; what happens at the same time stands in rows below each other."""
    first = min(one.start for one in hours).hour
    last = max(-(-_minutes(one.end) // 60) for one in hours)

    def place(minutes: int) -> float:
        return tenth(_EDGE + (minutes / 60 - first) / (last - first) * (WIDTH - 2 * _EDGE))

    spans = [_Span(n, place(_minutes(one.start)), place(_minutes(one.end))) for n, one in enumerate(hours, 1)]
    parts: list[Part] = []
    bottom = 0.0
    for row in _rows(spans):
        parts += _numbered(row, bottom)
        bottom = parts[-1].y + _HEIGHT
    labels = [
        (place(hour * 60), format_clock(time(hour % 24), desk.edition.words.locale)) for hour in range(first, last + 1)
    ]
    return Band(tuple(parts), tuple(labels[:: _step(labels)]), bottom, bottom + LINE + 4)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _step(labels: Sequence[tuple[float, str]]) -> int:
    """Every which hour has a label, so that they stand clear of each other."""
    apart, widest = labels[1][0] - labels[0][0], max(width_of(text) for _, text in labels)
    return next((step for step in _STEPS if step * apart >= widest), _STEPS[-1])


def _rows(spans: Sequence[_Span]) -> Iterator[list[_Span]]:
    """Each span in the first row where nothing else is at its time."""
    rows: list[list[_Span]] = []
    for span in sorted(spans, key=lambda span: (span.start, span.number)):
        row = next((row for row in rows if row[-1].end <= span.start), None)
        if row is None:
            rows.append([span])
        else:
            row.append(span)
    return iter(rows)


def _phases(steps: Sequence[Step], desk: Desk) -> Band:
    """The parts after each other, as wide as their lengths; those without one are as wide as each other."""
    days = [None if step.duration is None else float(step.duration.days) for step in steps]
    unknown = min(_UNKNOWN, WIDTH / 2 / max(1, days.count(None)))
    unit = (WIDTH - unknown * days.count(None)) / sum(filter(None, days))
    places = list(accumulate((unknown if length is None else length * unit for length in days), initial=0.0))
    texts = ["" if step.duration is None else format_duration(step.duration, desk.edition.words) for step in steps]
    spans = [
        _Span(n, tenth(start), tenth(end), text if width_of(text) <= end - start else "", text != "")
        for n, (start, end, text) in enumerate(zip(places, places[1:], texts, strict=False), 1)
    ]
    parts = _numbered(spans, 0.0)
    bottom = parts[-1].y + _HEIGHT
    return Band(tuple(parts), (), bottom, bottom + 1)


def _numbered(row: Sequence[_Span], top: float) -> list[Part]:
    """The parts of a row with their numbers above, in as many lanes as these need."""
    places = place_labels([Wanted((span.start + span.end) / 2, _NUMBER) for span in row])
    y = top + count_lanes(places) * _NUMBER + 2
    return [
        Part(
            span.number,
            span.start,
            span.width,
            y,
            place.x,
            y - 2 - (place.lane + 0.5) * _NUMBER,
            span.text,
            span.is_known,
        )
        for span, place in zip(row, places, strict=True)
    ]
