"""A CSL item -> an entry of a BibLaTeX file in UTF-8.

Pandoc writes BibLaTeX too, but drops what the reading list has: the site of a web page, the kind of a
report, short titles; and it puts English titles into title case. Fields and types are those of the
BibLaTeX manual, 3.20, chapter 2.
"""

import re
from collections.abc import Mapping
from typing import Any

from casebook.exports.dates import date_parts, join_date

TYPES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "bill": "legislation",
    "book": "book",
    "broadcast": "misc",
    "chapter": "incollection",
    "dataset": "dataset",
    "document": "misc",
    "entry-encyclopedia": "inreference",
    "interview": "misc",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "movie",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "speech": "unpublished",
    "thesis": "thesis",
    "webpage": "online",
}
"""The entry type for each CSL type."""

SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""What tells apart CSL types that share an entry type."""

_TITLES = {"title": "title", "title-short": "shorttitle"}
_TEXTS = {
    "collection-title": "series",
    "event-title": "eventtitle",
    "volume": "volume",
    "chapter-number": "chapter",
    "number-of-pages": "pagetotal",
    "edition": "edition",
    "genre": "type",
    "medium": "howpublished",
    "publisher-place": "location",
    "language": "langid",
    "ISBN": "isbn",
    "ISSN": "issn",
}
_VERBATIM = {"DOI": "doi", "URL": "url"}
_DATES = {"issued": "date", "accessed": "urldate"}
_CONTAINERS = {
    "article": "journaltitle",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "inreference": "booktitle",
}
_PUBLISHERS = {"report": "institution", "thesis": "institution"}
_NUMBERS = {"article": {"issue": "number", "number": "eid"}}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
"""BibTeX counts a brace even after a backslash: those go by their names."""

_ENCODED = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})


def biblatex_entry(item: Mapping[str, Any]) -> str:
    """The item as an entry of a BibLaTeX file."""
    kind = _kind(item)
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(item, kind).items()]
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def _kind(item: Mapping[str, Any]) -> str:
    kind = TYPES[item["type"]]
    return "collection" if kind == "book" and "editor" in item and "author" not in item else kind


def _fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    texts = {
        **_TEXTS,
        "container-title": _CONTAINERS.get(kind, "organization"),
        "publisher": _PUBLISHERS.get(kind, "publisher"),
        **_NUMBERS.get(kind, {"issue": "issue", "number": "number"}),
    }
    fields = {role: " and ".join(map(_name, item[role])) for role in ("author", "editor") if role in item}
    fields |= {field: _protect(item[name]) for name, field in _TITLES.items() if name in item}
    fields |= {field: _escape(item[name]) for name, field in texts.items() if name in item}
    if "page" in item:
        fields["pages"] = re.sub(r"\s*[-–]+\s*", "--", _escape(item["page"]))
    fields |= {field: join_date(date_parts(item, name), "-") for name, field in _DATES.items() if name in item}
    fields |= {field: item[name].translate(_ENCODED) for name, field in _VERBATIM.items() if name in item}
    if any("non-dropping-particle" in agent for role in ("author", "editor") for agent in item.get(role, ())):
        fields["options"] = "useprefix=true"
    if item["type"] in SUBTYPES:
        fields["entrysubtype"] = SUBTYPES[item["type"]]
    return fields


def _name(agent: Mapping[str, str]) -> str:
    """`Family, Given`; what BibLaTeX must not take apart stands in braces of its own."""
    if "literal" in agent:
        return f"{{{_escape(agent['literal'])}}}"
    family = _whole(agent["family"])
    if "non-dropping-particle" in agent:
        family = f"{_escape(agent['non-dropping-particle'])} {family}"
    parts = (agent.get("suffix"), agent.get("given"))
    given = [_whole(part) if "," in part or " and " in part else _escape(part) for part in parts if part]
    return ", ".join([family, *given]) if given else f"{{{family}}}"


def _whole(name: str) -> str:
    """A family name, in braces where a part of it would be read as a prefix or as another name."""
    needs_braces = name[:1].islower() or "," in name or " and " in name
    return f"{{{_escape(name)}}}" if needs_braces else _escape(name)


def _protect(title: str) -> str:
    """A title in sentence case, its other capitals in braces so that no style takes them away."""
    first, *rest = title.split()
    words = [_brace(first) if _has_capital(first.lstrip("“‘\"'([¿¡")[1:]) else _escape(first)]
    return " ".join(words + [_brace(word) if _has_capital(word) else _escape(word) for word in rest])


def _has_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _brace(word: str) -> str:
    return f"{{{_escape(word)}}}"


def _escape(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
