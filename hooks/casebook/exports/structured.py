"""What a page is about, in the vocabulary of schema.org, as JSON-LD: only what the page itself says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.citing import AUTHORS
from casebook.exports.practices import LICENCE
from casebook.fields.values import NotDescribed
from casebook.model import Practice

Node = Mapping[str, Any]


@dataclass(frozen=True)
class About:
    """A page as its node names it; addresses are absolute."""

    address: str
    title: str
    description: str
    language: str
    locale: str
    """The language's tag, such as en-GB."""
    site: str
    """The address of the language's home page."""
    site_name: str


def graph(nodes: Iterable[Node]) -> Node:
    """The nodes as one JSON-LD document."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def website(about: About) -> Node:
    """The site, in one language."""
    return {"@type": "WebSite", "@id": f"{about.site}#site", "url": about.site, "name": about.site_name}


def described_website(about: About, licence: str = LICENCE) -> Node:
    """The same on its home page, with what it is and what may be done with it."""
    return {**website(about), "description": about.description, "inLanguage": about.locale, "license": licence}


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Node:
    """The way from the home page to a page: titles and addresses, the page itself last."""
    steps = [
        {"@type": "ListItem", "position": place, "name": title, "item": address}
        for place, (title, address) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _page(about: About, kinds: list[str]) -> dict[str, Any]:
    return {
        "@type": kinds,
        "@id": about.address,
        "url": about.address,
        "name": about.title,
        "description": about.description,
        "inLanguage": about.locale,
        "isPartOf": website(about),
        "license": LICENCE,
        "isAccessibleForFree": True,
    }


def practice_node(
    practice: Practice, about: About, kind: str, published: date | None, changed: date | None, original: str | None
) -> Node:
    """A practice's page; `original` is the address of the page that it was translated from."""
    found = _page(about, ["WebPage", "LearningResource"]) | {"learningResourceType": kind}
    dates = {"datePublished": published, "dateModified": changed}
    found |= {name: day.isoformat() for name, day in dates.items() if day is not None}
    authors = _authors(practice, about.language)
    if authors:
        found["author"] = authors
    if original is not None:
        found["translationOfWork"] = {"@id": original}
    return found | _subject(practice, about)


def _subject(practice: Practice, about: About) -> dict[str, Any]:
    """What the page tells of: a course where it earns credits, else those who organise it."""
    organisations = _organisations(practice, about.language)
    if isinstance(practice.ects, NotDescribed):
        return {"mentions": organisations} if organisations else {}
    course = {
        "@type": "Course",
        "@id": f"{about.address}#course",
        "name": about.title,
        "description": about.description,
    }
    return {"about": course | ({"provider": organisations} if organisations else {})}


def _organisations(practice: Practice, language: str) -> list[Node]:
    if isinstance(practice.organisations, NotDescribed):
        return []
    return [_organisation(name.version(language, practice.original)[0]) for name in practice.organisations]


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _authors(practice: Practice, language: str) -> list[Node]:
    """Those who wrote the card, as far as they consent to be named."""
    found = []
    for entry in practice.contributors:
        if entry.role in AUTHORS and entry.organisation is not None:
            found.append(_organisation(entry.organisation.version(language, practice.original)[0]))
        elif entry.role in AUTHORS and entry.person is not None and (name := practice.name_of(entry.person)):
            found.append({"@type": "Person", "name": name})
    return found


def dataset(about: About, languages: Sequence[str], files: Iterable[tuple[str, str]]) -> Node:
    """The open data: its page, and address and media type of each file."""
    downloads = [{"@type": "DataDownload", "contentUrl": address, "encodingFormat": media} for address, media in files]
    page = _page(about, ["Dataset"])
    return page | {"inLanguage": list(languages), "distribution": downloads}
