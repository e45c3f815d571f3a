"""What a card may speak in and refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Known:
    """What a card may speak in and refer to."""

    languages: tuple[str, ...]
    required: tuple[str, ...]
    vocabulary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    works: frozenset[str] = frozenset()
    """Empty where the bibliography could not be read: every key passes then."""
    practices: frozenset[str] = frozenset()

    @cached_property
    def work_keys(self) -> tuple[str, ...]:
        """The works in order, for messages."""
        return tuple(sorted(self.works))

    def has_work(self, key: str) -> bool:
        """Whether the bibliography has the work, as far as can be known."""
        return not self.works or key in self.works
