"""The editors' desk, a page of the preview only."""

from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.upkeep import desk_lists


def desk_page(edition: Edition) -> GeneratedPage:
    """What there is to look at, as `casebook desk` prints it."""
    words = edition.words.desk
    return GeneratedPage("desk.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    lists = desk_lists(desk.edition.casebook, desk.edition.words)
    return Body(render("desk.html", desk, {"lists": lists}), tuple(Heading(one.key, one.title) for one in lists))
