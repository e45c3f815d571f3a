"""The state of every translation, as the command line and the page `translations/` show it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casebook.handwritten import Page, missing_pages
from casebook.model import Casebook, Practice
from casebook.translations import State, is_translated, page_state, passages


@dataclass(frozen=True)
class CardState:
    """A card in one language: which of its texts are older, missing or never recorded."""

    practice: Practice
    language: str
    translated: bool
    older: tuple[str, ...]
    missing: tuple[str, ...]
    unrecorded: tuple[str, ...]

    @property
    def is_original(self) -> bool:
        """Whether the card was first written in this language."""
        return self.language == self.practice.original


@dataclass(frozen=True)
class PageState:
    """A hand-written page in one language."""

    page: Page
    state: State


def card_states(practices: Iterable[Practice], languages: Iterable[str]) -> list[CardState]:
    """Each card in each language, in the order given."""
    languages = tuple(languages)
    return [_card_state(practice, language) for practice in practices for language in languages]


def _card_state(practice: Practice, language: str) -> CardState:
    found: dict[State, list[str]] = {state: [] for state in State}
    for passage in passages(practice, language):
        found[passage.state].append(passage.where)
    older, missing, unrecorded = (tuple(found[s]) for s in (State.OLDER, State.MISSING, State.UNRECORDED))
    return CardState(practice, language, is_translated(practice, language), older, missing, unrecorded)


def page_states(casebook: Casebook) -> list[PageState]:
    """Each page in each language, with pages that a language lacks."""
    found = [PageState(page, page_state(page, casebook.pages)) for page in casebook.pages]
    return found + _missing(casebook)


def _missing(casebook: Casebook) -> list[PageState]:
    """Pages that a language has no file for, as if they stood there."""
    return [
        PageState(replace(page, path=_path_in(page, language), language=language), State.MISSING)
        for language, page in missing_pages(casebook.pages, casebook.languages)
    ]


def _path_in(page: Page, language: str) -> str:
    return page.path.replace(f"/{page.language}/", f"/{language}/", 1)
