"""Which figures of a card are drawn together: of one unit, alike in size, those of one group and year side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.fields.values import Text
from casebook.model import COUNTED, Practice, Vocabulary
from casebook.parts import Figure

_MOST_TIMES = 20
"""Numbers more than so many times as large have a drawing, and so a scale, of their own."""


@dataclass(frozen=True)
class Counted:
    """A figure, and where the table of figures has it."""

    figure: Figure
    group: int
    """The number of its group in the table, from 1."""
    place: int
    """Its number in that group, from 1."""


@dataclass(frozen=True)
class Row:
    """What sources say of one kind: a single number, or several that differ."""

    what: str
    counted: tuple[Counted, ...]
    differ: bool
    """Whether sources differ on it, here or under another year."""

    @property
    def largest(self) -> int:
        """The largest of its numbers."""
        return max(one.figure.number for one in self.counted)


@dataclass(frozen=True)
class Section:
    """The rows that belong beside each other: of one group of people, or of one year."""

    scope: Text | None
    year: int | None
    """The year of all its figures; None where they have several or none."""
    is_series: bool
    """Whether it is one of several years."""
    rows: tuple[Row, ...]

    @property
    def largest(self) -> int:
        """The largest number in it."""
        return max(row.largest for row in self.rows)


def drawn_together(practice: Practice, vocabulary: Vocabulary) -> list[list[Section]]:
    """The sections of each drawing of a card's figures, where there are two numbers to hold beside each other."""
    drawings = []
    for counted in _by_unit(practice, vocabulary).values():
        drawings += _alike(list(_sections(counted)))
    return [sections for sections in drawings if _has_something_to_see(sections)]


def _has_something_to_see(sections: Sequence[Section]) -> bool:
    rows = [row for section in sections for row in section.rows]
    return len(rows) > 1 or len({_said(one.figure) for one in rows[0].counted}) > 1


def _said(figure: Figure) -> tuple[str, int]:
    return figure.bound, figure.number


def _by_unit(practice: Practice, vocabulary: Vocabulary) -> Mapping[str, list[Counted]]:
    """All figures by the unit of their kind; a kind without one has a drawing of its own."""
    found: dict[str, list[Counted]] = {}
    for number, group in enumerate(practice.figure_groups(), 1):
        unit = vocabulary[COUNTED][group[0].what].unit or f"only {group[0].what}"
        found.setdefault(unit, []).extend(Counted(figure, number, place) for place, figure in enumerate(group, 1))
    return found


def _sections(counted: Sequence[Counted]) -> Iterator[Section]:
    """By scope in the card's order; by year as well, where one kind has been counted in several years."""
    scopes: dict[Text | None, list[Counted]] = {}
    for one in counted:
        scopes.setdefault(one.figure.scope, []).append(one)
    for scope, of_scope in scopes.items():
        is_series = any(len(years) > 1 for years in _years(of_scope).values())
        groups = _by_year(of_scope) if is_series else [of_scope]
        yield from (_section(scope, is_series, group, of_scope) for group in groups)


def _years(counted: Sequence[Counted]) -> Mapping[str, set[int]]:
    """The years in which each kind was counted."""
    years: dict[str, set[int]] = {}
    for one in counted:
        years.setdefault(one.figure.what, set()).update({one.figure.year} - {None})  # type: ignore[arg-type]
    return years


def _by_year(counted: Sequence[Counted]) -> list[list[Counted]]:
    """Year by year; what has no year comes last."""
    years: dict[int | None, list[Counted]] = {}
    for one in counted:
        years.setdefault(one.figure.year, []).append(one)
    return [years[year] for year in sorted(years, key=lambda year: (year is None, year or 0))]


def _section(scope: Text | None, is_series: bool, counted: Sequence[Counted], near: Sequence[Counted]) -> Section:
    """A section of `counted`; `near` are all figures that may differ from them."""
    kinds: dict[str, list[Counted]] = {}
    for one in counted:
        kinds.setdefault(one.figure.what, []).append(one)
    years = {one.figure.year for one in counted}
    rows = tuple(Row(what, tuple(of_kind), _differ(of_kind, near)) for what, of_kind in kinds.items())
    return Section(scope, years.pop() if len(years) == 1 else None, is_series, rows)


def _differ(row: Sequence[Counted], near: Sequence[Counted]) -> bool:
    return any(one.figure.differs_from(other.figure) for one in row for other in near)


def _alike(sections: Sequence[Section]) -> list[list[Section]]:
    """Sections whose largest numbers are of like size, together, so that the smaller ones are still to be seen."""
    drawings: list[list[Section]] = []
    for section in sections:
        fitting = (one for one in drawings if all(_is_near(section, other) for other in one))
        drawing = next(fitting, None)
        if drawing is None:
            drawings.append([section])
        else:
            drawing.append(section)
    return drawings


def _is_near(one: Section, other: Section) -> bool:
    small, large = sorted((one.largest, other.largest))
    return large <= small * _MOST_TIMES
