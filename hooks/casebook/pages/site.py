"""The list of all generated pages of one language."""

from collections.abc import Iterator, Sequence

from casebook.ordering import fullest
from casebook.pages.addresses import path_to_root
from casebook.pages.builder import builder_page
from casebook.pages.cards import cards_view, practice_card
from casebook.pages.compare import compare_page
from casebook.pages.data_page import data_page
from casebook.pages.desk import desk_page
from casebook.pages.disagreements import disagreements_page
from casebook.pages.downloads import (
    Download,
    list_downloads,
    page_downloads,
    practice_downloads,
    preview_downloads,
    work_downloads,
)
from casebook.pages.edition import Desk, Edition
from casebook.pages.fields import fields_page
from casebook.pages.glossary import glossary_page
from casebook.pages.open_data import data_downloads
from casebook.pages.overview import overview_page
from casebook.pages.page import GeneratedPage, render
from casebook.pages.practice import practice_page
from casebook.pages.reading import listed_works, reading_by_practice_page, reading_page
from casebook.pages.search import search_downloads
from casebook.pages.selections import selection_pages
from casebook.pages.translations import translations_page
from casebook.pages.worksheet import worksheet_page
from casebook.pages.workshop import workshop_page


def generated_pages(edition: Edition) -> tuple[GeneratedPage, ...]:
    """Every page that has no Markdown file of its own."""
    lists = (overview_page, compare_page, reading_page, reading_by_practice_page, glossary_page)
    papers = (workshop_page, worksheet_page)
    makers = (*lists, fields_page, builder_page, translations_page, data_page, *papers, disagreements_page)
    preview = (desk_page,) if edition.shows_drafts else ()
    practices = tuple(practice_page(edition, practice) for practice in edition.practices)
    return (*(make(edition) for make in (*makers, *preview)), *practices, *selection_pages(edition))


def site_downloads(editions: Sequence[Edition]) -> Iterator[Download]:
    """Every file beside the pages; the first edition is the default language's."""
    keys = frozenset(key for edition in editions for key in listed_works(edition))
    yield from list_downloads(editions[0], keys)
    yield from work_downloads(editions[0], keys)
    yield from practice_downloads(editions[0])
    yield from data_downloads(editions)
    for edition in editions:
        yield from page_downloads(edition)
        yield from preview_downloads(edition, keys)
        yield from search_downloads(edition)


HOME_CARDS = 6
"""The practices on the home page: its size doesn't grow with the casebook."""


def home_cards(edition: Edition) -> str:
    """The practices that the home page shows: those that readers learn most of."""
    desk = Desk(edition, path_to_root("index.md"))
    cards = (practice_card(desk, practice) for practice in fullest(edition.practices, HOME_CARDS))
    return render("cards.html", desk, cards_view(cards))
