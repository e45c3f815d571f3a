"""The text of an issue made with a form -> what was answered, typed as far as that can be done without guessing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from casebook.fields.choices import OneOf
from casebook.fields.known import Known
from casebook.fields.localised import Prose
from casebook.fields.patterns import Country, Credits, IsoDuration, Year
from casebook.form import Field, card_fields
from casebook.issue_forms import ASKED, EXTRA, label_of
from casebook.kinds import allowed_values
from casebook.words import Words, read_words
from casebook.yaml_writing import Paragraphs

_HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)
_NO_RESPONSE = "_No response_"
"""What GitHub writes for a question that was left empty."""


@dataclass(frozen=True)
class Filled:
    """A form's answers: values of the card by key, and what an editor has to place by hand."""

    language: str
    values: Mapping[str, Any] = field(default_factory=dict)
    left_over: Mapping[str, str] = field(default_factory=dict)
    """What could not become a value, or belongs to no one field, by its question's label."""


def read_form(body: str, known: Known) -> Filled | None:
    """The answers of a filled form for a practice, or None where the text is no such form."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    found = {language: _answers(body, read_words(language)) for language in known.required}
    language = max(found, key=lambda name: len(found[name]))
    if "title" not in found[language]:
        return None
    words = read_words(language)
    values, left_over = {}, {}
    by_key = {entry.key: entry for entry in card_fields()}
    for key, text in found[language].items():
        value = _typed(by_key[key], text, known, words) if key in by_key else None
        if value is None:
            left_over[label_of(key, words)] = text
        else:
            values[key] = value
    return Filled(language, values, left_over)


def _answers(body: str, words: Words) -> dict[str, str]:
    """What stands below each question that is answered, by its field; the first time it is asked."""
    fields = {label_of(key, words): key for key in (*ASKED, *EXTRA)}
    headings = [match for match in _HEADING.finditer(body) if match.group(1) in fields or _is_consent(match, words)]
    ends = [match.start() for match in headings] + [len(body)]
    answers: dict[str, str] = {}
    for match, end in zip(headings, ends[1:], strict=True):
        text = body[match.end() : end].strip()
        if text not in ("", _NO_RESPONSE) and not _is_consent(match, words):
            answers.setdefault(fields[match.group(1)], text)
    return answers


def _is_consent(match: re.Match[str], words: Words) -> bool:
    """Whether the heading is the one above the boxes to tick, which ends the answers."""
    return match.group(1) == str(words.issue_forms["consent"]["label"])


def _typed(entry: Field, text: str, known: Known, words: Words) -> Any:
    """The value of a field as it stands in a card, or None where the text isn't one."""
    reader = entry.value_reader
    if isinstance(reader, Prose):
        return {words.language: Paragraphs(text)}
    line = " ".join(text.split())
    if isinstance(reader, OneOf):
        labels = {one.label: one.value for one in allowed_values(entry, known, words.language)}
        return _several(entry, _pick(line, labels))
    readers: Mapping[type, Callable[[], Any]] = {
        Country: lambda: _countries(line, words),
        Year: lambda: _year(line),
        Credits: lambda: _credits(line),
        IsoDuration: lambda: _duration(line, words),
    }
    if type(reader) in readers:
        return readers[type(reader)]()
    if entry.key in ("place", "organisations"):
        return _several(entry, [part for name in line.split(";") if (part := name.strip())])
    return {words.language: line}


def _several(entry: Field, values: list[str]) -> Any:
    """All of them where the field takes a list and there are more; None where there are none."""
    many = entry.reader is not entry.value_reader
    return None if not values else values if many and len(values) > 1 else values[0]


def _pick(line: str, labels: Mapping[str, str]) -> list[str]:
    """The values whose labels stand in the line, the longest labels first: a label may have a comma in it."""
    at: dict[int, str] = {}
    for label in sorted(labels, key=len, reverse=True):
        match = re.search(rf"(?:^|, ){re.escape(label)}(?=,|$)", line)
        if match:
            at[match.start()] = labels[label]
            line = line[: match.start()] + "\0" * len(match.group()) + line[match.end() :]
    return [at[start] for start in sorted(at)] if not line.strip("\0") else []


def _countries(line: str, words: Words) -> Any:
    """Codes for names or codes parted by commas; None where one of them is no country."""
    names: Mapping[str, str] = Locale.parse(words.locale, sep="-").territories
    codes = {name.casefold(): code for code, name in names.items() if Country.pattern.fullmatch(code)}
    codes |= {code.casefold(): code for code in codes.values()}
    found = [codes.get(part.strip().casefold()) for part in re.split("[,;/]", line)]
    return None if None in found else found if len(found) > 1 else found[0]


def _year(line: str) -> Any:
    years = re.findall(r"\b(?:19|20)[0-9]{2}\b", line)
    return int(years[0]) if line in years else None


def _credits(line: str) -> Any:
    match = Credits.pattern.fullmatch(re.sub(r"\s*(?:ects|ec)$", "", line, flags=re.IGNORECASE).replace(",", "."))
    made = Credits().make(match) if match else None
    return None if made is None else int(made) if made == made.to_integral_value() else float(made)


def _duration(line: str, words: Words) -> Any:
    """An ISO duration as it stands, or from numbers and a unit such as `6 weeks`, `2 to 3 months` or `2-3 months`."""
    iso = _iso_of(line, words)
    match = IsoDuration.pattern.fullmatch(iso)
    return iso if match and IsoDuration().make(match) else None


def _iso_of(line: str, words: Words) -> str:
    """The line as an ISO duration where it is numbers and a unit, else as it stands."""
    between = re.escape(words.bounds["between"].format(least="", most="").strip())
    match = re.fullmatch(rf"({_COUNT})(?:\s*(?:-|–|{between})\s*({_COUNT}))? (.+)", line)
    if match is None:
        return line
    *counts, unit_word = match.groups()
    unit = next((unit for unit in _UNITS if _is_unit(unit_word, words.counts[unit])), None)
    return line if unit is None else "/".join(_UNITS[unit].format(n.replace(",", ".")) for n in counts if n)


_COUNT = "[1-9][0-9]{0,3}(?:[.,][0-9])?"


_UNITS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M"}
"""How a number of each unit is written."""


def _is_unit(word: str, forms: Mapping[str, str]) -> bool:
    return word.casefold() in {form.replace("{count}", "").strip().casefold() for form in forms.values()}
