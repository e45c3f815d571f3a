"""All problems as one text: for people, for GitHub's annotations, or as JSON for other programs."""

import json
from collections.abc import Callable, Mapping

from casebook.problems import Problem, format_message, format_report
from casebook.words import Words


def github_report(problems: tuple[Problem, ...], words: Words) -> str:
    """A workflow command a problem: GitHub shows each beside its line in a pull request."""
    return "\n".join(_github_command(problem, words) for problem in problems)


def _github_command(problem: Problem, words: Words) -> str:
    values = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_escape_property(str(value))}" for name, value in values.items())
    message = ": ".join(part for part in (problem.where, format_message(problem, words)) if part)
    return f"::{'notice' if problem.is_note else 'error'} {properties}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def json_report(problems: tuple[Problem, ...], words: Words) -> str:
    """A list of objects, empty where all is right."""
    return json.dumps([_as_object(problem, words) for problem in problems], ensure_ascii=False, indent=2)


def _as_object(problem: Problem, words: Words) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "where": problem.where,
        "code": problem.code,
        "level": "note" if problem.is_note else "error",
        "message": format_message(problem, words),
    }


def text_report(problems: tuple[Problem, ...], words: Words) -> str:
    """The count and a line a problem; nothing where there is none."""
    return format_report(problems, words) if problems else ""


REPORTS: Mapping[str, Callable[[tuple[Problem, ...], Words], str]] = {
    "text": text_report,
    "github": github_report,
    "json": json_report,
}
"""The formats of `casebook check`, by name."""
