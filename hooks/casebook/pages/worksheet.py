"""The worksheet: one's own practice held against the questions of gap-mending, to fill in on a screen or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render

HEAD = ("practice", "filled_in_by", "date")
"""The lines at the top of the sheet, by their names in the interface words."""

SIDES = ("side_one", "side_other")
"""The two spaces for the answer to the question between whom the gap is."""

COLUMNS = ("increases", "maintains", "mends")
"""The questions that the sheet sets beside each other."""


@dataclass(frozen=True)
class Space:
    """Somewhere to write: its name in the form, and what belongs there."""

    name: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question with its spaces; where it has one alone, the question is that space's label."""

    name: str
    ask: str
    hint: str
    spaces: tuple[Space, ...]


def worksheet_page(edition: Edition) -> GeneratedPage:
    """The worksheet of one language."""
    title, said = edition.words.worksheet["title"], edition.words.worksheet_page
    return GeneratedPage("workshop/worksheet.md", title, said["description"], _body, menu=said["menu"])


def questions(words: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of the sheet in their order, as the section `worksheet` of the interface words asks them."""
    return tuple(
        Question(name, asked["ask"], asked["hint"], _spaces(name, words)) for name, asked in words["questions"].items()
    )


def _spaces(name: str, words: Mapping[str, Any]) -> tuple[Space, ...]:
    if name == "between":
        return tuple(Space(side, words[side]) for side in SIDES)
    if name == "step":
        return tuple(Space(f"step-{number}", part) for number, part in enumerate(words["step_parts"], start=1))
    return (Space(name, words["questions"][name]["ask"]),)


def _body(desk: Desk) -> Body:
    words = desk.edition.words.worksheet
    asked = questions(words)
    view = {
        "head": tuple(Space(name, words[name]) for name in HEAD),
        "above": [question for question in asked if question.name not in (*COLUMNS, "step")],
        "columns": [question for question in asked if question.name in COLUMNS],
        "step": next(question for question in asked if question.name == "step"),
    }
    return Body(render("worksheet.html", desk, view), (Heading("sheet", words["title"]),))
