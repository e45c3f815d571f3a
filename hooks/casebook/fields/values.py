"""The types that a card's values have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import Enum
from typing import Any


class NotDescribed(Enum):
    """No source speaks of it."""

    NOT_DESCRIBED = "not-described"


NOT_DESCRIBED = NotDescribed.NOT_DESCRIBED


@dataclass(frozen=True)
class Text:
    """One text in several languages."""

    by_language: Mapping[str, str]
    is_same: bool = False
    """Meant to be identical in all languages: a name, or a text under `same`."""

    def __hash__(self) -> int:
        return hash(frozenset(self.by_language.items()))

    def in_language(self, language: str) -> str | None:
        """The text in `language`, or None where it has none."""
        return self.by_language.get(language)

    def version(self, language: str, original: str = "") -> tuple[str, str]:
        """The text in `language`, else in `original`, else in the first language it has; and that language."""
        found = next(name for name in (language, original, *self.by_language) if name in self.by_language)
        return self.by_language[found], found


@dataclass(frozen=True)
class Hours:
    """From one time of the day to a later one."""

    start: time
    end: time


@dataclass(frozen=True)
class Duration:
    """An ISO 8601 duration of one unit, such as P6W or PT2H, or the shortest and the longest, such as P2M/P3M."""

    iso: str
    count: Decimal
    unit: str
    """year, month, week, day, hour or minute."""
    up_to: Decimal | None = None
    """The longest, in the same unit, where the source gives a range."""

    @property
    def days(self) -> Decimal:
        """A length to sort and draw by, in days, the shortest of a range; a month counts as 30, a year as 365."""
        return self.count * _DAYS[self.unit]

    @property
    def most_days(self) -> Decimal:
        """The longest that it may be, in days."""
        return (self.up_to or self.count) * _DAYS[self.unit]


_DAYS = {
    "year": Decimal(365),
    "month": Decimal(30),
    "week": Decimal(7),
    "day": Decimal(1),
    "hour": Decimal(1) / 24,
    "minute": Decimal(1) / 1440,
}


@dataclass(frozen=True)
class Claim:
    """What one or more sources say of a fact; no source of its own means the card's sources."""

    value: Any
    source: tuple[str, ...] = ()
    scope: Text | None = None
    """What the value is about where it isn't the whole practice, such as one edition."""
