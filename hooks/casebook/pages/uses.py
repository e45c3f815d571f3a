"""Where each work is used: on which pages, and in which of their sections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from casebook.handwritten import Page
from casebook.model import Practice
from casebook.pages.addresses import anchor, page_address, practice_address
from casebook.words import Words

_AT_A_GLANCE = "facts"
_ONLY_LISTED = "sources"
"""Every work that a card names stands there: worth saying only where the card names it nowhere else."""


@dataclass(frozen=True)
class Section:
    """A part of a page: what it is called, and its address below the language's root."""

    title: str
    address: str
    place: int = -1
    """Where it stands among the sections of a practice's page; what is none of them stands before."""


@dataclass(frozen=True)
class Use:
    """A page that uses a work or a term: its title, that title's language, its address below the language's root."""

    title: str
    language: str
    address: str
    sections: tuple[Section, ...] = ()
    """Where on the page, in its order."""


def uses_by_work(practices: Iterable[Practice], pages: Iterable[Page], words: Words) -> Mapping[str, tuple[Use, ...]]:
    """The pages that use each work: practices in their order, then hand-written pages."""
    found: dict[str, list[Use]] = {}
    for practice in practices:
        for key, use in _uses_in_practice(practice, words):
            found.setdefault(key, []).append(use)
    for page in pages:
        for key, use in _uses_on_page(page):
            found.setdefault(key, []).append(use)
    return {key: tuple(uses) for key, uses in found.items()}


def _uses_in_practice(practice: Practice, words: Words) -> Iterator[tuple[str, Use]]:
    title, language = practice.title.version(words.language, practice.original)
    address = practice_address(practice.slug)
    for key, fields in _turned(practice.works_by_field()).items():
        said = [field for field in fields if field != _ONLY_LISTED] or [_ONLY_LISTED]
        sections = {_section(field, address, words) for field in said}
        yield key, Use(title, language, address, tuple(sorted(sections, key=lambda section: section.place)))


def _section(field: str, address: str, words: Words) -> Section:
    """The section of a practice's page in which a field stands."""
    places = list(words.sections)
    if field in places:
        return Section(words.sections[field], f"{address}#{anchor(field)}", places.index(field))
    return Section(words.practice["facts_heading"], f"{address}#{_AT_A_GLANCE}")


def _uses_on_page(page: Page) -> Iterator[tuple[str, Use]]:
    address = page_address(page.uri)
    for key, sections in _turned(page.works_by_section()).items():
        named = tuple(Section(title, f"{address}#{name}") for name, title in sections if name)
        yield key, Use(page.title, page.language, address, named)


_Part = TypeVar("_Part")


def _turned(works: Mapping[_Part, Iterable[str]]) -> Mapping[str, list[_Part]]:
    """The parts by the works that they name."""
    found: dict[str, list[_Part]] = {}
    for part, keys in works.items():
        for key in keys:
            found.setdefault(key, []).append(part)
    return found
