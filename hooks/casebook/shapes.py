"""Located values become pydantic models, and pydantic's errors problems with a place."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.fields.composed import OrNotDescribed
from casebook.fields.known import Known
from casebook.fields.reader import is_empty
from casebook.located import Entries, Scalar, report

_Model = TypeVar("_Model", bound=BaseModel)


def read_model(model: type[_Model], entries: Entries, known: Known) -> _Model | None:
    """`entries` as a `model`, or None with its problems in the file's source."""
    before = len(entries.source.problems)
    try:
        made = model.model_validate(entries, context=known)
    except ValidationError as error:
        for details in error.errors(include_url=False, include_context=False):
            _report_shape(model, entries, details)
        return None
    reported = entries.source.problems[before:]
    return made if all(problem.is_note for problem in reported) else None


_SHAPES = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "tuple_type": "not-a-list",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
}


def _report_shape(model: type[BaseModel], root: Entries, details: ErrorDetails) -> None:
    """Turn pydantic's word on a value's shape into a problem at its place."""
    node: Any = root
    kind: Any = model
    *path, last = details["loc"] or ("",)
    for step in path:
        node = node[step]
        kind = _inner_model(kind, step)
    code = _SHAPES[details["type"]]
    if code == "missing":
        where = ".".join(part for part in (node.where, str(last)) if part)
        node.source.report(_missing(kind, str(last)), node.line, node.column, where)
    elif code == "unknown-key":
        key: Scalar = node.keys_at[last]
        allowed = tuple(name.alias or key for key, name in kind.model_fields.items())
        node.source.report(code, key.line, key.column, key.where, found=str(key)[:60], allowed=allowed)
    else:
        found = node[last] if details["loc"] else node
        report(found, "empty" if isinstance(found, Scalar) and is_empty(found) else code)


def _missing(kind: Any, key: str) -> str:
    """The rule that a missing key breaks: some may be answered with not-described."""
    field = next(field for name, field in kind.model_fields.items() if key in (name, field.alias))
    may_say_so = any(isinstance(reader, OrNotDescribed) for reader in field.metadata)
    return "missing-fact" if may_say_so else "missing"


def _inner_model(kind: Any, step: str | int) -> Any:
    """The model that the value at `step` of `kind` is made of; `kind` itself for a place in a list."""
    if isinstance(step, int):
        return kind
    by_key = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    return find_model(by_key[step])


def find_model(annotation: Any) -> Any:
    """The model inside a type such as `tuple[Figure, ...] | NotDescribed`, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = find_model(argument)
        if found is not None:
            return found
    return None
