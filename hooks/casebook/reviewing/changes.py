"""Pairs the cards, works and pages of two states of the casebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from casebook.model import Casebook, Practice


class Kind(Enum):
    """What happened to a card or a work."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True)
class CardChange:
    """One card before and after; None where it wasn't, or isn't, there."""

    before: Practice | None
    after: Practice | None

    @property
    def kind(self) -> Kind:
        """What happened to the card."""
        if self.before is None:
            return Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        return Kind.CHANGED if self.before.slug == self.after.slug else Kind.RENAMED

    @property
    def card(self) -> Practice:
        """The card as it is, or as it last was."""
        card = self.after or self.before
        assert card is not None, "a change has a side"
        return card


def card_changes(before: Casebook, after: Casebook) -> tuple[CardChange, ...]:
    """The cards that differ, in the order of their slugs; a card that names its former slug is the same card."""
    old = {practice.slug: practice for practice in before.practices}
    pairs = [CardChange(old.pop(_slug_in(old, practice), None), practice) for practice in after.practices]
    pairs += [CardChange(practice, None) for practice in old.values()]
    return tuple(sorted((pair for pair in pairs if not _is_same(pair)), key=lambda pair: pair.card.slug))


def _slug_in(old: Mapping[str, Practice], practice: Practice) -> str:
    return next((slug for slug in (practice.slug, *practice.former_slugs) if slug in old), practice.slug)


def _is_same(pair: CardChange) -> bool:
    return pair.before is not None and pair.after is not None and dict(pair.before) == dict(pair.after)


def work_changes(before: Casebook, after: Casebook) -> Mapping[str, Kind]:
    """What happened to works, by their keys in alphabetical order."""
    return _compare(dict(before.works), dict(after.works))


def page_changes(before: Casebook, after: Casebook) -> Mapping[str, Kind]:
    """What happened to hand-written pages, by their files in alphabetical order."""
    return _compare({page.path: page for page in before.pages}, {page.path: page for page in after.pages})


def _compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Kind]:
    kinds: dict[str, Kind] = {}
    for key in sorted({*before, *after}):
        if key not in before:
            kinds[key] = Kind.ADDED
        elif key not in after:
            kinds[key] = Kind.REMOVED
        elif before[key] != after[key]:
            kinds[key] = Kind.CHANGED
    return kinds
