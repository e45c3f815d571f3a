"""The list of all generated pages of one language."""

from casebook.pages.edition import Desk, Edition, path_to_root
from casebook.pages.fields import fields_page
from casebook.pages.lists import compare_page, overview_page, practice_cards
from casebook.pages.page import GeneratedPage, render
from casebook.pages.practice import practice_page
from casebook.pages.reading import reading_page
from casebook.pages.translations import translations_page


def generated_pages(edition: Edition) -> tuple[GeneratedPage, ...]:
    """Every page that has no Markdown file of its own."""
    lists = (overview_page(edition), compare_page(edition), reading_page(edition))
    whole = (*lists, fields_page(edition), translations_page(edition))
    return whole + tuple(practice_page(edition, practice) for practice in edition.practices)


def home_cards(edition: Edition) -> str:
    """The practices as the home page shows them."""
    desk = Desk(edition, path_to_root("index.md"))
    return render("cards.html", desk, {"cards": practice_cards(desk)})
