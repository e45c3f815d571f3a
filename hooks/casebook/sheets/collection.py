"""All sheets of one language, ready to be set."""

import json
from collections.abc import Iterator

from casebook.pages.edition import Edition
from casebook.pages.prints import handout_address
from casebook.sheets.handout import handout
from casebook.sheets.typesetting import Sheet

_WORDS = ("practice", "sections", "status", "facts", "cite", "paper", "sheets")
"""The sections of the interface words that the templates show."""


def all_sheets(edition: Edition) -> Iterator[Sheet]:
    """The handouts of every practice."""
    words = json.dumps({name: edition.words.entries[name] for name in _WORDS}, ensure_ascii=False)
    for practice in edition.practices:
        data = json.dumps(handout(practice, edition), ensure_ascii=False)
        for large, sizes in ((False, ("roomy", "compact")), (True, ("large",))):
            address = edition.home + handout_address(practice.slug, large=large)
            yield Sheet(address, "handout.typ", {"data": data, "words": words}, sizes)
