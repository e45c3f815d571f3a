"""An Atom feed (RFC 4287) of new and changed practices in one language.

A feed promises dates: what nobody knows the date of isn't in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

LONGEST = 100
"""So many entries at most, the newest first."""

_ATOM = "http://www.w3.org/2005/Atom"
_SINCE = "2026"
"""When the site's first tags were made; RFC 4151 asks for a date, so that a host's next owner makes others."""


@dataclass(frozen=True)
class Entry:
    """A practice as the feed tells of it."""

    slug: str
    """The first slug that the practice had: it stays the same entry when its address changes."""
    language: str
    """Of title and summary, which may not be translated yet."""
    title: str
    summary: str
    address: str
    published: date | None
    changed: date


@dataclass(frozen=True)
class Feed:
    """What the feed says of itself; addresses are absolute."""

    language: str
    title: str
    subtitle: str
    rights: str
    author: str
    address: str
    page: str
    """The page that lists the same for readers."""
    elsewhere: Mapping[str, str]
    """The same feed in other languages."""
    made: date
    """Stands for the last change where no entry has one."""


def write_feed(feed: Feed, entries: Iterable[Entry]) -> str:
    """The feed as XML."""
    newest = sorted(entries, key=lambda entry: (-entry.changed.toordinal(), entry.slug))[:LONGEST]
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    for name, text in _said(feed, newest):
        SubElement(root, name).text = text
    SubElement(SubElement(root, "author"), "name").text = feed.author
    for attributes in _links(feed):
        SubElement(root, "link", attributes)
    root.extend(_entry(entry, feed) for entry in newest)
    indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _said(feed: Feed, newest: list[Entry]) -> Iterator[tuple[str, str]]:
    yield "id", _tag(feed, "practices")
    yield "title", feed.title
    yield "subtitle", feed.subtitle
    yield "updated", _moment(newest[0].changed if newest else feed.made)
    yield "rights", feed.rights


def _links(feed: Feed) -> Iterator[dict[str, str]]:
    kind = "application/atom+xml"
    yield {"rel": "self", "type": kind, "href": feed.address}
    yield {"rel": "alternate", "type": "text/html", "hreflang": feed.language, "href": feed.page}
    for language, address in feed.elsewhere.items():
        yield {"rel": "alternate", "type": kind, "hreflang": language, "href": address}


def _entry(entry: Entry, feed: Feed) -> Element:
    made = Element("entry", {"xml:lang": entry.language})
    SubElement(made, "id").text = _tag(feed, f"practices/{entry.slug}")
    SubElement(made, "title").text = entry.title
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    if entry.published is not None:
        SubElement(made, "published").text = _moment(entry.published)
    SubElement(made, "updated").text = _moment(entry.changed)
    SubElement(made, "summary").text = entry.summary
    return made


def _tag(feed: Feed, name: str) -> str:
    """A name that stays (RFC 4151), whatever becomes of addresses."""
    return f"tag:{urlsplit(feed.address).hostname},{_SINCE}:{feed.language}/{name}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
