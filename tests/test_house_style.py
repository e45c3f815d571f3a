"""The texts keep the house style where a machine can see it; the rules stand in `house_style.yaml`."""

import re
from pathlib import Path

import pytest
import yaml
from casebook.model import Casebook
from casebook.project import read_project
from conftest import ROOT
from prose import ITALICS, plain, texts_in

LANGUAGES = read_project(ROOT).required
RULES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "house_style.yaml").read_text(encoding="utf-8"))

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule["wrong"] for rule in RULES])


@pytest.fixture(scope="module")
def texts(casebook: Casebook) -> dict[str, list[tuple[str, str]]]:
    """What readers read in each language, without foreign phrases in italics and without line breaks."""
    return {
        language: [
            (where, " ".join(ITALICS.sub("–", plain(text)).split())) for where, text in texts_in(language, casebook)
        ]
        for language in LANGUAGES
    }


@each_rule
def test_every_text_keeps_the_rule(rule: dict[str, str], texts: dict[str, list[tuple[str, str]]]) -> None:
    broken = [
        f"{where}: {match.group()!r} - write {rule['instead']}"
        for language in ([rule["language"]] if "language" in rule else LANGUAGES)
        for where, text in texts[language]
        if not re.search(rule.get("may", "(?!)"), where)
        for match in re.finditer(rule["not"], text)
    ]
    assert not broken


@each_rule
def test_the_rule_sees_what_it_should(rule: dict[str, str]) -> None:
    assert re.search(rule["not"], rule["wrong"])
    assert not re.search(rule["not"], rule["right"])


@pytest.mark.parametrize("rule", [rule for rule in RULES if "may" in rule], ids=lambda rule: rule["wrong"])
def test_an_exception_is_still_needed(rule: dict[str, str], texts: dict[str, list[tuple[str, str]]]) -> None:
    languages = [rule["language"]] if "language" in rule else LANGUAGES
    excepted = [text for language in languages for where, text in texts[language] if re.search(rule["may"], where)]
    assert any(re.search(rule["not"], text) for text in excepted)
