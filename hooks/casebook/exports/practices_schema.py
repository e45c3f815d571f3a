"""The JSON Schema (2020-12) of the document of practices: what programs that read it may rely on."""

import json
from collections.abc import Mapping
from typing import Any

from casebook.exports.practices import LISTS
from casebook.fields.patterns import ClockTimes, Country, IsoDuration, Slug
from casebook.fields.values import NOT_DESCRIBED
from casebook.model import COUNTED, SECTIONS, Casebook
from casebook.parts import BOUNDS
from casebook.words import read_words

Shape = dict[str, Any]

_STRING: Shape = {"type": "string"}
_NULL: Shape = {"type": "null"}
_ADDRESS: Shape = {"type": "string", "format": "uri"}
_NOT_DESCRIBED: Shape = {"const": NOT_DESCRIBED.value}
_YEAR: Shape = {"type": "integer", "minimum": 1900, "maximum": 2099}
_SLUG = Slug.schema
_DURATION = IsoDuration.schema


def write_schema(casebook: Casebook, address: str) -> str:
    """The schema as JSON, to be published at `address`."""
    return json.dumps(practices_schema(casebook, address), ensure_ascii=False, indent=1) + "\n"


def practices_schema(casebook: Casebook, address: str) -> Shape:
    """The schema, its fields explained in all languages of the site."""
    practice = {key: _explained(casebook, key, shape) for key, shape in _practice(casebook).items()}
    document = {key: _explained(casebook, f"document.{key}", shape) for key, shape in _document(casebook).items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": " / ".join(read_words(language).open_data["title"] for language in casebook.languages),
        **_object(document),
        "$defs": {
            "practice": _object(practice),
            "text": _by_language(casebook, _STRING),
            "html": _by_language(casebook, {**_STRING, "contentMediaType": "text/html"}),
            "day": _or({**_STRING, "format": "date"}, _NULL),
            "works": _list(_SLUG),
        },
    }


def _explained(casebook: Casebook, key: str, shape: Shape) -> Shape:
    """The shape with what the field holds, in every language."""
    said = [read_words(language).open_data["fields"][key] for language in casebook.languages]
    return {"description": "\n\n".join(said), **shape}


def _document(casebook: Casebook) -> Mapping[str, Shape]:
    entry = {"label": _ref("text"), "description": _ref("text")}
    counted = {**entry, "unit": _or(_SLUG, _NULL)}
    lists = {name: _object(counted if name == COUNTED else entry) for name in LISTS}
    work = _object({"csl": {"type": "object", "required": ["id", "type", "title"]}, "reference": _ref("html")})
    return {
        "$schema": _ADDRESS,
        "site": _ADDRESS,
        "licence": _ADDRESS,
        "languages": {**_list({"enum": list(casebook.languages)}), "uniqueItems": True},
        "practices": _list(_ref("practice")),
        "works": _map(_SLUG["pattern"], work),
        "vocabulary": _object({name: _map(_SLUG["pattern"], shape) for name, shape in lists.items()}),
    }


def _practice(casebook: Casebook) -> Mapping[str, Shape]:
    text, html, day, works = _ref("text"), _ref("html"), _ref("day"), _ref("works")
    return {
        "slug": _SLUG,
        "former_slugs": _list(_SLUG),
        "address": _by_language(casebook, _ADDRESS),
        "title": text,
        "summary": text,
        "original": {"enum": list(casebook.languages)},
        "published": day,
        "changed": day,
        "reviewed": day,
        "country": _list(Country.schema),
        "place": _described(_list(text)),
        "organisations": _described(_list(text)),
        "since": _described(_list(_claim(_YEAR))),
        "format": _value(casebook, "format"),
        **{
            name: _described(_list(_value(casebook, name)))
            for name in ("student_stage", "expert_roles", "compensation")
        },
        "duration": _described(_list(_claim(_DURATION))),
        "ects": _described(_list(_claim({"type": "number", "exclusiveMinimum": 0}))),
        **dict.fromkeys(SECTIONS, _described(html)),
        "nationale_context": _or(html, _NOT_DESCRIBED, _NULL),
        "source_note": _or(html, _NULL),
        "plain": _or(html, _NULL),
        "programme": _described(_list(_step())),
        "figures": _described(_list(_figure(casebook))),
        "voices": _list(_voice(casebook)),
        "gap_lens": _object(dict.fromkeys(("mends", "maintains", "increases"), _list(_note(casebook)))),
        "reading": works,
        "sources": works,
        "works": works,
        "contributors": _list(_object({"role": _value(casebook, "contributor"), "name": _or(text, _NULL)})),
    }


def _claim(value: Shape) -> Shape:
    return _object({"value": value, "scope": _or(_ref("text"), _NULL), "sources": _ref("works")})


def _step() -> Shape:
    return _object(
        {
            "when": _or(ClockTimes.schema, _NULL),
            "phase": _or(_ref("html"), _NULL),
            "duration": _or(_DURATION, _NULL),
            "what": _ref("html"),
            "sources": _ref("works"),
        }
    )


def _figure(casebook: Casebook) -> Shape:
    return _object(
        {
            "what": _value(casebook, "figure"),
            "bound": {"enum": list(BOUNDS)},
            "number": {"type": "integer", "minimum": 0},
            "year": _or(_YEAR, _NULL),
            "scope": _or(_ref("html"), _NULL),
            "note": _or(_ref("html"), _NULL),
            "sources": _ref("works"),
        }
    )


def _voice(casebook: Casebook) -> Shape:
    name = _or(_STRING, _NULL)
    who = _value(casebook, "voice")
    return _object({"who": who, "name": name, "said": _ref("html"), "sources": _ref("works")})


def _note(casebook: Casebook) -> Shape:
    return _object({"gap": _value(casebook, "gap"), "how": _ref("html")})


def _value(casebook: Casebook, name: str) -> Shape:
    """A value of a closed list."""
    return {"enum": list(casebook.vocabulary[name])}


def _described(shape: Shape) -> Shape:
    return _or(shape, _NOT_DESCRIBED)


def _or(*shapes: Shape) -> Shape:
    return {"anyOf": list(shapes)}


def _ref(name: str) -> Shape:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Shape) -> Shape:
    return {"type": "array", "items": items}


def _map(pattern: str, values: Shape) -> Shape:
    return {"type": "object", "patternProperties": {pattern: values}, "additionalProperties": False}


def _object(properties: Mapping[str, Shape]) -> Shape:
    """A mapping with exactly these keys."""
    made = {"type": "object", "properties": dict(properties), "required": list(properties)}
    return {**made, "additionalProperties": False}


def _by_language(casebook: Casebook, shape: Shape) -> Shape:
    """A mapping from language to this, with one language at least."""
    languages = dict.fromkeys(casebook.languages, shape)
    return {"type": "object", "properties": languages, "minProperties": 1, "additionalProperties": False}
