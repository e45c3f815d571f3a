"""The files of the casebook become one checked Casebook, or all their problems at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.checks import check_card
from casebook.fields import Known, Line, refuse_unknown_keys, report, required
from casebook.handwritten import Page, find_unknown_works, read_page
from casebook.model import Card, Casebook, Entry, Practice
from casebook.problems import CardProblems, Problem
from casebook.project import Project
from casebook.source import Entries, Items, Scalar, Source, read_source
from casebook.works import Work, check_agents

_Model = TypeVar("_Model", bound=BaseModel)

LISTS = ("format", "student_stage", "expert_roles", "compensation", "gap", "voice", "figure", "theme")
"""The closed lists that the model asks for."""


def read_casebook(project: Project) -> Casebook:
    """Read and check everything under `practices/`; CardProblems with all problems of all files."""
    sources: list[Source] = []
    known = Known(project.languages, project.required)
    vocabulary = _read_vocabulary(_open(project.vocabulary, project, sources), known)
    known = Known(project.languages, project.required, vocabulary)
    works = _read_works(_open(project.bibliography, project, sources), known)
    slugs = frozenset(path.stem for path in project.cards)
    known = Known(project.languages, project.required, vocabulary, frozenset(works), slugs)
    practices = [_read_practice(path, _open(path, project, sources), known) for path in project.cards]
    pages, page_problems = _read_pages(project, frozenset(works))
    problems = [problem for source in sources for problem in source.problems] + page_problems
    if problems:
        raise CardProblems(problems)
    return Casebook(project.languages, tuple(p for p in practices if p is not None), works, vocabulary, pages)


def _read_pages(project: Project, works: frozenset[str]) -> tuple[tuple[Page, ...], list[Problem]]:
    pages, problems = [], []
    for path in project.pages:
        shown = shown_path(path, project.root)
        language, _, uri = path.relative_to(project.root / "docs").as_posix().partition("/")
        pages.append(read_page(path, shown, language, uri))
        problems += find_unknown_works(path.read_text(encoding="utf-8-sig"), shown, works)
    return tuple(pages), problems


def shown_path(path: Path, root: Path) -> str:
    """The path as messages print it: relative to the project, with slashes on every system."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _open(path: Path, project: Project, sources: list[Source]) -> Source:
    shown = shown_path(path, project.root)
    if not path.resolve().is_relative_to(project.practices.resolve()):
        source = Source(shown, "")
        source.report("outside-link")
    else:
        source = read_source(path, shown)
    sources.append(source)
    return source


def _read_practice(path: Path, source: Source, known: Known) -> Practice | None:
    if source.root is None:
        return None
    card = read_model(Card, source.root, known)
    check_card(path, source.root)
    if card is None or source.problems:
        return None
    return Practice.model_construct(**dict(card), slug=path.stem, path=source.path)


def _read_works(source: Source, known: Known) -> Mapping[str, Work]:
    works: dict[str, Work] = {}
    for entries in _records(source, "references"):
        check_agents(entries)
        work = read_model(Work, entries, known)
        if work is None:
            continue
        if work.id in works:
            report(entries["id"], "duplicate-work", found=work.id)
        works[work.id] = work
    return works


def _records(source: Source, name: str) -> Iterable[Entries]:
    """The mappings of the one list that a file holds."""
    if source.root is None:
        return
    refuse_unknown_keys(source.root, (name,))
    records = required(source.root, name)
    if records is not None and not isinstance(records, Items):
        report(records, "not-a-list")
    for record in records if isinstance(records, Items) else ():
        if isinstance(record, Entries):
            yield record
        else:
            report(record, "not-a-mapping")


def _read_vocabulary(source: Source, known: Known) -> Mapping[str, Mapping[str, Entry]]:
    if source.root is None:
        return {name: {} for name in LISTS}
    refuse_unknown_keys(source.root, LISTS)
    return {name: _read_list(required(source.root, name), known) for name in LISTS}


def _read_list(entries: Any, known: Known) -> Mapping[str, Entry]:
    if not isinstance(entries, Entries):
        if entries is not None:
            report(entries, "not-a-mapping")
        return {}
    return {key: _read_entry(value, known) for key, value in entries.items()}


def _read_entry(value: Any, known: Known) -> Entry:
    if not isinstance(value, Entries):
        report(value, "not-a-mapping")
        return Entry(None, None)  # type: ignore[arg-type]  # never used: the problem stops the build
    refuse_unknown_keys(value, ("label", "description"))
    texts = {}
    for name, longest in (("label", 80), ("description", 250)):
        node = required(value, name)
        texts[name] = None if node is None else Line(longest).read(node, known)
    return Entry(**texts)  # type: ignore[arg-type]  # None only where a problem stops the build


def read_model(model: type[_Model], entries: Entries, known: Known) -> _Model | None:
    """`entries` as a `model`, or None with its problems in the file's source."""
    before = len(entries.source.problems)
    try:
        made = model.model_validate(entries, context=known)
    except ValidationError as error:
        for details in error.errors(include_url=False, include_context=False):
            _report_shape(model, entries, details)
        return None
    return made if len(entries.source.problems) == before else None


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
        node.source.report(code, node.line, node.column, where)
    elif code == "unknown-key":
        key: Scalar = node.keys_at[last]
        allowed = tuple(name.alias or key for key, name in kind.model_fields.items())
        node.source.report(code, key.line, key.column, key.where, found=str(key)[:60], allowed=allowed)
    else:
        report(node[last] if details["loc"] else node, code)


def _inner_model(kind: Any, step: str | int) -> Any:
    """The model that the value at `step` of `kind` is made of; `kind` itself for a place in a list."""
    if isinstance(step, int):
        return kind
    by_key = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    return _find_model(by_key[step])


def _find_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _find_model(argument)
        if found is not None:
            return found
    return None


def list_problems(project: Project) -> tuple[Problem, ...]:
    """All problems of all files; empty where everything is right."""
    try:
        read_casebook(project)
    except CardProblems as error:
        return error.problems
    return ()
