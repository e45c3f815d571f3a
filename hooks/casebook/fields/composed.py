"""Readers around another reader: of lists, of claims with their sources, of what languages have, of honest gaps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from casebook.fields.choices import WorkKey
from casebook.fields.known import Known
from casebook.fields.localised import Line
from casebook.fields.reader import Reader, is_empty, refuse_unknown_keys, required
from casebook.fields.values import NOT_DESCRIBED, Claim, NotDescribed
from casebook.located import Entries, Items, Node, Scalar, report


@dataclass(frozen=True)
class Many(Reader):
    """One value, or a list of them without repetition."""

    inner: Reader

    def read(self, value: Node, known: Known) -> tuple[Any, ...]:
        if not isinstance(value, Items):
            return (self.inner.read(value, known),)
        if not value:
            report(value, "empty")
        _report_repetition(value)
        return tuple(self.inner.read(item, known) for item in value)

    def json_schema(self) -> dict[str, Any]:
        inner = self.inner.json_schema()
        return {"anyOf": [inner, {"type": "array", "items": inner, "minItems": 1, "uniqueItems": True}]}


def _report_repetition(items: Items) -> None:
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Scalar):
            if item in seen:
                report(item, "repeated", found=item[:60])
            seen.add(item)


@dataclass(frozen=True)
class Claims(Reader):
    """A plain value, or a list of values each with its source, the main one first."""

    inner: Reader

    def read(self, value: Node, known: Known) -> tuple[Claim, ...]:
        if not isinstance(value, Items):
            return (Claim(self.inner.read(value, known)),)
        if not value:
            report(value, "empty")
        return tuple(self._read_claim(item, known) for item in value)

    def _read_claim(self, item: Node, known: Known) -> Claim:
        if not isinstance(item, Entries):
            report(item, "claim-without-source")
            return Claim(None)
        refuse_unknown_keys(item, ("value", "source", "scope"))
        value, source, scope = required(item, "value"), required(item, "source"), item.get("scope")
        return Claim(
            None if value is None else self.inner.read(value, known),
            () if source is None else Many(WorkKey()).read(source, known),
            None if scope is None else Line().read(scope, known),
        )

    def json_schema(self) -> dict[str, Any]:
        inner = self.inner.json_schema()
        claim = {
            "type": "object",
            "properties": {
                "value": inner,
                "source": Many(WorkKey()).json_schema(),
                "scope": Line().json_schema(),
            },
            "required": ["value", "source"],
            "additionalProperties": False,
            "x-words": "claims",
        }
        return {"anyOf": [inner, {"type": "array", "items": claim, "minItems": 1}]}


@dataclass(frozen=True)
class PerLanguage(Reader):
    """A mapping from language to what `inner` reads."""

    inner: Reader

    def read(self, value: Node, known: Known) -> Mapping[str, Any]:
        if not isinstance(value, Entries):
            report(value, "not-a-mapping")
            return {}
        refuse_unknown_keys(value, known.languages)
        return {language: self.inner.read(node, known) for language, node in value.items()}

    def json_schema(self) -> dict[str, Any]:
        return {"x-per-language": self.inner.json_schema()}


@dataclass(frozen=True)
class OrNotDescribed(Reader):
    """`not-described`, or what `inner` (or the annotated type itself) reads."""

    inner: Reader | None = None

    def read(self, value: Node, known: Known) -> Any:
        assert self.inner is not None
        inner = self.inner
        return _unless_not_described(value, lambda described: inner.read(described, known))

    def json_schema(self) -> dict[str, Any]:
        assert self.inner is not None
        return {"anyOf": [{"const": NOT_DESCRIBED.value}, self.inner.json_schema()]}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.inner is not None:
            return super().__get_pydantic_core_schema__(source, handler)
        described = next(kind for kind in get_args(source) if kind is not NotDescribed)
        return core_schema.no_info_wrap_validator_function(_unless_not_described, handler.generate_schema(described))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        if self.inner is not None:
            return self.json_schema()
        return {"anyOf": [{"const": NOT_DESCRIBED.value}, handler(schema)]}


def _unless_not_described(value: Node, handler: Callable[[Node], Any]) -> Any:
    if is_empty(value):
        report(value, "empty-fact")
        return None
    return NOT_DESCRIBED if value == NOT_DESCRIBED.value else handler(value)
