"""The two languages say the same: hand-written pages and cards have the same parts in each."""

import posixpath
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.numbers import get_decimal_symbol
from casebook.model import Casebook, Practice
from casebook.notation import find_citations
from casebook.pages.edition import Edition
from casebook.pages.site import generated_pages
from casebook.project import read_project
from conftest import ROOT
from prose import plain, texts_in

LANGUAGES = read_project(ROOT).required
DEFAULT, *OTHERS = LANGUAGES
DOCS = ROOT / "docs"
FILES = sorted(path.relative_to(DOCS / DEFAULT).as_posix() for path in (DOCS / DEFAULT).rglob("*.md"))

LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\S", re.MULTILINE)
HEADING = re.compile(r"^(#{1,6}) .*?(?:\{#([\w-]+)\})?[ ]*$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def read(language: str, name: str) -> str:
    return (DOCS / language / name).read_text(encoding="utf-8")


def body_of(language: str, name: str) -> str:
    return FRONT_MATTER.sub("", read(language, name))


def table_rows(text: str) -> list[int]:
    """The number of cells of each row of each table."""
    return [line.count("|") - 1 for line in text.splitlines() if line.startswith("|")]


def blocks(text: str) -> int:
    return len([block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()])


def list_items(text: str) -> int:
    return len(LIST_ITEM.findall(text))


def cited(text: str) -> Counter[str]:
    return Counter(cite.key for _, cites in find_citations(text) for cite in cites)


def links(text: str) -> Counter[str]:
    return Counter(LINK.findall(text))


def test_both_languages_have_the_same_files() -> None:
    assert FILES
    for language in OTHERS:
        files = (path for path in (DOCS / language).rglob("*") if path.is_file())
        found = sorted(path.relative_to(DOCS / language).as_posix() for path in files)
        assert found == FILES


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", OTHERS)
def test_hand_written_pages_have_the_same_parts(language: str, name: str) -> None:
    one, other = body_of(DEFAULT, name), body_of(language, name)
    headings = HEADING.findall(one)
    assert headings
    assert all(anchor for _, anchor in headings), "a heading without an address of its own"
    assert HEADING.findall(other) == headings
    assert list_items(other) == list_items(one)
    assert table_rows(other) == table_rows(one)
    assert cited(other) == cited(one)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", OTHERS)
def test_hand_written_pages_link_to_the_same_places(language: str, name: str) -> None:
    assert links(body_of(language, name)) == links(body_of(DEFAULT, name))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_pages_stay_in_their_language(language: str, name: str, casebook: Casebook) -> None:
    pages = {*FILES, *(page.uri for page in generated_pages(Edition(casebook, language, date(2026, 11, 22))))}
    inside = [address for address in links(body_of(language, name)) if not re.match(r"[a-z]+:", address)]
    targets = {posixpath.normpath(posixpath.join(posixpath.dirname(name), a.partition("#")[0] or name)) for a in inside}
    assert targets <= pages


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hand_written_pages_have_a_title_and_a_short_description(language: str, name: str) -> None:
    front = FRONT_MATTER.match(read(language, name))
    assert front
    meta: dict[str, Any] = yaml.safe_load(front.group(1))
    assert isinstance(meta["title"], str)
    assert meta["title"].strip()
    assert 0 < len(meta["description"]) <= 160


def texts_of(practice: Practice) -> list[tuple[str, dict[str, str]]]:
    return [(f"{practice.slug}: {where}", dict(text.by_language)) for where, text in practice.texts()]


@pytest.mark.parametrize("language", OTHERS)
def test_card_texts_have_the_same_parts(language: str, casebook: Casebook) -> None:
    measures = {"blocks": blocks, "list items": list_items, "citations": cited, "links": links}
    texts = [text for practice in casebook.practices for text in texts_of(practice)]
    assert {where.partition(":")[0] for where, _ in texts} == {practice.slug for practice in casebook.practices}
    different = [
        f"{where}: {name}"
        for where, versions in texts
        for name, measure in measures.items()
        if measure(versions[DEFAULT]) != measure(versions[language])
    ]
    assert different == []


def numbers(text: str, language: str) -> Counter[str]:
    """Every number in digits, with a point before decimals whatever the language."""
    sign = get_decimal_symbol(language)
    return Counter(match.group().replace(sign, ".") for match in NUMBER.finditer(plain(text)))


@pytest.mark.parametrize("language", OTHERS)
def test_both_languages_give_the_same_numbers(language: str, casebook: Casebook) -> None:
    one, other = (dict(texts_in(name, casebook)) for name in (DEFAULT, language))
    assert len(one.keys() & other.keys()) > 1000
    different = [
        f"{where}: {dict(numbers(one[where], DEFAULT))} and {dict(numbers(other[where], language))}"
        for where in one.keys() & other.keys()
        if numbers(one[where], DEFAULT) != numbers(other[where], language)
    ]
    assert different == []


NUMBERS = {
    "7,5 studiepunten in 2005": ("nl", {"7.5": 1, "2005": 1}),
    "7.5 credits in 2005": ("en", {"7.5": 1, "2005": 1}),
    "de 25ste keer [@work-2019], zie [hier](page-2.md)": ("nl", {"25": 1}),
    "from 09:00 to 10:00": ("en", {"09:00": 1, "10:00": 1}),
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_numbers_are_found(text: str, expected: tuple[str, dict[str, int]]) -> None:
    assert numbers(text, expected[0]) == expected[1]


@pytest.mark.parametrize("folder", ["practices", "docs"])
def test_no_e_mail_address_stands_in_the_texts(folder: str) -> None:
    assert E_MAIL.search("write to somebody@example.org"), "the search itself works"
    files = [path for path in Path(ROOT, folder).rglob("*") if path.suffix in (".yaml", ".md")]
    assert files
    assert [(path.name, found) for path in files for found in E_MAIL.findall(path.read_text(encoding="utf-8"))] == []
