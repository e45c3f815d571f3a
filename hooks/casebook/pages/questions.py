"""The fields of a card as questions to answer: how each is asked, what may be chosen, what counts as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casebook.fields.choices import Choice, Language, OneOf, WorkKey
from casebook.fields.composed import Many, OrNotDescribed
from casebook.fields.known import Known
from casebook.fields.localised import Line, Name, Prose
from casebook.fields.patterns import ClockTimes, Count, Country, Credits, IsoDate, IsoDuration, Plain, Slug, Year
from casebook.fields.reader import Reader
from casebook.form import CLAIM, Field, card_fields, holds_claims
from casebook.kinds import Allowed, allowed_values
from casebook.model import SECTIONS
from casebook.words import Words, read_words

GROUPS: Mapping[str, tuple[str, ...]] = {
    "practice": ("original", "title", "summary", "country", "place", "organisations", "format"),
    "works": ("sources", "reading"),
    "facts": ("since", "duration", "ects", "student_stage", "expert_roles", "compensation"),
    "sections": SECTIONS,
    "more": (
        *("plain", "nationale_context", "programme", "figures", "voices", "source_note"),
        *("gap_lens", "why_differ", "contributors", "consent"),
    ),
    "state": ("status",),
}
"""What is asked together, in the order in which it is asked."""

KEPT = ("photo", "reviewed", "former_slugs", "translated_from")
"""What nobody is asked: the editors' work and the commands'. It stays in a card as it stands there."""

_CONTROLS: Mapping[type[Reader], str] = {
    Line: "text",
    Name: "name",
    Prose: "prose",
    OneOf: "one",
    Choice: "one",
    Language: "one",
    WorkKey: "work",
    Country: "country",
    Year: "number",
    Count: "number",
    Credits: "number",
    IsoDuration: "duration",
    ClockTimes: "hours",
    IsoDate: "date",
    Slug: "slug",
    Plain: "plain",
}
"""How a value is asked for, by what reads it."""


@dataclass(frozen=True)
class Question:
    """A field of the card, or of a part of it, to be answered."""

    key: str
    path: str
    label: str
    help: str
    example: str
    must: str
    """What its answer has to be, in words."""
    kind: str
    """How one answer is given: a control, `group` for parts, `one-of` for parts of which one is chosen."""
    is_required: bool
    has_many: bool = False
    """Whether there may be several answers."""
    may_be_not_described: bool = False
    longest: int = 0
    options: tuple[Allowed, ...] = ()
    parts: tuple["Question", ...] = ()
    one_of: tuple["Question", ...] = ()
    """The parts of which exactly one is answered."""
    claim: tuple["Question", ...] = ()
    """Where sources may differ: value, source and scope of each of their answers."""
    untranslated: Mapping[str, str] | None = None
    """What stands in a text in a language that nobody has written yet."""


def questions(known: Known, words: Words) -> dict[str, tuple[Question, ...]]:
    """All questions, by their group."""
    asked = {field.key: _question(field, known, words) for field in card_fields() if field.key not in KEPT}
    return {group: tuple(asked[key] for key in keys) for group, keys in GROUPS.items()}


def _question(field: Field, known: Known, words: Words, reader: Reader | None = None) -> Question:
    entry = words.fields[field.path]
    reader = reader or field.value_reader
    choices = tuple(_question(part, known, words) for part in field.parts if part.key in field.one_of)
    return Question(
        key=field.key,
        path=field.path,
        label=entry["label"],
        help=entry["help"],
        example="" if isinstance(reader, Country | IsoDuration) else str(entry.get("example", "")),
        must=_must(reader, words),
        kind=_kind(field, reader),
        is_required=field.is_required,
        has_many=field.is_list or _takes_many(field.reader),
        may_be_not_described=field.may_be_not_described,
        longest=getattr(reader, "longest", 0),
        options=_options(field, known, words),
        parts=tuple(_question(part, known, words) for part in field.parts if part.key not in field.one_of),
        one_of=choices,
        claim=_claim(field, known, words) if holds_claims(field) else (),
        untranslated=_untranslated(field, reader, known),
    )


def _kind(field: Field, reader: Reader | None) -> str:
    if reader is None:
        return "group"
    if isinstance(reader, WorkKey) and "." in field.path:
        return "listed"
    kind = _CONTROLS[type(reader)]
    return "several" if kind == "one" and _takes_many(field.reader) else kind


def _takes_many(reader: Reader | None) -> bool:
    inner = reader.inner if isinstance(reader, OrNotDescribed) else reader
    return isinstance(inner, Many)


def _must(reader: Reader | None, words: Words) -> str:
    kind: str = words.kinds[type(reader).__name__] if reader is not None else ""
    return kind.format(longest=getattr(reader, "longest", ""))


def _options(field: Field, known: Known, words: Words) -> tuple[Allowed, ...]:
    """What there is to choose from, each with a label that says what it is."""
    labels: Mapping[str, Any] = words.builder["choices"]
    return tuple(
        allowed if allowed.label else Allowed(allowed.value, _label(allowed.value, labels, known, words))
        for allowed in allowed_values(field, known, words.language)
    )


def _label(value: str, labels: Mapping[str, Any], known: Known, words: Words) -> str:
    if value in known.languages:
        return words.language_name(value)
    return str(labels[value]) if value in labels else str(words.fields[value]["label"])


def _claim(field: Field, known: Known, words: Words) -> tuple[Question, ...]:
    value, *others = CLAIM.parts
    asked = _question(value, known, words, field.value_reader)
    fitting = str(words.fields[field.path].get("example", ""))
    return (
        replace(asked, example=asked.example and fitting),
        *(_question(part, known, words) for part in others),
    )


def _untranslated(field: Field, reader: Reader | None, known: Known) -> Mapping[str, str] | None:
    """The field's help, as in a draft; its label where a line hasn't room for that."""
    if not isinstance(reader, Line | Prose):
        return None
    found = {language: read_words(language).fields[field.path] for language in known.languages}
    return {
        language: entry["help"] if len(entry["help"]) <= reader.longest else entry["label"]
        for language, entry in found.items()
    }
