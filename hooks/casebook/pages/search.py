"""What the search in the browser knows besides its index: other words for a term, and the options of the filters."""

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from casebook.facets import Option, facet_name
from casebook.glossary import Term
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk, Edition


def search_downloads(edition: Edition) -> Iterator[Download]:
    """What the search of this language loads: the terms when it is first opened, the options when it is to filter."""
    yield Download(f"assets/{_terms_file(edition)}", _as_json(list(_terms(edition))))
    yield Download(f"assets/{_options_file(edition)}", _as_json(_options(edition)))


def search_files(desk: Desk) -> Mapping[str, str]:
    """Where these files are, from a page."""
    return {"terms": desk.asset(_terms_file(desk.edition)), "options": desk.asset(_options_file(desk.edition))}


def _terms_file(edition: Edition) -> str:
    return f"search/{edition.language}-terms.json"


def _options_file(edition: Edition) -> str:
    return f"search/{edition.language}-options.json"


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _terms(edition: Edition) -> Iterator[dict[str, Any]]:
    """The terms that can also be found by other words, or whose readers may mean another term."""
    for term in edition.casebook.glossary:
        names = _names(term, edition.language)
        related = [name for other in edition.related[term.key] if (name := other.term.in_language(edition.language))]
        if names and (len(names) > 1 or related):
            spellings = _spellings(term, names, edition.language)
            yield {"key": term.key, "names": names, "spellings": spellings, "related": related}


def _names(term: Term, language: str) -> list[str]:
    own = term.term.in_language(language)
    return [] if own is None else [own, *term.variants.get(language, ())]


def _spellings(term: Term, names: list[str], language: str) -> list[list[str]]:
    """Each name with the inflections that resemble it most: the index stems words, so they need no search."""
    found: Mapping[str, list[str]] = {name: [name] for name in names}
    for form in term.forms.get(language, ()):
        nearest = max(names, key=lambda name: SequenceMatcher(None, name, form).ratio())
        found[nearest].append(form)
    return list(found.values())


def _options(edition: Edition) -> dict[str, Any]:
    """The facets that narrow anything, with their options; and the options of each practice by number, counted
    through all facets. Practices come in the order of `places`, as the index sorts them."""
    shown = {facet: options for facet, options in edition.facet_options.items() if len(options) > 1}
    pairs = [(facet, option.key) for facet, options in shown.items() for option in options]
    numbers = {pair: number for number, pair in enumerate(pairs)}
    values = (edition.facet_values[practice.slug] for practice in edition.practices)
    return {
        "facets": [_facet(facet, options, edition) for facet, options in shown.items()],
        "practices": [[numbers[facet, value] for facet in shown for value in own[facet]] for own in values],
    }


def _facet(facet: str, options: Iterable[Option], edition: Edition) -> dict[str, Any]:
    labels = [[option.key, option.label.version(edition.language)[0]] for option in options]
    return {"key": facet, "name": facet_name(facet, edition.words), "options": labels}
