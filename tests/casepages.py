"""Cards laid out as pages in process: all pages of a casebook in which they stand beside each other."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from casebook.model import Casebook, Practice
from casebook.pages.edition import Edition
from casebook.pages.site import generated_pages, home_cards


def render_all(casebook: Casebook, practices: Iterable[Practice]) -> dict[str, dict[str, str]]:
    """The HTML of every generated page of a casebook with just these practices, by language and file."""
    numbered = enumerate(practices)
    public = tuple(p.model_copy(update={"slug": f"card-{n}", "status": "published"}) for n, p in numbered)
    found: dict[str, dict[str, str]] = {}
    for language in casebook.languages:
        edition = Edition(replace(casebook, practices=public), language, date(2026, 11, 22))
        found[language] = {page.uri: str(page.body(edition).html) for page in generated_pages(edition)}
        found[language]["index.md"] = str(home_cards(edition))
    return found
