"""Practices in groups, such as those of one country or one year: what a list beside a drawing shows."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk
from casebook.pages.values import localised

LONGEST = 12
"""So many practices of a group are named; of a larger one only the number stands there."""


def group_view(
    desk: Desk, label: Markup | str, practices: Sequence[Practice], link: str | None = None, differ: bool = False
) -> dict[str, Any]:
    """A group under its label, which may lead to a list of its own; `differ` says that its sources disagree."""
    words, count = desk.edition.words, len(practices)
    is_long = count > LONGEST
    return {
        "label": label,
        "link": link,
        "differ": differ,
        "practices": [] if is_long else [practice_link(desk, practice) for practice in practices],
        "count": words.plural("practice", count).format(count=count) if is_long else None,
    }


def practice_link(desk: Desk, practice: Practice) -> dict[str, Any]:
    """A practice's title and its address."""
    language = desk.edition.language
    title, found = practice.title.version(language, practice.original)
    return {
        "title": localised(practice.title, language, practice.original),
        "plain": title,
        "lang": None if found == language else found,
        "address": desk.link(practice_address(practice.slug)),
    }
