"""The files of the casebook become one checked Casebook, or all their problems at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from casebook.across import Practices, check_page
from casebook.cardfiles import open_shelf
from casebook.checks import check_slugs, check_works_used
from casebook.fields.known import Known
from casebook.garbage import uncollected
from casebook.glossary import Term
from casebook.handwritten import PRINTED, Page, check_citations, read_page
from casebook.located import Source
from casebook.model import Casebook, Practice
from casebook.problems import CardProblems, Problem, sort_problems
from casebook.project import Project, shown_path
from casebook.remembering import name_file, read_changed
from casebook.shelves import read_glossary, read_vocabulary, read_works, work_entries
from casebook.source import SHELF_BYTES, check_glyphs, read_text
from casebook.works import Work


def read_casebook(project: Project) -> Casebook:
    """Read and check everything under `practices/`; CardProblems with all problems of all files."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        raise CardProblems(problems)
    return casebook


@uncollected()
def check_casebook(project: Project) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """The casebook, or None where a problem stands in its way; and all problems and notes of all files."""
    shelves = _shelves(project)
    known, sources = shelves.known, [*shelves.sources]
    readings = read_changed(project, known)
    check_slugs(((reading.slug, reading.former_slugs) for reading in readings), known.practices)
    pages = _read_pages(project, known, sources)
    right = [reading.practice for reading in readings if reading.practice is not None]
    if len(right) == len(readings):
        check_works_used(work_entries(shelves.bibliography), lambda: _used_works(right, pages))
        _check_across(pages, right, known, sources)
    sources += [reading.source for reading in readings]
    problems = sort_problems(problem for source in sources for problem in source.problems)
    if any(not problem.is_note for problem in problems):
        return None, problems
    return Casebook(project.languages, tuple(right), shelves.works, known.vocabulary, pages, shelves.glossary), problems


def read_known(project: Project) -> Known:
    """What a card may speak in and refer to, whatever the cards look like; CardProblems where it can't be read."""
    shelves = _shelves(project)
    sources = (shelves.bibliography, shelves.vocabulary)
    problems = [problem for source in sources for problem in source.problems if not problem.is_note]
    if problems:
        raise CardProblems(problems)
    return shelves.known


@dataclass(frozen=True)
class _Shelves:
    """What stands in the files that all cards share, and these files with their problems."""

    known: Known
    works: Mapping[str, Work]
    glossary: tuple[Term, ...]
    bibliography: Source
    vocabulary: Source
    sources: tuple[Source, ...]


_last_shelves: tuple[Any, _Shelves, tuple[tuple[Problem, ...], ...]] | None = None
"""Those last read, what they were read from, and the problems of each file alone."""


def _shelves(project: Project) -> _Shelves:
    """Those last read where nothing has changed since; the rules across files add to their problems each time."""
    global _last_shelves
    files = tuple(name_file(path, SHELF_BYTES) for path in project.shelves)
    named = project, files, frozenset(path.stem for path in project.cards)
    if _last_shelves is None or _last_shelves[0] != named or not all(digest for _, digest in files):
        shelves = _read_shelves(project)
        _last_shelves = named, shelves, tuple(tuple(source.problems) for source in shelves.sources)
    _, shelves, problems = _last_shelves
    for source, own in zip(shelves.sources, problems, strict=True):
        source.problems[:] = own
    return shelves


def _read_shelves(project: Project) -> _Shelves:
    bibliography, vocabulary, glossary = (open_shelf(path, project) for path in project.shelves)
    known = Known(
        project.languages,
        project.required,
        works=frozenset(work_entries(bibliography)),
        practices=frozenset(path.stem for path in project.cards),
    )
    known = replace(known, vocabulary=read_vocabulary(vocabulary, known))
    works, terms = read_works(bibliography, known), read_glossary(glossary, known)
    return _Shelves(known, works, terms, bibliography, vocabulary, (bibliography, vocabulary, glossary))


def _used_works(practices: Iterable[Practice], pages: Iterable[Page]) -> frozenset[str]:
    by_cards = {key for practice in practices for key in practice.cited_works()}
    return frozenset(by_cards | {key for page in pages for key in page.cited_works()})


def _check_across(pages: Iterable[Page], practices: Iterable[Practice], known: Known, sources: list[Source]) -> None:
    """What pages say of the practices together, once all of these are known."""
    public = tuple(practice for practice in practices if practice.is_public)
    drafts = known.practices - {practice.slug for practice in public}
    together = Practices(public, known.vocabulary)
    by_path = {source.path: source for source in sources}
    for page in pages:
        check_page(page, by_path[page.path], together, drafts)


def _read_pages(project: Project, known: Known, sources: list[Source]) -> tuple[Page, ...]:
    pages = []
    for path in project.pages:
        shown = shown_path(path, project.root)
        language, _, uri = path.relative_to(project.root / "docs").as_posix().partition("/")
        source = read_text(path, shown)
        pages.append(read_page(source, language, uri, project.default_language))
        check_citations(source, known)
        if uri in PRINTED:
            check_glyphs(source)
        sources.append(source)
    return tuple(pages)
