"""What readers narrow the practices by: for each facet the values of a practice, and how those are ordered and called.

A value is a key that is the same in every language, so that it may stand in an address; its label is a text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casebook.fields.values import Claim, Duration, NotDescribed, Text
from casebook.model import SECTIONS, Practice, Vocabulary
from casebook.words import Words

NOT_DESCRIBED = NotDescribed.NOT_DESCRIBED.value
"""The value of a fact that no source speaks of."""

_NO_GAP = "none-noted"

_LONGEST = {"day": 1, "week": 7, "quarter": 92, "half-year": 184, "year": 366}
"""The bands of durations, each by the days that it goes up to."""

_LONGER = "longer"


def _described(value: tuple[str, ...] | NotDescribed) -> tuple[str, ...]:
    return (NOT_DESCRIBED,) if isinstance(value, NotDescribed) else value


def _duration_bands(claims: tuple[Claim, ...] | NotDescribed) -> tuple[str, ...]:
    """Every band that a duration which a source gives may fall in."""
    if isinstance(claims, NotDescribed):
        return (NOT_DESCRIBED,)
    return tuple(dict.fromkeys(band for claim in claims for band in _bands(claim.value)))


def _bands(duration: Duration) -> tuple[str, ...]:
    first, last = (sum(days > longest for longest in _LONGEST.values()) for days in (duration.days, duration.most_days))
    return (*_LONGEST, _LONGER)[first : last + 1]


def _gaps(practice: Practice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note.gap for note in practice.gap_lens.mends)) or (_NO_GAP,)


_READERS: Mapping[str, Callable[[Practice], tuple[str, ...]]] = {
    "country": lambda practice: tuple(code.lower() for code in practice.country),
    "format": lambda practice: (practice.format,),
    "student_stage": lambda practice: _described(practice.student_stage),
    "expert_roles": lambda practice: _described(practice.expert_roles),
    "compensation": lambda practice: _described(practice.compensation),
    "duration": lambda practice: _duration_bands(practice.duration),
    "ects": lambda practice: (NOT_DESCRIBED if isinstance(practice.ects, NotDescribed) else "given",),
    "gap": _gaps,
    "completeness": lambda practice: ("complete" if practice.described_sections == len(SECTIONS) else "partial",),
    "language": lambda practice: tuple(practice.title.by_language),
}

FACETS = tuple(_READERS)
"""The facets in the order in which readers meet them; a card's own field gives its name to its facet."""


def facet_values(practice: Practice) -> Mapping[str, tuple[str, ...]]:
    """The values of `practice` by facet, at least one each."""
    return {facet: read(practice) for facet, read in _READERS.items()}


@dataclass(frozen=True)
class Option:
    """A value of a facet that at least one practice has."""

    key: str
    label: Text
    count: int
    """How many practices have it."""


def facet_options(
    practices: Iterable[Practice], vocabulary: Vocabulary, words: Words
) -> Mapping[str, tuple[Option, ...]]:
    """The values that occur among `practices` by facet, in the order of readers of these `words`."""
    counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for practice in practices:
        for facet, values in facet_values(practice).items():
            for value in values:
                counts[facet][value] = counts[facet].get(value, 0) + 1
    return {facet: tuple(_options(facet, counts[facet], vocabulary, words)) for facet in FACETS}


def _options(facet: str, counts: Mapping[str, int], vocabulary: Vocabulary, words: Words) -> list[Option]:
    options = [Option(key, facet_label(facet, key, vocabulary, words), count) for key, count in counts.items()]
    known = [*vocabulary.get(facet, words.facets["values"].get(facet, ()))]
    return sorted(options, key=lambda option: _place(option, known, words))


def _place(option: Option, known: list[str], words: Words) -> tuple[bool, int, tuple[int, ...], str]:
    """In the order of the closed list, else by label; what isn't described comes last."""
    place = known.index(option.key) if option.key in known else len(known)
    label, _ = option.label.version(words.language)
    return option.key == NOT_DESCRIBED, place, words.sort_key(label), option.key


def facet_name(facet: str, words: Words) -> str:
    """What readers call the facet."""
    names: Mapping[str, str] = {**words.facts, **words.facets["names"]}
    return names[facet]


def facet_label(facet: str, value: str, vocabulary: Vocabulary, words: Words) -> Text:
    """What readers call the value; a closed list's label may lack the language of `words`."""
    entry = vocabulary.get(facet, {}).get(value)
    return entry.label if entry is not None else Text({words.language: _word(facet, value, words)})


def _word(facet: str, value: str, words: Words) -> str:
    if value == NOT_DESCRIBED:
        return str(words.status["not_described"])
    if facet == "country":
        return words.country_name(value.upper())
    if facet == "language":
        return words.language_name(value)
    return str(words.facets["values"][facet][value])
