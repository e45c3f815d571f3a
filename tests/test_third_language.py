"""A third language is content alone: a words file, a folder, texts in a card and one entry in mkdocs.yml."""

import gzip
from pathlib import Path

from altered import SIGNED, TRANSLATED
from conftest import run_casebook


def test_the_third_language_has_all_generated_pages(altered: Path) -> None:
    def pages(folder: str) -> set[str]:
        root = altered / "site" / folder
        return {path.relative_to(root).as_posix() for path in root.rglob("index.html")}

    english = {
        page for page in pages("en") if page.startswith(("practices/", "compare/", "reading-list/", "translations/"))
    }
    assert pages("sv") >= english | {"index.html"}


def test_an_untranslated_practice_says_so_and_carries_its_own_language(altered: Path) -> None:
    page = (altered / f"site/sv/practices/{SIGNED}/index.html").read_text(encoding="utf-8")
    assert '<html lang="sv"' in page
    assert page.count("This practice has not been put into svenska yet") == 1
    assert '<div lang="nl" data-pagefind-ignore>' in page


def test_a_missing_passage_says_so_and_a_translated_one_does_not(altered: Path) -> None:
    page = (altered / f"site/sv/practices/{TRANSLATED}/index.html").read_text(encoding="utf-8")
    wat, doel, met_wie = (page.index(f'<h2 id="{name}"') for name in ("wat", "doel", "met-wie"))
    notice = "This passage has not been put into svenska yet"
    assert notice in page[wat:doel]
    assert notice not in page[doel:met_wie]
    assert "Att lära sig tillsammans." in page[doel:met_wie]


def test_a_page_without_a_translation_is_shown_in_the_default_language_and_says_so(altered: Path) -> None:
    page = (altered / "site/sv/powerus/index.html").read_text(encoding="utf-8")
    assert page.count("This page has not been put into svenska yet; you read it in nederländska.") == 1
    assert '<div lang="nl" data-pagefind-ignore><h1 id="powerus">' in page


def test_the_other_languages_lead_to_the_third(altered: Path) -> None:
    page = (altered / f"site/practices/{SIGNED}/index.html").read_text(encoding="utf-8")
    assert f'href="../../sv/practices/{SIGNED}/" hreflang="sv"' in page


def test_search_stays_in_its_language(altered: Path) -> None:
    fragments = (altered / "site/pagefind/fragment").glob("sv_*")
    found = "\n".join(gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in fragments)
    assert "Att lära sig tillsammans." in found
    assert "Elk academiejaar" not in found


def test_the_check_does_not_ask_for_the_third_language(altered: Path) -> None:
    assert run_casebook(altered, "check").returncode == 0


def test_status_counts_what_is_missing(altered: Path) -> None:
    lines = run_casebook(altered, "status").stdout.splitlines()
    assert f"practices/{SIGNED}.yaml: sv: not translated" in lines
    assert any(line.startswith(f"practices/{TRANSLATED}.yaml: sv: ") and "not translated: " in line for line in lines)
    assert "docs/sv/powerus.md: sv: not translated" in lines
