"""What sources say of one kind of figure, drawn: a bar for a number, thin ones side by side where sources differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from casebook.model import COUNTED
from casebook.pages.counts import Counted, Row, Section
from casebook.pages.edition import Desk
from casebook.pages.lettering import LINE, RISE, SPACE, WIDTH, break_lines, tenth, width_of
from casebook.pages.values import cite_keys, format_figure

_BELOW = 6
"""Units from the foot of a text to what stands below it."""

_ARROW = 10
"""Units kept free at the right, for the arrow of a number that may be larger."""

_INDENT = 16
"""Units that a name is moved to the right by the sign that sources differ."""

_BAR, _THIN = 14, 7
"""Units that a bar is high: alone, and as one of several."""

_BRACKET = 11
"""Units that the bracket takes below several bars."""

_TONES = 3
"""The first kinds of a unit, in the vocabulary's order, have a look each; the last look is for all others."""

_FORMS = {"exactly": "exact", "about": "about", "more_than": "more", "at_least": "more"}
"""The look of a bar by how its number is meant."""


@dataclass(frozen=True)
class Said:
    """A line of text; `lang` is None where it is in the page's language."""

    text: str
    x: float
    y: float
    lang: str | None = None


@dataclass(frozen=True)
class Number:
    """A number as a bar, `length` units from zero; its text stands behind that of the line `lead`."""

    text: str
    lead: Said
    source: str
    """The works that give it, as plain text."""
    beside: str
    """As much of that as stands behind the number; nothing where sources agree."""
    below: tuple[Said, ...]
    """The rest of it."""
    target: str
    """The anchor of its row in the table of figures."""
    form: str
    """exact, about or more."""
    length: float
    y: float
    """The upper edge of the bar."""
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge of the bar."""
        return self.y + self.height


@dataclass(frozen=True)
class Drawn:
    """A row: its name, and a bar for each number that sources give, from the smallest to the largest."""

    name: tuple[Said, ...]
    """Its lines, but for one behind which the number stands."""
    first_line: float
    """The foot of the first of them all."""
    numbers: tuple[Number, ...]
    tone: int
    differ: bool

    @property
    def spread(self) -> float:
        """Units from the smallest number to the largest."""
        return tenth(self.numbers[-1].length - self.numbers[0].length)

    @property
    def bottom(self) -> float:
        """Where the row ends, with the bracket below its bars that shows the spread."""
        return self.numbers[-1].bottom + (_BRACKET if self.spread else 0)


def row_anchor(counted: Counted) -> str:
    """The anchor of a figure's row in the table."""
    return f"figure-{counted.group}-{counted.place}"


@dataclass(frozen=True)
class Frame:
    """What all parts of one drawing share."""

    desk: Desk
    original: str
    """The language in which the card was written."""
    most: int
    """The largest number in it."""

    def length(self, number: int) -> float:
        """Units of a bar."""
        return tenth(number / max(1, self.most) * (WIDTH - _ARROW))

    def label(self, what: str) -> tuple[str, str | None]:
        """The name of a kind, and its language where it isn't the page's."""
        text = self.desk.edition.casebook.vocabulary[COUNTED][what].label
        version, found = text.version(self.desk.edition.language)
        return version, None if found == self.desk.edition.language else found


def cited_works(desk: Desk, counted: Sequence[Counted]) -> Markup:
    """The works that give these figures, each once, as links to their entries."""
    return cite_keys(tuple(dict.fromkeys(key for one in counted for key in one.figure.source)), desk)


def _placed(lines: Sequence[str], lang: str | None, top: float, x: float = 0) -> tuple[Said, ...]:
    return tuple(Said(line, x, top + RISE + n * LINE, lang) for n, line in enumerate(lines) if line)


def draw_row(frame: Frame, section: Section, row: Row, top: float) -> Drawn:
    """One number stands beside the name; where sources differ, each stands below it with its source and its bar."""
    indent = _INDENT if row.differ else 0
    label, lang = frame.label(row.what)
    name = _placed(break_lines(label, WIDTH - indent), lang, top, indent)
    said = _said(frame, section, row)
    numbers: list[Number] = []
    bottom = name[-1].y
    is_single = len(said) == 1 and not row.differ
    for text, counted in said.items():
        add = _single(frame, name[-1], text, counted) if is_single else _sourced(frame, text, counted, bottom + _BELOW)
        numbers.append(add)
        bottom = add.bottom
    alone = tuple(line for line in name if line != numbers[0].lead)
    return Drawn(alone, name[0].y, tuple(numbers), _tone(frame, row.what), row.differ)


def _said(frame: Frame, section: Section, row: Row) -> Mapping[str, list[Counted]]:
    """What sources say, each number once with all that give it, from small to large."""
    found: dict[str, list[Counted]] = {}
    for one in sorted(row.counted, key=lambda one: one.figure.number):
        found.setdefault(_number_text(frame, section, one), []).append(one)
    return found


def _number_text(frame: Frame, section: Section, counted: Counted) -> str:
    """The number as it is meant, with its year where the section has none for all."""
    number, year = format_figure(counted.figure, frame.desk), counted.figure.year
    if year is None or section.year is not None:
        return number
    dated: str = frame.desk.edition.words.drawings["dated"]
    return dated.format(number=number, year=year)


def _single(frame: Frame, name: Said, text: str, counted: Sequence[Counted]) -> Number:
    """The number behind the name, or on a line of its own where there is no room."""
    fits = name.x + width_of(name.text) + SPACE + width_of(text, is_bold=True) <= WIDTH
    lead = name if fits else Said("", name.x, name.y + LINE)
    return _number(frame, text, counted, lead, ("",), _BAR)


def _sourced(frame: Frame, text: str, counted: Sequence[Counted], top: float) -> Number:
    """The number at the head of a line, its sources behind it."""
    taken = width_of(text, is_bold=True) + SPACE
    lines = break_lines(cited_works(frame.desk, counted).striptags(), taken=taken)
    return _number(frame, text, counted, Said("", 0, top + RISE), lines, _THIN)


def _number(
    frame: Frame, text: str, counted: Sequence[Counted], lead: Said, sources: Sequence[str], height: float
) -> Number:
    figure = counted[0].figure
    below = _placed(sources[1:], None, lead.y + LINE - RISE)
    return Number(
        text=text,
        lead=lead,
        beside=sources[0],
        below=below,
        target=row_anchor(counted[0]),
        source=cited_works(frame.desk, counted).striptags(),
        form=_FORMS[figure.bound],
        length=frame.length(figure.number),
        y=(below[-1] if below else lead).y + _BELOW,
        height=height,
    )


def _tone(frame: Frame, what: str) -> int:
    """The look of a kind, by its place among those of its unit."""
    kinds = frame.desk.edition.casebook.vocabulary[COUNTED]
    alike = [key for key, entry in kinds.items() if entry.unit == kinds[what].unit]
    return min(alike.index(what), _TONES - 1) if kinds[what].unit else 0
