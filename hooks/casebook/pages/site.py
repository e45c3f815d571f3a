"""The list of all generated pages of one language."""

from casebook.pages.addresses import path_to_root
from casebook.pages.cards import cards_view, practice_card
from casebook.pages.compare import compare_page
from casebook.pages.data_page import data_page
from casebook.pages.desk import desk_page
from casebook.pages.disagreements import disagreements_page
from casebook.pages.edition import Desk, Edition
from casebook.pages.fields import fields_page
from casebook.pages.glossary import glossary_page
from casebook.pages.overview import overview_page
from casebook.pages.page import GeneratedPage, render
from casebook.pages.practice import practice_page
from casebook.pages.reading import reading_by_practice_page, reading_page
from casebook.pages.selections import selection_pages
from casebook.pages.translations import translations_page
from casebook.pages.worksheet import worksheet_page


def generated_pages(edition: Edition) -> tuple[GeneratedPage, ...]:
    """Every page that has no Markdown file of its own."""
    lists = (overview_page, compare_page, reading_page, reading_by_practice_page, glossary_page)
    makers = (*lists, fields_page, translations_page, data_page, worksheet_page, disagreements_page)
    preview = (desk_page,) if edition.shows_drafts else ()
    practices = tuple(practice_page(edition, practice) for practice in edition.practices)
    return (*(make(edition) for make in (*makers, *preview)), *practices, *selection_pages(edition))


def home_cards(edition: Edition) -> str:
    """The practices as the home page shows them."""
    desk = Desk(edition, path_to_root("index.md"))
    cards = (practice_card(desk, practice) for practice in edition.practices)
    return render("cards.html", desk, cards_view(cards))
