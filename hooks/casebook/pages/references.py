"""The references at the end of a page, where its citations' previews find them."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from casebook.handwritten import Page
from casebook.pages.edition import Desk
from casebook.pages.page import render

ANCHOR = "references"


@dataclass(frozen=True)
class Reference:
    """A work as a page lists it, and where its entry in the reading list is."""

    key: str
    html: Markup
    link: str


def reference_list(keys: Iterable[str], desk: Desk) -> list[Reference]:
    """The works with these keys, each once, in the style's order."""
    bibliography = desk.edition.bibliography
    ordered = sorted(frozenset(keys), key=bibliography.rank.__getitem__)
    return [Reference(key, bibliography.references[key], desk.work_link(key)) for key in ordered]


def page_references(page: Page, desk: Desk) -> Markup:
    """The section with the references of a hand-written page; empty where it cites nothing."""
    references = reference_list(page.cited_works(), desk)
    return render("references.html", desk, {"anchor": ANCHOR, "references": references}) if references else Markup("")
