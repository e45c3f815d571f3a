"""One card checked from its bytes, with what every answer of the check must hold to."""

import time
from pathlib import Path

from casebook.cardfiles import check_card_text
from casebook.fields.known import Known
from casebook.model import Casebook, Practice
from casebook.problems import Problem, format_problem
from casebook.project import Project
from casebook.words import read_words

SLOWEST = 1.0
"""Seconds of processor time that one card may take."""


def known_of(project: Project, casebook: Casebook) -> Known:
    """What the shipped cards may refer to."""
    slugs = frozenset(practice.slug for practice in casebook.practices)
    return Known(project.languages, project.required, casebook.vocabulary, frozenset(casebook.works), slugs)


def check_bytes(data: bytes, path: Path, known: Known) -> tuple[Practice | None, tuple[Problem, ...]]:
    """The check's answer: in time, each problem placed and worded in every language, a card only where none stands."""
    before = time.process_time()
    practice, problems = check_card_text(data, path, known)
    formatted = [format_problem(problem, read_words(name)) for problem in problems for name in known.languages]
    assert time.process_time() - before < SLOWEST
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
    assert all(line.startswith(f"{path.name}:") and line.isprintable() for line in formatted), formatted
    assert (practice is not None) == all(problem.is_note for problem in problems)
    return practice, problems
