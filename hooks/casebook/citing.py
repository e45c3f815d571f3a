"""The page of a practice as a work of its own: an item of CSL JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casebook.model import Practice
from casebook.parts import Contributor

AUTHORS = ("author", "expert-by-experience")
"""The contributors who are cited; those who translated or reviewed are named in the page's imprint."""


def page_item(practice: Practice, language: str, site: str, address: str, changed: date | None) -> dict[str, Any]:
    """The practice's page in `language`, on the site of that name, as it was last changed.

    Its `id` is the slug and the language with a colon between: the keys of works have none.
    """
    title, found = practice.title.version(language, practice.original)
    item: dict[str, Any] = {
        "id": f"{practice.slug}:{language}",
        "type": "webpage",
        "title": title,
        "author": _authors(practice, language) or [{"literal": site}],
        "container-title": site,
        "language": found,
        "URL": address,
    }
    if changed is not None:
        item["issued"] = {"date-parts": [[changed.year, changed.month, changed.day]]}
    return item


def _authors(practice: Practice, language: str) -> list[Mapping[str, str]]:
    """Those who wrote the card, in its order: organisations, and people as far as they consent to be named."""
    entries = (entry for entry in practice.contributors if entry.role in AUTHORS)
    return [agent for entry in entries if (agent := _agent(entry, practice, language)) is not None]


def _agent(entry: Contributor, practice: Practice, language: str) -> Mapping[str, str] | None:
    if entry.organisation is not None:
        return {"literal": entry.organisation.version(language, practice.original)[0]}
    name = practice.name_of(entry.person) if entry.person else None
    return None if name is None else _person(name)


def _person(name: str) -> Mapping[str, str]:
    """A name written `Family, Given` is taken apart; any other stays as it was given."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}
