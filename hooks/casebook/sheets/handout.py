"""One practice as the data of its handout: what its page says, as trees, with what only paper needs."""

from dataclasses import replace
from datetime import date
from typing import Any

from babel.dates import format_date

from casebook.codes import draw_code
from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.description import describe
from casebook.pages.edition import Desk, Edition
from casebook.sheets.tree import to_data


def handout(practice: Practice, edition: Edition) -> dict[str, Any]:
    """Everything that the template `handout.typ` sets, in JSON's types."""
    base = edition.site + edition.home
    address = base + practice_address(practice.slug)
    told = describe(practice, replace(Desk(edition, ""), practice=practice))
    summary, _ = practice.summary.version(edition.language, practice.original)
    changed = edition.dates_of(practice).changed
    return {
        **to_data(told, base),
        "document": document(edition, edition.title_of(practice), summary, changed),
        "address": address,
        "code": to_data(draw_code(address), base),
        "changed": None if changed is None else format_long(changed, edition),
    }


def document(edition: Edition, title: str, subject: str, day: date | None) -> dict[str, Any]:
    """What the PDF says of itself; its date is its content's, never that of the build."""
    return {
        "title": title,
        "subject": subject,
        "author": edition.words.site_name,
        "language": edition.words.locale,
        "date": None if day is None else [day.year, day.month, day.day],
    }


def format_long(day: date, edition: Edition) -> str:
    """A day written out in the edition's language."""
    return str(format_date(day, "long", locale=edition.words.locale.replace("-", "_")))
