"""Keys of works in the bibliography's manner: the families of up to four authors, else of the first, and the year."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any

_MOST_NAMES = 4
_WORDS = 3
_SHORT = 4
"""Words of fewer letters, such as articles, don't stand in a key."""

_LONGEST = 60
_LETTERS = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""What is no plain letter with a mark."""


def fold(text: str) -> str:
    """The letters a-z and digits of a text, with single spaces between what they make up."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z0-9]+", plain)) or text.casefold()


def make_key(work: Mapping[str, Any], taken: Collection[str]) -> str:
    """A key for the work that is not among those `taken`."""
    names = [_name(agent) for agent in work.get("author") or work.get("editor") or ()]
    names = names[:1] if len(names) > _MOST_NAMES else names
    year = [str(work["issued"]["date-parts"][0][0])] if "issued" in work else []
    parts = [*(names or _title_words(work["title"], _WORDS)), *(year or _title_words(work["title"], bool(names)))]
    stem = _ascii("-".join(parts))[:_LONGEST].strip("-") or "work"
    return next(key for key in _numbered(stem) if key not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _name(agent: Mapping[str, str]) -> str:
    """A family name in one piece, such as vandoorn; the first words of an organisation."""
    if "literal" in agent:
        return "-".join(fold(agent["literal"]).split()[:_WORDS])
    family = agent.get("non-dropping-particle", "") + agent["family"]
    return "-".join(fold(part).replace(" ", "") for part in family.replace(" ", "").split("-"))


def _title_words(title: str, most: int) -> list[str]:
    words = [word for word in fold(title).split() if len(word) >= _SHORT]
    return (words or fold(title).split())[:most]


def _ascii(text: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", text))
