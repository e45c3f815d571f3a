"""Readers of text that has one form: numbers, years, durations, times, dates, keys and plain lines."""

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar

from babel import Locale

from casebook.fields.known import Known
from casebook.fields.reader import Reader, read_scalar
from casebook.fields.values import Duration, Hours
from casebook.located import Node, report


class Pattern(Reader):
    """Text that a regular expression describes; subclasses turn the match into a type."""

    code: str
    pattern: re.Pattern[str]
    schema: ClassVar[dict[str, Any]]

    def read(self, value: Node, known: Known) -> Any:
        scalar = read_scalar(value)
        if scalar is None:
            return None
        match = self.pattern.fullmatch(scalar)
        made = self.make(match) if match else None
        if made is None:
            report(scalar, self.code, found=scalar[:60])
        return made

    def make(self, match: re.Match[str]) -> Any:
        """The typed value, or None where the text has the form but no meaning."""
        return match.group()

    def json_schema(self) -> dict[str, Any]:
        return dict(self.schema)


class Count(Pattern):
    """A whole number of people or things."""

    code = "not-a-count"
    pattern = re.compile(r"0|[1-9][0-9]{0,8}")
    schema: ClassVar = {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 999_999_999},
            {"type": "string", "pattern": "^(?:0|[1-9][0-9]{0,8})$"},
        ]
    }

    def make(self, match: re.Match[str]) -> int:
        return int(match.group())


class Year(Pattern):
    """A year of four digits."""

    code = "not-a-year"
    pattern = re.compile(r"(?:19|20)[0-9]{2}")
    schema: ClassVar = {
        "anyOf": [
            {"type": "integer", "minimum": 1900, "maximum": 2099},
            {"type": "string", "pattern": "^(?:19|20)[0-9]{2}$"},
        ]
    }

    def make(self, match: re.Match[str]) -> int:
        return int(match.group())


class Credits(Pattern):
    """A number of ECTS credits, with a point before a half."""

    code = "not-credits"
    pattern = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?")
    _UP_TO_360: ClassVar = r"(?:360(?:\.00?)?|(?:3[0-5][0-9]|[12][0-9]{2}|[1-9]?[0-9])(?:\.[0-9]{1,2})?)"
    schema: ClassVar = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 360},
            {"type": "string", "pattern": rf"^(?!0(?:\.0+)?$){_UP_TO_360}$"},
        ]
    }

    def make(self, match: re.Match[str]) -> Decimal | None:
        number = Decimal(match.group())
        return number if 0 < number <= 360 else None


def _pattern_of_durations(units: Iterable[str]) -> str:
    """For programs that know no references back: each unit spelt out, once or twice."""
    forms = (unit[:-1] + r"[1-9][0-9]{0,3}(?:\.[0-9])?" + unit[-1] for unit in units)
    return "^(?:" + "|".join(f"{form}(?:/{form})?" for form in forms) + ")$"


class IsoDuration(Pattern):
    """An ISO 8601 duration of one unit, or the shortest and the longest of one unit: `P2M/P3M`."""

    code = "not-a-duration"
    pattern = re.compile(r"(PT?)([1-9][0-9]{0,3}(?:\.[0-9])?)([YMWDH])(?:/\1([1-9][0-9]{0,3}(?:\.[0-9])?)\3)?")
    _UNITS: ClassVar = {"PY": "year", "PM": "month", "PW": "week", "PD": "day", "PTH": "hour", "PTM": "minute"}
    schema: ClassVar = {"type": "string", "pattern": _pattern_of_durations(_UNITS)}

    def make(self, match: re.Match[str]) -> Duration | None:
        start, count, sign, most = match.groups()
        unit = self._UNITS.get(start + sign)
        if unit is None or (most is not None and Decimal(most) <= Decimal(count)):
            return None
        return Duration(match.group(), Decimal(count), unit, None if most is None else Decimal(most))


class ClockTimes(Pattern):
    """`09:00/10:00`."""

    code = "not-hours"
    pattern = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])/([01][0-9]|2[0-3]):([0-5][0-9])")
    schema: ClassVar = {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]/([01][0-9]|2[0-3]):[0-5][0-9]$"}

    def make(self, match: re.Match[str]) -> Hours | None:
        first, second, third, fourth = (int(part) for part in match.groups())
        start, end = time(first, second), time(third, fourth)
        return Hours(start, end) if start < end else None


class IsoDate(Pattern):
    """A day, as 2026-11-22."""

    code = "not-a-date"
    pattern = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})")
    schema: ClassVar = {"type": "string", "format": "date", "pattern": "^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}

    def make(self, match: re.Match[str]) -> date | None:
        try:
            return date.fromisoformat(match.group())
        except ValueError:
            return None


class Slug(Pattern):
    """A key or an address: lower-case ASCII words with hyphens."""

    code = "not-a-slug"
    pattern = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    schema: ClassVar = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}


class Digests(Reader):
    """Digests of the originals that a translation was made from, parted by spaces; written by the command line."""

    def read(self, value: Node, known: Known) -> frozenset[str]:
        scalar = read_scalar(value)
        found = frozenset(scalar.split()) if scalar is not None else frozenset()
        if scalar is not None and not all(re.fullmatch(r"[a-z2-7]{8}", digest) for digest in found):
            report(scalar, "not-digests")
        return found

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[a-z2-7]{8}(\s+[a-z2-7]{8})*\s*$"}


class PhotoFile(Pattern):
    """The name of a picture in practices/photos/."""

    code = "not-a-photo-file"
    pattern = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|webp)")
    schema: ClassVar = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png|webp)$"}


class Plain(Pattern):
    """One line of text, as it is printed."""

    longest = 500
    code = "more-than-one-line"
    pattern = re.compile(r"\s*[^\n]+\s*")
    schema: ClassVar = {"type": ["string", "number"], "pattern": r"^\s*[^\s][^\n]{0,499}\s*$"}

    def read(self, value: Node, known: Known) -> Any:
        text = super().read(value, known)
        if text is not None and len(text) > self.longest:
            report(value, "too-long", count=len(text), longest=self.longest, excess=len(text) - self.longest)
        return text

    def make(self, match: re.Match[str]) -> str:
        return match.group().strip()


class Country(Pattern):
    """An ISO 3166-1 alpha-2 code that the Unicode CLDR has a name for."""

    code = "not-a-country"
    pattern = re.compile(r"[A-Z]{2}")
    schema: ClassVar = {"type": "string", "pattern": "^[A-Z]{2}$"}

    def make(self, match: re.Match[str]) -> str | None:
        return match.group() if match.group() in Locale("en").territories else None
