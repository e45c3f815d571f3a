"""One card's file becomes a practice, or the problems with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casebook.checks import check_card, check_slug, check_why_differ, former_slugs
from casebook.fields.known import Known
from casebook.garbage import uncollected
from casebook.located import Mention, Source
from casebook.model import Card, Practice
from casebook.problems import Problem, sort_problems
from casebook.project import Project, shown_path
from casebook.shapes import read_model
from casebook.source import MAX_BYTES, SHELF_BYTES, is_inside, parse_source, read_source


@dataclass(frozen=True)
class CardReading:
    """What the rules across cards need of one card, once its text and values are gone."""

    slug: str
    practice: Practice | None
    """None where a problem stands in its way."""
    former_slugs: tuple[Mention, ...]
    source: Source


@uncollected()
def read_cards(paths: Iterable[Path], project: Project, known: Known) -> list[CardReading]:
    """Each file by itself, in their order."""
    return [_read_card(path, project, known) for path in paths]


def _read_card(path: Path, project: Project, known: Known) -> CardReading:
    source = open_source(path, project)
    practice = _read_practice(path, source, known)
    former = former_slugs(source.root) if source.root is not None else ()
    source.release()
    return CardReading(path.stem, practice, former, source)


def open_shelf(path: Path, project: Project) -> Source:
    """A file that all cards share: it may be larger than a card."""
    return open_source(path, project, SHELF_BYTES)


def open_source(path: Path, project: Project, limit: int = MAX_BYTES) -> Source:
    """A file of the practices' folder; one that a link leads out of it for is a problem."""
    shown = shown_path(path, project.root)
    if is_inside(path, project.practices):
        return read_source(path, shown, limit)
    source = Source(shown, "")
    source.report("outside-link")
    return source


def check_card_text(data: bytes, path: Path, known: Known) -> tuple[Practice | None, tuple[Problem, ...]]:
    """The card that `data` makes under the name `path`, and its problems; rules across cards are left out."""
    source = parse_source(data, path.name)
    practice = _read_practice(path, source, known)
    return practice, sort_problems(source.problems)


def _read_practice(path: Path, source: Source, known: Known) -> Practice | None:
    check_slug(path, source)
    if source.root is None:
        return None
    card = read_model(Card, source.root, known)
    check_card(path, source.root, known)
    if card is not None:
        check_why_differ(source.root, card)
    if card is None or any(not problem.is_note for problem in source.problems):
        return None
    return Practice.model_construct(**dict(card), slug=path.stem, path=source.path)
