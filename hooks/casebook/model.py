"""The frozen types of the casebook: the card, the practice that it tells of, and all of them together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel

from casebook.fields.choices import Choice, Language, OneOf, WorkKey
from casebook.fields.composed import Claims, Many, OrNotDescribed, PerLanguage
from casebook.fields.localised import Line, Name, Prose
from casebook.fields.patterns import Country, Credits, Digests, IsoDate, IsoDuration, Slug, Year
from casebook.fields.values import Claim, NotDescribed, Text
from casebook.glossary import Term
from casebook.handwritten import Page
from casebook.notation import find_citations
from casebook.parts import (
    CLAIMED,
    Consent,
    Contributor,
    Figure,
    GapLens,
    Keys,
    Part,
    Photo,
    Step,
    Voice,
    WhyDiffer,
    disagree,
    figures_differ,
)
from casebook.works import Work

SECTIONS = ("wat", "doel", "met_wie", "theoretisch_kader", "meerwaarde", "organisatorische_voorwaarden")
"""The six sections, in the card's order."""

FACTS = (
    "country",
    "place",
    "organisations",
    "since",
    "format",
    "duration",
    "ects",
    "student_stage",
    "expert_roles",
    "compensation",
)
"""The structured fields, in the order in which panel and table show them."""

Section = Annotated[Text | NotDescribed, OrNotDescribed(Prose())]


class Card(Part):
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
    unit: str | None = None
    """Of what is counted: figures of the same unit may be drawn to one scale."""


COUNTED = "figure"
"""The closed list whose values may have a unit."""

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
