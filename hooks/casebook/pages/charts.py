"""The figures of a practice drawn to scale, with what stands beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from casebook.model import Practice
from casebook.pages.bars import Drawn, Frame, cited_works, draw_row
from casebook.pages.counts import Section, drawn_together
from casebook.pages.edition import Desk
from casebook.pages.values import in_language

_ROOM = 650
"""Words in a card's running texts; with more of them, two sheets of paper have no room for drawn figures."""

_GAP = 13
"""Units between two rows."""


@dataclass(frozen=True)
class Panel:
    """A drawing of its own, WIDTH units wide, below its title; all panels of a chart have one scale."""

    title: Markup | None
    """Of whom or of which year its figures are; None where nothing says so."""
    rows: tuple[Drawn, ...]

    @property
    def height(self) -> float:
        """Units from its upper edge to its lower one."""
        return self.rows[-1].bottom


@dataclass(frozen=True)
class Charts:
    """All drawings of a card's figures, with what stands beneath them."""

    charts: tuple[tuple[Panel, ...], ...]
    differ: bool
    sources: Markup
    is_printed: bool
    """Whether they stand on paper too; a long card has its figures there as text alone."""


def practice_charts(practice: Practice, desk: Desk) -> Charts | None:
    """The drawings of the card's figures; None where there is nothing to hold side by side."""
    drawings = drawn_together(practice, desk.edition.casebook.vocabulary)
    if not drawings:
        return None
    rows = [row for sections in drawings for section in sections for row in section.rows]
    return Charts(
        tuple(_chart(sections, practice, desk) for sections in drawings),
        any(row.differ for row in rows),
        cited_works(desk, [one for row in rows for one in row.counted]),
        _words(practice, desk.edition.language) <= _ROOM,
    )


def _words(practice: Practice, language: str) -> int:
    return sum(len(text.version(language, practice.original)[0].split()) for text in practice.running_texts())


def _chart(sections: Sequence[Section], practice: Practice, desk: Desk) -> tuple[Panel, ...]:
    frame = Frame(desk, practice.original, max(section.largest for section in sections))
    return tuple(_panel(frame, section) for section in sections)


def _panel(frame: Frame, section: Section) -> Panel:
    rows: list[Drawn] = []
    for row in section.rows:
        rows.append(draw_row(frame, section, row, rows[-1].bottom + _GAP if rows else 0))
    return Panel(_title(frame, section), tuple(rows))


def _title(frame: Frame, section: Section) -> Markup | None:
    parts = []
    if section.scope is not None:
        version, found = section.scope.version(frame.desk.edition.language, frame.original)
        parts.append(in_language(escape(frame.desk.phrase(version).striptags()), found, frame.desk.edition.language))
    if section.year is not None and not any(str(section.year) in part for part in parts):
        parts.append(escape(section.year))
    elif section.is_series and section.year is None:
        parts.append(escape(frame.desk.edition.words.practice["no_year"]))
    return Markup(", ").join(parts) or None
