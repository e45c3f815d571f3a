"""The card deck: of each practice a front that introduces it, and a back with its six sections in brief."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casebook.codes import draw_code
from casebook.fields.values import NotDescribed, Text
from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Edition
from casebook.sheets.paper import base_of, paper
from casebook.sheets.tree import Node, read_tree, to_data
from casebook.text import Surroundings, render_prose

DECK = "practices/"
"""The page that the deck belongs with."""

_FACTS = ("format", "duration", "student_stage", "compensation")
_LONGEST = 260
"""Characters of a section that fit on a card beside five others."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
_LOOSE = re.compile(r"\s+(?=[.,;:!?)])")


_BARE = Surroundings(cite=lambda _: "", practice_link=lambda _: None, name_of=lambda _: "…")
"""Surroundings of a text without citations and links, and without the names that only a whole page may give."""


def deck(edition: Edition, told: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Everything that the template `deck.typ` sets; `told` has the data of each practice's handout, by its slug."""
    words = edition.words.sheets
    cards = [_card(practice, edition, told[practice.slug]) for practice in edition.practices]
    return {**paper(edition, words["deck"], words["deck_text"], DECK, None), "cards": cards}


def _card(practice: Practice, edition: Edition, told: Mapping[str, Any]) -> dict[str, Any]:
    address = base_of(edition) + practice_address(practice.slug)
    facts = {fact["field"]: fact for fact in told["facts"]}
    return {
        "title": told["title"],
        "summary": told["summary"],
        "mark": told["mark"],
        "mark_label": told["mark_label"],
        "where": [facts["country"], facts["place"]],
        "facts": [facts[field] for field in _FACTS],
        "address": address,
        "code": to_data(draw_code(address), address),
        "sections": [
            {"title": edition.words.sections[key], **_brief_of(text, practice, edition)}
            for key, text in practice.sections
        ],
    }


def _brief_of(text: Text | NotDescribed, practice: Practice, edition: Edition) -> dict[str, Any]:
    """A section in brief, None where no source describes it, with its language where that isn't the edition's."""
    if isinstance(text, NotDescribed):
        return {"text": None, "lang": None}
    version, found = text.version(edition.language, practice.original)
    return {"text": brief(version), "lang": None if found == edition.language else found}


def brief(markdown: str, longest: int = _LONGEST) -> str:
    """The first sentences of a text, as many as `longest` characters hold, without citations, links and marks.

    What only leads up to a list is left out where the list is; of a list that goes on, an ellipsis says so.
    """
    tree = read_tree(render_prose(markdown, _BARE), "")
    first, *others = _sentences(tree)
    kept = [first]
    while others and len(" ".join([*kept, others[0]])) <= longest:
        kept.append(others.pop(0))
    place = _place_in_list(others[0], tree) if others else None
    if place == 0 and len(kept) > 1:
        kept.pop()
    text = " ".join(kept) + (" …" if place else "")
    return text if len(text) <= longest + 2 else shorten(text, longest)


def _place_in_list(sentence: str, tree: Iterable[Any]) -> int | None:
    """Which point of a list begins with the sentence, from 0; None where none does."""
    lists = [node["of"] for node in tree if isinstance(node, dict) and node["kind"] in ("ul", "ol")]
    places = (place for points in lists for place, point in enumerate(points) if _sentences(point)[0] == sentence)
    return next(places, None)


def _sentences(nodes: Iterable[Any]) -> list[str]:
    return _SENTENCE_END.split(_LOOSE.sub("", " ".join(" ".join(_texts(nodes)).split())))


def shorten(text: str, longest: int) -> str:
    """`text` cut between two words, with an ellipsis."""
    return text[:longest].rpartition(" ")[0].rstrip(" ,;:–-") + " …"


def _texts(nodes: Sequence[Node] | Iterable[Any]) -> Iterator[str]:
    """The texts of a tree; those of a paragraph or point stay together."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, list):
            yield from _texts(node)
        elif node["kind"] in ("p", "pre"):
            yield "".join(_texts(node["of"]))
        else:
            yield from _texts(node.get("of", ()))
