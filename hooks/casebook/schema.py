"""The model -> a JSON Schema of the card, so that editors complete, explain and check while one types.

`Card.model_json_schema()` gives the shape; what its readers leave open (`x-list`, `x-text` and the like)
is filled in with the closed lists, languages and works, and each field gets its words. What a schema
can't say (HTML in a text, an end before its start, a source that isn't listed) only `casebook check` finds.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from casebook.cards import read_known
from casebook.examples import example_of
from casebook.fields.known import Known
from casebook.fields.localised import SAME
from casebook.form import CLAIM, Field, card_fields
from casebook.kinds import kind_of
from casebook.model import Card
from casebook.problems import CardProblems, format_report
from casebook.project import Project, shown_path
from casebook.words import Words, read_words

SCHEMA_FILE = "_practice.schema.json"
"""The schema's name in `practices/`."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORK = "Work"
"""The name under which the keys of all works stand once."""


def run_schema(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook schema`: write the schema beside the cards."""
    try:
        known = read_known(project)
    except CardProblems as error:
        print(format_report(error.problems, words))
        return 1
    path = project.practices / SCHEMA_FILE
    path.write_text(format_schema(practice_schema(known)), encoding="utf-8", newline="\n")
    print(words.form["written"].format(path=shown_path(path, project.root)))
    return 0


def format_schema(schema: Mapping[str, Any]) -> str:
    """The text of the schema's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def practice_schema(known: Known) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a card that may use what is `known`, explained in all required languages."""
    made = Card.model_json_schema()
    words = [read_words(language).form for language in known.required]
    return {
        "$schema": _DIALECT,
        "title": " / ".join(entry["title"] for entry in words),
        "description": "\n\n".join(entry["description"] for entry in words),
        **_object(made, card_fields(), (), known),
        "$defs": {**_parts(made["$defs"], card_fields(), known), _WORK: _one_of(sorted(known.works))},
    }


def _parts(shapes: Mapping[str, Any], fields: Iterable[Field], known: Known) -> dict[str, Any]:
    """The schema of each model that fields are made of, by its name, in the order of the card."""
    found: dict[str, Any] = {}
    for field in fields:
        if field.model is not None:
            name = field.model.__name__
            found.setdefault(name, _object(shapes[name], field.parts, field.one_of, known))
            found = {**_parts(shapes, field.parts, known), **found}
    return found


def _object(shape: Mapping[str, Any], fields: tuple[Field, ...], one_of: tuple[str, ...], known: Known) -> Any:
    """A mapping with these fields and no others."""
    properties = {field.key: _property(shape["properties"][field.key], field, known) for field in fields}
    schema = _closed(properties, [field.key for field in fields if field.is_required])
    return {**schema, "oneOf": [{"required": [key]} for key in one_of]} if one_of else schema


def _closed(properties: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _property(shape: Mapping[str, Any], field: Field, known: Known) -> dict[str, Any]:
    """What one field takes, with its words."""
    plain = {key: value for key, value in shape.items() if key not in ("title", "description", "default")}
    kinds = _in_languages(known, lambda words: kind_of(field, words))
    return {**_words_of(field, known), **_explain(_fill(plain, known), kinds), "examples": [example_of(field, known)]}


def _words_of(field: Field, known: Known) -> dict[str, Any]:
    labels = [read_words(language).fields[field.path]["label"] for language in known.required]
    helps = _in_languages(known, lambda words: words.fields[field.path]["help"])
    return {"title": " / ".join(dict.fromkeys(labels)), "description": helps}


def _in_languages(known: Known, say: Callable[[Any], str]) -> str:
    """The same in each required language, a paragraph each."""
    return "\n\n".join(say(read_words(language)) for language in known.required)


def _explain(shape: Any, kinds: str) -> Any:
    """Say in words, beside each pattern, what editors would otherwise show as a regular expression."""
    if isinstance(shape, list):
        return [_explain(item, kinds) for item in shape]
    if not isinstance(shape, dict):
        return shape
    explained = {key: value if key == "examples" else _explain(value, kinds) for key, value in shape.items()}
    is_pattern = isinstance(shape.get("pattern"), str) and "patternErrorMessage" not in shape
    return {**explained, "patternErrorMessage": kinds} if is_pattern else explained


def _fill(shape: Any, known: Known) -> Any:
    """The shape with everything that its readers left open."""
    if isinstance(shape, list):
        return [_fill(item, known) for item in shape if item != {"type": "null"}]
    if not isinstance(shape, dict):
        return shape
    for name, fill in _FILLINGS.items():
        if name in shape:
            return fill(shape, known)
    return _without_nesting({key: _fill(value, known) for key, value in shape.items()})


def _without_nesting(shape: dict[str, Any]) -> dict[str, Any]:
    """Alternatives within alternatives are alternatives; a single one is no choice."""
    if "anyOf" not in shape:
        return shape
    choices: list[Any] = []
    for choice in shape["anyOf"]:
        choices += choice["anyOf"] if set(choice) == {"anyOf"} else [choice]
    return {**shape, "anyOf": choices} if len(choices) > 1 else choices[0]


def _fill_list(shape: Mapping[str, Any], known: Known) -> dict[str, Any]:
    entries = known.vocabulary[shape["x-list"]]
    notes = [
        " / ".join(f"{entry.label.version(name)[0]}: {entry.description.version(name)[0]}" for name in known.required)
        for entry in entries.values()
    ]
    return {**_one_of(list(entries)), "enumDescriptions": notes}


def _one_of(values: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": values} if values else {"type": "string"}


def _fill_languages(_shape: Mapping[str, Any], known: Known) -> dict[str, Any]:
    return _one_of(list(known.languages))


def _fill_works(_shape: Mapping[str, Any], _known: Known) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{_WORK}"}


def _fill_text(shape: Mapping[str, Any], known: Known) -> dict[str, Any]:
    text = shape["x-text"]
    each = _closed(dict.fromkeys(known.languages, text), known.required)
    return {"anyOf": [each, _closed({SAME: text}, [SAME])]}


def _fill_per_language(shape: Mapping[str, Any], known: Known) -> dict[str, Any]:
    return _closed(dict.fromkeys(known.languages, _fill(shape["x-per-language"], known)), [])


def _fill_words(shape: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """A part that no model describes: its own shape, with the words of its keys."""
    properties = {
        part.key: {**_words_of(part, known), **_fill(shape["properties"][part.key], known)} for part in CLAIM.parts
    }
    return {**_words_of(CLAIM, known), **_closed(properties, shape["required"])}


_FILLINGS: Mapping[str, Callable[[Mapping[str, Any], Known], dict[str, Any]]] = {
    "x-list": _fill_list,
    "x-languages": _fill_languages,
    "x-works": _fill_works,
    "x-text": _fill_text,
    "x-per-language": _fill_per_language,
    "x-words": _fill_words,
}
