"""References and citations, held against a second CSL processor: citeproc-js, with the locales of the CSL project.

Both get the same style and the same works. Where they differ, `explained` says why and shows what stays the same.
"""

import html
import re
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from casebook.cards import read_known
from casebook.citations import Bibliography, Run, format_works
from casebook.model import Casebook
from casebook.notation import Cite
from casebook.pages.edition import Edition
from casebook.project import Project, read_project
from casebook.shelves import read_works
from casebook.source import parse_source
from casebook.style import Manner, manner_of, write_style
from casebook.words import read_words
from casebook.works import Work
from conftest import ROOT
from markupsafe import Markup
from playwright.sync_api import Browser

LANGUAGES = read_project(ROOT).languages
PROCESSOR = ROOT / "tests" / "data" / "citeproc-js" / "citeproc_commonjs.js"
LOCALES = files("citeproc") / "data" / "locales"
"""The CSL project's own locales, as the package citeproc-py carries them; pandoc has its own copy, of another date."""

LOAD = """source => (0, eval)(`var module = {}; ${source}; window.CSL = CSL`)"""
FORMAT = """({ items, clusters, style, locales, locale }) => {
    const byId = Object.fromEntries(items.map((item) => [item.id, item]));
    const system = { retrieveLocale: (name) => locales[name], retrieveItem: (id) => byId[id] };
    const engine = new CSL.Engine(system, style, locale, true);
    engine.updateItems(items.map((item) => item.id));
    const [found, entries] = engine.makeBibliography();
    return {
        references: found.entry_ids.map(([id], place) => [id, entries[place]]),
        citations: clusters.map((cluster) => engine.makeCitationCluster(cluster)),
    };
}"""


class Formatted:
    """What both processors make of the same works and citations; italics between asterisks, nothing else marked up."""

    def __init__(self, browser: Browser, works: Sequence[Work], clusters: list[tuple[Cite, ...]], manner: Manner):
        self.works = {work.id: work for work in works}
        self.clusters = clusters
        self.manner = manner
        ours = format_works(works, clusters, manner)
        self.ours = {key: plain(reference) for key, reference in ours.references.items()}
        self.our_citations = [plain(joined(ours, cluster)) for cluster in clusters]
        theirs = self._ask(browser, list(works))
        self.theirs = {key: plain(reference) for key, reference in theirs["references"]}
        self.their_citations = [plain(citation) for citation in theirs["citations"]]

    def _ask(self, browser: Browser, works: list[Work]) -> Any:
        page = browser.new_page()
        page.evaluate(LOAD, PROCESSOR.read_text(encoding="utf-8"))
        asked = {
            "items": [work.csl(self.manner.locale[:2]) for work in works],
            "clusters": [[cite_item(cite) for cite in cluster] for cluster in self.clusters],
            "style": write_style(self.manner),
            "locales": read_locales(),
            "locale": self.manner.locale,
        }
        answer = page.evaluate(FORMAT, asked)
        page.close()
        return answer


def read_locales() -> dict[str, str]:
    """Every locale under its tag."""
    return {
        file.name.removeprefix("locales-").removesuffix(".xml"): file.read_text(encoding="utf-8")
        for file in LOCALES.iterdir()
        if file.name.startswith("locales-")
    }


def cite_item(cite: Cite) -> dict[str, str]:
    label, _, number = cite.locator.partition(" ")
    return {"id": cite.key} | ({"locator": number, "label": "page"} if label in ("p.", "pp.") else {})


def joined(bibliography: Bibliography, cluster: tuple[Cite, ...]) -> str:
    runs: tuple[Run, ...] = bibliography.in_text[cluster]
    return str(Markup("").join(run.html for run in runs))


def plain(markup: str) -> str:
    starred = re.sub(r"</?(?:em|i)>", "*", markup)
    return " ".join(html.unescape(re.sub("<[^>]+>", "", starred)).split())


def without_letters(text: str) -> str:
    """The text without the letters that tell apart works of one author and year: `2021a`, `z.d.-b`."""
    return re.sub(r"(?<=[ (])(\d{4}|[a-z]\.d\.)-?[a-z](?=[),;])", r"\1", text)


@pytest.fixture(scope="module", params=LANGUAGES)
def formatted(request: pytest.FixtureRequest, browser: Browser, casebook: Casebook) -> Formatted:
    works = list(casebook.works.values())
    alone: list[tuple[Cite, ...]] = [(Cite(work.id),) for work in works]
    with_page: list[tuple[Cite, ...]] = [(Cite(work.id, "p. 12"),) for work in works]
    pairs: list[tuple[Cite, ...]] = [(Cite(one.id), Cite(two.id)) for one, two in pairwise(works)]
    edition = Edition(casebook, request.param, date(2026, 11, 22))
    return Formatted(browser, works, alone + with_page + pairs, manner_of(edition.words))


def test_every_reference_is_the_same(formatted: Formatted) -> None:
    assert formatted.ours.keys() == formatted.theirs.keys() == formatted.works.keys()
    different = {
        key: (ours, formatted.theirs[key])
        for key, ours in formatted.ours.items()
        if without_letters(ours) != without_letters(explained(formatted, key))
    }
    assert different == {}


def explained(formatted: Formatted, key: str) -> str:
    """Their reference, without the differences that we want.

    - A web page with neither a date nor a day of access: the style says "Retrieved" and no day, which tells a
      reader nothing; ours gives the address alone.
    - American English moves a full stop into closing quotation marks; ours stays outside, as in British English and
      in most other languages.
    """
    work, theirs = formatted.works[key], formatted.theirs[key]
    if work.url and not (work.doi or work.issued or work.accessed):
        retrieved = dict(formatted.manner.terms)["retrieved"]
        theirs = theirs.replace(f"{retrieved[0].upper()}{retrieved[1:]} {work.url}", work.url)
    return re.sub(r"\.”(\*?) ", r"”\1. ", theirs)


def test_every_citation_is_the_same(formatted: Formatted) -> None:
    pairs = zip(formatted.our_citations, formatted.their_citations, formatted.clusters, strict=True)
    different = [
        (ours, theirs)
        for ours, theirs, cluster in pairs
        if without_letters(ours) not in {without_letters(theirs), without_letters(spelled_out(formatted, cluster))}
    ]
    assert different == []


def spelled_out(formatted: Formatted, cluster: tuple[Cite, ...]) -> str:
    """Their citations one by one in one pair of brackets: `(A et al., 2006; A et al., 2007)`.

    Pandoc names shortened authors, and those who edit one of the works, again before each year; citeproc-js gives
    `(A et al., 2006, 2007)`. Readers lose nothing.
    """
    alone = dict(zip(formatted.works, formatted.their_citations, strict=False))
    order = [key for key in formatted.theirs if key in {cite.key for cite in cluster}]
    return f"({'; '.join(alone[key][1:-1] for key in order)})"


def test_works_stand_in_the_same_order(formatted: Formatted) -> None:
    """By author and year alike; citeproc-js passes over punctuation where titles of one author and year decide."""
    ours, theirs = ([author_and_year(text) for text in order.values()] for order in (formatted.ours, formatted.theirs))
    assert ours == theirs


def author_and_year(reference: str) -> str:
    return without_letters(reference.partition(")")[0] + ")")


def test_no_two_works_are_cited_alike(formatted: Formatted) -> None:
    alone = formatted.our_citations[: len(formatted.works)]
    assert sorted(alone) == sorted(set(alone))


# What guides of Dutch universities ask for, where the locale or the style alone would do otherwise

MADE_UP = """
references:
  - id: chapter
    type: chapter
    title: Het hoofdstuk
    author: [{family: Peeters, given: An}, {family: Berg, given: Bo, non-dropping-particle: van den}]
    editor: [{family: Claes, given: Ine}, {family: Maes, given: Jan}]
    container-title: Het boek
    publisher: De uitgever
    page: 12-15
    issued: 2020
    language: nl
    custom: {}
  - id: news
    type: article-newspaper
    title: Een bericht
    author: [{literal: De Krant}]
    container-title: Het Dagblad
    issued: 2017-08-29
    language: nl
    custom: {}
  - id: page
    type: webpage
    title: Met ‘enkele’ en “dubbele” tekens
    author: [{literal: De Dienst}]
    URL: https://example.org/
    accessed: 2026-11-22
    language: nl
    custom: {}
  - id: untitled
    type: report
    title: Een rapport zonder auteur
    publisher: De uitgever
    issued: 2020-05
    language: nl
    custom: {}
  - id: own-genre
    type: report
    title: Ein Bericht
    genre: Projektbericht
    author: [{literal: De Dienst}]
    issued: 2019
    language: nl
    custom: {genre: {nl: projectverslag, en: project report}}
  - id: numbered
    type: webpage
    title: A guide
    genre: Guide
    number: 4
    author: [{literal: De Dienst}]
    issued: 2018
    language: en
    custom: {genre: {nl: gids, en: guide}}
"""

EXPECTED = {
    "nl": {
        "chapter": "Peeters, A., & van den Berg, B. (2020). Het hoofdstuk. In I. Claes & J. Maes (Red.), *Het boek* "
        "(pp. 12-15). De uitgever.",
        "news": "De Krant. (2017, 29 augustus). Een bericht. *Het Dagblad*.",
        "page": "De Dienst. (z.d.). *Met ‘enkele’ en “dubbele” tekens*. Geraadpleegd op 22 november 2026, van "
        "https://example.org/",
        "untitled": "*Een rapport zonder auteur*. (2020). De uitgever.",
        "own-genre": "De Dienst. (2019). *Ein Bericht* [Projectverslag].",
        "numbered": "De Dienst. (2018). *A guide* (Gids nr. 4).",
    },
    "en": {
        "chapter": "Peeters, A., & van den Berg, B. (2020). Het hoofdstuk. In I. Claes & J. Maes (Eds.), *Het boek* "
        "(pp. 12–15). De uitgever.",
        "news": "De Krant. (2017, August 29). Een bericht. *Het Dagblad*.",
        "page": "De Dienst. (n.d.). *Met ‘enkele’ en “dubbele” tekens*. Retrieved November 22, 2026, from "
        "https://example.org/",
        "untitled": "*Een rapport zonder auteur*. (2020). De uitgever.",
        "own-genre": "De Dienst. (2019). *Ein Bericht* [Project report].",
        "numbered": "De Dienst. (2018). *A guide* (Guide No. 4).",
    },
}
"""The sign & stands in both languages, within brackets and in the list; "en" belongs in a sentence's own text."""

CITED = {
    "nl": ["(Peeters & van den Berg, 2020, p. 12)", "(De Krant, 2017; Een rapport zonder auteur, 2020)"],
    "en": ["(Peeters & van den Berg, 2020, p. 12)", "(De Krant, 2017; Een rapport zonder auteur, 2020)"],
}


@pytest.mark.parametrize("language", EXPECTED)
def test_each_language_has_its_own_words(project: Project, browser: Browser, language: str) -> None:
    source = parse_source(MADE_UP.encode(), "made-up.yaml")
    works = list(read_works(source, read_known(project)).values())
    assert source.problems == []
    clusters: list[tuple[Cite, ...]] = [(Cite("chapter", "p. 12"),), (Cite("untitled"), Cite("news"))]
    both = Formatted(browser, works, clusters, manner_of(read_words(language)))
    assert both.ours == both.theirs == EXPECTED[language]
    assert both.our_citations == both.their_citations == CITED[language]


def test_a_title_keeps_its_own_language(casebook: Casebook) -> None:
    """Titles in another language than the page carry it; those in the page's own do not."""
    for language in LANGUAGES:
        edition = Edition(casebook, language, date(2026, 11, 22))
        for key, reference in edition.bibliography.references.items():
            work = casebook.works[key]
            spoken = set(re.findall(r'<span lang="([^"]+)">', str(reference)))
            assert spoken == ({work.title_language} - {language}), key
