"""The overview: all practices as cards, which a script narrows by facets and words, and orders."""

from collections.abc import Mapping
from typing import Any

from casebook.facets import FACETS, facet_name
from casebook.fields.values import NotDescribed
from casebook.model import Practice
from casebook.ordering import ORDERS, order_numbers
from casebook.pages.addresses import selection_address
from casebook.pages.cards import cards_view, practice_card
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.since import since_view
from casebook.pages.values import localised
from casebook.pages.where import where_view

_OPEN = 3
"""So many facets show their options at once; the others open at a click."""


def overview_page(edition: Edition) -> GeneratedPage:
    """All practices as cards."""
    words = edition.words.practices_page
    return GeneratedPage("practices/index.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    words, practices = desk.edition.words, desk.edition.practices
    numbers = _option_numbers(desk.edition)
    cards = [practice_card(desk, practice, _card_data(desk, practice, numbers)) for practice in practices]
    total = words.plural("practice", len(practices)).format(count=len(practices))
    view = {
        "facets": [_facet(desk, facet, place) for place, facet in enumerate(FACETS)],
        "total": total,
        "said": _said(desk, total),
        "where": where_view(desk),
        "since": since_view(desk),
    }
    html = render("overview.html", desk, {**cards_view(cards), **view})
    titles = {"practices": words.practices_page, "map": words.map, "timeline": words.timeline}
    titles["selections"] = words.selections
    return Body(html, tuple(Heading(anchor, said["title"]) for anchor, said in titles.items()))


def _option_numbers(edition: Edition) -> Mapping[tuple[str, str], int]:
    """The place of each option among all options of the page, by facet and value."""
    pairs = ((facet, option.key) for facet in FACETS for option in edition.facet_options[facet])
    return {pair: number for number, pair in enumerate(pairs)}


def _card_data(desk: Desk, practice: Practice, numbers: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """What the script knows of a card: its options by number, what it is ordered by, words that it doesn't show."""
    values = desk.edition.facet_values[practice.slug]
    order = order_numbers(practice)
    organisations = () if isinstance(practice.organisations, NotDescribed) else practice.organisations
    named = [name.version(desk.edition.language, practice.original)[0] for name in organisations]
    return {
        "options": " ".join(str(numbers[facet, value]) for facet in FACETS for value in values[facet]),
        "order": " ".join("-" if order[name] is None else f"{order[name]:.4g}" for name in ORDERS),
        "words": "; ".join(named),
    }


def _facet(desk: Desk, facet: str, place: int) -> dict[str, Any]:
    edition = desk.edition
    return {
        "key": facet,
        "name": facet_name(facet, edition.words),
        "open": place < _OPEN,
        "options": [
            {
                "key": option.key,
                "label": localised(option.label, edition.language),
                "count": option.count,
                "link": desk.link(selection_address(facet, option.key)),
            }
            for option in edition.facet_options[facet]
        ],
    }


def _said(desk: Desk, total: str) -> dict[str, Any]:
    """The words that the script fills in."""
    words = desk.edition.words.overview
    some = words["some"].replace("{total}", str(len(desk.edition.practices)))
    kept = ("chosen", "more", "none_left", "none", "last", "size_means")
    return {"all": total, "some": some, **{name: words[name] for name in kept}}
