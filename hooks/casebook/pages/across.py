"""What a hand-written page says of the practices together, as HTML: counts, and links to what they rest on."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from casebook.across import Feature, Found, replace_notation
from casebook.facets import FACETS
from casebook.handwritten import Page
from casebook.pages.addresses import part_anchor, practice_address, selection_address
from casebook.pages.edition import Desk
from casebook.pages.values import localised

_MOST = 30
"""Practices that a list within a text names one by one."""

_Rest = Callable[[str], Markup]
"""Says how many more there are."""


def with_practices(markdown: str, page: Page, desk: Desk) -> str:
    """The page's Markdown with its questions answered and its links to parts of practices resolved."""
    practices = desk.edition.together
    return replace_notation(
        markdown,
        count=lambda feature: _count(feature, practices.having(feature, page), desk),
        listed=lambda feature: _listed("cards", practices.having(feature, page), desk, _rest_of(feature, page, desk)),
        unread=lambda reading: _listed("unread", practices.unread(reading, page), desk, escape),
        link=lambda text, slug, part: _linked(text, slug, part, desk),
    )


def _linked(text: str, slug: str, part: str, desk: Desk) -> str:
    """A link with the text, which stays Markdown; the text alone where this edition doesn't show the practice."""
    return f'<a href="{_address(slug, part, desk)}">{text}</a>' if desk.practice_link(slug) else text


def _count(feature: Feature, found: tuple[Found, ...], desk: Desk) -> Markup:
    """How many of all there are; a link to their list where there is one."""
    total = len(desk.edition.together.public)
    said = escape(desk.edition.words.across["counted" if found else "none"].format(count=len(found), total=total))
    if not found or feature.name not in FACETS:
        return said
    address = desk.link(selection_address(feature.name, feature.value))
    return Markup('<a href="{}">{}</a>').format(address, said)


def _rest_of(feature: Feature, page: Page, desk: Desk) -> _Rest | None:
    """How many more have the feature, as a link to their list where there is one; None where the page's own
    reading names each of them by hand, so that all stand there."""
    if feature.name in page.readings:
        return None
    if feature.name not in FACETS:
        return escape
    address = desk.link(selection_address(feature.name, feature.value))
    return Markup('<a href="{}">{{}}</a>').format(address).format


def _listed(label: str, found: Iterable[Found], desk: Desk, rest: _Rest | None) -> Markup:
    """Links to the parts of these practices' pages, by title; nothing where there are none.

    With a `rest` the first of a long list stand there, and then how many more there are.
    """
    places, words = desk.edition.places, desk.edition.words.across
    ordered = sorted(found, key=lambda one: places[one.practice.slug])
    shown = ordered if rest is None else ordered[:_MOST]
    links = [_link(one, desk) for one in shown]
    if rest and len(ordered) > len(shown):
        links.append(rest(words["more"].format(count=len(ordered) - len(shown))))
    said = Markup("; ").join(links)
    return Markup('<span class="rests-on"><b>{}</b> {}</span>').format(words[label], said) if said else Markup("")


def _link(found: Found, desk: Desk) -> Markup:
    title = localised(found.practice.title, desk.edition.language, found.practice.original)
    return Markup('<a href="{}">{}</a>').format(_address(found.practice.slug, found.part, desk), title)


def _address(slug: str, part: str, desk: Desk) -> str:
    return desk.link(practice_address(slug)) + (f"#{part_anchor(part)}" if part else "")
