"""The booklet: all practices, how they compare, the worksheet, the terms and the works that they use."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from casebook.pages.edition import Edition
from casebook.pages.values import localised
from casebook.sheets.paper import base_of, paper
from casebook.sheets.tree import to_data

_SPREAD = (
    ("country", "place", "organisations", "since", "format"),
    ("duration", "ects", "student_stage", "expert_roles", "compensation"),
)
"""The facts on the left and on the right page of the comparison."""


def booklet(edition: Edition, told: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Everything that the template `booklet.typ` sets; `told` has the data of each practice's handout, by its slug."""
    words = edition.words
    return {
        **paper(edition, words.site_name, words.sheets["booklet_text"], "practices/", edition.last_change),
        "tagline": words.site_tagline,
        "version": version("gap-mending-casebook"),
        "practices": [{**told[practice.slug], "slug": practice.slug} for practice in edition.practices],
        "spread": _SPREAD,
        "terms": _terms(edition),
        "works": _works(edition),
    }


def _terms(edition: Edition) -> list[dict[str, Any]]:
    """The terms that practices use, by their own letters, with what each means."""
    used = [term for term in edition.casebook.glossary if term.key in edition.term_uses]
    shown = [
        {name: localised(getattr(term, name), edition.language) for name in ("term", "definition")} for term in used
    ]
    ordered = sorted(shown, key=lambda term: (term["term"].striptags().casefold(), term["definition"]))
    return [to_data(term, base_of(edition)) for term in ordered]


def _works(edition: Edition) -> list[dict[str, Any]]:
    """The works that practices cite, in the style's order, each with the slugs of those practices."""
    uses: dict[str, list[str]] = {}
    for practice in edition.practices:
        for key in practice.cited_works():
            uses.setdefault(key, []).append(practice.slug)
    references = edition.bibliography.references
    base = base_of(edition)
    return [{"html": to_data(html, base), "used_in": uses[key]} for key, html in references.items() if key in uses]
