"""The practices that readers see -> one document of plain values: JSON for programs."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.fields.values import NOT_DESCRIBED, Claim, Hours, NotDescribed, Text
from casebook.history import Dates
from casebook.model import COUNTED, Casebook, Entry, Practice
from casebook.parts import Contributor, Figure, GapNote, Step, Voice

LISTS = ("format", "student_stage", "expert_roles", "compensation", "gap", "voice", "figure", "contributor")
"""The closed lists whose values the practices use."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""What the texts and the data may be used under."""

ByLanguage = Mapping[str, str]


@dataclass(frozen=True)
class Site:
    """What the data says of the site that it comes from, and what only the site's pages know."""

    address: str
    """Of the site's root, absolute, with a slash at its end."""
    schema: str
    """The address of the document's schema."""
    address_of: Callable[[Practice, str], str]
    """The address of a practice's page in a language."""
    prose: Callable[[Practice, str, str], str]
    """The HTML of paragraphs of a practice in a language: its citations lead to the reading list."""
    phrase: Callable[[Practice, str, str], str]
    """The same of one line."""
    dates_of: Callable[[Practice], Dates]
    reference: Callable[[str, str], str]
    """The formatted reference of a work, as HTML, for a language's readers."""


def write_practices(casebook: Casebook, site: Site) -> str:
    """The document as JSON."""
    return json.dumps(practices_document(casebook, site), ensure_ascii=False, indent=1) + "\n"


def practices_document(casebook: Casebook, site: Site) -> dict[str, Any]:
    """Every published practice, the works that they cite, and the words for the values of the closed lists."""
    return {
        "$schema": site.schema,
        "site": site.address,
        "licence": LICENCE,
        "languages": list(casebook.languages),
        "practices": [_Record(practice, casebook.languages, site).whole() for practice in casebook.public],
        "works": _works(casebook, site),
        "vocabulary": {name: _list(casebook, name) for name in LISTS},
    }


def _works(casebook: Casebook, site: Site) -> dict[str, Any]:
    keys = sorted({key for practice in casebook.public for key in practice.cited_works()})
    return {
        key: {
            "csl": casebook.works[key].csl(),
            "reference": {language: site.reference(key, language) for language in casebook.languages},
        }
        for key in keys
    }


def _list(casebook: Casebook, name: str) -> dict[str, Any]:
    return {key: _entry(name, entry) for key, entry in casebook.vocabulary[name].items()}


def _entry(name: str, entry: Entry) -> dict[str, Any]:
    said = {"label": dict(entry.label.by_language), "description": dict(entry.description.by_language)}
    return {**said, "unit": entry.unit} if name == COUNTED else said


@dataclass(frozen=True)
class _Record:
    """One practice on its way to plain values."""

    practice: Practice
    languages: tuple[str, ...]
    site: Site

    def whole(self) -> dict[str, Any]:
        practice, dates = self.practice, self.site.dates_of(self.practice)
        return {
            "slug": practice.slug,
            "former_slugs": list(practice.former_slugs),
            "address": {language: self.site.address_of(practice, language) for language in self.languages},
            "title": _plain(practice.title),
            "summary": _plain(practice.summary),
            "original": practice.original,
            "published": _day(dates.published),
            "changed": _day(dates.changed),
            "reviewed": _day(practice.reviewed),
            **self._facts(),
            **self._texts(),
            "programme": _each(practice.programme, self._step),
            "figures": _each(practice.figures, self._figure),
            "voices": [self._voice(voice) for voice in practice.voices],
            "gap_lens": {effect: [self._note(note) for note in notes] for effect, notes in practice.gap_lens},
            "reading": list(practice.reading),
            "sources": list(practice.sources),
            "works": list(practice.cited_works()),
            "contributors": [self._contributor(entry) for entry in practice.contributors],
        }

    def _facts(self) -> dict[str, Any]:
        practice = self.practice
        return {
            "country": list(practice.country),
            "place": _each(practice.place, _plain),
            "organisations": _each(practice.organisations, _plain),
            "since": _each(practice.since, lambda claim: self._claim(claim, claim.value)),
            "format": practice.format,
            "student_stage": _each(practice.student_stage, str),
            "expert_roles": _each(practice.expert_roles, str),
            "compensation": _each(practice.compensation, str),
            "duration": _each(practice.duration, lambda claim: self._claim(claim, claim.value.iso)),
            "ects": _each(practice.ects, lambda claim: self._claim(claim, float(claim.value))),
        }

    def _claim(self, claim: Claim, value: Any) -> dict[str, Any]:
        """A claim that names no source of its own rests on the card's."""
        scope = None if claim.scope is None else _plain(claim.scope)
        return {"value": value, "scope": scope, "sources": list(claim.source or self.practice.sources)}

    def _texts(self) -> dict[str, Any]:
        sections = dict(self.practice.sections)
        others = {key: getattr(self.practice, key) for key in ("nationale_context", "source_note", "plain")}
        return {key: self._prose(text) for key, text in (sections | others).items()}

    def _prose(self, text: Text | NotDescribed | None) -> ByLanguage | str | None:
        return self._html(text, self.site.prose) if isinstance(text, Text) else _missing(text)

    def _phrase(self, text: Text | None) -> ByLanguage | None:
        return None if text is None else self._html(text, self.site.phrase)

    def _html(self, text: Text, render: Callable[[Practice, str, str], str]) -> ByLanguage:
        return {language: render(self.practice, language, written) for language, written in text.by_language.items()}

    def _step(self, step: Step) -> dict[str, Any]:
        return {
            "when": None if step.when is None else _hours(step.when),
            "phase": self._phrase(step.phase),
            "duration": None if step.duration is None else step.duration.iso,
            "what": self._phrase(step.what),
            "sources": list(step.source),
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        return {
            "what": figure.what,
            "bound": figure.bound,
            "number": figure.number,
            "year": figure.year,
            "scope": self._phrase(figure.scope),
            "note": self._phrase(figure.note),
            "sources": list(figure.source),
        }

    def _voice(self, voice: Voice) -> dict[str, Any]:
        return {
            "who": voice.who,
            "name": self.practice.name_of(voice.person) if voice.person else None,
            "said": self._prose(voice.said),
            "sources": list(voice.source),
        }

    def _note(self, note: GapNote) -> dict[str, Any]:
        return {"gap": note.gap, "how": self._phrase(note.how)}

    def _contributor(self, entry: Contributor) -> dict[str, Any]:
        if entry.organisation is not None:
            return {"role": entry.role, "name": _plain(entry.organisation)}
        name = self.practice.name_of(entry.person) if entry.person else None
        return {"role": entry.role, "name": None if name is None else dict.fromkeys(self.languages, name)}


def _each(values: Iterable[Any] | NotDescribed, convert: Callable[[Any], Any]) -> list[Any] | str:
    """Every value converted, or the word for what no source describes."""
    return _missing(values) if isinstance(values, NotDescribed) else [convert(value) for value in values]


def _missing(value: NotDescribed | None) -> Any:
    return NOT_DESCRIBED.value if value is NOT_DESCRIBED else None


def _plain(text: Text) -> ByLanguage:
    return dict(text.by_language)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _hours(hours: Hours) -> str:
    return f"{hours.start:%H:%M}/{hours.end:%H:%M}"
