"""Where each practice stands in a column of the comparison: by the values themselves, not by how they are written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casebook.fields.values import Claim, NotDescribed, Text
from casebook.model import Practice
from casebook.pages.edition import Edition

Key = tuple[Any, ...]
"""Compared item by item, the main one first."""


def places(practices: Sequence[Practice], field: str, edition: Edition) -> list[int | None]:
    """The place of each practice among all by one of its facts; None where no source speaks of it.

    Practices that answer alike share a place.
    """
    keys = [_key(practice, field, edition) for practice in practices]
    order = {key: place for place, key in enumerate(sorted({key for key in keys if key is not None}))}
    return [None if key is None else order[key] for key in keys]


def _key(practice: Practice, field: str, edition: Edition) -> Key | None:
    value = getattr(practice, field)
    if isinstance(value, NotDescribed):
        return None
    if field in edition.casebook.vocabulary:
        return _listed(value, list(edition.casebook.vocabulary[field]))
    return tuple(_KEYS[type(item)](item, practice, edition) for item in value)


def _listed(value: Any, order: Sequence[str]) -> Key:
    """By the order of the closed list, in which the card's own order says nothing."""
    values = value if isinstance(value, tuple) else (value,)
    return tuple(sorted(order.index(item) for item in values))


def _claim(claim: Claim, _practice: Practice, _edition: Edition) -> Any:
    return getattr(claim.value, "days", claim.value)


def _text(text: Text, practice: Practice, edition: Edition) -> Any:
    return edition.words.sort_key(text.version(edition.language, practice.original)[0])


def _country(code: str, _practice: Practice, edition: Edition) -> Any:
    return edition.words.sort_key(edition.words.country_name(code))


_KEYS: Mapping[type, Callable[[Any, Practice, Edition], Any]] = {Claim: _claim, Text: _text, str: _country}
