"""An example of each field, as plain data: from the words, or from the list that its values come from."""

import re
from typing import Any

from casebook.fields.choices import Choice, Language, OneOf, WorkKey
from casebook.fields.composed import PerLanguage
from casebook.fields.known import Known
from casebook.fields.localised import Line, Name, Prose
from casebook.form import Field
from casebook.kinds import allowed_values
from casebook.words import read_words
from casebook.yaml_writing import Paragraphs

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(\.[0-9]+)?")


def has_own_example(field: Field) -> bool:
    """Whether the words hold the example: neither parts nor a list give one."""
    return not field.parts and not isinstance(field.value_reader, OneOf | Choice | Language | WorkKey)


def is_text(field: Field) -> bool:
    """Whether the field holds a text in each language."""
    return isinstance(field.value_reader, Line | Name | Prose)


def example_of(field: Field, known: Known, language: str = "") -> Any:
    """One value that the field takes: text, a number, a mapping or a list.

    What has one form for all languages, such as a name, is that of `language`, else of the first that cards need.
    """
    if field.parts:
        example = {part.key: example_of(part, known, language) for part in _shown_parts(field)}
        return [example] if field.is_list else example
    if is_text(field):
        return in_each_language(field, "example", known)
    if isinstance(field.value_reader, WorkKey):
        return min(known.works, default="name-2024")
    listed = allowed_values(field, known, known.required[0])
    if listed:
        return listed[0].value
    example = _typed(read_words(language or known.required[0]).fields[field.path]["example"])
    return {known.required[-1]: example} if isinstance(field.reader, PerLanguage) else example


def in_each_language(field: Field, name: str, known: Known) -> dict[str, str]:
    """What the words say under `name` of a field, as a text of the card; prose as paragraphs of their own."""
    kind = Paragraphs if isinstance(field.value_reader, Prose) else str
    return {language: kind(read_words(language).fields[field.path][name]) for language in known.required}


def _typed(text: str) -> Any:
    """A number where the text is one, as editors read it."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number.group(1) else int(text)


def _shown_parts(field: Field) -> tuple[Field, ...]:
    """The parts that have to be there, the first of those that stand for each other; else the first of all."""
    shown = tuple(part for part in field.parts if part.is_required or part.key in field.one_of[:1])
    return shown or field.parts[:1]
