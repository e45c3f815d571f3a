"""All sheets of one language, ready to be set."""

import json
from collections.abc import Iterator
from typing import Any

from casebook.model import Practice
from casebook.pages.addresses import page_address
from casebook.pages.edition import Edition
from casebook.pages.prints import WORKSHOP, handout_address
from casebook.pages.values import localised
from casebook.sheets.booklet import booklet
from casebook.sheets.deck import deck
from casebook.sheets.guide import guide
from casebook.sheets.handout import handout
from casebook.sheets.paper import base_of, paper
from casebook.sheets.tree import to_data
from casebook.sheets.typesetting import Sheet

_WORDS = ("practice", "sections", "status", "facts", "cite", "paper", "sheets", "worksheet", "compare_page")
"""The sections of the interface words that the templates show."""


def all_sheets(edition: Edition) -> Iterator[Sheet]:
    """The handouts of every practice, and the papers for a workshop."""
    told = {practice.slug: handout(practice, edition) for practice in edition.practices}
    for slug, data in told.items():
        yield from _handouts(edition, slug, data)
    yield _sheet(edition, WORKSHOP["booklet"], "booklet", {**booklet(edition, told), **_gaps(edition)}, ("compact",))
    yield _sheet(edition, WORKSHOP["deck"], "deck", deck(edition, told), ("roomy",))
    yield _sheet(edition, WORKSHOP["worksheet"], "worksheet", {**_worksheet(edition), **_gaps(edition)}, ("roomy",))
    plan = guide(edition)
    if plan is not None:
        yield _sheet(edition, WORKSHOP["guide"], "guide", plan, ("roomy", "compact"))


def practice_sheets(edition: Edition, practice: Practice) -> Iterator[Sheet]:
    """The handouts of one practice: the ordinary one, then the one in large print."""
    return _handouts(edition, practice.slug, handout(practice, edition))


def _handouts(edition: Edition, slug: str, data: dict[str, Any]) -> Iterator[Sheet]:
    yield _sheet(edition, handout_address(slug), "handout", data, ("roomy", "compact"))
    yield _sheet(edition, handout_address(slug, large=True), "handout", data, ("large",))


def _sheet(edition: Edition, address: str, template: str, data: dict[str, Any], sizes: tuple[str, ...]) -> Sheet:
    words = {name: edition.words.entries[name] for name in _WORDS}
    inputs = {"data": json.dumps(data, ensure_ascii=False), "words": json.dumps(words, ensure_ascii=False)}
    return Sheet(edition.home + address, f"{template}.typ", inputs, sizes)


def _worksheet(edition: Edition) -> dict[str, Any]:
    """Everything that the template `worksheet.typ` sets besides its words."""
    words = edition.words.worksheet
    return paper(edition, words["title"], words["lead"], page_address("gap-mending.md"), None)


def _gaps(edition: Edition) -> dict[str, Any]:
    """The kinds of gap, to be ticked on the worksheet."""
    entries = edition.casebook.vocabulary["gap"].values()
    return {"gaps": [to_data(localised(entry.label, edition.language), base_of(edition)) for entry in entries]}
