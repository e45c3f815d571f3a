"""A CSL item -> a record of a RIS file, with the tags that the RIS specification of 2011 gives each type."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.exports.dates import date_parts, join_date

TYPES = {
    "article": "GEN",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "document": "GEN",
    "entry-encyclopedia": "ENCYC",
    "interview": "PCOMM",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "SLIDE",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""The reference type for each CSL type."""

_TAGS = {
    "title": "TI",
    "title-short": "ST",
    "container-title": "T2",
    "collection-title": "T3",
    "event-title": "C3",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "chapter-number": "SE",
    "edition": "ET",
    "genre": "M3",
    "medium": "M2",
    "publisher": "PB",
    "publisher-place": "CY",
    "language": "LA",
    "DOI": "DO",
    "URL": "UR",
    "ISBN": "SN",
    "ISSN": "SN",
}
_TAGS_OF_TYPE = {
    "BOOK": {"collection-title": "T2", "container-title": "T3"},
    "RPRT": {"collection-title": "T2", "container-title": "T3"},
    "CPAPER": {"event-title": "T2", "container-title": "C3"},
    "JOUR": {"number": "C7"},
}
"""Where a type has tags of its own: a book's second title is its series."""

_RANGE = re.compile(r"\s*([^\s–-]+)\s*[–-]+\s*([^\s–-]+)\s*")


def ris_record(item: Mapping[str, Any]) -> str:
    """The item as a record of a RIS file, whose lines end with CR LF."""
    return "".join(f"{line}\r\n" for line in _lines(item))


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    for tag, value in _fields(item):
        yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = TYPES[item["type"]]
    yield "TY", kind
    yield "ID", item["id"]
    for role, tag in (("author", "AU"), ("editor", "A2")):
        yield from ((tag, _name(agent)) for agent in item.get(role, ()))
    for name, tag in (_TAGS | _TAGS_OF_TYPE.get(kind, {})).items():
        if name in item:
            yield tag, item[name]
    yield from _pages(item)
    yield from _dates(item)


def _name(agent: Mapping[str, str]) -> str:
    """`Family, Given, Suffix`, the particle before the family name; or the name of an organisation."""
    if "literal" in agent:
        return agent["literal"]
    family = " ".join(part for part in (agent.get("non-dropping-particle"), agent["family"]) if part)
    return ", ".join(part for part in (family, agent.get("given"), agent.get("suffix")) if part)


def _pages(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """First and last page; the number of pages, which shares their tag, stands alone or in a note."""
    if "page" in item:
        span = _RANGE.fullmatch(item["page"])
        yield from zip(("SP", "EP"), span.groups() if span else (item["page"],), strict=False)
    if "number-of-pages" in item:
        yield ("N1" if "page" in item else "SP"), item["number-of-pages"]


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    issued, accessed = date_parts(item, "issued"), date_parts(item, "accessed")
    if issued:
        yield "PY", join_date(issued[:1], "/")
        yield "DA", _ris_date(issued)
    if accessed:
        yield "Y2", _ris_date(accessed)


def _ris_date(parts: tuple[int, ...]) -> str:
    """`2016/11/02/`: three slashes, however much of the date is known."""
    return join_date(parts, "/") + "/" * (4 - len(parts))
