"""`casebook add-works FILE`: the works of an export join the bibliography, and what is still to be added is said."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casebook.adding.conversion import Entry, convert
from casebook.adding.duplicates import Shelf
from casebook.adding.insertion import insert
from casebook.adding.keys import make_key
from casebook.adding.library import Item, NoLibrary, read_library
from casebook.cardfiles import open_shelf
from casebook.cards import read_known
from casebook.fields.known import Known
from casebook.located import Source
from casebook.problems import CardProblems, Problem, format_problem, format_report
from casebook.project import Project, shown_path
from casebook.recording import rewrite
from casebook.shelves import read_works, work_entries
from casebook.source import SHELF_BYTES, parse_source
from casebook.words import Words
from casebook.works import Work

UNSORTED = "unsorted"
"""The theme of works that nobody has placed yet, where the vocabulary has one of this name."""


@dataclass
class Merged:
    """What became of the items of an export, in its order."""

    added: dict[str, Entry] = field(default_factory=dict)
    """The new works by their keys."""
    named: dict[str, str] = field(default_factory=dict)
    """What the export calls each new work, by its key."""
    alike: dict[str, str] = field(default_factory=dict)
    """A work that was there and has the same title as a new one, by the new one's key."""
    there: list[tuple[str, str, str]] = field(default_factory=list)
    """What the export calls a work, the key under which it stood there, and by what it is known."""
    untitled: list[str] = field(default_factory=list)
    refused: list[tuple[str, Problem]] = field(default_factory=list)


def run_add_works(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook add-works`: 0 where every work of the file is there afterwards, 1 where something is to be mended."""
    said = words.add_works
    try:
        known = read_known(project)
        theme = _theme(options.theme, known)
        items = read_library(options.file)
    except CardProblems as error:
        print(format_report(error.problems, words))
        return 1
    except NoLibrary as error:
        themes = ", ".join(known.vocabulary.get("theme", ()))
        print(said[str(error)].format(path=options.file, theme=options.theme, themes=themes))
        return 1
    source = open_shelf(project.bibliography, project)
    merged = merge(items, read_works(source, known), theme)
    text = _whole(source, merged, known)
    rewrite(project.bibliography, source.text, text)
    print("\n".join(_report(merged, shown_path(project.bibliography, project.root), words)))
    return 1 if merged.untitled or merged.refused else 0


def _theme(wanted: str | None, known: Known) -> str | None:
    """The theme of the new works; NoLibrary where it is none of the closed list."""
    themes = known.vocabulary.get("theme", {})
    if wanted is None and UNSORTED in themes:
        return UNSORTED
    if wanted not in themes:
        raise NoLibrary("no_theme" if wanted is None else "unknown_theme")
    return wanted


def merge(items: Iterable[Item], works: Mapping[str, Work], theme: str | None) -> Merged:
    """The items beside the works that are there; an item that is there twice itself counts once."""
    merged, shelf = Merged(), Shelf()
    for key, work in works.items():
        shelf.put(key, work.csl())
    for item in items:
        entry = convert(item, theme)
        name = str(item.get("id", ""))[:120]
        if entry is None:
            merged.untitled.append(name)
            continue
        found = shelf.find(entry.fields)
        if found is not None:
            merged.there.append((name, *found))
            continue
        key = make_key(entry.fields, {*works, *merged.added})
        alike = shelf.find_alike(entry.fields)
        if alike is not None:
            merged.alike[key] = alike
        merged.added[key], merged.named[key] = entry, name
        shelf.put(key, entry.fields)
    return merged


def _whole(source: Source, merged: Merged, known: Known) -> str:
    """The file's text with every new work that passes the check; the others go to `refused`."""
    while True:
        fields = {key: entry.fields for key, entry in merged.added.items()}
        text = insert(source, fields) if fields else source.text
        wrong = dict(_wrong(text, source, fields, known))
        for key, problem in wrong.items():
            del merged.added[key]
            merged.refused.append((merged.named[key], problem))
        if not wrong:
            return text


def _wrong(text: str, source: Source, fields: Mapping[str, Any], known: Known) -> Iterator[tuple[str, Problem]]:
    """Each new work with which the file doesn't pass the check, and its last problem; all where none can be blamed."""
    fresh = parse_source(text.encode("utf-8"), source.path, SHELF_BYTES)
    read_works(fresh, replace(known, works=frozenset({*known.works, *fields})))
    starts = sorted((entry.line, key) for key, entry in work_entries(fresh).items())
    for problem in (problem for problem in fresh.problems if not problem.is_note):
        key = next((key for line, key in reversed(starts) if line <= problem.line), "")
        yield from ((one, problem) for one in ([key] if key in fields else fields))


def _report(merged: Merged, path: str, words: Words) -> Iterator[str]:
    """The counts, then a line or two a work."""
    said = words.add_works
    added, there = (words.plural("work", len(part)).format(count=len(part)) for part in (merged.added, merged.there))
    yield said["counts"].format(added=added, there=there, path=path)
    for name, key, sign in merged.there:
        yield said["there"].format(name=name, key=key, sign=said["signs"][sign])
    for key, entry in merged.added.items():
        yield said["added"].format(name=merged.named[key], key=key)
        if key in merged.alike:
            yield "  " + said["alike"].format(other=merged.alike[key])
        if entry.missing:
            yield "  " + said["to_add"].format(missing="; ".join(said["missing"][name] for name in entry.missing))
    for name in merged.untitled:
        yield said["untitled"].format(name=name)
    for name, problem in merged.refused:
        yield said["refused"].format(name=name, problem=format_problem(problem, words))
    if merged.added:
        yield said["next"]
