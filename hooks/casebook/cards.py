"""The files of the casebook become one checked Casebook, or all their problems at once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from casebook.across import Practices, check_page
from casebook.cardfiles import open_shelf, uncollected
from casebook.checks import check_slugs, check_works_used
from casebook.fields.known import Known
from casebook.handwritten import PRINTED, Page, check_citations, read_page
from casebook.located import Source
from casebook.model import Casebook, Practice, Vocabulary
from casebook.problems import CardProblems, Problem, sort_problems
from casebook.project import Project, shown_path
from casebook.remembering import read_changed
from casebook.shelves import read_glossary, read_vocabulary, read_works, work_entries
from casebook.source import check_glyphs, read_text
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
    sources: list[Source] = []
    known, works, bibliography = _read_shelves(project, sources)
    glossary = read_glossary(_open(project.glossary, project, sources), known)
    readings = read_changed(project, known)
    check_slugs(((reading.slug, reading.former_slugs) for reading in readings), known.practices)
    pages = _read_pages(project, known, sources)
    right = [reading.practice for reading in readings if reading.practice is not None]
    if len(right) == len(readings):
        check_works_used(work_entries(bibliography), lambda: _used_works(right, pages))
        _check_across(pages, right, known, sources)
    sources += [reading.source for reading in readings]
    problems = sort_problems(problem for source in sources for problem in source.problems)
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


def _open(path: Path, project: Project, sources: list[Source]) -> Source:
    source = open_shelf(path, project)
    sources.append(source)
    return source
