"""`casebook report`: what a branch changes for readers, for those who review it."""

import argparse
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.cards import check_casebook
from casebook.fields.values import NotDescribed
from casebook.history import read_history
from casebook.model import FACTS, SECTIONS, Casebook, Practice
from casebook.pages.edition import Desk, Edition
from casebook.pages.practice import practice_page
from casebook.pages.values import answer
from casebook.problems import format_problem, format_report
from casebook.project import Project, build_date
from casebook.reviewing.changes import CardChange, Kind, card_changes, page_changes, work_changes
from casebook.reviewing.past import NoCommit, casebook_at
from casebook.reviewing.plain import as_markdown, fenced, lines_of, words_of
from casebook.sheets.collection import practice_sheets
from casebook.sheets.typesetting import print_sheets
from casebook.status import CardState, card_states
from casebook.words import Words, read_words


def run_report(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook report BASE`: Markdown about every card that differs from the commit BASE."""
    try:
        before = casebook_at(project, options.base)
    except NoCommit:
        print(words.report["no_commit"].format(commit=options.base))
        return 2
    after, problems = check_casebook(project)
    if after is None:
        print(f"{words.report['title']}\n\n{fenced(format_report(problems, words).splitlines(), 'text')}")
        return 1
    notes = [format_problem(problem, words) for problem in problems]
    print("\n\n".join(Report(project, before or _nothing(after), after, words).paragraphs(notes)))
    return 0


def _nothing(casebook: Casebook) -> Casebook:
    """What everything is compared with where the base had problems of its own."""
    return Casebook(casebook.languages, (), {}, casebook.vocabulary, (), ())


class Report:
    """The two states of the casebook, and the paragraphs that tell them apart."""

    def __init__(self, project: Project, before: Casebook, after: Casebook, words: Words) -> None:
        self.before, self.after, self.words = before, after, words
        history = read_history(project.root, project.practices)
        self.editions = {
            language: tuple(
                Edition(casebook, language, build_date(), shows_drafts=True, history=history)
                for casebook in (before, after)
            )
            for language in after.languages
        }

    def paragraphs(self, notes: list[str]) -> Iterator[str]:
        """Blocks of Markdown, in the order in which a reviewer asks."""
        words = self.words.report
        changes = card_changes(self.before, self.after)
        yield words["title"]
        yield self.words.plural("cards_changed", len(changes)).format(count=len(changes))
        if notes:
            yield fenced(notes, "text")
        for change in changes:
            yield from self._card(change)
        yield from self._list(words["works"], work_changes(self.before, self.after))
        yield from self._list(words["pages"], page_changes(self.before, self.after))

    def _list(self, title: str, kinds: Mapping[str, Kind]) -> Iterator[str]:
        if kinds:
            yield f"## {title}"
            yield "\n".join(f"- `{name}`: {self.words.report[kind.value]}" for name, kind in kinds.items())

    def _card(self, change: CardChange) -> Iterator[str]:
        title, _ = change.card.title.version(self.words.language, change.card.original)
        yield f"## {as_markdown(title)}: {self.words.report[change.kind.value]}"
        yield "\n".join(f"- {line}" for line in self._facts(change))
        if change.after is not None:
            yield from self._row(change)
            yield from self._pages(change)

    def _facts(self, change: CardChange) -> Iterator[str]:
        """The file, the status, what is not described, how each translation stands, and how long the handouts are."""
        words, after = self.words.report, change.after
        yield f"`{change.card.path}`"
        statuses = [card.status for card in (change.before, after) if card is not None]
        yield f"{words['status']}: {' → '.join(dict.fromkeys(statuses))}"
        if after is None:
            return
        silent = [name for name in (*FACTS, *SECTIONS) if isinstance(getattr(after, name), NotDescribed)]
        yield f"{words['not_described']}: {', '.join(f'`{name}`' for name in silent) or words['nothing']}"
        for state in card_states((after,), self.after.languages):
            if not state.is_original:
                yield f"{words['translation'].format(language=state.language)}: {', '.join(self._stale(state))}"
        yield from self._lengths(change)

    def _lengths(self, change: CardChange) -> Iterator[str]:
        """The pages of the ordinary handout and of the one in large print, in each language, before and now."""
        told: tuple[list[str], ...] = ([], [])
        for language, (past, present) in self.editions.items():
            old, new = _pages_on_paper(past, change.before), _pages_on_paper(present, change.after)
            for size, pages in enumerate(new):
                steps = dict.fromkeys((*old[size : size + 1], pages))
                told[size].append(f"{language} {' → '.join(map(str, steps))}")
        for name, lengths in zip(("handout", "handout_large"), told, strict=True):
            yield f"{self.words.report[name]}: {', '.join(lengths)}"

    def _stale(self, state: CardState) -> list[str]:
        words = self.words.translations_page
        if not state.translated:
            return [words["card_missing"]]
        found = []
        for name, places in (("older", state.older), ("missing", state.missing)):
            if places:
                shown = ", ".join(f"`{place}`" for place in places)
                found.append(f"{words[name].format(count=len(places))} ({shown})")
        return found or [words["unrecorded"] if state.unrecorded else words["current"]]

    def _row(self, change: CardChange) -> Iterator[str]:
        """The cells of the comparison that differ, in the language of the report's words where the site has it."""
        language = self.words.language if self.words.language in self.editions else change.card.original
        old, new = (
            _cells(edition, card)
            for edition, card in zip(self.editions[language], (change.before, change.after), strict=True)
        )
        differing = [name for name in FACTS if old.get(name) != new.get(name)]
        if not differing:
            return
        words = self.words.report
        head = [f"| {words['comparison']} | {words['was']} | {words['is']} |", "|---|---|---|"]
        label = read_words(language).facts
        rows = [f"| {as_markdown(label[name])} | {old.get(name, '')} | {new.get(name, '')} |" for name in differing]
        yield "\n".join([*head, *rows])

    def _pages(self, change: CardChange) -> Iterator[str]:
        """How the page changes in each language, folded away."""
        for language, (past, present) in self.editions.items():
            old, new = _page(past, change.before), _page(present, change.after)
            lines = list(unified_diff(old, new, lineterm="", n=0))[2:] if old else []
            shown = [line for line in lines if not line.startswith("@@")]
            if shown:
                summary = self.words.report["page"].format(language=language)
                yield f"<details><summary>{summary}</summary>\n\n{fenced(shown, 'diff')}\n\n</details>"


def _pages_on_paper(edition: Edition, practice: Practice | None) -> list[int]:
    """The pages of each of the practice's handouts; none where there is no practice."""
    if practice is None:
        return []
    with TemporaryDirectory() as folder:
        return [sheet.pages for sheet in print_sheets(practice_sheets(edition, practice), Path(folder))]


def _cells(edition: Edition, practice: Practice | None) -> dict[str, str]:
    """The practice's row in the comparison as Markdown, by fact; empty where there is no practice."""
    if practice is None:
        return {}
    desk = Desk(edition, "", practice)
    silent = edition.words.status["not_described"]
    found = {}
    for name in FACTS:
        parts = answer(practice, name, desk).parts
        told = [words_of(part.html + (f" ({part.sources})" if part.sources else "")) for part in parts]
        found[name] = as_markdown("; ".join(told) or silent)
    return found


def _page(edition: Edition, practice: Practice | None) -> list[str]:
    return [] if practice is None else lines_of(str(practice_page(edition, practice).body(edition).html))
