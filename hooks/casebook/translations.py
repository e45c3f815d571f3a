"""What each translation was made from: texts older than their original, missing, or never looked at.

A card keeps, for each language, the digests of the originals that its translations were made from. A text is
older than its original when the original's digest is not among them. Keeping a set and no field names, the
record stays one short paragraph, and moving a text or a list's item flags nothing.
"""

import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import blake2b

from casebook.fields.values import Text
from casebook.handwritten import Page
from casebook.model import Practice

_NO_MEANING = re.compile(r"^\s*(?:\d+[.)]|[-*+>])\s+|[\s*_`\\]+", re.MULTILINE)
"""White space, list marks and Markdown's marks of emphasis."""

_TYPED_QUOTES = str.maketrans("‘’“”", "''\"\"")

_LINK_TARGET = re.compile(r"\]\([^)]*\)")


class State(Enum):
    """How a translation stands to its original."""

    CURRENT = "current"
    OLDER = "older"
    MISSING = "missing"
    UNRECORDED = "unrecorded"
    """There is a translation, but nobody has recorded what it was made from."""


@dataclass(frozen=True)
class Passage:
    """One localised text of a card in one language: its breadcrumb and its state."""

    where: str
    state: State


@lru_cache(maxsize=2**17)
def digest(text: str) -> str:
    """Eight characters for a text's meaning: spacing, line ends, marks of Markdown and forms of quotes don't count."""
    plain = _NO_MEANING.sub("", _LINK_TARGET.sub("]", unicodedata.normalize("NFC", text)).translate(_TYPED_QUOTES))
    return b32encode(blake2b(plain.encode(), digest_size=5).digest()).decode().lower()


def state_of(text: Text, practice: Practice, language: str) -> State:
    """The state of one text of `practice` in `language`."""
    if text.is_same or language == practice.original or practice.original not in text.by_language:
        return State.CURRENT
    if language not in text.by_language:
        return State.MISSING
    recorded = practice.translated_from.get(language)
    if recorded is None:
        return State.UNRECORDED
    return State.CURRENT if digest(text.by_language[practice.original]) in recorded else State.OLDER


def passages(practice: Practice, language: str) -> Iterator[Passage]:
    """All texts of `practice` that have a translation of their own, with their state."""
    return (Passage(where, state_of(text, practice, language)) for where, text in practice.texts() if not text.is_same)


def is_translated(practice: Practice, language: str) -> bool:
    """Whether the card has been put into `language` at all."""
    return language in practice.title.by_language


def record(practice: Practice) -> dict[str, tuple[str, ...]]:
    """For each language but the original, the digests of the originals that it has a translation of."""
    found: dict[str, list[str]] = {}
    for _, text in practice.texts():
        original = text.by_language.get(practice.original)
        if text.is_same or original is None:
            continue
        for language in text.by_language:
            if language != practice.original:
                found.setdefault(language, []).append(digest(original))
    return {language: tuple(sorted(set(digests))) for language, digests in found.items()}


def page_state(page: Page, pages: Iterable[Page]) -> State:
    """The state of a hand-written page to the same page in its original language."""
    if page.original == page.language:
        return State.CURRENT
    original = next((p for p in pages if (p.uri, p.language) == (page.uri, page.original)), None)
    if original is None:
        return State.CURRENT
    if page.translated_from is None:
        return State.UNRECORDED
    return State.CURRENT if page.translated_from == digest(original.body) else State.OLDER
