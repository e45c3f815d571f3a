"""Typed values as readers read them: numbers, durations, countries and what sources say of a fact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from babel.dates import format_time
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from casebook.fields.values import Claim, Duration, Hours, NotDescribed, Text
from casebook.model import FACTS, Practice
from casebook.notation import Cite
from casebook.pages.edition import Desk
from casebook.parts import CLAIMED, Figure, disagree
from casebook.words import Words

_LISTS = ("format", "student_stage", "expert_roles", "compensation")


@dataclass(frozen=True)
class Part:
    """One value of an answer, with the sources that it carries of its own."""

    html: Markup
    sources: Markup | None = None


@dataclass(frozen=True)
class Answer:
    """What the card says of one fact; no parts means that no source speaks of it."""

    field: str
    parts: tuple[Part, ...]
    differ: bool = False
    why: Markup | None = None
    """Why the editors think that sources differ."""


def answers(practice: Practice, desk: Desk) -> tuple[Answer, ...]:
    """The card's answer to each of the FACTS."""
    return tuple(answer(practice, field, desk) for field in FACTS)


def answer(practice: Practice, field: str, desk: Desk) -> Answer:
    """The card's answer to one of the FACTS."""
    value = getattr(practice, field)
    if isinstance(value, NotDescribed):
        return Answer(field, ())
    if field in CLAIMED:
        parts = tuple(_claim(field, claim, practice, desk) for claim in value)
        why = practice.why_differs(field) if disagree(value) else None
        shown = None if why is None else localised(why, desk.edition.language, practice.original)
        return Answer(field, parts, disagree(value), shown)
    values = value if isinstance(value, tuple) else (value,)
    return Answer(field, tuple(Part(_plain(field, item, practice, desk)) for item in values))


def _claim(field: str, claim: Claim, practice: Practice, desk: Desk) -> Part:
    words = desk.edition.words
    formats: dict[str, Callable[[Any], str]] = {
        "since": str,
        "duration": lambda duration: format_duration(duration, words),
        "ects": lambda ects: format_number(ects, words.locale),
    }
    shown = escape(formats[field](claim.value))
    if claim.scope:
        shown += ", " + localised(claim.scope, desk.edition.language, practice.original)
    return Part(shown, cite_keys(claim.source, desk) if claim.source else None)


def _plain(field: str, value: Any, practice: Practice, desk: Desk) -> Markup:
    language = desk.edition.language
    if field == "country":
        return escape(desk.edition.words.country_name(value))
    if field in _LISTS:
        return localised(desk.edition.casebook.vocabulary[field][value].label, language)
    return localised(value, language, practice.original)


def localised(text: Text, language: str, original: str = "") -> Markup:
    """Plain text in `language`, or in another language under its own `lang`."""
    version, found = text.version(language, original)
    return in_language(escape(version), found, language)


def in_language(html: Markup, found: str, wanted: str) -> Markup:
    """`html` as it is, or marked with its language where that is not the page's."""
    if found == wanted:
        return html
    return Markup('<span lang="{}" data-pagefind-ignore="index">{}</span>').format(found, html)


def cite_keys(keys: tuple[str, ...], desk: Desk) -> Markup:
    """Works named one after the other, each a link to its entry, without brackets of their own."""
    runs = []
    for key in keys:
        linked = [run for run in desk.edition.bibliography.in_text[(Cite(key),)] if run.key]
        runs += [Markup('<a href="{}">{}</a>').format(desk.work_link(key), run.html) for run in linked]
    return Markup("; ").join(runs)


def format_number(number: Decimal | int, locale: str) -> str:
    """A number with the language's own decimal sign."""
    return format_decimal(number, locale=locale.replace("-", "_"))


def format_duration(duration: Duration, words: Words) -> str:
    """`6 weeks`, `2 to 3 months`; from our own words, because Babel's Dutch lacks the day and the hour."""
    count = format_number(duration.count, words.locale)
    if duration.up_to is None:
        return words.plural(duration.unit, float(duration.count)).format(count=count)
    most = format_number(duration.up_to, words.locale)
    both = words.bounds["between"].format(least=count, most=most)
    return words.plural(duration.unit, float(duration.up_to)).format(count=both)


def format_clock(moment: time, locale: str) -> str:
    """A time of the day, in the language's short form."""
    return format_time(moment, "short", locale=locale.replace("-", "_"))


def format_hours(hours: Hours, locale: str) -> str:
    """From one time of the day to another."""
    return f"{format_clock(hours.start, locale)}–{format_clock(hours.end, locale)}"


def format_figure(figure: Figure, desk: Desk) -> str:
    """A counted number with how it is meant: `about 40`."""
    words = desk.edition.words
    template: str = words.bounds[figure.bound]
    return template.format(number=format_number(figure.number, words.locale))
