"""The PDFs as pages link to them: where each stands, and how many pages it has."""

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk


@dataclass(frozen=True)
class PrintLink:
    """A link to a PDF, with its name and its number of pages, bare and in words."""

    name: str
    link: str
    pages: int
    length: str


def handout_address(slug: str, *, large: bool = False) -> str:
    """Where a practice's handout is, below the language's root."""
    return practice_address(slug) + ("handout-large.pdf" if large else "handout.pdf")


def handout_links(practice: Practice, desk: Desk) -> tuple[PrintLink, ...]:
    """The handouts of a practice in this language; none where none are made, as in a preview."""
    words = desk.edition.words.sheets
    named = {
        words["handout"]: handout_address(practice.slug),
        words["handout_large"]: handout_address(practice.slug, large=True),
    }
    return tuple(_links(named, desk))


def _links(named: dict[str, str], desk: Desk) -> Iterator[PrintLink]:
    for name, address in named.items():
        pages = desk.edition.printed.get(desk.edition.home + address)
        if pages is not None:
            length = desk.edition.words.plural("pdf_pages", pages).format(count=pages)
            yield PrintLink(name, desk.link(address), pages, length)
