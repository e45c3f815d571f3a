"""The glossary: its file is read strictly, its terms are found in texts, and its page is whole."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from casebook.fields.values import Text
from casebook.glossary import Term
from casebook.marking import Finder, mark_first_uses
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.pages.glossary import glossary_page
from casebook.pages.practice import practice_page
from casebook.project import read_project
from casebook.words import sort_key
from conftest import ROOT, run_casebook
from markupsafe import Markup
from reader import Document, find, parse_fragment, text_of

GLOSSARY = "practices/_glossary.yaml"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LANGUAGES = read_project(ROOT).languages
Replace = Callable[[str, str, str], None]


# The file


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - key: tokenism\n", "  - key: tandem\n", "terms[30].key: the key “tandem” is used by another term"),
        ("  - key: tokenism\n", "  - key: To Kenism\n", "terms[30].key: “To Kenism” is not a key"),
        (
            "variants: {nl: [tokenisme]}",
            "variant: {nl: [tokenisme]}",
            "unknown key “variant” - did you mean “variants”?",
        ),
        ("variants: {nl: [tokenisme]}", "variants: {de: [Alibi]}", "unknown key “de”"),
        (
            "variants: {nl: [tokenisme]}",
            "variants: {nl: [stigma]}",
            "terms[30].variants.nl[1]: “stigma” is already a word for the term stigma",
        ),
        (
            "term: {nl: schijnparticipatie, en: tokenism}",
            "term: {nl: schijnparticipatie}",
            "terms[30].term.en: is missing",
        ),
        (
            "      en: Inviting people for show, without giving them influence.\n",
            "",
            "terms[30].definition.en: is missing",
        ),
        (
            "text: praktijklector, where: BE",
            "text: praktijklector, where: Flanders",
            "“Flanders” is not a country code",
        ),
        (
            "      - {language: nl, text: praktijklector",
            "      - {language: xx, text: praktijklector",
            "“xx” is not in",
        ),
        ("without giving them influence.", "without <b>influence</b>.", "“<b>” is HTML"),
    ],
    ids=[
        "key taken",
        "no key",
        "unknown key",
        "unknown language",
        "word taken",
        "missing language of a term",
        "missing language of a definition",
        "no country",
        "no language",
        "HTML",
    ],
)
def test_a_mistake_gets_its_line(project_copy: Path, replace_in: Replace, old: str, new: str, said: str) -> None:
    replace_in(GLOSSARY, old, new)
    done = run_casebook(project_copy, "check", GLOSSARY)
    assert done.returncode == 1
    assert f"{GLOSSARY}:" in done.stdout
    assert said in done.stdout
    assert "Traceback" not in done.stderr


def test_a_group_comes_from_the_closed_list(project_copy: Path) -> None:
    path = project_copy / GLOSSARY
    path.write_text(path.read_text(encoding="utf-8").replace("group: powerus", "group: power-us", 1), encoding="utf-8")
    assert (
        "“power-us” is not in the closed list - did you mean “powerus”?" in run_casebook(project_copy, "check").stdout
    )


def test_the_casebook_needs_a_glossary(project_copy: Path) -> None:
    (project_copy / GLOSSARY).unlink()
    done = run_casebook(project_copy, "check")
    assert f"{GLOSSARY}:1:1: the file does not exist" in done.stdout


# Finding and marking


def term(key: str, nl: tuple[str, ...] = (), en: tuple[str, ...] = ()) -> Term:
    """A term whose first word is the term itself and whose other words are variants."""
    words = {language: found for language, found in (("nl", nl), ("en", en)) if found}
    return Term.model_construct(
        key=key,
        term=Text({language: found[0] for language, found in words.items()}),
        variants={language: found[1:] for language, found in words.items()},
        forms={},
    )


TERMS = (
    term("user", ("gebruiker van voorzieningen", "gebruikers"), ("service user", "service users")),
    term("student", ("externe student",), ("service user student",)),
    term("work", ("sociaal werk",), ("social work",)),
    term("gap", ("kloof",), ("gap",)),
    term("client", ("cliënt",), ("client",)),
    term("equal", ("EQUAL",), ("EQUAL",)),
    term("dutch", ("kade",)),
    term("and", (), ("R&D",)),
)


def marked(html: str, language: str = "en", seen: dict[str, Term] | None = None) -> str:
    def link(term: Term, written: str) -> Markup:
        return Markup("[{}={}]").format(term.key, written)

    return str(mark_first_uses(html, Finder(TERMS, language), {} if seen is None else seen, link))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a gap here</p>", "<p>a [gap=gap] here</p>"),
        ("<p>Gap. GAP.</p>", "<p>[gap=Gap]. GAP.</p>"),
        ("<p>gaps, gap-mending, singapore, gap</p>", "<p>gaps, gap-mending, singapore, [gap=gap]</p>"),
        ("<p>(gap) “gap”</p>", "<p>([gap=gap]) “gap”</p>"),
        ("<p>a service user student</p>", "<p>a [student=service user student]</p>"),
        ("<p>a service\nuser</p>", "<p>a [user=service\nuser]</p>"),
        ("<p>service users, then a service user</p>", "<p>[user=service users], then a service user</p>"),
        (
            '<p><a href="https://gap.example/">a gap</a> gap</p>',
            '<p><a href="https://gap.example/">a gap</a> [gap=gap]</p>',
        ),
        (
            '<p><span class="citation">(<a href="#gap"><span lang="nl">gap</span></a>, gap)</span> gap</p>',
            '<p><span class="citation">(<a href="#gap"><span lang="nl">gap</span></a>, gap)</span> [gap=gap]</p>',
        ),
        ("<p><code>gap</code><br />gap</p>", "<p><code>gap</code><br />[gap=gap]</p>"),
        ("<h3>gap</h3><p>gap</p>", "<h3>gap</h3><p>[gap=gap]</p>"),
        ("<p><em>gap</em></p>", "<p><em>[gap=gap]</em></p>"),
        ("<p>equal, EQUAL</p>", "<p>equal, [equal=EQUAL]</p>"),
        ("<p>R&amp;D &lt;gap&gt;</p>", "<p>[and=R&amp;D] &lt;[gap=gap]&gt;</p>"),
        ("<p>&lt;script&gt; &amp;amp;</p>", "<p>&lt;script&gt; &amp;amp;</p>"),
        ("<p>kade</p>", "<p>kade</p>"),
        ("", ""),
    ],
)
def test_the_first_use_is_marked(html: str, expected: str) -> None:
    assert marked(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Gebruikers van een kade</p>", "<p>[user=Gebruikers] van een [dutch=kade]</p>"),
        ("<p>CLIËNT, cliënten</p>", "<p>[client=CLIËNT], cliënten</p>"),
        ("<p>service user</p>", "<p>service user</p>"),
    ],
)
def test_each_language_has_its_own_words(html: str, expected: str) -> None:
    assert marked(html, "nl") == expected


def test_a_page_marks_a_term_once_in_all_its_texts() -> None:
    seen: dict[str, Term] = {}
    assert [marked("<p>gap</p>", seen=seen), marked("<p>gap, client</p>", seen=seen)] == [
        "<p>[gap=gap]</p>",
        "<p>gap, [client=client]</p>",
    ]
    assert list(seen) == ["gap", "client"]


def test_a_language_without_words_marks_nothing() -> None:
    assert marked("<p>gap</p>", "sv") == "<p>gap</p>"


@pytest.mark.parametrize(
    "text", ["[@gap]", "[a gap](practice:x)", "`gap`", "<https://gap.example>", "[person:gap]", "a megagap"]
)
def test_links_citations_and_code_use_no_term(text: str) -> None:
    finder = Finder(TERMS, "en")
    assert finder.used_in(text) == set()
    assert finder.used_in(f"{text} and a gap") == {"gap"}


def test_long_texts_take_time_in_proportion(casebook: Casebook) -> None:
    finder = Finder(casebook.glossary, "en")
    assert len(list(finder.find("service user and so on, the gap. " * 20_000))) == 40_000
    assert list(finder.find("service " * 100_000)) == []


# The order


@pytest.mark.parametrize(
    ("words", "alphabet"),
    [
        (["decaan", "docent"], ALPHABET),
        (["élan vital", "eland", "Emmer"], ALPHABET),
        (["co-creatie", "cocreëren", "coördinator"], ALPHABET),
        (["sociaal werk", "sociaalwerk"], ALPHABET),
        (["zeta", "åska", "ärt", "öl"], ALPHABET + "åäö"),
    ],
    ids=["plain", "accents", "hyphen", "space first", "letters after z"],
)
def test_words_stand_in_the_order_of_their_alphabet(words: list[str], alphabet: str) -> None:
    assert sorted(set(words), key=lambda word: sort_key(word, alphabet)) == words


# The page


@pytest.fixture(scope="module", params=LANGUAGES)
def edition(request: pytest.FixtureRequest, casebook: Casebook) -> Edition:
    return Edition(casebook, request.param, date(2026, 11, 22))


@pytest.fixture(scope="module")
def page(edition: Edition) -> Document:
    return parse_fragment(str(glossary_page(edition).body(edition).html))


def test_each_term_has_an_entry_under_its_key(page: Document, edition: Edition) -> None:
    headings = {element.get("id"): text_of(element) for element in page.find("h3")}
    assert headings == {term.key: term.term.by_language[edition.language] for term in edition.casebook.glossary}


def test_entries_stand_from_a_to_z_under_their_letter(page: Document) -> None:
    shown = [text_of(element) for element in page.find("h3")]
    assert shown == sorted(shown, key=lambda word: sort_key(word, ALPHABET))
    letters = [text_of(section.find("h2") or section) for section in page.find("section", "letter")]
    assert letters == sorted(set(letters))
    for section in page.find("section", "letter"):
        firsts = {text_of(h3)[0].upper() for h3 in find(section, "h3")}
        assert firsts == {text_of(find(section, "h2")[0])}


def test_an_entry_has_the_word_in_the_other_language(page: Document, edition: Edition) -> None:
    for term, entry in zip(sorted(edition.casebook.glossary, key=lambda t: t.key), _entries(page), strict=True):
        for language, word in term.term.by_language.items():
            if language != edition.language:
                assert any(text_of(e).startswith(word) for e in entry.iter("span") if e.get("lang") == language)


def _entries(page: Document) -> list[Element]:
    return sorted(page.find("article"), key=lambda entry: entry.get("aria-labelledby", ""))


def test_the_page_and_the_practices_agree_on_who_uses_what(page: Document, edition: Edition) -> None:
    links = ((entry.get("aria-labelledby"), link) for entry in _entries(page) for link in page.links_below(entry))
    listed = {(key, link.path) for key, link in links if not link.written.startswith("#")}  # those lead to other terms
    marked_there = set()
    for practice in edition.practices:
        there = parse_fragment(str(practice_page(edition, practice).body(edition).html))
        terms = [link for link in there.links if link.element.get("class") == "term"]
        assert terms
        assert all(link.path == "glossary/" for link in terms)
        assert len({link.anchor for link in terms}) == len(terms)
        assert [f"term-{link.anchor}" for link in terms] == [link.element.get("aria-describedby") for link in terms]
        assert {f"term-{link.anchor}" for link in terms} <= set(there.all_ids)
        assert not [link for link in terms if "title" in link.element.attrib]
        marked_there |= {(link.anchor, f"practices/{practice.slug}/") for link in terms}
    assert listed == marked_there


def test_machines_read_the_same_terms(page: Document, edition: Edition) -> None:
    script = next(e for e in page.find("script") if e.get("type") == "application/ld+json")
    data = json.loads(script.text or "")
    assert (data["@context"], data["@type"]) == ("https://schema.org", "DefinedTermSet")
    assert data["inLanguage"] == edition.words.locale
    found = {term["termCode"]: (term["@type"], term["name"], term["description"]) for term in data["hasDefinedTerm"]}
    assert found == {
        term.key: (
            "DefinedTerm",
            term.term.by_language[edition.language],
            term.definition.by_language[edition.language],
        )
        for term in edition.casebook.glossary
    }
    assert {term["@id"] for term in data["hasDefinedTerm"]} <= {f"#{name}" for name in page.all_ids}


def test_a_definition_cannot_close_the_script(edition: Edition) -> None:
    evil = edition.casebook.glossary[0].model_copy(update={"definition": Text({edition.language: "</script><b>&"})})
    changed = replace(edition, casebook=replace(edition.casebook, glossary=(evil,)))
    html = str(glossary_page(changed).body(changed).html)
    assert "</script><b>" not in html
    script = next(e for e in parse_fragment(html).find("script") if e.get("type") == "application/ld+json")
    assert json.loads(script.text or "")["hasDefinedTerm"][0]["description"] == "</script><b>&"
