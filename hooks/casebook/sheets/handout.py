"""One practice as the data of its handout: what its page says, as trees."""

from dataclasses import replace
from typing import Any

from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.description import describe
from casebook.pages.edition import Desk, Edition
from casebook.sheets.paper import base_of, paper
from casebook.sheets.tree import to_data


def handout(practice: Practice, edition: Edition) -> dict[str, Any]:
    """Everything that the template `handout.typ` sets, in JSON's types."""
    told = describe(practice, replace(Desk(edition, ""), practice=practice))
    summary, _ = practice.summary.version(edition.language, practice.original)
    changed = edition.dates_of(practice).changed
    own = paper(edition, edition.title_of(practice), summary, practice_address(practice.slug), changed)
    return {**to_data(told, base_of(edition)), **own}
