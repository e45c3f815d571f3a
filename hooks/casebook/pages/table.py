"""The practices as rows of a table, for spreadsheets: what their pages say, as plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from casebook.exports.table import cell_text
from casebook.facets import facet_name
from casebook.fields.values import NotDescribed, Text
from casebook.model import FACTS, SECTIONS, Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk
from casebook.pages.values import Answer, answers, localised

Row = Sequence[str]

_SECTIONS = (*SECTIONS, "nationale_context")


def table_rows(desk: Desk) -> Iterator[Row]:
    """The headings, and each published practice in the order of the overview; a draft is no data, nowhere."""
    yield _headings(desk)
    for practice in desk.edition.practices:
        if practice.is_public:
            yield _row(practice, replace(desk, practice=practice))


def _headings(desk: Desk) -> Row:
    words = desk.edition.words
    return (
        words.open_data["column_slug"],
        words.open_data["column_address"],
        words.fields["title"]["label"],
        words.fields["summary"]["label"],
        *(words.facts[name] for name in FACTS),
        facet_name("gap", words),
        *(words.sections[name] for name in _SECTIONS),
        words.cite["first_published"],
        words.cite["last_changed"],
    )


def _row(practice: Practice, desk: Desk) -> Row:
    dates = desk.edition.dates_of(practice)
    return (
        practice.slug,
        desk.link(practice_address(practice.slug)),
        _version(practice.title, practice, desk),
        _version(practice.summary, practice, desk),
        *(_fact(fact, desk) for fact in answers(practice, desk)),
        _gaps(practice, desk),
        *(_section(getattr(practice, name), practice, desk) for name in _SECTIONS),
        _day(dates.published),
        _day(dates.changed),
    )


def _fact(fact: Answer, desk: Desk) -> str:
    parts = [part.html + (Markup(" ({})").format(part.sources) if part.sources else "") for part in fact.parts]
    return "; ".join(part.striptags() for part in parts) or str(desk.edition.words.status["not_described"])


def _gaps(practice: Practice, desk: Desk) -> str:
    entries = desk.edition.casebook.vocabulary["gap"]
    gaps = dict.fromkeys(note.gap for note in practice.gap_lens.mends)
    return "; ".join(localised(entries[gap].label, desk.edition.language).striptags() for gap in gaps)


def _section(text: Text | NotDescribed | None, practice: Practice, desk: Desk) -> str:
    if isinstance(text, NotDescribed):
        return str(desk.edition.words.status["not_described"])
    return "" if text is None else _version(text, practice, desk, is_prose=True)


def _version(text: Text, practice: Practice, desk: Desk, is_prose: bool = False) -> str:
    """The text in the table's language, or in another one, which it then says."""
    written, found = text.version(desk.edition.language, practice.original)
    plain = cell_text(desk.prose(written)) if is_prose else written
    template: str = desk.edition.words.open_data["csv_fallback"]
    return plain if found == desk.edition.language else template.format(language=found, text=plain)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
