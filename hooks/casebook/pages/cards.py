"""A practice as a card: what the overview, the home page and the selections show of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from casebook.fields.values import NotDescribed
from casebook.model import SECTIONS, Practice
from casebook.ordering import largest_figure
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk
from casebook.pages.mark import Mark, practice_mark
from casebook.pages.page import render
from casebook.pages.values import Answer, answer, format_figure, localised

_FACTS = ("duration", "student_stage", "since")


@dataclass(frozen=True)
class PracticeCard:
    """A card laid out, and the mark that it shows; a page holds each mark once, however many cards show it."""

    html: Markup
    mark: Mark


def practice_card(desk: Desk, practice: Practice, data: Mapping[str, str] | None = None) -> PracticeCard:
    """The card of `practice`, with `data` for a script that narrows and orders cards."""
    mark = practice_mark(practice, desk.edition.casebook)
    return PracticeCard(render("card.html", desk, {**_view(desk, practice), "mark": mark, "data": data}), mark)


def cards_view(cards: Iterable[PracticeCard]) -> dict[str, Any]:
    """What the list of these cards shows."""
    listed = list(cards)
    return {"cards": [card.html for card in listed], "marks": {card.mark.key: card.mark for card in listed}}


def _view(desk: Desk, practice: Practice) -> dict[str, Any]:
    """The facts of a card are short enough to need no labels."""
    language = desk.edition.language
    facts = [answer(practice, field, desk) for field in _FACTS]
    return {
        "title": localised(practice.title, language, practice.original),
        "summary": localised(practice.summary, language, practice.original),
        "address": desk.link(practice_address(practice.slug)),
        "where": _where(desk, practice),
        "facts": [_fact(fact, desk) for fact in facts if fact.parts],
        "size": _size(desk, practice),
        "not_described": _sign(desk, practice, [fact.field for fact in facts if not fact.parts]),
        "draft": not practice.is_public,
    }


def sections_line(desk: Desk, practice: Practice) -> str:
    """How many of the six sections are described, in words."""
    template = desk.edition.words.plural("sections_described", practice.described_sections)
    return template.format(count=practice.described_sections, total=len(SECTIONS))


def _where(desk: Desk, practice: Practice) -> Markup:
    """Places and countries: `Lund, Sweden`."""
    places = () if isinstance(practice.place, NotDescribed) else practice.place
    named = [localised(place, desk.edition.language, practice.original) for place in places]
    return Markup(", ").join([*named, *(desk.edition.words.country_name(code) for code in practice.country)])


def _fact(said: Answer, desk: Desk) -> dict[str, Any]:
    template: str = desk.edition.words.cards.get(said.field, "{value}")
    values = Markup(" / ").join(part.html for part in said.parts)
    return {"html": Markup(template).format(value=values), "differ": said.differ}


def _sign(desk: Desk, practice: Practice, fields: list[str]) -> str | None:
    """What no source describes: facts that the card would show, and how many of the six sections."""
    words, missing = desk.edition.words, len(SECTIONS) - practice.described_sections
    names = [words.cards["names"][field] for field in fields]
    if missing:
        names.append(words.plural("sections_missing", missing).format(count=missing, total=len(SECTIONS)))
    return words.cards["not_described"].format(what=", ".join(names)) if names else None


def _size(desk: Desk, practice: Practice) -> Markup | None:
    """The largest number of people who took part, as its figure says it: `more than 650 students`."""
    figure = largest_figure(practice)
    if figure is None:
        return None
    what = localised(desk.edition.casebook.vocabulary["figure"][figure.what].label, desk.edition.language)
    return Markup("{} {}").format(format_figure(figure, desk), what)
