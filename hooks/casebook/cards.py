"""The files of the casebook become one checked Casebook, or all their problems at once."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from casebook.checks import check_card, check_slug, check_slugs, check_works_used
from casebook.fields.known import Known
from casebook.handwritten import Page, check_citations, read_page
from casebook.located import Source
from casebook.model import Card, Casebook, Practice, Vocabulary
from casebook.problems import CardProblems, Problem, sort_problems
from casebook.project import Project
from casebook.shapes import read_model
from casebook.shelves import read_glossary, read_vocabulary, read_works, work_entries
from casebook.source import is_inside, parse_source, read_source, read_text
from casebook.works import Work


def read_casebook(project: Project) -> Casebook:
    """Read and check everything under `practices/`; CardProblems with all problems of all files."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        raise CardProblems(problems)
    return casebook


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: reading makes many values that stay, and looking through them takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # what was read stays: the next search needn't look through it
            gc.enable()


@_uncollected()
def check_casebook(project: Project) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """The casebook, or None where a problem stands in its way; and all problems and notes of all files."""
    sources: list[Source] = []
    known, works, bibliography = _read_shelves(project, sources)
    glossary = read_glossary(_open(project.glossary, project, sources), known)
    opened = {path: _open(path, project, sources) for path in project.cards}
    cards = {path.stem: source.root for path, source in opened.items() if source.root is not None}
    practices = [_read_practice(path, source, known) for path, source in opened.items()]
    check_slugs(cards, known.practices)
    pages, page_problems = _read_pages(project, known)
    right = [practice for practice in practices if practice is not None]
    if len(right) == len(practices):
        check_works_used(work_entries(bibliography), lambda: _used_works(right, pages))
    problems = sort_problems([problem for source in sources for problem in source.problems] + page_problems)
    if any(not problem.is_note for problem in problems):
        return None, problems
    return Casebook(project.languages, tuple(right), works, known.vocabulary, pages, glossary), problems


def read_known(project: Project) -> Known:
    """What a card may speak in and refer to, whatever the cards look like; CardProblems where it can't be read."""
    sources: list[Source] = []
    known, _, _ = _read_shelves(project, sources)
    problems = [problem for source in sources for problem in source.problems if not problem.is_note]
    if problems:
        raise CardProblems(problems)
    return known


def _read_shelves(project: Project, sources: list[Source]) -> tuple[Known, Mapping[str, Work], Source]:
    """What cards may use, the works that are right, and the bibliography's file."""
    bibliography = _open(project.bibliography, project, sources)
    known = Known(
        project.languages,
        project.required,
        works=frozenset(work_entries(bibliography)),
        practices=frozenset(path.stem for path in project.cards),
    )
    vocabulary: Vocabulary = read_vocabulary(_open(project.vocabulary, project, sources), known)
    known = replace(known, vocabulary=vocabulary)
    return known, read_works(bibliography, known), bibliography


def _used_works(practices: Iterable[Practice], pages: Iterable[Page]) -> frozenset[str]:
    by_cards = {key for practice in practices for key in practice.cited_works()}
    return frozenset(by_cards | {cite.key for page in pages for cites in page.citations for cite in cites})


def _read_pages(project: Project, known: Known) -> tuple[tuple[Page, ...], list[Problem]]:
    pages, problems = [], []
    for path in project.pages:
        shown = shown_path(path, project.root)
        language, _, uri = path.relative_to(project.root / "docs").as_posix().partition("/")
        source = read_text(path, shown)
        pages.append(read_page(source, language, uri, project.default_language))
        check_citations(source, known)
        problems += source.problems
    return tuple(pages), problems


def shown_path(path: Path, root: Path) -> str:
    """The path as messages print it: relative to the project, with slashes on every system."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _open(path: Path, project: Project, sources: list[Source]) -> Source:
    shown = shown_path(path, project.root)
    if is_inside(path, project.practices):
        source = read_source(path, shown)
    else:
        source = Source(shown, "")
        source.report("outside-link")
    sources.append(source)
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
    if card is None or any(not problem.is_note for problem in source.problems):
        return None
    return Practice.model_construct(**dict(card), slug=path.stem, path=source.path)
