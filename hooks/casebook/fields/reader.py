"""How one value of a card is read: text becomes a type, or a problem with its place.

Each reader is an annotation on a field of `model`: `read` takes the located value and reports what is
wrong with it; `json_schema` tells editors the same rule. A reader that reports returns None: a file
with problems never becomes a typed card.
"""

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from casebook.fields.known import Known
from casebook.located import Entries, Node, Scalar, report


class Reader:
    """The base of all readers: hooks `read` and `json_schema` into pydantic."""

    def read(self, value: Node, known: Known) -> Any:
        """The typed value, or None with a problem reported."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        """The rule as JSON Schema; `x-list`, `x-text` and the like are filled in by `schema`."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(lambda value, info: self.read(value, info.context))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return self.json_schema()


def read_scalar(value: Node) -> Scalar | None:
    """`value` as text with something in it, or a problem."""
    if not isinstance(value, Scalar):
        report(value, "not-a-value")
        return None
    if not value.strip():
        report(value, "empty")
        return None
    return value


def required(entries: Entries, key: str) -> Node | None:
    """The value of `key`, or None with a problem."""
    if key not in entries:
        where = ".".join(part for part in (entries.where, key) if part)
        entries.source.report("missing", entries.line, entries.column, where)
    return entries.get(key)


def refuse_unknown_keys(entries: Entries, allowed: tuple[str, ...]) -> None:
    """Report each key that is not in `allowed`."""
    for key, at in entries.keys_at.items():
        if key not in allowed:
            entries.source.report("unknown-key", at.line, at.column, at.where, found=key[:60], allowed=allowed)


def is_empty(value: Node) -> bool:
    """Whether nothing stands there: blanks, an empty list, no keys."""
    return not (value.strip() if isinstance(value, Scalar) else value)
