"""The comparison of all practices."""

from typing import Any

from casebook.model import Practice
from casebook.pages.cards import sections_line
from casebook.pages.edition import Desk, Edition, practice_address
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import FACTS, answers, localised


def compare_page(edition: Edition) -> GeneratedPage:
    """All practices as rows, their structured fields as columns."""
    words = edition.words.compare_page
    return GeneratedPage("compare.md", words["title"], words["description"], _compare_body, menu=words["menu"])


def _compare_body(desk: Desk) -> Body:
    rows = [_row(desk, practice) for practice in desk.edition.practices]
    html = render("compare.html", desk, {"columns": FACTS, "rows": rows})
    return Body(html, (Heading("table", desk.edition.words.compare_page["caption"]),))


def _row(desk: Desk, practice: Practice) -> dict[str, Any]:
    return {
        "title": localised(practice.title, desk.edition.language, practice.original),
        "link": desk.link(practice_address(practice.slug)),
        "draft": not practice.is_public,
        "facts": answers(practice, desk),
        "described": sections_line(desk, practice),
    }
