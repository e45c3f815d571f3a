"""Every figure of the casebook with its sources, those on which sources differ first."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from casebook.fields.values import NotDescribed
from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.description import figure_group
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import answer, cite_keys, localised
from casebook.parts import CLAIMED


def disagreements_page(edition: Edition) -> GeneratedPage:
    """The figures of all practices in one language."""
    words = edition.words.disagreements_page
    return GeneratedPage("sources.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    words = desk.edition.words.disagreements_page
    groups = [(practice, list(_groups(desk, practice))) for practice in desk.edition.practices]
    parts = []
    for name, differ in (("differ", True), ("agree", False)):
        chosen = [(practice, [one for one in of_it if one["differ"] is differ]) for practice, of_it in groups]
        practices = [_practice(desk, name, practice, of_it) for practice, of_it in chosen if of_it]
        parts.append({"id": name, "title": words[name], "text": words[f"{name}_text"], "practices": practices})
    return Body(render("disagreements.html", desk, {"parts_of_page": parts}), tuple(map(_heading, parts)))


def _heading(part: dict[str, Any]) -> Heading:
    return Heading(part["id"], part["title"])


def _practice(desk: Desk, part: str, practice: Practice, groups: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": f"{part}-{practice.slug}",
        "title": localised(practice.title, desk.edition.language, practice.original),
        "link": desk.link(practice_address(practice.slug)),
        "groups": groups,
    }


def _groups(desk: Desk, practice: Practice) -> Iterator[dict[str, Any]]:
    """The facts that can be counted, then the figures, each with all that its sources say."""
    for field in CLAIMED:
        if not isinstance(getattr(practice, field), NotDescribed):
            yield _claims(desk, practice, field)
    for group in practice.figure_groups():
        yield figure_group(desk, practice, group)


def _claims(desk: Desk, practice: Practice, field: str) -> dict[str, Any]:
    """A fact as a group of figures; a value without sources of its own rests on those of its card."""
    told = answer(practice, field, desk)
    of_card = cite_keys(practice.sources, desk)
    rows = [_row(part.html, part.sources or of_card) for part in told.parts]
    what = desk.edition.words.facts[field]
    return {"what": what, "scope": None, "differ": told.differ, "why": told.why, "rows": rows}


def _row(shown: Markup, source: Markup) -> dict[str, Any]:
    """A value to which no year of counting belongs."""
    return {"number": shown, "year": "", "note": None, "source": source}
