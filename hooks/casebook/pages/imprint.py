"""Who made a card and when it was last looked at, as far as people agreed to be named."""

from datetime import date
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from casebook.model import Practice
from casebook.pages.edition import Desk
from casebook.pages.values import localised

REVIEW_MONTHS = 24
"""After so many months without a review the page says so."""


def credit_lines(practice: Practice, desk: Desk) -> list[dict[str, Any]]:
    """Role and name of each contributor, in the card's order."""
    return [{"role": _role(entry.role, desk), "name": _name(entry, practice, desk)} for entry in practice.contributors]


def _role(role: str, desk: Desk) -> Markup:
    return localised(desk.edition.casebook.vocabulary["contributor"][role].label, desk.edition.language)


def _name(entry: Any, practice: Practice, desk: Desk) -> Markup | str:
    if entry.organisation is not None:
        return localised(entry.organisation, desk.edition.language, practice.original)
    return desk.name_of(entry.person)


def review_line(practice: Practice, desk: Desk) -> str | None:
    """When the card was last reviewed, and whether that is long ago; None where it never says."""
    if practice.reviewed is None:
        return None
    words = desk.edition.words
    shown = format_date(practice.reviewed, "long", locale=words.locale.replace("-", "_"))
    overdue = months_between(practice.reviewed, desk.edition.today) >= REVIEW_MONTHS
    template: str = words.practice["reviewed_long_ago" if overdue else "reviewed"]
    return template.format(date=shown, months=REVIEW_MONTHS)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def photo(practice: Practice, desk: Desk) -> dict[str, Any] | None:
    """The card's photo, as long as everybody on it agrees."""
    if practice.photo is None or not shows_photo(practice):
        return None
    alt, _ = practice.photo.alt.version(desk.edition.language, practice.original)
    return {"alt": alt, "source": desk.asset(f"photos/{practice.photo.file}")}


def shows_photo(practice: Practice) -> bool:
    """Whether the card has a photo and everybody on it agrees to be seen."""
    return practice.photo is not None and all(practice.name_of(who, "photo") for who in practice.photo.shows)
