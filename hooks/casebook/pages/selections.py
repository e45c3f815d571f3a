"""A page for each value of each facet, with the practices that have it: the way to choose without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from casebook.facets import FACETS, Option, facet_name
from casebook.pages.addresses import selection_address
from casebook.pages.cards import PracticeCard, cards_view, practice_card
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import localised


@dataclass(frozen=True)
class _Selection:
    """The practices with one value of a facet, by their slugs."""

    facet: str
    option: Option
    slugs: tuple[str, ...]


def selection_pages(edition: Edition) -> Iterator[GeneratedPage]:
    """The pages of all values that practices have; each card is laid out once for all of them."""
    practices = {practice.slug: practice for practice in edition.practices}
    card = cache(lambda root, slug: practice_card(Desk(edition, root), practices[slug]))
    return (_page(edition, selection, card) for selection in _selections(edition))


def _selections(edition: Edition) -> Iterator[_Selection]:
    for facet in FACETS:
        slugs: dict[str, list[str]] = {}
        for slug, values in edition.facet_values.items():
            for value in values[facet]:
                slugs.setdefault(value, []).append(slug)
        for option in edition.facet_options[facet]:
            yield _Selection(facet, option, tuple(slugs[option.key]))


def _page(edition: Edition, selection: _Selection, card: Callable[[str, str], PracticeCard]) -> GeneratedPage:
    words, (label, _) = edition.words.selections, selection.option.label.version(edition.language)
    named = {"facet": facet_name(selection.facet, edition.words), "value": label, "found": _found(edition, selection)}

    def make(desk: Desk) -> Body:
        cards = cards_view(card(desk.root, slug) for slug in selection.slugs)
        html = render("selection.html", desk, {**cards, **_view(desk, selection)})
        return Body(html, (Heading("selection", words["page"].format(**named)),))

    address = selection_address(selection.facet, selection.option.key)
    description = words["description"].format(**named)
    return GeneratedPage(f"{address.rstrip('/')}.md", words["page"].format(**named), description, make)


def _found(edition: Edition, selection: _Selection) -> str:
    template: str = edition.words.overview["some"]
    return template.format(count=len(selection.slugs), total=len(edition.practices))


def _view(desk: Desk, selection: _Selection) -> dict[str, Any]:
    edition, facet, option = desk.edition, selection.facet, selection.option
    entry = edition.casebook.vocabulary.get(facet, {}).get(option.key)
    return {
        "facet": facet_name(facet, edition.words),
        "value": localised(option.label, edition.language),
        "meaning": None if entry is None else localised(entry.description, edition.language),
        "found": _found(edition, selection),
        "refine": desk.link(f"practices/?{urlencode({facet: option.key})}"),
    }
