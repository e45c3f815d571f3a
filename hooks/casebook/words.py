"""Interface words: one file a language, identical keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

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


def available_languages() -> tuple[str, ...]:
    """The languages that have a words file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def read_words(language: str) -> Words:
    """The words of `language`; FileNotFoundError where it has no file."""
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, yaml.load(text, Loader=yaml.CSafeLoader))
