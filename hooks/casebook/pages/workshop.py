"""The workshop: practices, and what comes with them, put together in the browser as one document to print."""

from typing import Any

from casebook.model import SECTIONS, Practice
from casebook.pages.addresses import anchor, practice_address
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.prints import handout_links, workshop_links
from casebook.pages.values import localised

PARTS = ("worksheet", "comparison", "reading", "large")
"""What may come with the practices, by the names that the address of a choice has for them."""


def workshop_page(edition: Edition) -> GeneratedPage:
    """The workshop of one language."""
    words = edition.words.workshop_page
    return GeneratedPage("workshop/index.md", words["title"], words["description"], _body, menu=words["menu"])


def _body(desk: Desk) -> Body:
    words = desk.edition.words.workshop_page
    view = {
        "practices": [_practice(practice, desk) for practice in desk.edition.practices],
        "papers": workshop_links(desk),
        "parts_with": PARTS,
        "sections": [anchor(section) for section in SECTIONS],
    }
    headings = (Heading("workshop", words["title"]), Heading("ready", words["ready"]))
    return Body(render("workshop.html", desk, view), headings)


def _practice(practice: Practice, desk: Desk) -> dict[str, Any]:
    return {
        "slug": practice.slug,
        "title": localised(practice.title, desk.edition.language, practice.original),
        "link": desk.link(practice_address(practice.slug)),
        "handouts": handout_links(practice, desk),
        "draft": not practice.is_public,
    }
