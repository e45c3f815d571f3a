"""The glossary: every term from A to Z in this language, with the practices that use it."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from casebook.exports.practices import LICENCE
from casebook.glossary import RegionalUse, Term
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.uses import Use
from casebook.pages.values import in_language, localised


def glossary_page(edition: Edition) -> GeneratedPage:
    """The glossary of one language."""
    words = edition.words.glossary_page
    return GeneratedPage(
        "glossary.md",
        words["title"],
        words["description"],
        _body,
        edited_in="practices/_glossary.yaml",
        menu=words["menu"],
    )


def _body(desk: Desk) -> Body:
    letters = _letters(desk)
    view = {"letters": letters, "term_set": _term_set(desk)}
    headings = tuple(Heading(letter["id"], letter["letter"]) for letter in letters)
    return Body(render("glossary.html", desk, view), headings)


def _letters(desk: Desk) -> list[dict[str, Any]]:
    """The terms under their first letters."""
    words = desk.edition.words
    alphabet = words.glossary_page["alphabet"]
    placed = sorted((words.sort_key(_name(term, desk)), term.key, term) for term in desk.edition.casebook.glossary)
    grouped = groupby(placed, key=lambda entry: entry[0][0])
    return [_letter(place, [term for _, _, term in group], alphabet, desk) for place, group in grouped]


def _letter(place: int, terms: Iterable[Term], alphabet: str, desk: Desk) -> dict[str, Any]:
    letter = alphabet[place] if place < len(alphabet) else chr(place - len(alphabet))
    return {"id": f"letter-{letter}", "letter": letter.upper(), "terms": [_entry(term, desk) for term in terms]}


def _name(term: Term, desk: Desk) -> str:
    return term.term.version(desk.edition.language)[0]


def _entry(term: Term, desk: Desk) -> dict[str, Any]:
    edition, language = desk.edition, desk.edition.language
    _, shown = term.term.version(language)
    return {
        "key": term.key,
        "term": localised(term.term, language),
        "group": localised(edition.casebook.vocabulary["term_group"][term.group].label, language),
        "elsewhere": [_elsewhere(term, other, desk) for other in term.term.by_language if other != shown],
        "definition": localised(term.definition, language),
        "variants": ", ".join(term.variants.get(language, ())),
        "related": [{"key": other.key, "term": localised(other.term, language)} for other in edition.related[term.key]],
        "forms": " ".join(term.forms.get(language, ())),
        "regional": [_regional(use, desk) for use in term.regional],
        "pitfall": None if term.pitfall is None else localised(term.pitfall, language),
        "uses": [_use(use, desk) for use in edition.term_uses.get(term.key, ())],
    }


def _elsewhere(term: Term, other: str, desk: Desk) -> dict[str, Any]:
    """The term in another language, with its variants there."""
    written = ", ".join((term.term.by_language[other], *term.variants.get(other, ())))
    return {
        "language": desk.edition.words.language_name(other),
        "words": in_language(escape(written), other, desk.edition.language),
    }


def _regional(use: RegionalUse, desk: Desk) -> dict[str, Any]:
    text: Markup = in_language(escape(use.text), use.language, desk.edition.language)
    return {"text": text, "where": desk.edition.words.country_name(use.where)}


def _use(use: Use, desk: Desk) -> dict[str, Any]:
    title = in_language(escape(use.title), use.language, desk.edition.language)
    return {"title": title, "link": desk.link(use.address)}


def _term_set(desk: Desk) -> dict[str, Any]:
    """The glossary as machines read it: a schema.org DefinedTermSet, its addresses relative to the page."""
    words, language = desk.edition.words, desk.edition.language
    terms = [term for term in desk.edition.casebook.glossary if term.words(language)]
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": "#glossary",
        "name": words.glossary_page["title"],
        "description": words.glossary_page["description"],
        "inLanguage": words.locale,
        "license": LICENCE,
        "hasDefinedTerm": [_defined_term(term, language) for term in terms],
    }


def _defined_term(term: Term, language: str) -> dict[str, Any]:
    variants: Sequence[str] = term.variants.get(language, ())
    described = {
        "@type": "DefinedTerm",
        "@id": f"#{term.key}",
        "url": f"#{term.key}",
        "termCode": term.key,
        "name": term.term.by_language[language],
        "inDefinedTermSet": "#glossary",
    }
    if language in term.definition.by_language:
        described["description"] = term.definition.by_language[language]
    return described | ({"alternateName": list(variants)} if variants else {})
