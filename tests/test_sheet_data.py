"""What Typst is given for the handout of a small casebook's practice, compared with files that people have read.

After a change that is meant, `UPDATE_GOLDEN=1 make test` writes the files anew; read their difference.
"""

import json
import os
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from casebook.cards import read_casebook
from casebook.history import Dates
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.project import Project
from casebook.sheets.collection import all_sheets, practice_sheets
from casebook.sheets.deck import brief
from casebook.sheets.handout import handout
from casebook.sheets.typesetting import Sheet, print_sheets

HERE = Path(__file__).parent
LANGUAGES = ("nl", "en")
CHANGED = Dates(date(2026, 11, 1), date(2026, 11, 20))


@pytest.fixture(scope="module")
def small() -> Casebook:
    """A full card, a sparse one without English, and a draft."""
    return read_casebook(Project(HERE / "cards", LANGUAGES, required=("nl",)))


def edition_of(casebook: Casebook, language: str) -> Edition:
    history = {practice.path: CHANGED for practice in casebook.practices}
    return Edition(casebook, language, date(2026, 11, 22), site="https://example.org/", history=history)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_of_a_handout(language: str, small: Casebook) -> None:
    edition = edition_of(small, language)
    (full,) = (practice for practice in edition.practices if practice.slug == "full")
    made = json.dumps(handout(full, edition), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    golden = HERE / "golden-sheets" / f"handout-full-{language}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_card_with_every_field_each_handout_can_be_set(language: str, small: Casebook, tmp_path: Path) -> None:
    """Its first fact on which sources differ would start in the last column, and takes two."""
    edition = edition_of(small, language)
    (full,) = (practice for practice in edition.practices if practice.slug == "full")
    printed = list(print_sheets(practice_sheets(edition, full), tmp_path))
    assert [sheet.address.rpartition("/")[2] for sheet in printed] == ["handout.pdf", "handout-large.pdf"]
    for sheet in printed:
        assert sheet.file.read_bytes().startswith(b"%PDF")


def sheets_of(casebook: Casebook) -> dict[str, Sheet]:
    return {sheet.address: sheet for sheet in all_sheets(edition_of(casebook, "en"))}


def test_a_draft_is_in_the_data_of_no_sheet(small: Casebook) -> None:
    drafts = [practice for practice in small.practices if not practice.is_public]
    data = "\n".join(sheet.address + sheet.inputs["data"] for sheet in sheets_of(small).values())
    assert drafts
    for draft in drafts:
        assert draft.slug not in data
        assert draft.title.version("en", draft.original)[0] not in data


def test_a_changed_card_changes_its_own_handouts_and_what_holds_all(small: Casebook) -> None:
    """The papers that hold no practice, and the handouts of others, need not be set again."""
    full, *others = sorted(small.practices, key=lambda practice: practice.slug != "full")
    changed = full.model_copy(update={"summary": full.title})
    before, after = sheets_of(small), sheets_of(replace(small, practices=(changed, *others)))
    assert before.keys() == after.keys()
    assert {address for address in before if before[address] != after[address]} == {
        "en/practices/full/handout.pdf",
        "en/practices/full/handout-large.pdf",
        "en/print/booklet.pdf",
        "en/print/deck.pdf",
    }


def test_the_booklet_says_of_which_day_and_version_it_is(small: Casebook) -> None:
    data = json.loads(sheets_of(small)["en/print/booklet.pdf"].inputs["data"])
    assert data["changed"] == "20 November 2026"
    assert data["document"]["date"] == [2026, 11, 20]
    assert data["version"] == version("gap-mending-casebook")


BRIEF = {
    "all of it": ("One. Two.", "One. Two."),
    "as many sentences as fit": ("One is here. Two is here. Three is here.", "One is here. Two is here."),
    "a sentence that is too long": ("One is far too long to stand here.", "One is far too long to …"),
    "a list that fits": ("Aims:\n\n- one;\n- two.", "Aims: one; two."),
    "what leads up to a list": ("One is here. It has two aims.\n\n- First this.\n- Then that.", "One is here."),
    "a list that goes on": ("It has aims:\n\n- First this.\n- Then that and more.", "It has aims: First this. …"),
}


@pytest.mark.parametrize(("markdown", "expected"), BRIEF.values(), ids=BRIEF)
def test_a_section_in_brief_ends_on_a_whole_statement(markdown: str, expected: str) -> None:
    assert brief(markdown, 26) == expected
