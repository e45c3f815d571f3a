"""The frozen types of the casebook: practices and what they are made of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from casebook.fields.choices import Choice, Language, OneOf, WorkKey
from casebook.fields.composed import Claims, Many, OrNotDescribed, PerLanguage
from casebook.fields.localised import Line, Name, Prose
from casebook.fields.patterns import (
    ClockTimes,
    Count,
    Country,
    Credits,
    Digests,
    IsoDate,
    IsoDuration,
    PhotoFile,
    Plain,
    Slug,
    Year,
)
from casebook.fields.values import Claim, Duration, Hours, NotDescribed, Text
from casebook.glossary import Term
from casebook.handwritten import Page
from casebook.located import Entries, report
from casebook.notation import find_citations
from casebook.works import Work

SECTIONS = ("wat", "doel", "met_wie", "theoretisch_kader", "meerwaarde", "organisatorische_voorwaarden")
"""The six sections, in the card's order."""

CLAIMED = ("since", "duration", "ects")
"""The facts on which sources may differ, each with its own value."""

Keys = Annotated[tuple[str, ...], Many(WorkKey())]
Section = Annotated[Text | NotDescribed, OrNotDescribed(Prose())]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    one_of: ClassVar[tuple[str, ...]] = ()
    """Of these keys exactly one stands there."""

    @model_validator(mode="before")
    @classmethod
    def _needs_one(cls, value: Any) -> Any:
        keys = cls.one_of
        if keys and isinstance(value, Entries) and sum(key in value for key in keys) != 1:
            report(value, "one-of", allowed=keys)
        return value


class Step(_Part):
    """A part of the programme: clock times or a named phase."""

    when: Annotated[Hours | None, ClockTimes()] = None
    phase: Annotated[Text | None, Line()] = None
    duration: Annotated[Duration | None, IsoDuration()] = None
    what: Annotated[Text, Prose()]
    source: Keys

    one_of = ("when", "phase")


Bound = Literal["exactly", "about", "more_than", "at_least"]
BOUNDS: tuple[Bound, ...] = ("exactly", "about", "more_than", "at_least")


class Figure(_Part):
    """A number that a source gives."""

    what: Annotated[str, OneOf("figure")]
    exactly: Annotated[int | None, Count()] = None
    about: Annotated[int | None, Count()] = None
    more_than: Annotated[int | None, Count()] = None
    at_least: Annotated[int | None, Count()] = None
    year: Annotated[int | None, Year()] = None
    scope: Annotated[Text | None, Line()] = None
    note: Annotated[Text | None, Line(longest=200)] = None
    source: Keys

    one_of = BOUNDS

    @property
    def bound(self) -> Bound:
        """How the number is meant."""
        return next(bound for bound in BOUNDS if getattr(self, bound) is not None)

    @property
    def number(self) -> int:
        """The number itself."""
        number: int = getattr(self, self.bound)
        return number

    def differs_from(self, other: "Figure") -> bool:
        """Whether two sources disagree: nothing says that they count different moments or other groups."""
        same_moment = self.year is None or other.year is None or self.year == other.year
        same_thing = self.what == other.what and self.scope == other.scope
        return same_thing and same_moment and (self.bound, self.number) != (other.bound, other.number)


class WhyDiffer(_Part):
    """Why the editors think that sources differ on one thing: an inference, and shown as one."""

    figure: Annotated[str | None, OneOf("figure")] = None
    fact: Annotated[str | None, Choice(CLAIMED)] = None
    why: Annotated[Text, Line(longest=350)]

    one_of = ("figure", "fact")


class Consent(_Part):
    """What a person agreed to: the only place where their name stands, so that it can go everywhere at once."""

    person: Annotated[str, Slug()]
    name: Annotated[str, Plain()]
    pseudonym: Annotated[str, Choice(("yes", "no"))] = "no"
    covers: Annotated[tuple[str, ...], Many(Choice(("name", "photo")))]
    given: Annotated[date, IsoDate()]
    recorded_by: Annotated[str, Plain()]
    withdraw: Annotated[Text, Line(longest=200)]
    withdrawn: Annotated[date | None, IsoDate()] = None

    def allows(self, what: str) -> bool:
        """Whether the consent covers `what` (name or photo) and stands."""
        return what in self.covers and self.withdrawn is None


class Contributor(_Part):
    """Somebody who made the card, credited by the name that their consent gives, or an organisation."""

    role: Annotated[str, OneOf("contributor")]
    person: Annotated[str | None, Slug()] = None
    organisation: Annotated[Text | None, Name()] = None

    one_of = ("person", "organisation")


class Photo(_Part):
    """A picture beside the card: a file in practices/photos/, and who is to be seen on it."""

    file: Annotated[str, PhotoFile()]
    alt: Annotated[Text, Line(longest=250)]
    shows: Annotated[tuple[str, ...], Many(Slug())] = ()


class Voice(_Part):
    """What somebody said, reported, with their role; with their name only where they consent."""

    who: Annotated[str, OneOf("voice")]
    person: Annotated[str | None, Slug()] = None
    said: Annotated[Text, Prose()]
    source: Keys


class GapNote(_Part):
    """A gap, and how the practice works on it in the editors' reading."""

    gap: Annotated[str, OneOf("gap")]
    how: Annotated[Text, Prose()]


class GapLens(_Part):
    """The editors' reading with the gap-mending tool."""

    mends: tuple[GapNote, ...] = ()
    maintains: tuple[GapNote, ...] = ()
    increases: tuple[GapNote, ...] = ()


class Card(_Part):
    """A case card, as it stands in its file."""

    title: Annotated[Text, Line(longest=80)]
    summary: Annotated[Text, Line(longest=200)]
    status: Annotated[str, Choice(("draft", "published"))]
    original: Annotated[str, Language()]
    country: Annotated[tuple[str, ...], Many(Country())]
    place: Annotated[tuple[Text, ...] | NotDescribed, OrNotDescribed(Many(Name()))]
    organisations: Annotated[tuple[Text, ...] | NotDescribed, OrNotDescribed(Many(Name(longest=200)))]
    since: Annotated[tuple[Claim, ...] | NotDescribed, OrNotDescribed(Claims(Year()))]
    format: Annotated[str, OneOf("format")]
    student_stage: Annotated[tuple[str, ...] | NotDescribed, OrNotDescribed(Many(OneOf("student_stage")))]
    expert_roles: Annotated[tuple[str, ...] | NotDescribed, OrNotDescribed(Many(OneOf("expert_roles")))]
    compensation: Annotated[tuple[str, ...] | NotDescribed, OrNotDescribed(Many(OneOf("compensation")))]
    duration: Annotated[tuple[Claim, ...] | NotDescribed, OrNotDescribed(Claims(IsoDuration()))]
    ects: Annotated[tuple[Claim, ...] | NotDescribed, OrNotDescribed(Claims(Credits()))]
    source_note: Annotated[Text | None, Prose()] = None
    plain: Annotated[Text | None, Prose()] = None
    wat: Section
    doel: Section
    met_wie: Section
    theoretisch_kader: Section
    meerwaarde: Section
    organisatorische_voorwaarden: Section
    nationale_context: Annotated[Text | NotDescribed | None, OrNotDescribed(Prose())] = None
    programme: Annotated[tuple[Step, ...] | NotDescribed, OrNotDescribed()] = ()
    figures: Annotated[tuple[Figure, ...] | NotDescribed, OrNotDescribed()] = ()
    why_differ: tuple[WhyDiffer, ...] = ()
    voices: tuple[Voice, ...] = ()
    gap_lens: GapLens = GapLens()
    reading: Annotated[tuple[str, ...], Many(WorkKey())] = ()
    sources: Keys
    photo: Photo | None = None
    contributors: tuple[Contributor, ...] = ()
    consent: tuple[Consent, ...] = ()
    reviewed: Annotated[date | None, IsoDate()] = None
    former_slugs: Annotated[tuple[str, ...], Many(Slug())] = ()
    translated_from: Annotated[Mapping[str, frozenset[str]], PerLanguage(Digests())] = {}

    def figure_groups(self) -> Iterator[tuple[Figure, ...]]:
        """The figures that count the same thing, together, in the card's order; none where no source gives any."""
        groups: dict[tuple[str, Text | None], list[Figure]] = {}
        for figure in () if isinstance(self.figures, NotDescribed) else self.figures:
            groups.setdefault((figure.what, figure.scope), []).append(figure)
        return (tuple(group) for group in groups.values())

    def why_differs(self, subject: str) -> Text | None:
        """The editors' inference on a kind of figure or one of CLAIMED, or None where they have none."""
        return next((entry.why for entry in self.why_differ if subject in (entry.figure, entry.fact)), None)

    def differs_on(self, subject: str) -> bool:
        """Whether its sources disagree on a kind of figure or one of CLAIMED."""
        if subject in CLAIMED:
            return disagree(getattr(self, subject))
        return any(figures_differ(group) for group in self.figure_groups() if group[0].what == subject)


class Practice(Card):
    """A checked card with its slug (the address) and its file."""

    slug: str
    path: str

    @property
    def is_public(self) -> bool:
        """Drafts appear nowhere public."""
        return self.status == "published"

    @property
    def sections(self) -> Iterator[tuple[str, Text | NotDescribed]]:
        """The six sections under their keys, in the card's order."""
        return ((key, getattr(self, key)) for key in SECTIONS)

    def running_texts(self) -> Iterator[Text]:
        """The texts of the sections that a source describes, in the page's order, the seventh included."""
        sections = (*(section for _, section in self.sections), self.nationale_context)
        return (section for section in sections if isinstance(section, Text))

    @property
    def described_sections(self) -> int:
        """How many of the six sections a source describes."""
        return sum(isinstance(section, Text) for _, section in self.sections)

    def name_of(self, person: str, what: str = "name") -> str | None:
        """The name that a person's consent gives, or None where they gave none or took it back."""
        return next((entry.name for entry in self.consent if entry.person == person and entry.allows(what)), None)

    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Every localised text that may cite works, with its breadcrumb as in the file, in the card's order."""
        return self._texts

    @cached_property
    def _texts(self) -> tuple[tuple[str, Text], ...]:
        return tuple(_texts_below("", dict(self)))

    def works_by_field(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the works that each field names, in its texts, as sources of its parts or as its value."""
        return self._works_by_field

    @cached_property
    def _works_by_field(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {"sources": [*self.sources], "reading": [*self.reading]}
        for where, text in self.texts():
            for version in text.by_language.values():
                keys = [cite.key for _, cites in find_citations(version) for cite in cites]
                found.setdefault(_FIELD.split(where, maxsplit=1)[0], []).extend(keys)
        for field, value in dict(self).items():
            parts = value if isinstance(value, tuple) else ()
            found.setdefault(field, []).extend(key for part in parts for key in getattr(part, "source", ()))
        return {field: tuple(dict.fromkeys(keys)) for field, keys in found.items() if keys}

    def cited_works(self) -> tuple[str, ...]:
        """Keys of all works that the card names, each once, the card's sources first."""
        return tuple(dict.fromkeys(key for keys in self.works_by_field().values() for key in keys))


_FIELD = re.compile(r"[.\[]")


def _texts_below(where: str, value: Any) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, Claim):
        yield from _texts_below(f"{where}.scope", value.scope)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _texts_below(f"{where}[{number}]", item)
    elif isinstance(value, BaseModel | dict):
        for key, item in dict(value).items():
            yield from _texts_below(".".join(part for part in (where, key) if part), item)


@dataclass(frozen=True)
class Entry:
    """A value of a closed list."""

    label: Text
    description: Text


Vocabulary = Mapping[str, Mapping[str, Entry]]
"""The closed lists, by name."""


@dataclass(frozen=True)
class Casebook:
    """Everything that the site is made from; practices in the order of their slugs."""

    languages: tuple[str, ...]
    practices: tuple[Practice, ...]
    works: Mapping[str, Work]
    vocabulary: Vocabulary
    pages: tuple[Page, ...]
    glossary: tuple[Term, ...]

    @property
    def public(self) -> tuple[Practice, ...]:
        """The practices that readers see."""
        return tuple(practice for practice in self.practices if practice.is_public)


def figures_differ(group: tuple[Figure, ...]) -> bool:
    """Whether sources disagree on figures that count the same thing."""
    return any(one.differs_from(other) for one, other in combinations(group, 2))


def disagree(claims: tuple[Claim, ...] | NotDescribed) -> bool:
    """Whether the sources give different values of the same thing."""
    answers = () if isinstance(claims, NotDescribed) else claims
    scopes = {claim.scope for claim in answers}
    return any(len({claim.value for claim in answers if claim.scope == scope}) > 1 for scope in scopes)
