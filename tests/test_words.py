"""Interface words: identical keys in every language, every problem has its words, every word is used."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from casebook.project import Project
from casebook.words import available_languages, read_words

HOOKS = Path(__file__).parent.parent / "hooks"


def leaves(entries: Any, path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", str(value)


def test_every_language_of_the_site_has_words(project: Project) -> None:
    assert set(project.languages) <= set(available_languages())


@pytest.mark.parametrize("language", available_languages())
def test_keys_and_placeholders_are_identical(language: str) -> None:
    def shape(name: str) -> dict[str, set[str]]:
        fields = Formatter().parse
        return {key: {f for _, f, _, _ in fields(text) if f} for key, text in leaves(read_words(name).entries)}

    assert shape(language) == shape(available_languages()[0])


@pytest.mark.parametrize("language", available_languages())
def test_no_word_is_empty(language: str) -> None:
    assert not [key for key, text in leaves(read_words(language).entries) if not text.strip()]


def test_every_problem_that_the_code_reports_has_words() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (HOOKS / "casebook").rglob("*.py"))
    quoted = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', code))
    assert set(read_words("en").problems) <= quoted, "a message for a problem that nothing reports"
