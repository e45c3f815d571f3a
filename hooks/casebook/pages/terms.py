"""The terms on one practice's page: marked where it first uses them, listed at the end of its sheet."""

from typing import Any

from markupsafe import Markup

from casebook.glossary import Term
from casebook.marking import mark_first_uses
from casebook.pages.addresses import term_address
from casebook.pages.edition import Desk
from casebook.pages.values import localised


class UsedTerms:
    """Gathers the terms of one page while its texts are marked, in reading order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: dict[str, Term] = {}

    def mark(self, html: Markup) -> Markup:
        """`html` with links from the terms that no earlier text of the page has used."""
        return mark_first_uses(html, self._desk.edition.finder, self._seen, self._link)

    def _link(self, term: Term, written: str) -> Markup:
        address = self._desk.link(term_address(term.key))
        pattern = '<a class="term" href="{}" aria-describedby="{}">{}</a>'
        return Markup(pattern).format(address, description_id(term.key), written)

    def listed(self) -> list[dict[str, Any]]:
        """Term and definition of all that was marked."""
        language = self._desk.edition.language
        return [
            {
                "id": description_id(term.key),
                "term": localised(term.term, language),
                "definition": localised(term.definition, language),
            }
            for term in self._seen.values()
        ]


def description_id(key: str) -> str:
    """The address of a term's definition on a practice's page."""
    return f"term-{key}"
