"""What is wrong with a card, where, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from casebook.words import Words

_FEW = 24
"""A closed list up to this length is spelled out in the message."""


NOTES = frozenset({"not-nfc", "is-draft"})
"""Rules whose breach is mended on reading, or shows to nobody: worth a word, no reason to refuse the file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; `code` names the rule."""

    path: str
    line: int
    column: int
    where: str
    code: str
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_note(self) -> bool:
        """Whether the card is accepted all the same."""
        return self.code in NOTES


class CardProblems(Exception):
    """All problems of all files; raised once, at the edge."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sort_problems(problems)
        super().__init__(f"{len(self.problems)} problems")


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order by place, drop exact repetitions."""
    unique = {(p.path, p.line, p.column, p.where, p.code, str(p.details)): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


@lru_cache(maxsize=2**8)
def nearest(found: str, allowed: tuple[str, ...]) -> str | None:
    """The allowed word that `found` most likely meant, or None: the same in every language of the messages."""
    by_folded = {word.casefold(): word for word in allowed}
    folded = found.strip().casefold().replace("_", "-").replace(" ", "-")
    for candidate in (found.strip().casefold(), folded):
        close = get_close_matches(candidate, by_folded, n=1, cutoff=0.6)
        if close:
            return by_folded[close[0]]
    return None


def format_message(problem: Problem, words: Words) -> str:
    """`what is wrong - what to do` in the language of `words`, in one line."""
    template = words.problems[problem.code]
    return _printable(f"{template['wrong']} - {template['mend']}".format_map(_spelled(problem, words)))


def format_problem(problem: Problem, words: Words) -> str:
    """`path:line:column: where: what is wrong - what to do`, on one line whatever the card holds."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    parts = (place, _shorten(problem.where), format_message(problem, words))
    return _printable(": ".join(part for part in parts if part))


_LONGEST = 120
"""Characters of a card's own text, such as a key, that a message repeats."""


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _printable(text: str) -> str:
    """Nothing from a card starts a new line, hides, or commands the terminal."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())


def format_count(problems: tuple[Problem, ...], words: Words) -> str:
    """The line that stands above a list of problems."""
    files = len({problem.path for problem in problems})
    name = "note_count" if all(problem.is_note for problem in problems) else "problem_count"
    return words.plural(name, len(problems)).format(count=len(problems), files=files)


def format_report(problems: tuple[Problem, ...], words: Words) -> str:
    """The count, then a line a problem."""
    return "\n".join([format_count(problems, words), *(format_problem(p, words) for p in problems)])


def _spelled(problem: Problem, words: Words) -> dict[str, Any]:
    details = {name: _shorten(value) if isinstance(value, str) else value for name, value in problem.details.items()}
    if "allowed" in details:
        details["hint"] = _hint(str(details.get("found", "")), tuple(details["allowed"]), words)
        details["names"] = ", ".join(details["allowed"])
    if "reason" in details:
        details["reason"] = words.yaml_reasons.get(details["reason"], details["reason"])
    if problem.code == "no-consent":
        details["what"] = words.consent_for[details["what"]]
    return details


def _hint(found: str, allowed: tuple[str, ...], words: Words) -> str:
    """`did you mean …?` where a name is near, and the allowed values where they are few."""
    parts = []
    close = nearest(found, allowed)
    if close:
        parts.append(words.problem_hints["did_you_mean"].format(name=close))
    if 0 < len(allowed) <= _FEW:
        parts.append(words.problem_hints["choose_from"].format(names=", ".join(allowed)))
    return "; ".join(parts) or words.problem_hints["remove_it"]
