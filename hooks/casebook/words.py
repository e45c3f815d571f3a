"""Interface words: one file a language, identical keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import yaml
from babel import Locale
from babel.core import get_global

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """The words of one language, reachable as attributes: `words.practice["wat"]`."""

    language: str
    entries: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.entries[name]
        except KeyError:
            raise AttributeError(f"no words named {name!r} in {self.language}.yaml") from None

    def plural(self, name: str, count: float) -> str:
        """The singular or plural form of `counts.<name>`."""
        forms: Mapping[str, str] = self.entries["counts"][name]
        return forms["one" if count == 1 else "other"]

    @property
    def _cldr(self) -> Locale:
        return Locale.parse(self.locale, sep="-")

    def country_name(self, code: str) -> str:
        """The country's name in this language, from the Unicode CLDR."""
        return str(self._cldr.territories[code])

    def country_names(self) -> Mapping[str, str]:
        """The names of the countries, which have a currency in the Unicode CLDR, by their codes of two capitals."""
        paying = get_global("territory_currencies")
        return {code: str(name) for code, name in self._cldr.territories.items() if code in paying}

    def language_name(self, code: str) -> str:
        """The language's name in this language, from the Unicode CLDR."""
        return str(self._cldr.languages[code])

    def language_code(self, name: str) -> str | None:
        """The code of the language that has this name in this language, whatever its capitals; None where none has."""
        names = self._cldr.languages.items()
        return next((str(code) for code, own in names if own.casefold() == name.casefold() and "_" not in code), None)

    def sort_key(self, text: str) -> tuple[int, ...]:
        """Where `text` stands in a list of this language."""
        return sort_key(text, self.glossary_page["alphabet"])


def available_languages() -> tuple[str, ...]:
    """The languages that have a words file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def read_words(language: str) -> Words:
    """The words of `language`; FileNotFoundError where it has no file."""
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, yaml.load(text, Loader=yaml.CSafeLoader))


def sort_key(text: str, alphabet: str) -> tuple[int, ...]:
    """Where `text` stands in a list of its language: letters of `alphabet` in its order, accents folded,
    spaces before letters, anything else passed over."""
    return tuple(place for letter in text.lower() if (place := _place(letter, alphabet)) is not None)


def _place(letter: str, alphabet: str) -> int | None:
    if letter.isspace():
        return -1
    plain = letter if letter in alphabet else "".join(c for c in normalize("NFKD", letter) if not combining(c))
    found = alphabet.find(plain[:1]) if plain else -1
    return found if found >= 0 else (len(alphabet) + ord(letter) if letter.isalnum() else None)
