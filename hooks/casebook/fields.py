"""How one value of a card is read: text becomes a type, or a problem with its place.

Each reader is an annotation on a field of `model`: `read` takes the located value and reports what is
wrong with it; `json_schema` tells editors the same rule. A reader that reports returns None: a file
with problems never becomes a typed card.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, get_args

from babel import Locale
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from casebook.source import Entries, Items, Node, Scalar
from casebook.text import find_cited_keys, find_flaws


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
    """An ISO 8601 duration of one unit, such as P6W or PT2H."""

    iso: str
    count: Decimal
    unit: str
    """year, month, week, day, hour or minute."""

    @property
    def days(self) -> Decimal:
        """A length to sort by, in days; a month counts as 30, a year as 365."""
        return self.count * _DAYS[self.unit]


_DAYS = {
    "year": Decimal(365),
    "month": Decimal(30),
    "week": Decimal(7),
    "day": Decimal(1),
    "hour": Decimal(1) / 24,
    "minute": Decimal(1) / 1440,
}


@dataclass(frozen=True)
class Known:
    """What a card may speak in and refer to."""

    languages: tuple[str, ...]
    required: tuple[str, ...]
    vocabulary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    works: frozenset[str] = frozenset()
    """Empty where the bibliography could not be read: every key passes then."""
    practices: frozenset[str] = frozenset()

    @cached_property
    def work_keys(self) -> tuple[str, ...]:
        """The works in order, for messages."""
        return tuple(sorted(self.works))

    def has_work(self, key: str) -> bool:
        """Whether the bibliography has the work, as far as can be known."""
        return not self.works or key in self.works


class Reader:
    """The base of all readers: hooks `read` and `json_schema` into pydantic."""

    def read(self, value: Node, known: Known) -> Any:
        """The typed value, or None with a problem reported."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        """The rule as JSON Schema; `x-list`, `x-text` and the like are filled in by `schema`."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(lambda value, info: self.read(value, info.context))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return self.json_schema()


def report(node: Node, code: str, **details: Any) -> None:
    """Report a problem at the place of `node`."""
    node.source.report(code, node.line, node.column, node.where, **details)


def _scalar(value: Node) -> Scalar | None:
    """`value` as text with something in it, or a problem."""
    if not isinstance(value, Scalar):
        report(value, "not-a-value")
        return None
    if not value.strip():
        report(value, "empty")
        return None
    return value


class Pattern(Reader):
    """Text that a regular expression describes; subclasses turn the match into a type."""

    code: str
    pattern: re.Pattern[str]
    schema: ClassVar[dict[str, Any]]

    def read(self, value: Node, known: Known) -> Any:
        scalar = _scalar(value)
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


class IsoDuration(Pattern):
    """An ISO 8601 duration of one unit."""

    code = "not-a-duration"
    pattern = re.compile(r"P(?:([1-9][0-9]{0,3}(?:\.[0-9])?)([YMWD])|T([1-9][0-9]{0,3}(?:\.[0-9])?)([HM]))")
    schema: ClassVar = {
        "type": "string",
        "pattern": r"^P(?:[1-9][0-9]{0,3}(?:\.[0-9])?[YMWD]|T[1-9][0-9]{0,3}(?:\.[0-9])?[HM])$",
    }
    _UNITS: ClassVar = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    _SHORT_UNITS: ClassVar = {"H": "hour", "M": "minute"}

    def make(self, match: re.Match[str]) -> Duration:
        count, unit, short_count, short_unit = match.groups()
        if unit:
            return Duration(match.group(), Decimal(count), self._UNITS[unit])
        return Duration(match.group(), Decimal(short_count), self._SHORT_UNITS[short_unit])


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
        scalar = _scalar(value)
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
        scalar = _scalar(value)
        if scalar is not None and not known.has_work(scalar):
            report(scalar, "unknown-work", found=scalar[:60], allowed=known.work_keys)
            return None
        return None if scalar is None else str(scalar)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "x-works": True}


def _choose(value: Node, allowed: Any) -> str | None:
    """One of `allowed`; any text where the list itself could not be read."""
    scalar = _scalar(value)
    if scalar is None:
        return None
    if allowed is not None and scalar not in allowed:
        report(scalar, "not-in-list", found=scalar[:60], allowed=tuple(allowed))
        return None
    return str(scalar)


@dataclass(frozen=True)
class Many(Reader):
    """One value, or a list of them without repetition."""

    inner: Reader

    def read(self, value: Node, known: Known) -> tuple[Any, ...]:
        if not isinstance(value, Items):
            return (self.inner.read(value, known),)
        if not value:
            report(value, "empty")
        _report_repetition(value)
        return tuple(self.inner.read(item, known) for item in value)

    def json_schema(self) -> dict[str, Any]:
        inner = self.inner.json_schema()
        return {"anyOf": [inner, {"type": "array", "items": inner, "minItems": 1, "uniqueItems": True}]}


def _report_repetition(items: Items) -> None:
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Scalar):
            if item in seen:
                report(item, "repeated", found=item[:60])
            seen.add(item)


@dataclass(frozen=True)
class Claim:
    """What one or more sources say of a fact; no source of its own means the card's sources."""

    value: Any
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claims(Reader):
    """A plain value, or a list of values each with its source, the main one first."""

    inner: Reader

    def read(self, value: Node, known: Known) -> tuple[Claim, ...]:
        if not isinstance(value, Items):
            return (Claim(self.inner.read(value, known)),)
        if not value:
            report(value, "empty")
        return tuple(self._read_claim(item, known) for item in value)

    def _read_claim(self, item: Node, known: Known) -> Claim:
        if not isinstance(item, Entries):
            report(item, "claim-without-source")
            return Claim(None)
        refuse_unknown_keys(item, ("value", "source"))
        value, source = required(item, "value"), required(item, "source")
        return Claim(
            None if value is None else self.inner.read(value, known),
            () if source is None else Many(WorkKey()).read(source, known),
        )

    def json_schema(self) -> dict[str, Any]:
        inner = self.inner.json_schema()
        claim = {
            "type": "object",
            "properties": {"value": inner, "source": Many(WorkKey()).json_schema()},
            "required": ["value", "source"],
            "additionalProperties": False,
            "x-words": "claims",
        }
        return {"anyOf": [inner, {"type": "array", "items": claim, "minItems": 1}]}


@dataclass(frozen=True)
class PerLanguage(Reader):
    """A mapping from language to what `inner` reads."""

    inner: Reader

    def read(self, value: Node, known: Known) -> Mapping[str, Any]:
        if not isinstance(value, Entries):
            report(value, "not-a-mapping")
            return {}
        refuse_unknown_keys(value, known.languages)
        return {language: self.inner.read(node, known) for language, node in value.items()}

    def json_schema(self) -> dict[str, Any]:
        return {"x-per-language": self.inner.json_schema()}


def required(entries: Entries, key: str) -> Node | None:
    """The value of `key`, or None with a problem."""
    if key not in entries:
        where = ".".join(part for part in (entries.where, key) if part)
        entries.source.report("missing", entries.line, entries.column, where)
    return entries.get(key)


def refuse_unknown_keys(entries: Entries, allowed: tuple[str, ...]) -> None:
    """Report each key that is not in `allowed`."""
    for key, at in entries.keys_at.items():
        if key not in allowed:
            entries.source.report("unknown-key", at.line, at.column, at.where, found=key[:60], allowed=allowed)


SAME = "same"
"""The key that stands for all languages where a text is meant to be identical."""


@dataclass(frozen=True)
class Line(Reader):
    """One line of plain text in each language."""

    longest: int = 120

    def read(self, value: Node, known: Known) -> Text | None:
        return read_localised(value, known, self._check)

    def _check(self, scalar: Scalar, known: Known) -> None:
        _check_line(scalar, self.longest, known)

    def json_schema(self) -> dict[str, Any]:
        return {"x-text": _line_schema(self.longest)}


def _line_schema(longest: int) -> dict[str, Any]:
    """One line with something in it; blanks around it don't count, and a bare number is text as well."""
    return {"type": ["string", "number"], "pattern": rf"^\s*[^\s][^\n]{{0,{longest - 1}}}\s*$"}


def _check_line(scalar: Scalar, longest: int, known: Known) -> None:
    _check_text(scalar, known)
    if "\n" in scalar.strip():
        report(scalar, "more-than-one-line")
    else:
        _check_length(scalar, longest)


@dataclass(frozen=True)
class Name(Reader):
    """A proper name: a plain string, or one text a language."""

    longest: int = 120

    def read(self, value: Node, known: Known) -> Text | None:
        if isinstance(value, Scalar):
            scalar = _scalar(value)
            if scalar is None:
                return None
            _check_line(scalar, self.longest, known)
            return Text({language: str(scalar).strip() for language in known.languages}, is_same=True)
        return Line(self.longest).read(value, known)

    def json_schema(self) -> dict[str, Any]:
        return {"anyOf": [_line_schema(self.longest), Line(self.longest).json_schema()]}


"""Characters in one text; a long section has some 2,000."""


class Prose(Reader):
    """Markdown in each language, without HTML, headings and images."""

    longest = 20_000
    """Some ten pages; a parser of Markdown takes its time over more."""

    def read(self, value: Node, known: Known) -> Text | None:
        return read_localised(value, known, self._check)

    def _check(self, scalar: Scalar, known: Known) -> None:
        _check_length(scalar, self.longest)
        _check_text(scalar, known)

    def json_schema(self) -> dict[str, Any]:
        return {"x-text": {"type": ["string", "number"], "pattern": r"[^\s]", "maxLength": self.longest}}


def _check_length(scalar: Scalar, longest: int) -> None:
    if (length := len(scalar.strip())) > longest:
        report(scalar, "too-long", count=length, longest=longest, excess=length - longest)


def _check_text(scalar: Scalar, known: Known) -> None:
    """What holds for every text: no flaws, and no works cited that the bibliography doesn't have."""
    if len(scalar) > Prose.longest or scalar.source.is_full:
        return
    for flaw in find_flaws(scalar, known.practices):
        line, column = scalar.source.place_in(scalar, flaw.offset)
        scalar.source.report(flaw.code, line, column, scalar.where, **flaw.details)
    for key, offset in find_cited_keys(scalar):
        if not known.has_work(key):
            line, column = scalar.source.place_in(scalar, offset)
            details = {"found": key[:60], "allowed": known.work_keys}
            scalar.source.report("unknown-work", line, column, scalar.where, **details)


def read_localised(value: Node, known: Known, check: Any) -> Text | None:
    """A mapping from language to text; `check` looks at each text."""
    if not isinstance(value, Entries):
        if not is_empty(value):
            report(value, "no-languages", allowed=known.required)
        else:
            report(value, "empty")
        return None
    if SAME in value:
        _refuse_beside_same(value, known.languages)
        text = _read_text(value[SAME], known, check)
        return None if text is None else Text(dict.fromkeys(known.languages, text), is_same=True)
    refuse_unknown_keys(value, (*known.languages, SAME))
    for language in known.required:
        required(value, language)
    _report_identical(value)
    texts = {language: _read_text(node, known, check) for language, node in value.items()}
    return Text({language: text for language, text in texts.items() if text is not None})


def is_empty(value: Node) -> bool:
    """Whether nothing stands there: blanks, an empty list, no keys."""
    return not (value.strip() if isinstance(value, Scalar) else value)


def _refuse_beside_same(value: Entries, languages: tuple[str, ...]) -> None:
    for key, at in value.keys_at.items():
        if key in languages:
            value.source.report("beside-same", at.line, at.column, at.where, found=key)
    refuse_unknown_keys(value, (SAME, *languages))


IDENTICAL_FROM = 26
"""From this length on, the same text in two languages is taken for a missing translation."""


def _report_identical(value: Entries) -> None:
    seen: dict[str, str] = {}
    for language, node in value.items():
        if isinstance(node, Scalar) and len(text := " ".join(node.split())) >= IDENTICAL_FROM:
            if text in seen:
                report(node, "identical-texts", other=seen[text])
            seen.setdefault(text, language)


def _read_text(value: Node, known: Known, check: Any) -> str | None:
    scalar = _scalar(value)
    if scalar is None:
        return None
    check(scalar, known)
    return scalar.strip()


@dataclass(frozen=True)
class OrNotDescribed(Reader):
    """`not-described`, or what `inner` (or the annotated type itself) reads."""

    inner: Reader | None = None

    def read(self, value: Node, known: Known) -> Any:
        assert self.inner is not None
        inner = self.inner
        return _unless_not_described(value, lambda described: inner.read(described, known))

    def json_schema(self) -> dict[str, Any]:
        assert self.inner is not None
        return {"anyOf": [{"const": NOT_DESCRIBED.value}, self.inner.json_schema()]}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.inner is not None:
            return super().__get_pydantic_core_schema__(source, handler)
        described = next(kind for kind in get_args(source) if kind is not NotDescribed)
        return core_schema.no_info_wrap_validator_function(_unless_not_described, handler.generate_schema(described))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        if self.inner is not None:
            return self.json_schema()
        return {"anyOf": [{"const": NOT_DESCRIBED.value}, handler(schema)]}


def _unless_not_described(value: Node, handler: Callable[[Node], Any]) -> Any:
    if is_empty(value):
        report(value, "empty-fact")
        return None
    return NOT_DESCRIBED if value == NOT_DESCRIBED.value else handler(value)
