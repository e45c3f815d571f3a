"""The parts of a card that have keys of their own: steps, figures, voices, consent, the gap-mending reading."""

from datetime import date
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from casebook.fields.choices import Choice, OneOf, WorkKey
from casebook.fields.composed import Many
from casebook.fields.localised import Line, Name, Prose
from casebook.fields.patterns import ClockTimes, Count, IsoDate, IsoDuration, PhotoFile, Plain, Slug, Year
from casebook.fields.values import Claim, Duration, Hours, NotDescribed, Text
from casebook.located import Entries, report

CLAIMED = ("since", "duration", "ects")
"""The facts on which sources may differ, each with its own value."""

Keys = Annotated[tuple[str, ...], Many(WorkKey())]


class Part(BaseModel):
    """A mapping in a card: no other keys than these."""

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


class Step(Part):
    """A part of the programme: clock times or a named phase."""

    when: Annotated[Hours | None, ClockTimes()] = None
    phase: Annotated[Text | None, Line()] = None
    duration: Annotated[Duration | None, IsoDuration()] = None
    what: Annotated[Text, Prose()]
    source: Keys

    one_of = ("when", "phase")


Bound = Literal["exactly", "about", "more_than", "at_least"]
BOUNDS: tuple[Bound, ...] = ("exactly", "about", "more_than", "at_least")


class Figure(Part):
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


class WhyDiffer(Part):
    """Why the editors think that sources differ on one thing: an inference, and shown as one."""

    figure: Annotated[str | None, OneOf("figure")] = None
    fact: Annotated[str | None, Choice(CLAIMED)] = None
    why: Annotated[Text, Line(longest=350)]

    one_of = ("figure", "fact")


class Consent(Part):
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


class Contributor(Part):
    """Somebody who made the card, credited by the name that their consent gives, or an organisation."""

    role: Annotated[str, OneOf("contributor")]
    person: Annotated[str | None, Slug()] = None
    organisation: Annotated[Text | None, Name()] = None

    one_of = ("person", "organisation")


class Photo(Part):
    """A picture beside the card: a file in practices/photos/, and who is to be seen on it."""

    file: Annotated[str, PhotoFile()]
    alt: Annotated[Text, Line(longest=250)]
    shows: Annotated[tuple[str, ...], Many(Slug())] = ()


class Voice(Part):
    """What somebody said, reported, with their role; with their name only where they consent."""

    who: Annotated[str, OneOf("voice")]
    person: Annotated[str | None, Slug()] = None
    said: Annotated[Text, Prose()]
    source: Keys


class GapNote(Part):
    """A gap, and how the practice works on it in the editors' reading."""

    gap: Annotated[str, OneOf("gap")]
    how: Annotated[Text, Prose()]


class GapLens(Part):
    """The editors' reading with the gap-mending tool."""

    mends: tuple[GapNote, ...] = ()
    maintains: tuple[GapNote, ...] = ()
    increases: tuple[GapNote, ...] = ()


def figures_differ(group: tuple[Figure, ...]) -> bool:
    """Whether sources disagree on figures that count the same thing."""
    return any(one.differs_from(other) for one, other in combinations(group, 2))


def disagree(claims: tuple[Claim, ...] | NotDescribed) -> bool:
    """Whether the sources give different values of the same thing."""
    answers = () if isinstance(claims, NotDescribed) else claims
    scopes = {claim.scope for claim in answers}
    return any(len({claim.value for claim in answers if claim.scope == scope}) > 1 for scope in scopes)
