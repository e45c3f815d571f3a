"""The PDFs as pages link to them: where each stands, and how many pages it has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk

WORKSHOP: Mapping[str, str] = {
    "booklet": "print/booklet.pdf",
    "deck": "print/deck.pdf",
    "worksheet": "print/worksheet.pdf",
    "guide": "print/facilitator.pdf",
}
"""The papers for a workshop, in the order in which pages name them: where each is, below the language's root."""


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


def workshop_links(desk: Desk, names: Iterable[str] = tuple(WORKSHOP)) -> tuple[PrintLink, ...]:
    """The papers for a workshop with these names, in this language; none where none are made, as in a preview."""
    words = desk.edition.words.sheets
    return tuple(_links({words[name]: WORKSHOP[name] for name in names}, desk))


def _links(named: Mapping[str, str], desk: Desk) -> Iterator[PrintLink]:
    for name, address in named.items():
        pages = desk.edition.printed.get(desk.edition.home + address)
        if pages is not None:
            length = desk.edition.words.plural("pdf_pages", pages).format(count=pages)
            yield PrintLink(name, desk.link(address), pages, length)
