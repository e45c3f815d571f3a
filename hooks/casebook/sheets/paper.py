"""What every sheet says of itself: its document's properties, its address and code, and the day it was last changed."""

from datetime import date
from typing import Any

from babel.dates import format_date

from casebook.codes import draw_code
from casebook.pages.edition import Edition
from casebook.sheets.tree import to_data


def base_of(edition: Edition) -> str:
    """The absolute address of the language's root, from which relative links lead on."""
    return edition.site + edition.home


def paper(edition: Edition, title: str, subject: str, address: str, changed: date | None) -> dict[str, Any]:
    """The data that every template needs; `address` is below the language's root.

    The date is the content's, never that of the build: the same content gives the same bytes.
    """
    whole = base_of(edition) + address
    return {
        "document": {
            "title": title,
            "subject": subject,
            "author": edition.words.site_name,
            "language": edition.words.locale,
            "date": None if changed is None else [changed.year, changed.month, changed.day],
        },
        "address": whole,
        "code": to_data(draw_code(whole), whole),
        "changed": None if changed is None else format_long(changed, edition),
    }


def format_long(day: date, edition: Edition) -> str:
    """A day written out in the edition's language."""
    return str(format_date(day, "long", locale=edition.words.locale.replace("-", "_")))
