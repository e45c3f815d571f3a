"""How a practice's page is cited: its reference, its dates, and what machines read of it."""

from datetime import date
from typing import Any

from babel.dates import format_date

from casebook.exports.embedded import coins, highwire_tags
from casebook.model import Practice
from casebook.pages.downloads import page_links
from casebook.pages.edition import Desk, Edition


def citation(practice: Practice, desk: Desk) -> dict[str, Any]:
    """What the section of the page shows; a date that nobody knows is said to be unknown."""
    edition = desk.edition
    item, dates, words = edition.page_items[practice.slug], edition.dates_of(practice), edition.words.cite
    return {
        "reference": edition.page_references[practice.slug],
        "coins": coins(item),
        "files": page_links(desk, practice),
        "dates": [
            {"name": words["first_published"], "shown": _shown(dates.published, desk)},
            {"name": words["last_changed"], "shown": _shown(dates.changed, desk)},
        ],
    }


def _shown(day: date | None, desk: Desk) -> str | None:
    return None if day is None else format_date(day, "long", locale=desk.edition.words.locale.replace("-", "_"))


def citation_tags(practice: Practice, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Name and content of the page's meta tags for reference managers and scholarly search."""
    return tuple(highwire_tags(edition.page_items[practice.slug], edition.dates_of(practice).published))
