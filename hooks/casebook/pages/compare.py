"""The comparison: all practices in one table, and the frame in which readers set some of them side by side."""

from typing import Any

from casebook.model import FACTS, Practice
from casebook.pages.addresses import practice_address
from casebook.pages.cards import sections_line
from casebook.pages.column import COLUMN_FILE, ROWS, row_names
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.places import places
from casebook.pages.values import answers, localised


def compare_page(edition: Edition) -> GeneratedPage:
    """All practices as rows, their structured fields as columns."""
    words = edition.words.compare_page
    return GeneratedPage("compare.md", words["title"], words["description"], _body, menu=words["menu"])


def _body(desk: Desk) -> Body:
    edition = desk.edition
    order = {field: places(edition.practices, field, edition) for field in FACTS}
    rows = [
        _row(desk, practice, [order[field][number] for field in FACTS])
        for number, practice in enumerate(edition.practices)
    ]
    view = {
        "columns": FACTS,
        "column_names": [(key, edition.words.facts[key]) for key in (*FACTS, "described")],
        "rows": rows,
        "side_rows": ROWS,
        "names": row_names(edition.words),
        "file": COLUMN_FILE,
    }
    return Body(render("compare.html", desk, view), (Heading("table", edition.words.compare_page["caption"]),))


def _row(desk: Desk, practice: Practice, order: list[int | None]) -> dict[str, Any]:
    return {
        "slug": practice.slug,
        "former": practice.former_slugs,
        "title": localised(practice.title, desk.edition.language, practice.original),
        "link": desk.link(practice_address(practice.slug)),
        "draft": not practice.is_public,
        "facts": list(zip(answers(practice, desk), order, strict=True)),
        "described": sections_line(desk, practice),
        "count": practice.described_sections,
    }
