"""The booklet, the card deck, the worksheet and the facilitator's guide hold what a workshop needs."""

import re
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from casebook.handwritten import Page
from casebook.model import SECTIONS, Casebook
from casebook.pages.edition import Edition
from casebook.pages.prints import WORKSHOP
from casebook.project import Project
from casebook.words import read_words
from printed import Pdf, letters_of
from reader import read_document, text_of

LANGUAGES = ("nl", "en")
ADDRESS = "https://gap-mending.example/"

each_language = pytest.mark.parametrize("language", LANGUAGES)


def root_of(language: str, project: Project) -> str:
    return "" if language == project.default_language else f"{language}/"


def paper(name: str, language: str, site: Path, project: Project) -> Pdf:
    return Pdf(site / root_of(language, project) / WORKSHOP[name])


@each_language
def test_the_worksheet_asks_everything_on_one_page(language: str, site: Path, project: Project) -> None:
    (text,) = paper("worksheet", language, site, project).page_texts
    words = read_words(language).worksheet
    asked = [part for question in words["questions"].values() for part in question.values()]
    expected = [
        words["title"],
        words["side_one"],
        words["side_other"],
        *asked,
        *words["step_parts"],
        words["foot"],
    ]
    assert [one for one in expected if letters_of(one) not in letters_of(text)] == []


@each_language
def test_the_guide_says_what_its_page_says(language: str, site: Path, project: Project) -> None:
    pdf = paper("guide", language, site, project)
    page = read_document(site / root_of(language, project) / "facilitate" / "index.html", site)
    words = read_words(language)
    text, position = pdf.letters(words.site_name + words.sheets["page"]), 0
    passages = [text_of(one) for child in page.only("article") for one in child.iter() if child.tag in ("p", "ul")]
    assert len(passages) > 30
    for passage in passages:
        found = text.find(letters_of(passage), position)
        assert found >= 0, passage
        position = found
    assert len(pdf.page_texts) <= 2


@each_language
def test_the_plan_takes_two_hours_without_a_gap(language: str, casebook: Casebook) -> None:
    page = next(page for page in casebook.pages if (page.uri, page.language) == ("facilitate.md", language))
    times = [(minutes(start), minutes(end)) for start, end in re.findall(r"^### (\d:\d\d)–(\d:\d\d) ", page.body, re.M)]
    assert times[0][0] == 0
    assert times[-1][1] == 120
    assert [end for _, end in times[:-1]] == [start for start, _ in times[1:]]


def minutes(time: str) -> int:
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


def test_both_plans_have_the_same_steps(casebook: Casebook) -> None:
    def steps(page: Page) -> list[str]:
        return re.findall(r"^### (\S+) .*(\{#.*\})$", page.body, re.M)

    pages = {page.language: page for page in casebook.pages if page.uri == "facilitate.md"}
    assert steps(pages["nl"]) == steps(pages["en"]) != []


@each_language
def test_the_deck_has_a_back_behind_each_front(language: str, site: Path, project: Project, casebook: Casebook) -> None:
    """Held against the light, a card's back lies behind its front: on the left where the front is on the right."""
    pdf, words = paper("deck", language, site, project), read_words(language)
    backs = 0
    for number in range(0, len(pdf.page_texts), 2):
        behind = pdf.quarters(number + 1)
        for (row, column), front in pdf.quarters(number).items():
            back = behind[row, 1 - column]
            assert len(back.codes) == bool(front.text)
            if front.text:
                backs += 1
                (code,) = back.codes
                assert page_title(code, site) in front.text
                assert page_title(code, site) in back.text
                assert [key for key in SECTIONS if letters_of(words.sections[key]) not in back.text] == []
    assert backs == len(casebook.public)


def page_title(code: str, site: Path) -> str:
    """The title of the page to which a code leads."""
    page = read_document(site / code.removeprefix(ADDRESS) / "index.html", site)
    return letters_of(text_of(page.only("h1")))


@each_language
def test_the_booklet_holds_everything_in_order(language: str, site: Path, project: Project, casebook: Casebook) -> None:
    pdf, words = paper("booklet", language, site, project), read_words(language)
    titles = sorted((p.title.version(language, p.original)[0] for p in casebook.public), key=str.casefold)
    chapters = [words.sheets["how"], words.sheets["contents"], words.compare_page["title"]]
    last = [words.worksheet["title"], *(words.sheets[key] for key in ("terms", "works", "colophon"))]
    assert [title for title, level in pdf.outline if level == 0] == [*chapters, *titles, *last]


@each_language
def test_the_booklet_ends_with_terms_works_and_its_version(
    language: str, site: Path, project: Project, casebook: Casebook
) -> None:
    pdf, words = paper("booklet", language, site, project), read_words(language)
    edition = Edition(casebook, language, date(2026, 11, 22))
    used = [term.term.version(language)[0] for term in casebook.glossary if term.key in edition.term_uses]
    references = [html.striptags() for key, html in edition.bibliography.references.items() if is_cited(key, casebook)]
    text = letters_of("".join(pdf.page_texts))
    end = text[text.rindex(letters_of(words.sheets["terms"])) :]
    assert [term for term in used if letters_of(term) not in end] == []
    assert len(used) > 50
    assert [one for one in references if letters_of(one)[:60] not in end] == []
    assert letters_of(words.sheets["version"].format(version=version("gap-mending-casebook"))) in end[-800:]


def is_cited(key: str, casebook: Casebook) -> bool:
    return any(key in practice.cited_works() for practice in casebook.public)


@each_language
def test_the_comparison_lies_open_across_two_pages(language: str, site: Path, project: Project) -> None:
    """Left on an even page, right on the odd one that faces it, with the same rows."""
    pdf, words = paper("booklet", language, site, project), read_words(language)
    left = pages_with(pdf, words.compare_page["practice"], words.facts["country"], words.facts["place"])
    right = pages_with(pdf, words.compare_page["practice"], words.facts["duration"], words.facts["ects"])
    assert left
    assert all(number % 2 == 0 for number in left)
    assert right == [number + 1 for number in left]


def pages_with(pdf: Pdf, *heads: str) -> list[int]:
    """The numbers of the pages on which these labels follow each other, as in a table's first row."""
    row = letters_of("".join(heads))
    return [number for number, text in enumerate(pdf.page_texts, 1) if row in letters_of(text)]
