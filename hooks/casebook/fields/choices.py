"""Readers of a value that is one of many: of a closed list, of a few words, of the languages or of the works."""

from dataclasses import dataclass
from typing import Any

from casebook.fields.known import Known
from casebook.fields.reader import Reader, read_scalar
from casebook.located import Node, report


@dataclass(frozen=True)
class OneOf(Reader):
    """A value of the closed list `name` in the vocabulary."""

    name: str

    def read(self, value: Node, known: Known) -> str | None:
        return _choose(value, known.vocabulary.get(self.name))

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "x-list": self.name}


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few words that belong to the card's form itself."""

    words: tuple[str, ...]

    def read(self, value: Node, known: Known) -> str | None:
        return _choose(value, self.words)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


class Language(Reader):
    """A language of the site."""

    def read(self, value: Node, known: Known) -> str | None:
        return _choose(value, known.languages)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "x-languages": True}


class WorkKey(Reader):
    """The key of a work in the bibliography."""

    def read(self, value: Node, known: Known) -> str | None:
        scalar = read_scalar(value)
        if scalar is not None and not known.has_work(scalar):
            report(scalar, "unknown-work", found=scalar[:60], allowed=known.work_keys)
            return None
        return None if scalar is None else str(scalar)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "x-works": True}


def _choose(value: Node, allowed: Any) -> str | None:
    """One of `allowed`; any text where the list itself could not be read."""
    scalar = read_scalar(value)
    if scalar is None:
        return None
    if allowed is not None and scalar not in allowed:
        report(scalar, "not-in-list", found=scalar[:60], allowed=tuple(allowed))
        return None
    return str(scalar)
