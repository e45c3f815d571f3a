"""Translations know what they were made from; the reader and the editor are told of the ones left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from altered import OUTDATED, outdate_page, outdate_section
from casebook.recording import record_in_card, record_in_page
from casebook.translations import digest
from conftest import run_casebook

MILAN = "practices/encounter-day-milan.yaml"
Replace = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("De dag begint vroeg.", "De  dag\nbegint vroeg.\n"),
        ("De dag begint vroeg.", "De **dag** begint *vroeg*."),
        ("- een\n- twee", "* een\n* twee"),
        ("1. een\n2. twee", "1) een\n2) twee"),
        ("[de kaart](https://a.example/)", "[de kaart](https://b.example/)"),
        ("één", "één"),
    ],
    ids=["spacing", "emphasis", "list marks", "numbering", "address of a link", "composition of letters"],
)
def test_form_is_no_meaning(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("De dag begint vroeg.", "De dag begint laat."),
        ("Er waren 20 studenten.", "Er waren 21 studenten."),
        ("Zo staat het [@a].", "Zo staat het [@b]."),
        ("zeker", "zeker niet"),
    ],
    ids=["word", "number", "citation", "negation"],
)
def test_meaning_changes_the_digest(one: str, other: str) -> None:
    assert digest(one) != digest(other)


def test_the_shipped_translations_are_recorded_and_current(project_copy: Path) -> None:
    done = run_casebook(project_copy, "status")
    assert (done.returncode, done.stdout) == (0, "Every translation is up to date.\n")


def test_a_changed_original_flags_its_own_translation_alone(project_copy: Path, altered: Path) -> None:
    outdate_section(project_copy)
    card = f"practices/{OUTDATED}.yaml"
    assert run_casebook(project_copy, "status").stdout == f"{card}: en: 1 older than the original: wat\n"
    assert run_casebook(project_copy, "translate", card).stdout == f"{card}: recorded\n"
    assert run_casebook(project_copy, "status").stdout == "Every translation is up to date.\n"

    english = (altered / f"site/en/practices/{OUTDATED}/index.html").read_text(encoding="utf-8")
    dutch = (altered / f"site/practices/{OUTDATED}/index.html").read_text(encoding="utf-8")
    notice = "This passage is older than the original in Dutch."
    assert english.count('class="notice"') == english.count(notice) == 1
    assert english.index('id="wat"') < english.index(notice) < english.index('id="doel"')
    assert f'href="../../../practices/{OUTDATED}/#wat" hreflang="nl"' in english
    assert 'class="notice"' not in dutch
    overview = (altered / "site/en/translations/index.html").read_text(encoding="utf-8")
    assert "1 older than the original" in overview


def test_reformatting_flags_nothing(project_copy: Path, replace_in: Replace) -> None:
    replace_in(MILAN, "    Elk academiejaar brengt", "    Elk\n    **academiejaar** brengt")
    assert run_casebook(project_copy, "status").stdout == "Every translation is up to date.\n"


def test_a_changed_page_flags_its_translation(project_copy: Path, altered: Path) -> None:
    outdate_page(project_copy)
    assert run_casebook(project_copy, "status").stdout == "docs/en/powerus.md: en: older than the original\n"
    assert run_casebook(project_copy, "translate", "docs/en/powerus.md").returncode == 0
    assert run_casebook(project_copy, "status").stdout == "Every translation is up to date.\n"

    english = (altered / "site/en/powerus/index.html").read_text(encoding="utf-8")
    assert english.count("This page is older than the original in Dutch.") == 1


def test_translate_keeps_windows_line_ends(project_copy: Path, replace_in: Replace) -> None:
    replace_in(MILAN, "    Elk academiejaar brengt", "    Ieder jaar brengt")
    path = project_copy / MILAN
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_casebook(project_copy, "translate", MILAN).returncode == 0
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 100
    assert run_casebook(project_copy, "check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Name the cards or pages that you have looked at, or say --all.\n"),
        (("README.md",), 1, "README.md is not a card or a page of this project\n"),
        (("docs/nl/powerus.md",), 0, "docs/nl/powerus.md: nothing to record\n"),
    ],
    ids=["nothing named", "no card", "an original"],
)
def test_translate_says_what_it_needs(project_copy: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = run_casebook(project_copy, "translate", *arguments)
    assert (done.returncode, done.stdout) == (status, said)


def test_recording_replaces_what_was_recorded() -> None:
    once = record_in_card("title: x\n", {"en": ("aaaaaaaa",)})
    assert once == (
        "title: x\n# Written by the command casebook translate: what each translation was made from.\n"
        "translated_from:\n  en: >-\n    aaaaaaaa\n"
    )
    assert record_in_card(once, {"en": ("bbbbbbbb",)}) == once.replace("aaaaaaaa", "bbbbbbbb")
    assert record_in_card(once + "reviewed: 2026-11-22\n", {}) == "title: x\nreviewed: 2026-11-22\n"


def test_recording_in_a_page_replaces_what_was_recorded() -> None:
    once = record_in_page("---\ntitle: x\n---\ntext\n", "aaaaaaaa")
    assert once == "---\ntitle: x\ntranslated_from: aaaaaaaa\n---\ntext\n"
    assert record_in_page(once, "bbbbbbbb") == once.replace("aaaaaaaa", "bbbbbbbb")
