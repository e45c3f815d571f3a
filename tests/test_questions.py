"""The builder's questions follow the model: each field is asked once or kept, in words, on the page and as a text."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browsing import LANGUAGES, root_of
from casebook.cards import read_known
from casebook.fields.values import Text
from casebook.form import card_fields
from casebook.kinds import allowed_values
from casebook.model import Casebook, Practice
from casebook.pages.builder import card_downloads
from casebook.pages.openable import openable_cards
from casebook.pages.questions import GROUPS, KEPT, Question, questions
from casebook.parts import Consent
from casebook.project import Project
from casebook.words import read_words
from conftest import ROOT

VENDOR = ROOT / "docs" / "assets" / "scripts" / "vendor"


def asked(project: Project, language: str) -> list[Question]:
    return [one for group in questions(read_known(project), read_words(language)).values() for one in group]


def below(question: Question) -> Iterator[Question]:
    yield question
    for part in (*question.one_of, *question.parts, *question.claim):
        yield from below(part)


def test_each_field_is_asked_once_or_kept() -> None:
    in_groups = [key for keys in GROUPS.values() for key in keys]
    assert sorted([*in_groups, *KEPT]) == sorted(field.key for field in card_fields())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_is_asked(project: Project, language: str) -> None:
    fields = {field.key: field for field in card_fields()}
    for question in asked(project, language):
        parts = [*question.one_of, *question.parts]
        assert {part.key for part in parts} == {part.key for part in fields[question.key].parts}
        assert {part.key for part in question.one_of} == set(fields[question.key].one_of)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_sources_differ_the_example_is_of_the_field_itself(project: Project, language: str) -> None:
    examples = {one.key: one.claim[0].example for one in asked(project, language) if one.claim}
    assert examples == {"since": "2019", "duration": "", "ects": "7.5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_words(project: Project, language: str) -> None:
    for question in (part for whole in asked(project, language) for part in below(whole)):
        assert question.label
        assert question.help
        assert question.must or question.kind == "group"
        assert all(option.label for option in question.options)


def test_closed_lists_are_offered_whole(project: Project) -> None:
    known = read_known(project)
    fields = {field.path: field for field in card_fields()}
    for question in asked(project, "en"):
        if question.path in fields:
            wanted = [value.value for value in allowed_values(fields[question.path], known, "en")]
            assert [option.value for option in question.options] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_to_fill_in_asks_the_same(project: Project, site: Path, language: str) -> None:
    text = (site / root_of(language) / "contribute" / "card" / "questions.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    for question in (part for whole in asked(project, language) for part in (whole, *whole.one_of, *whole.parts)):
        duty = "" if question.is_required else f" ({read_words(language).builder['optional']})"
        assert question.label + duty in lines
        assert all(f"[ ] {option.label}" in lines for option in question.options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_every_question(project: Project, site: Path, language: str) -> None:
    html = (site / root_of(language) / "contribute" / "card" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'data-field="([a-z_]+)"', html)
    wanted = [part.key for question in asked(project, language) for part in below(question)]
    assert sorted(found) == sorted(wanted)


def test_every_id_on_the_page_is_its_own(site: Path) -> None:
    html = (site / "contribute" / "card" / "index.html").read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' for="([^"]+)"', html)) <= set(ids)
    told = {name for names in re.findall(r' aria-describedby="([^"]+)"', html) for name in names.split()}
    assert told <= set(ids)


def test_each_published_card_can_be_opened(site: Path, casebook: Casebook) -> None:
    published = {path.stem: path.read_bytes() for path in (site / "data" / "cards").glob("*")}
    assert published == {practice.slug: (ROOT / practice.path).read_bytes() for practice in casebook.public}
    assert set(published) == openable_cards(casebook)


def test_a_card_that_names_a_draft_is_not_opened(casebook: Casebook) -> None:
    first, second, *_ = casebook.public
    text = Text({"nl": f"Zie [die](practice:{second.slug})."})
    draft = second.model_copy(update={"status": "draft"})
    linking = Practice.model_construct(**{**dict(first), "wat": text})
    assert openable_cards(replace(casebook, practices=(linking, second))) == {first.slug, second.slug}
    assert openable_cards(replace(casebook, practices=(linking, draft))) == frozenset()


def test_the_file_of_a_card_stays_away_once_consent_is_withdrawn(casebook: Casebook) -> None:
    """It holds the name that the page no longer shows."""
    entry: dict[str, Any] = {"person": "person-1", "name": "A chosen name", "covers": ("name",)}
    agreed = Consent.model_construct(**entry, withdrawn=None)
    withdrawn = Consent.model_construct(**entry, withdrawn="2026-01-01")
    first, second, *_ = casebook.public
    named = [first.model_copy(update={"consent": (agreed,)}), second.model_copy(update={"consent": (withdrawn,)})]
    cards = card_downloads(replace(casebook, practices=tuple(named)), ROOT)
    assert [card.address for card in cards] == [f"data/cards/{first.slug}.yaml"]


def test_what_others_made_is_named_with_its_licence() -> None:
    licences = (VENDOR / "LICENCES.txt").read_text(encoding="utf-8")
    for script in VENDOR.glob("*.js"):
        name, version = re.match(r"/\*! (\S+) ([0-9.]+), ", script.read_text(encoding="utf-8")).groups()  # type: ignore[union-attr]
        assert f"{name}@{version}" in licences
        assert f"\n{name} {version}" in licences


def test_no_script_is_made_from_text() -> None:
    """So that a site may forbid it."""
    scripts = [*VENDOR.glob("*.js"), *(VENDOR.parent / "builder").glob("*.js")]
    assert not [path.name for path in scripts if re.search(r"\beval\(|new Function\b", path.read_text("utf-8"))]


def test_settings_hold_no_draft(site: Path, casebook: Casebook) -> None:
    html = (site / "contribute" / "card" / "index.html").read_text(encoding="utf-8")
    settings = json.loads(unescape(re.search(r'data-builder="([^"]+)"', html).group(1)))  # type: ignore[union-attr]
    public = {slug for practice in casebook.public for slug in (practice.slug, *practice.former_slugs)}
    assert set(settings["slugs"]) == public
