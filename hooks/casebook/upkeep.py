"""What an editor should look at next: drafts, old reviews, works that stand twice, values that nothing uses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casebook.fields.values import NotDescribed
from casebook.model import Casebook, Practice
from casebook.status import card_states, page_states
from casebook.translations import State
from casebook.words import Words
from casebook.works import Work

CARD_LISTS = ("format", "student_stage", "expert_roles", "compensation")
"""The closed lists whose values stand in a card under their own name."""


@dataclass(frozen=True)
class DeskItem:
    """One thing to look at: the files, keys or values that it is about, and what there is to say."""

    names: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class DeskList:
    """What there is to look at, of one kind."""

    key: str
    title: str
    items: tuple[DeskItem, ...]


def desk_lists(casebook: Casebook, words: Words) -> tuple[DeskList, ...]:
    """Everything that there is to look at, in the order in which to do it."""
    found: Mapping[str, Iterable[DeskItem]] = {
        "drafts": (DeskItem((card.path,)) for card in casebook.practices if not card.is_public),
        "reviews": (_review(card, words) for card in to_review(casebook)),
        "stale": _stale(casebook),
        "same_works": (DeskItem((first.id, second.id)) for first, second in same_works(casebook.works.values())),
        "unused": (DeskItem((name, value)) for name, value in unused_values(casebook)),
    }
    return tuple(DeskList(key, words.desk[key], tuple(items)) for key, items in found.items())


def to_review(casebook: Casebook) -> tuple[Practice, ...]:
    """The published cards, those that nobody has reviewed first, then the oldest review."""
    return tuple(sorted(casebook.public, key=lambda practice: (practice.reviewed or date.min, practice.slug)))


def _review(card: Practice, words: Words) -> DeskItem:
    return DeskItem((card.path,), card.reviewed.isoformat() if card.reviewed else words.desk["never"])


def _stale(casebook: Casebook) -> Iterator[DeskItem]:
    for state in card_states(casebook.practices, casebook.languages):
        if not state.is_original and (not state.translated or state.older or state.missing or state.unrecorded):
            yield DeskItem((state.practice.path, state.language), ", ".join((*state.older, *state.missing)))
    for page in page_states(casebook):
        if page.state is not State.CURRENT:
            yield DeskItem((page.page.path,))


def same_works(works: Iterable[Work]) -> Iterator[tuple[Work, Work]]:
    """Each work with the first one that seems to be the same."""
    seen: dict[tuple[str, ...], Work] = {}
    for work in works:
        marks = list(_marks(work))
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin is not None:
            yield twin, work
        for mark in marks:
            seen.setdefault(mark, work)


def _marks(work: Work) -> Iterator[tuple[str, ...]]:
    """What two entries for one work have in common, whatever else differs."""
    if work.doi is not None:
        yield "doi", work.doi.casefold()
    if work.url is not None:
        yield "url", work.url.partition("://")[2].removesuffix("/").casefold()
    if work.issued is not None:
        yield "title", " ".join(work.title.casefold().split()), str(work.issued[0])


def unused_values(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """In the order of the vocabulary."""
    used = _used_values(casebook)
    for name, entries in casebook.vocabulary.items():
        for value in entries:
            if value not in used.get(name, frozenset()):
                yield name, value


def _used_values(casebook: Casebook) -> Mapping[str, frozenset[str]]:
    cards = casebook.practices
    lens = [note for card in cards for notes in dict(card.gap_lens).values() for note in notes]
    figures = [figure for card in cards if not isinstance(card.figures, NotDescribed) for figure in card.figures]
    return {
        **{name: frozenset(value for card in cards for value in _values(card, name)) for name in CARD_LISTS},
        "gap": frozenset(note.gap for note in lens),
        "voice": frozenset(voice.who for card in cards for voice in card.voices),
        "figure": frozenset(figure.what for figure in figures),
        "contributor": frozenset(entry.role for card in cards for entry in card.contributors),
        "theme": frozenset(theme for work in casebook.works.values() for theme in work.custom.theme),
        "term_group": frozenset(term.group for term in casebook.glossary),
    }


def _values(card: Practice, name: str) -> tuple[str, ...]:
    value: str | tuple[str, ...] | NotDescribed = getattr(card, name)
    if isinstance(value, NotDescribed):
        return ()
    return (value,) if isinstance(value, str) else value
