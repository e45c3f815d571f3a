"""The pages that look across all practices: the overview and the comparison."""

from typing import Any

from casebook.model import SECTIONS, Practice
from casebook.pages.edition import Desk, Edition, practice_address
from casebook.pages.mark import practice_mark
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import FACTS, answer, answers, localised


def overview_page(edition: Edition) -> GeneratedPage:
    """All practices as cards."""
    words = edition.words.practices_page
    return GeneratedPage("practices/index.md", words["title"], words["description"], _overview_body)


def compare_page(edition: Edition) -> GeneratedPage:
    """All practices as rows, their structured fields as columns."""
    words = edition.words.compare_page
    return GeneratedPage("compare.md", words["title"], words["description"], _compare_body, menu=words["menu"])


def practice_cards(desk: Desk) -> list[dict[str, Any]]:
    """What a card of the overview and the home page shows."""
    return [_card(desk, practice) for practice in desk.edition.practices]


def _card(desk: Desk, practice: Practice) -> dict[str, Any]:
    language = desk.edition.language
    return {
        "title": localised(practice.title, language, practice.original),
        "summary": localised(practice.summary, language, practice.original),
        "link": desk.link(practice_address(practice.slug)),
        "mark": practice_mark(practice, desk.edition.casebook),
        "facts": [answer(practice, field, desk) for field in ("country", "duration", "student_stage")],
        "described": _described(desk, practice),
        "draft": not practice.is_public,
        "complete": practice.described_sections == len(SECTIONS),
    }


def _described(desk: Desk, practice: Practice) -> str:
    template = desk.edition.words.plural("sections_described", practice.described_sections)
    return template.format(count=practice.described_sections, total=len(SECTIONS))


def _overview_body(desk: Desk) -> Body:
    html = render("overview.html", desk, {"cards": practice_cards(desk)})
    return Body(html, (Heading("practices", desk.edition.words.practices_page["title"]),))


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
        "described": _described(desk, practice),
    }
