"""`casebook status` and `casebook translate`: how translations stand, and recording that an editor looked."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from casebook.cards import check_casebook
from casebook.handwritten import Page
from casebook.model import Casebook, Practice
from casebook.problems import format_report
from casebook.project import Project, shown_path
from casebook.recording import read_text, record_in_card, record_in_page, rewrite
from casebook.status import card_states, page_states
from casebook.translations import State, digest, record
from casebook.words import Words


def run_status(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook status`: a line for each text that is older, missing or not recorded."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    lines = [*_card_lines(casebook, words), *_page_lines(casebook, words)]
    print("\n".join(lines) or words.commands["all_current"])
    return 0


def _card_lines(casebook: Casebook, words: Words) -> Iterator[str]:
    for state in card_states(casebook.practices, casebook.languages):
        if not state.translated:
            yield f"{state.practice.path}: {state.language}: {words.translations_page['card_missing']}"
            continue
        for name in ("older", "missing"):
            found = getattr(state, name)
            if found:
                label = words.translations_page[name].format(count=len(found))
                yield f"{state.practice.path}: {state.language}: {label}: {', '.join(found)}"
        if state.unrecorded:
            yield f"{state.practice.path}: {state.language}: {words.translations_page['unrecorded']}"


def _page_lines(casebook: Casebook, words: Words) -> Iterator[str]:
    labels = {State.OLDER: "page_older", State.MISSING: "card_missing", State.UNRECORDED: "unrecorded"}
    for state in page_states(casebook):
        if state.state in labels:
            yield f"{state.page.path}: {state.page.language}: {words.translations_page[labels[state.state]]}"


def run_translate(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook translate`: record that the translations of these files match their originals as they stand."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    practices = {(project.root / practice.path).resolve(): practice for practice in casebook.practices}
    pages = {(project.root / page.path).resolve(): page for page in casebook.pages}
    wanted = [path.resolve() for path in options.paths] or ([*practices, *pages] if options.all else [])
    unknown = [path for path in wanted if path not in practices and path not in pages]
    for path in unknown:
        print(words.commands["not_a_text"].format(path=shown_path(path, project.root)))
    if unknown or not wanted:
        return 1 if unknown else _ask_for_paths(words)
    for path in wanted:
        changed = (
            _record_card(path, practices[path]) if path in practices else _record_page(path, pages[path], casebook)
        )
        line = words.commands["recorded" if changed else "already_recorded"]
        print(line.format(path=shown_path(path, project.root)))
    return 0


def _ask_for_paths(words: Words) -> int:
    print(words.commands["name_the_texts"])
    return 2


def _record_card(path: Path, practice: Practice) -> bool:
    text = read_text(path)
    return rewrite(path, text, record_in_card(text, record(practice)))


def _record_page(path: Path, page: Page, casebook: Casebook) -> bool:
    """Only a translation has something to record."""
    original = next((p for p in casebook.pages if (p.uri, p.language) == (page.uri, page.original)), None)
    if original is None or original is page:
        return False
    text = read_text(path)
    return rewrite(path, text, record_in_page(text, digest(original.body)))
