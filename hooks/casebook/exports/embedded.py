"""A CSL item inside its own web page: Highwire's meta tags, and a ContextObject in Span (COinS)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from casebook.exports.dates import date_parts, join_date


def highwire_tags(item: Mapping[str, Any], online: date | None) -> Iterator[tuple[str, str]]:
    """Name and content of each meta tag, as Google Scholar and Zotero read them; `online`: when first published."""
    yield "citation_title", item["title"]
    yield from (("citation_author", display_name(agent)) for agent in item["author"])
    if "issued" in item:
        yield "citation_publication_date", join_date(date_parts(item, "issued"), "/")
    if online is not None:
        yield "citation_online_date", online.strftime("%Y/%m/%d")
    yield "citation_public_url", item["URL"]
    yield "citation_language", item["language"]


def coins(item: Mapping[str, Any]) -> str:
    """The title attribute of an item's span of class Z3988 (ANSI/NISO Z39.88-2004, Dublin Core)."""
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", item["type"]),
        ("rft.title", item["title"]),
        ("rft.source", item["container-title"]),
        ("rft.identifier", item["URL"]),
        ("rft.language", item["language"]),
        *(("rft.au", display_name(agent)) for agent in item["author"]),
    ]
    if "issued" in item:
        fields.append(("rft.date", join_date(date_parts(item, "issued"), "-")))
    return urlencode(fields, quote_via=quote)


def display_name(agent: Mapping[str, str]) -> str:
    """`Family, Given`, or the name of an organisation."""
    return agent["literal"] if "literal" in agent else ", ".join((agent["family"], agent["given"]))
