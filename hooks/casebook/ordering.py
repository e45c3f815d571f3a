"""What readers order the practices by besides titles: when they began, how long they last, how much is known."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from casebook.fields.values import NotDescribed
from casebook.model import Practice
from casebook.parts import Figure

ORDERS = ("since", "duration", "size")
"""The orders by a number, which a card may lack."""

PEOPLE = ("participants", "students")
"""What is counted of those who take part: everybody where a figure says so, else the students."""


def order_numbers(practice: Practice) -> Mapping[str, Decimal | None]:
    """By each of the ORDERS: a year, a length in days, a number of people; None where no source says.

    Where sources differ, the claim that the card puts first decides.
    """
    since, duration, largest = practice.since, practice.duration, largest_figure(practice)
    return {
        "since": None if isinstance(since, NotDescribed) else Decimal(since[0].value),
        "duration": None if isinstance(duration, NotDescribed) else duration[0].value.days,
        "size": None if largest is None else Decimal(largest.number),
    }


def fullest(practices: Iterable[Practice], most: int) -> tuple[Practice, ...]:
    """The practices whose fields the sources fill most, at the most so many; the given order where they are alike."""
    return tuple(sorted(practices, key=_described, reverse=True)[:most])


def _described(practice: Practice) -> int:
    return sum(value not in (None, ()) and not isinstance(value, NotDescribed) for value in dict(practice).values())


def largest_figure(practice: Practice) -> Figure | None:
    """The figure with the most people who took part, or None where no source counted them.

    Those that count something else or only a part, as their scope says, are left out.
    """
    figures = () if isinstance(practice.figures, NotDescribed) else practice.figures
    for what in PEOPLE:
        counted = [figure for figure in figures if figure.what == what and figure.scope is None]
        if counted:
            return max(counted, key=lambda figure: figure.number)
    return None
