"""A third language is content alone: a words file, a folder, texts in a card and one entry in mkdocs.yml."""

import gzip
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, copy_project, run_casebook

AVANS = "practices/learning-community-avans-loc.yaml"
HOME = """---
title: Hem
description: Praktiker där studenter och brukare lär tillsammans.
template: home.html
---

# Att lära tillsammans lagar klyftan {#home}

Text.
"""


def in_swedish(words: object) -> object:
    """The English words with a mark: enough to see which language speaks."""
    if isinstance(words, dict):
        return {key: in_swedish(value) for key, value in words.items()}
    if isinstance(words, list):
        return [in_swedish(value) for value in words]
    return f"{words} [sv]"


@pytest.fixture(scope="module")
def swedish(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with Swedish added, built; no line of code differs."""
    project = copy_project(tmp_path_factory.mktemp("swedish"), site)
    english = yaml.safe_load((ROOT / "hooks/casebook/words/en.yaml").read_text(encoding="utf-8"))
    named = {"locale": "sv", "name": "Svenska", "references": english["references"] | {"locale": "sv-SE"}}
    words = {**in_swedish(english), **named}  # type: ignore[dict-item]
    (project / "hooks/casebook/words/sv.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    (project / "docs/sv").mkdir()
    (project / "docs/sv/index.md").write_text(HOME, encoding="utf-8")
    settings = project / "mkdocs.yml"
    entry = "        - {locale: en, name: English, build: true}\n"
    text = settings.read_text(encoding="utf-8")
    assert text.count(entry) == 1
    settings.write_text(
        text.replace(entry, entry + "        - {locale: sv, name: Svenska, build: true}\n"), encoding="utf-8"
    )
    card = project / AVANS
    change(
        card, "\n  en: Avans–LOC learning community\n", "\n  en: Avans–LOC learning community\n  sv: Lärgemenskapen\n"
    )
    change(card, "\ndoel:\n", "\ndoel:\n  sv: Att lära sig tillsammans.\n")
    done = run_casebook(project, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_third_language_has_all_generated_pages(swedish: Path) -> None:
    def pages(folder: str) -> set[str]:
        root = swedish / "site" / folder
        return {path.relative_to(root).as_posix() for path in root.rglob("index.html")}

    english = {
        page for page in pages("en") if page.startswith(("practices/", "compare/", "reading-list/", "translations/"))
    }
    assert pages("sv") >= english | {"index.html"}


def test_an_untranslated_practice_says_so_and_carries_its_own_language(swedish: Path) -> None:
    page = (swedish / "site/sv/practices/encounter-day-milan/index.html").read_text(encoding="utf-8")
    assert '<html lang="sv"' in page
    assert page.count("This practice has not been put into svenska yet") == 1
    assert '<div lang="nl" data-pagefind-ignore>' in page


def test_a_missing_passage_says_so_and_a_translated_one_does_not(swedish: Path) -> None:
    page = (swedish / "site/sv/practices/learning-community-avans-loc/index.html").read_text(encoding="utf-8")
    wat, doel, met_wie = (page.index(f'<h2 id="{name}"') for name in ("wat", "doel", "met-wie"))
    notice = "This passage has not been put into svenska yet"
    assert notice in page[wat:doel]
    assert notice not in page[doel:met_wie]
    assert "Att lära sig tillsammans." in page[doel:met_wie]


def test_a_page_without_a_translation_is_shown_in_the_default_language_and_says_so(swedish: Path) -> None:
    page = (swedish / "site/sv/powerus/index.html").read_text(encoding="utf-8")
    assert page.count("This page has not been put into svenska yet; you read it in nederländska.") == 1
    assert '<div lang="nl" data-pagefind-ignore><h1 id="powerus">' in page


def test_the_other_languages_lead_to_the_third(swedish: Path) -> None:
    page = (swedish / "site/practices/encounter-day-milan/index.html").read_text(encoding="utf-8")
    assert 'href="../../sv/practices/encounter-day-milan/" hreflang="sv"' in page


def test_search_stays_in_its_language(swedish: Path) -> None:
    fragments = (swedish / "site/pagefind/fragment").glob("sv_*")
    found = "\n".join(gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in fragments)
    assert "Att lära sig tillsammans." in found
    assert "Elk academiejaar" not in found


def test_the_check_does_not_ask_for_the_third_language(swedish: Path) -> None:
    assert run_casebook(swedish, "check").returncode == 0


def test_status_counts_what_is_missing(swedish: Path) -> None:
    lines = run_casebook(swedish, "status").stdout.splitlines()
    assert "practices/encounter-day-milan.yaml: sv: not translated" in lines
    assert any(line.startswith(f"{AVANS}: sv: ") and "not translated: " in line for line in lines)
    assert "docs/sv/powerus.md: sv: not translated" in lines
