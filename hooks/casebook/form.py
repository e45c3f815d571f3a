"""The form of a card: each field of the model under its path, with its reader and its parts."""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.fields.choices import WorkKey
from casebook.fields.composed import Claims, Many, OrNotDescribed
from casebook.fields.localised import Line
from casebook.fields.reader import Reader
from casebook.model import Card
from casebook.shapes import find_model


@dataclass(frozen=True)
class Field:
    """A field of the card, or of a part of it."""

    path: str
    """Such as `figures.what`; its words stand under it. A model used twice keeps the paths of its first use."""
    is_required: bool
    reader: Reader | None = None
    """How its value is read; None where the value is made of parts alone."""
    parts: tuple["Field", ...] = ()
    model: type[BaseModel] | None = None
    """What the parts belong to."""
    is_list: bool = False
    """Whether the parts come as a list."""

    @property
    def one_of(self) -> tuple[str, ...]:
        """Of these keys of its parts exactly one stands there."""
        return getattr(self.model, "one_of", ())

    @property
    def key(self) -> str:
        """The key in the file."""
        return self.path.rpartition(".")[2]

    @property
    def may_be_not_described(self) -> bool:
        """Whether `not-described` is an answer."""
        return isinstance(self.reader, OrNotDescribed)

    @property
    def value_reader(self) -> Reader | None:
        """What reads one value, inside `not-described`, lists and claims; None for parts."""
        reader = self.reader
        while reader is not None and hasattr(reader, "inner"):
            reader = reader.inner
        return reader

    @property
    def parts_path(self) -> str:
        """The path that the parts' own paths start with."""
        return self.parts[0].path.rpartition(".")[0] if self.parts else ""


def holds_claims(field: Field) -> bool:
    """Whether sources may differ on the field, each with its own value."""
    reader = field.reader.inner if isinstance(field.reader, OrNotDescribed) else field.reader
    return isinstance(reader, Claims)


@cache
def card_fields() -> tuple[Field, ...]:
    """The fields of a card, in its order."""
    return fields_of(Card)


CLAIM = Field(
    "claims",
    is_required=False,
    parts=(
        Field("claims.value", is_required=True),
        Field("claims.source", is_required=True, reader=Many(WorkKey())),
        Field("claims.scope", is_required=False, reader=Line()),
    ),
    is_list=True,
)
"""What stands for a value where sources differ."""


def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a model, in its order."""
    return _fields_of(model, "", {})


def _fields_of(model: type[BaseModel], below: str, met: dict[Any, tuple[Field, ...]]) -> tuple[Field, ...]:
    if model not in met:
        named = ((below + (info.alias or key), info) for key, info in model.model_fields.items())
        met[model] = tuple(_field(path, info, met) for path, info in named)
    return met[model]


def _field(path: str, info: FieldInfo, met: dict[Any, tuple[Field, ...]]) -> Field:
    reader = next((item for item in info.metadata if isinstance(item, Reader)), None)
    model = find_model(info.annotation)
    if model is None:
        return Field(path, info.is_required(), reader)
    parts = _fields_of(model, path + ".", met)
    return Field(path, info.is_required(), reader, parts, model, _holds_list(info.annotation))


def _holds_list(annotation: Any) -> bool:
    """Whether the type is a tuple, or a union with one."""
    kinds = get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    return any(get_origin(kind) is tuple for kind in kinds)


def walk_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """Every field and every part, each path once."""
    met: set[str] = set()
    waiting = list(fields)
    while waiting:
        field = waiting.pop(0)
        if field.path not in met:
            met.add(field.path)
            yield field
            waiting = [*field.parts, *waiting]
