"""What the builder draws its preview of a page with: the words, labels, works and terms of one language."""

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from casebook.fields.values import Text
from casebook.model import COUNTED, FACTS, SECTIONS
from casebook.notation import Cite
from casebook.pages.addresses import practice_address, term_address, work_address
from casebook.pages.downloads import PREVIEWS, Download
from casebook.pages.edition import Desk, Edition
from casebook.pages.imprint import REVIEW_MONTHS
from casebook.parts import BOUNDS, GapLens

_LISTS = ("format", "student_stage", "expert_roles", "compensation", COUNTED, "voice", "gap", "contributor")
"""The closed lists whose labels a practice's page shows."""

_WORDS = ("sections", "facts", "status", "practice", "bounds", "drawings", "translation", "cite")
_SAID = {"waiting": "empty", "cited": "cited", "notes": "editors"}
"""What only a preview says, where a page has something else or nothing."""

_COUNTS = ("minute", "hour", "day", "week", "month", "year")


def preview_file(desk: Desk, address: str) -> Download:
    """The file at `address`, beside the builder's page, which `desk` is for: its links start from there."""
    return Download(address, json.dumps(_made_with(desk), ensure_ascii=False, separators=(",", ":")))


def cited_alone(edition: Edition) -> Iterator[tuple[str, Markup]]:
    """The key of each work that a page cites alone and how it names it, in the style's order."""
    bibliography = edition.bibliography
    for key in bibliography.references:
        runs = bibliography.in_text.get((Cite(key),), ())
        yield from ((key, run.html) for run in runs if run.key)


def _made_with(desk: Desk) -> dict[str, Any]:
    edition = desk.edition
    words, casebook = edition.words, edition.casebook
    return {
        "locale": words.locale,
        "words": {name: words.entries[name] for name in _WORDS},
        "counts": {name: words.counts[name] for name in _COUNTS},
        "said": {name: words.builder[f"preview_{key}"] for name, key in _SAID.items()},
        "language_names": {language: words.language_name(language) for language in casebook.languages},
        "countries": words.country_names(),
        "labels": {name: _labels(edition, name) for name in _LISTS},
        "units": {what: entry.unit for what, entry in casebook.vocabulary[COUNTED].items()},
        "lists": {
            "facts": FACTS,
            "sections": SECTIONS,
            "optional_sections": ["nationale_context"],
            "lens": [*GapLens.model_fields],
            "bounds": BOUNDS,
        },
        "review_months": REVIEW_MONTHS,
        "works": [*cited_alone(edition)],
        "practices": [practice.slug for practice in edition.practices],
        "terms": _terms(edition),
        "links": {
            "references": desk.link(PREVIEWS),
            "works": desk.link(work_address("")),
            "terms": desk.link(term_address("")),
            "practices": desk.link(practice_address("")).removesuffix("/"),
        },
    }


def _labels(edition: Edition, name: str) -> dict[str, Any]:
    entries = edition.casebook.vocabulary[name].items()
    return {value: _version(entry.label, edition.language) for value, entry in entries}


def _terms(edition: Edition) -> list[dict[str, Any]]:
    """The terms that this language has a word for."""
    language = edition.language
    return [
        {
            "key": term.key,
            "words": words,
            "term": _version(term.term, language),
            "definition": _version(term.definition, language),
        }
        for term in edition.casebook.glossary
        if (words := term.words(language))
    ]


def _version(text: Text, language: str) -> tuple[str, str | None]:
    """The text, and its language where that isn't this one."""
    shown, found = text.version(language)
    return shown, None if found == language else found
