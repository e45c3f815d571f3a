"""An item of CSL JSON as reference managers write it -> an entry of the bibliography, plain data in the file's order.

What the bibliography has no place for, such as abstracts, keywords and files, stays behind. Nothing is guessed: what
the item doesn't say is named, for the contributor to add.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.core import get_global
from babel.localedata import locale_identifiers

from casebook.adding.library import Item
from casebook.words import available_languages, read_words
from casebook.works import TYPES, UNKNOWN_LANGUAGE, Doi, WebAddress, Work

_ALIASES = {
    "entry": "entry-encyclopedia",
    "entry-dictionary": "entry-encyclopedia",
    "review": "article-journal",
    "review-book": "article-journal",
    "personal_communication": "interview",
    "song": "broadcast",
    "performance": "speech",
    "hearing": "bill",
    "legal_case": "legislation",
    "regulation": "legislation",
    "treaty": "legislation",
    "book-section": "chapter",
}
"""Types of CSL that the bibliography doesn't tell apart."""

_TEXTS = tuple(
    str(field.alias or name)
    for name, field in Work.model_fields.items()
    if name not in ("id", "type", "title", "author", "editor", "issued", "accessed", "language", "custom")
)
"""The variables that are one line of text, in the model's order."""

_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)(?:\s[^<>]*)?>")
_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_HIDDEN = ("Cc", "Cf", "Co", "Cs")
_JOINERS = "\u200c\u200d"
_ISBN = re.compile(r"(?:97[89][- ]?)?[0-9][0-9 -]{8,14}[0-9Xx]")


@dataclass(frozen=True)
class Entry:
    """A work as it will stand in the file, without its key; and the names of what is still to be added."""

    fields: Mapping[str, Any]
    missing: tuple[str, ...]


def convert(item: Item, theme: str | None) -> Entry | None:
    """The item as an entry under `theme`; None where it has no title."""
    texts = {name: found for name in ("title", *_TEXTS) if (found := _line(item.get(name)))}
    if "title" not in texts:
        return None
    people = {role: agents for role in ("author", "editor") if (agents := _agents(item.get(role)))}
    dates = {name: date for name in ("issued", "accessed") if (date := _date(item.get(name)))}
    language = _language(item.get("language"))
    kind = _type(item, texts)
    fields = {"type": kind, **_in_order({**_tidied(texts, kind, bool(people.get("author"))), **people, **dates})}
    if "URL" not in fields or "issued" in fields:
        fields.pop("accessed", None)
    fields["language"] = language or UNKNOWN_LANGUAGE
    fields["custom"] = {**({"theme": [theme]} if theme else {}), "access": "unknown"}
    return Entry(fields, _missing(fields, language))


def _missing(fields: Mapping[str, Any], language: str | None) -> tuple[str, ...]:
    """What a reader needs and no export says, or this one doesn't."""
    there = {"author": "author" in fields or "editor" in fields, "issued": "issued" in fields, "language": language}
    there |= {"address": "DOI" in fields or "URL" in fields}
    return tuple(name for name, found in there.items() if not found)


def _in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields in the order of the file: what a work is, who made it, where it stands, then addresses and dates."""
    order = ("title", "title-short", "author", "editor", *_TEXTS, "issued", "accessed")
    last = ("ISBN", "ISSN", "DOI", "URL", "issued", "accessed")
    first = [name for name in dict.fromkeys(order) if name not in last]
    return {name: fields[name] for name in (*first, *last) if name in fields}


def _tidied(texts: Mapping[str, str], kind: str, has_author: bool) -> dict[str, str]:
    """The texts without those that say a thing twice, in the forms that the model asks for."""
    kept = dict(texts)
    kept["DOI"] = _RESOLVER.sub("", kept.get("DOI", "")) or _doi_in(kept.get("URL", ""))
    kept["URL"] = kept.get("URL", "").replace("\\", "")
    if not Doi.pattern.fullmatch(kept["DOI"]):
        kept["DOI"] = ""
    if kept["DOI"] or not WebAddress.pattern.fullmatch(kept["URL"]):
        kept["URL"] = ""
    if "ISBN" not in kept and kind in ("book", "chapter", "report") and _ISBN.fullmatch(kept.get("ISSN", "")):
        kept["ISBN"] = kept.pop("ISSN")
    if kind.startswith("article"):
        kept.pop("ISSN", None)  # a journal's number tells readers nothing that its name doesn't
    if has_author:
        kept.pop("title-short", None)  # it stands in citations, and only where no author does
    if "page" in kept:
        kept["page"] = re.sub(r"\s*[-–—]+\s*", "-", kept["page"])
    return {name: text for name, text in kept.items() if text}


def _doi_in(address: str) -> str:
    return _RESOLVER.sub("", address) if _RESOLVER.match(address) else ""


def _line(value: Any) -> str:
    """A variable as one line of plain text, without what only a word processor sees."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    spaced = " ".join(html.unescape(_MARKUP.sub("", str(value))).split())
    text = "".join(letter for letter in spaced if letter in _JOINERS or unicodedata.category(letter) not in _HIDDEN)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _agents(value: Any) -> list[dict[str, str]]:
    people = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [agent for one in people if (agent := _agent(one))]


def _agent(item: Mapping[str, Any]) -> dict[str, str]:
    """A person; or an organisation, which exports also write as a family name alone."""
    family, given = _line(item.get("family")), _line(item.get("given"))
    literal = _line(item.get("literal")) or (family if not given else "")
    if literal:
        return {"literal": literal}
    particle = _line(item.get("non-dropping-particle")) or _line(item.get("dropping-particle"))
    parts = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": _line(item.get("suffix"))}
    return {name: text for name, text in parts.items() if text} if family else {}


def _date(value: Any) -> dict[str, list[list[int]]] | None:
    """Year, month and day as far as they are numbers that make a date; the first of two."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers: list[int] = []
    for part, (least, most) in zip(first, ((1000, 9999), (1, 12), (1, 31)), strict=False):
        if not str(part).isdigit() or not least <= int(part) <= most:
            break
        numbers.append(int(part))
    return {"date-parts": [numbers]} if numbers else None


def _language(value: Any) -> str | None:
    """The language's code, from a tag such as en-GB, a code of three letters, or its name in one of our languages."""
    written = _line(value).casefold()
    tag = re.split("[-_]", written)[0] if written else ""
    tag = get_global("language_aliases").get(tag, tag)
    if tag in locale_identifiers():
        return str(tag)
    for language in available_languages():
        code = read_words(language).language_code(written)
        if code is not None:
            return code
    return None


def _type(item: Item, texts: Mapping[str, str]) -> str:
    found = str(item.get("type", ""))
    found = _ALIASES.get(found, found)
    if found in TYPES:
        return found
    return "webpage" if "URL" in texts and "DOI" not in texts else "document"
