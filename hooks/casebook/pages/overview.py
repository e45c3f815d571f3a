"""The overview: all practices as cards, narrowed and ordered in the browser."""

from casebook.pages.cards import cards_view
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render


def overview_page(edition: Edition) -> GeneratedPage:
    """All practices as cards."""
    words = edition.words.practices_page
    return GeneratedPage("practices/index.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    html = render("overview.html", desk, cards_view(desk, desk.edition.practices))
    return Body(html, (Heading("practices", desk.edition.words.practices_page["title"]),))
