"""What a hand-written page says of the practices together, and where on their pages it leads.

`[count:compensation=pay]` stands for how many practices have a feature, `[practices:compensation=pay]` for which ones
these are, `[unread:recruitment]` for those that a reading has in no group. `practice:slug#met_wie` in a link is a part
of a practice's page. A draft never counts, and no link leads to one: its text stays.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casebook.facets import FACETS, NOT_DESCRIBED, facet_values
from casebook.fields.values import NotDescribed
from casebook.handwritten import Page
from casebook.located import Source, report
from casebook.model import FACTS, SECTIONS, Practice, Vocabulary
from casebook.words import read_words

_CODE = r"```.*?```|`[^`\n]*`"
_NOTATION = re.compile(
    rf"{_CODE}|\[(?P<asked>count|practices|unread):(?P<feature>[^\[\]\n]*)\](?!\()"
    r"|\[(?P<text>[^\[\]]*)\]\(practice:(?P<slug>[^)#\s]*)(?:#(?P<part>[^)\s]*))?\)",
    re.DOTALL,
)

DESCRIBED, SILENT, COUNTED = "described", "not-described", "figure"
"""Features beside the facets: the values of two are the fields of a card, those of the third what figures count."""

_TOLD = (*FACTS, *SECTIONS, "nationale_context", "programme", "figures", "voices")
"""The fields that a source may be silent on."""

_ALWAYS = frozenset({*FACTS, *SECTIONS, "facts", "sources", "cite"})
"""The parts that every practice's page has; a field of the card has the name of its part."""

_SHOWN_AT = {"gap": "gap_lens", "completeness": "facts", "language": "cite"}
"""Where a practice's page tells of a facet that isn't a fact."""


@dataclass(frozen=True)
class Feature:
    """What practices may have in common: a value of a facet, a field that is described, a group of a reading."""

    name: str
    value: str


@dataclass(frozen=True)
class Found:
    """A practice that has a feature, and the part of its page that tells so."""

    practice: Practice
    part: str


def _found(practice: Practice, part: str) -> Found:
    """At the part where its page has one, else at the facts."""
    return Found(practice, part if part in parts_of(practice) else "facts")


def parts_of(practice: Practice) -> frozenset[str]:
    """The parts that the practice's page has."""
    optional = {
        "in-plain-words": practice.plain is not None,
        "nationale_context": practice.nationale_context is not None,
        "programme": practice.programme != (),
        "figures": practice.figures != (),
        "voices": bool(practice.voices),
        "gap_lens": any((practice.gap_lens.mends, practice.gap_lens.maintains, practice.gap_lens.increases)),
        "reading": bool(practice.reading),
    }
    return _ALWAYS | {part for part, is_there in optional.items() if is_there}


def is_described(practice: Practice, field: str) -> bool:
    """Whether a source tells of the field."""
    value = getattr(practice, field)
    return not isinstance(value, NotDescribed) and value not in (None, ())


def _counted(practice: Practice) -> frozenset[str]:
    """What the practice's figures count."""
    return frozenset(group[0].what for group in practice.figure_groups())


@dataclass(frozen=True)
class Practices:
    """The practices that readers see, to be asked by feature."""

    public: tuple[Practice, ...]
    vocabulary: Vocabulary

    @cached_property
    def _by_slug(self) -> Mapping[str, Practice]:
        return {practice.slug: practice for practice in self.public}

    @cached_property
    def _facets(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        return {practice.slug: facet_values(practice) for practice in self.public}

    def features(self, page: Page) -> tuple[str, ...]:
        """What the page may ask for."""
        return (*FACETS, DESCRIBED, SILENT, COUNTED, *page.readings)

    def values(self, name: str, page: Page) -> tuple[str, ...]:
        """The values that a feature may have on the page."""
        if name in page.readings:
            return tuple(page.readings[name].groups)
        if name in (DESCRIBED, SILENT):
            return _TOLD
        if name == COUNTED:
            return tuple(self.vocabulary[COUNTED])
        closed = (*self.vocabulary.get(name, ()), *read_words(page.language).facets["values"].get(name, ()))
        occurring = (value for values in self._facets.values() for value in values[name])
        return tuple(dict.fromkeys((*closed, NOT_DESCRIBED, *occurring)))

    def having(self, feature: Feature, page: Page) -> tuple[Found, ...]:
        """The practices that have the feature, in their own order."""
        name, value = feature.name, feature.value
        if name in page.readings:
            group = {place.slug: place.part for place in page.readings[name].groups[value]}
            return tuple(Found(one, group[one.slug]) for one in self.public if one.slug in group)
        if name in (DESCRIBED, SILENT):
            return tuple(_found(one, value) for one in self.public if is_described(one, value) is (name == DESCRIBED))
        if name == COUNTED:
            return tuple(Found(one, "figures") for one in self.public if value in _counted(one))
        part = _SHOWN_AT.get(name, name)
        return tuple(_found(one, part) for one in self.public if value in self._facets[one.slug][name])

    def unread(self, reading: str, page: Page) -> tuple[Found, ...]:
        """The practices that a reading has in none of its groups."""
        read = {place.slug for place in page.readings[reading].places()}
        return tuple(Found(one, "facts") for one in self.public if one.slug not in read)

    def get(self, slug: str) -> Practice | None:
        """The practice with this slug, where readers see it."""
        return self._by_slug.get(slug)


def check_page(page: Page, source: Source, practices: Practices, drafts: frozenset[str]) -> None:
    """A problem for each feature that there isn't, and each part of a practice's page that readers can't go to."""
    for reading in page.readings.values():
        for place in reading.places():
            for code, details in _wrong_place(place.slug, place.part, practices, drafts):
                if code != "is-draft":  # it doesn't count, and leaves nothing behind
                    report(place.named, code, **details)
    for match in _NOTATION.finditer(source.text):
        if match["asked"]:
            for code, details in _wrong_question(match["asked"], match["feature"], page, practices):
                source.report(code, *source.place(match.start()), **details)
        elif match["slug"] is not None:
            for code, details in _wrong_place(match["slug"], match["part"] or "facts", practices, drafts):
                source.report(code, *source.place(match.start("slug")), **details)


_Wrong = Iterator[tuple[str, Mapping[str, Any]]]


def _wrong_place(slug: str, part: str, practices: Practices, drafts: frozenset[str]) -> _Wrong:
    practice = practices.get(slug)
    if practice is not None:
        allowed = sorted(parts_of(practice))
        if part not in allowed:
            yield "no-such-part", {"found": part[:60], "practice": slug, "allowed": allowed}
    elif slug in drafts:
        yield "is-draft", {"found": slug}
    else:
        yield "unknown-practice", {"found": slug[:80], "allowed": sorted(one.slug for one in practices.public)}


def _wrong_question(asked: str, written: str, page: Page, practices: Practices) -> _Wrong:
    name, equals, value = written.partition("=")
    allowed = tuple(page.readings) if asked == "unread" else practices.features(page)
    if bool(equals) is (asked == "unread"):
        yield "question-form", {"found": f"[{asked}:{written}]"[:80]}
    elif name not in allowed:
        yield "not-in-list", {"found": name[:60], "allowed": allowed}
    elif equals and value not in practices.values(name, page):
        yield "not-in-list", {"found": value[:60], "allowed": practices.values(name, page)}


def replace_notation(
    markdown: str,
    count: Callable[[Feature], str],
    listed: Callable[[Feature], str],
    unread: Callable[[str], str],
    link: Callable[[str, str, str], str],
) -> str:
    """The Markdown of a checked page with HTML in place of what this module knows.

    `link` gets the link's text, the practice's slug and the part of its page, which may be empty.
    """

    def replaced(match: re.Match[str]) -> str:
        if match["slug"] is not None:
            return link(match["text"], match["slug"], match["part"] or "")
        if match["asked"] is None:
            return match.group()
        if match["asked"] == "unread":
            return unread(match["feature"])
        name, _, value = match["feature"].partition("=")
        return (count if match["asked"] == "count" else listed)(Feature(name, value))

    return _NOTATION.sub(replaced, markdown)
