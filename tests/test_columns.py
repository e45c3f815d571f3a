"""What the comparison is made of: the places of answers, and each practice as a column in a file of its own."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from casebook.fields.values import NotDescribed
from casebook.model import FACTS, SECTIONS, Casebook, Practice
from casebook.pages.column import COLUMN_FILE, ROWS
from casebook.pages.compare import compare_page
from casebook.pages.edition import Edition
from casebook.pages.places import places
from casebook.project import read_project
from casebook.words import read_words
from conftest import ROOT
from reader import HOST, Document, find, parse_fragment, read_documents, text_of

LANGUAGES = read_project(ROOT).languages
DEFAULT = read_project(ROOT).default_language
TODAY = date(2026, 11, 22)


def root_of(language: str) -> str:
    return "" if language == DEFAULT else f"{language}/"


# The places of answers

VALUES: dict[str, Any] = {
    "since": lambda practice: practice.since[0].value,
    "duration": lambda practice: practice.duration[0].value.days,
    "ects": lambda practice: practice.ects[0].value,
}


@pytest.mark.parametrize("field", VALUES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_placed_by_their_value(casebook: Casebook, language: str, field: str) -> None:
    edition = Edition(casebook, language, TODAY)
    found = places(edition.practices, field, edition)
    pairs = zip(edition.practices, found, strict=True)
    known = [(VALUES[field](practice), place) for practice, place in pairs if place is not None]
    assert len({value for value, _ in known}) > 1, "the cards should have different values"
    assert [value for value, _ in sorted(known, key=lambda pair: pair[1])] == sorted(value for value, _ in known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_described_has_no_place(casebook: Casebook, language: str) -> None:
    edition = Edition(casebook, language, TODAY)
    for field in FACTS:
        silent = [isinstance(getattr(practice, field), NotDescribed) for practice in edition.practices]
        assert [place is None for place in places(edition.practices, field, edition)] == silent, field


def changed(practice: Practice, **update: Any) -> Practice:
    return practice.model_copy(update=update)


def test_answers_that_are_alike_share_a_place(casebook: Casebook) -> None:
    edition = Edition(casebook, DEFAULT, TODAY)
    one = edition.practices[0]
    stages = [*casebook.vocabulary["student_stage"]][:3]
    first, second, third = stages
    given = [(first, second), (second, first), (first,), (third,), (first, third)]
    practices = [changed(one, student_stage=stage) for stage in given]
    assert places(practices, "student_stage", edition) == [1, 1, 0, 3, 2]


def test_names_are_placed_as_their_language_orders_them(casebook: Casebook) -> None:
    """Sweden comes after Germany in English, and Zweden after Duitsland; Austria first, and Oostenrijk not."""
    practices = [changed(casebook.public[0], country=(code,)) for code in ("SE", "DE", "AT")]
    in_english, in_dutch = (
        places(practices, "country", Edition(casebook, language, TODAY)) for language in ("en", "nl")
    )
    assert in_english == [2, 1, 0]
    assert in_dutch == [2, 0, 1]


# Columns


@pytest.fixture(scope="module")
def columns(site: Path) -> dict[str, Document]:
    """The column of each practice in each language, by the address of its file."""
    found = {}
    for path in sorted(site.rglob(COLUMN_FILE)):
        column = json.loads(path.read_text(encoding="utf-8"))
        assert column["slug"] == path.parent.name
        html = f"<table><tbody><tr>{column['html']}</tr></tbody></table>"
        found[path.relative_to(site).as_posix()] = parse_fragment(html)
    return found


def cells_of(column: Document) -> list[Any]:
    return [cell for cell in column.tree.iter() if cell.tag in ("th", "td")]


def test_each_practice_has_a_column_in_each_language(columns: dict[str, Document], casebook: Casebook) -> None:
    expected = [
        f"{root_of(language)}practices/{practice.slug}/{COLUMN_FILE}"
        for language in LANGUAGES
        for practice in casebook.public
    ]
    assert sorted(columns) == sorted(expected)


def test_a_column_is_right_html_with_a_cell_for_each_row(columns: dict[str, Document]) -> None:
    for address, column in columns.items():
        assert column.errors == (), address
        assert column.all_ids == [], "several columns stand on one page"
        cells = cells_of(column)
        assert [cell.get("data-row") for cell in cells] == ["practice", *ROWS]
        assert [cell.get("role") for cell in cells] == ["columnheader", *["cell"] * len(ROWS)]
        assert all(text_of(cell) for cell in cells), address


def test_a_column_says_what_the_page_of_the_practice_says(columns: dict[str, Document], site: Path) -> None:
    pages = {page.address: page for page in read_documents(site)}
    for address, column in columns.items():
        page = pages[address.removesuffix(COLUMN_FILE)]
        cells = {cell.get("data-row"): text_of(cell) for cell in cells_of(column)}
        facts = [text_of(find(row, "dd")[0]) for row in page.find("div", "facts__row")]
        assert [cells[row] for row in FACTS] == facts, address
        told = {str(section.get("aria-labelledby")): section for section in page.find("section", "section")}
        for key in SECTIONS:
            section = told[key.replace("_", "-")]
            assert f"{text_of(find(section, 'h2')[0])} {cells[key]}" == text_of(section), (address, key)


def links_of(column: Document) -> Iterator[str]:
    return (element.attrib["href"] for element in column.tree.iter() if "href" in element.attrib)


def test_the_links_of_a_column_lead_somewhere_from_its_own_address(columns: dict[str, Document], site: Path) -> None:
    ids = {page.address: set(page.all_ids) for page in read_documents(site)}
    checked = 0
    for address, column in columns.items():
        for written in links_of(column):
            target, anchor = urldefrag(urljoin(HOST + address, written))
            if target.startswith(HOST):
                assert target.removeprefix(HOST) in ids, (address, written)
                assert not anchor or anchor in ids[target.removeprefix(HOST)], (address, written)
                checked += 1
    assert checked > 100


@pytest.mark.parametrize("key", ["nationale_context", "programme"])
def test_what_a_card_does_not_have_is_told_from_what_no_source_describes(
    columns: dict[str, Document], casebook: Casebook, key: str
) -> None:
    for practice in casebook.public:
        column = columns[f"practices/{practice.slug}/{COLUMN_FILE}"]
        cell = next(cell for cell in cells_of(column) if cell.get("data-row") == key)
        value = getattr(practice, key)
        assert ("data-absent" in cell.attrib) == (value in (None, ()))
        words = read_words(DEFAULT)
        assert (text_of(cell) == words.status["not_described"]) == isinstance(value, NotDescribed)
        assert (text_of(cell) == words.compare_page["absent"]) == (value in (None, ()))


# Size


def test_the_page_stays_small_with_five_hundred_practices(casebook: Casebook) -> None:
    """The page of the comparison holds no column; compressed as hosts do, it stays under 250 KB."""
    public = casebook.public
    many = tuple(
        changed(public[n % len(public)], slug=f"practice-{n}", title=varied(public[n % len(public)], n))
        for n in range(500)
    )
    edition = Edition(replace(casebook, practices=many), "nl", TODAY)
    html = str(compare_page(edition).body(edition).html)
    assert html.count("data-practice=") == 500
    assert len(gzip.compress(html.encode(), 6)) < 250_000


def varied(practice: Practice, number: int) -> Any:
    """A title of its own: practices that differ compress less than copies."""
    texts = {language: f"{text} {number:x}" for language, text in practice.title.by_language.items()}
    return replace(practice.title, by_language=texts)
