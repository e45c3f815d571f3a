"""The files that all cards share: the bibliography, the closed lists and the glossary."""

from collections.abc import Iterable, Mapping
from typing import Any

from casebook.fields.known import Known
from casebook.fields.localised import Line
from casebook.fields.patterns import Slug
from casebook.fields.reader import refuse_unknown_keys, required
from casebook.glossary import Term, check_related, check_words
from casebook.located import Entries, Items, Scalar, Source, report
from casebook.model import COUNTED, Entry
from casebook.shapes import read_model
from casebook.works import Work, check_agents

LISTS = (
    "format",
    "student_stage",
    "expert_roles",
    "compensation",
    "gap",
    "voice",
    "figure",
    "theme",
    "level",
    "contributor",
    "term_group",
)
"""The closed lists that the model asks for."""


def read_works(source: Source, known: Known) -> Mapping[str, Work]:
    """The works of the bibliography that are right; the rest is problems."""
    works: dict[str, Work] = {}
    for entries in _records(source, "references"):
        check_agents(entries)
        work = read_model(Work, entries, known)
        if work is None:
            continue
        if work.id in works:
            report(entries["id"], "duplicate-work", found=work.id[:60])
        works[work.id] = work
    return works


def work_entries(source: Source) -> Mapping[str, Entries]:
    """Every work of the file under its key, right or not; empty where the file can't be read."""
    records = source.root.get("references") if source.root is not None else None
    entries = [record for record in records if isinstance(record, Entries)] if isinstance(records, Items) else []
    return {str(key): entry for entry in entries if isinstance(key := entry.get("id"), Scalar)}


def read_glossary(source: Source, known: Known) -> tuple[Term, ...]:
    """The terms of the glossary that are right; the rest is problems."""
    records = list(_records(source, "terms"))
    check_words(records)
    check_related(records)
    terms: dict[str, Term] = {}
    for entries in records:
        term = read_model(Term, entries, known)
        if term is None:
            continue
        if term.key in terms:
            report(entries["key"], "duplicate-term", found=term.key[:60])
        terms[term.key] = term
    return tuple(terms.values())


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


def read_vocabulary(source: Source, known: Known) -> Mapping[str, Mapping[str, Entry]]:
    """The closed lists by name; of a list that can't be read any value passes."""
    if source.root is None:
        return {}
    refuse_unknown_keys(source.root, LISTS)
    lists = {name: required(source.root, name) for name in LISTS}
    for entries in lists.values():
        if entries is not None and not isinstance(entries, Entries):
            report(entries, "not-a-mapping")
    return {name: _read_list(name, entries, known) for name, entries in lists.items() if isinstance(entries, Entries)}


def _read_list(name: str, entries: Entries, known: Known) -> Mapping[str, Entry]:
    allowed = ("label", "description", "unit") if name == COUNTED else ("label", "description")
    return {key: _read_entry(value, allowed, known) for key, value in entries.items()}


def _read_entry(value: Any, allowed: tuple[str, ...], known: Known) -> Entry:
    if not isinstance(value, Entries):
        report(value, "not-a-mapping")
        return Entry(None, None)  # type: ignore[arg-type]  # never used: the problem stops the build
    refuse_unknown_keys(value, allowed)
    texts = {}
    for name, longest in (("label", 80), ("description", 250)):
        node = required(value, name)
        texts[name] = None if node is None else Line(longest).read(node, known)
    unit = Slug().read(value["unit"], known) if "unit" in allowed and "unit" in value else None
    return Entry(**texts, unit=unit)  # type: ignore[arg-type]  # None only where a problem stops the build
