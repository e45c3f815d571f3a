"""Text in drawings: how wide it runs, where it breaks, and labels that stay clear of each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from unicodedata import east_asian_width

WIDTH = 360
"""Units from the left edge of a drawing to its right one: a drawing is as wide as a small screen."""

LINE = 18
"""Units from one line of text to the next."""

RISE = 14
"""Units from the top of a line of text to its foot."""

_LETTER, _BOLD = 7.7, 9.2
"""Units that a letter takes at most on average: text is 14 units high."""

SPACE = 8
"""Units between two texts beside each other."""


def tenth(number: float) -> float:
    """Rounded to a tenth, a half upwards as scripts do it: the builder's preview draws the same."""
    return floor(number * 10 + 0.5) / 10


def width_of(text: str, *, is_bold: bool = False) -> float:
    """Units that `text` takes, rather too many than too few; letters of East Asia take twice as many."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return letters * (_BOLD if is_bold else _LETTER)


def break_lines(text: str, width: float = WIDTH, taken: float = 0) -> list[str]:
    """The text in lines of `width` units at most; a word that is longer alone is cut.

    Of the first line so many units are `taken`; it is empty where nothing fits beside them.
    """
    lines, room = [""], width - taken
    for piece in (piece for word in text.split() for piece in _cut(word, width)):
        longer = f"{lines[-1]} {piece}".strip()
        if width_of(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
            room = width
    return lines


def _cut(word: str, width: float) -> list[str]:
    wide = width_of(word)
    most = max(1, int(len(word) * width / wide / 2)) if wide > width else len(word)
    return [word[start : start + most] for start in range(0, len(word), most)]


@dataclass(frozen=True)
class Wanted:
    """A label that is to stand around `x`, `width` units wide."""

    x: float
    width: float


@dataclass(frozen=True)
class Place:
    """Where a label stands: its middle, and its lane, the one next to the drawing being 0."""

    x: float
    lane: int


def place_labels(labels: Sequence[Wanted]) -> list[Place]:
    """A place for each label, within the drawing, in the nearest lane where it is clear of the others.

    The labels come in the order of their `x`.
    """
    places = []
    ends: list[float] = []
    for label in labels:
        left = max(0.0, min(label.x - label.width / 2, WIDTH - label.width))
        lane = next((lane for lane, end in enumerate(ends) if end + SPACE <= left), len(ends))
        ends[lane:] = [left + label.width, *ends[lane + 1 :]]
        places.append(Place(tenth(left + label.width / 2), lane))
    return places


def count_lanes(places: Iterable[Place]) -> int:
    """How many lanes the labels take."""
    return max((place.lane + 1 for place in places), default=0)
