"""The builder beside the check: what the check refuses in a card, the builder tells at the same answer.

Each piece of `rules/` that changes nothing but the card is opened in the builder of the small project there.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import new_page
from casebook.cardfiles import check_card_text
from casebook.cards import read_casebook, read_known
from casebook.pages.builder import builder_page
from casebook.pages.downloads import preview_downloads
from casebook.pages.edition import Edition
from casebook.project import read_project
from casebook.schema import format_schema, practice_schema
from casebook.words import read_words
from playwright.sync_api import Browser, Page, expect
from server import serve
from test_rules import CARD, CASES, RULES

CARD_CASES = [
    case
    for case in CASES
    if set(case.get("replace", {})) == {CARD} and not set(case) & {"file", "remove", "link", "check"}
]


@pytest.fixture(scope="module")
def builder(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The builder of the small project, with the scripts of the site."""
    folder = tmp_path_factory.mktemp("rules")
    project = read_project(RULES / "project")
    casebook = read_casebook(project)
    edition = Edition(casebook, "en", date(2026, 11, 24))
    page = builder_page(edition)
    files = {
        "en/contribute/card/index.html": f"<!doctype html><html lang=en><body>{page.body(edition).html}</body></html>",
        "data/practice.schema.json": format_schema(practice_schema(read_known(project))),
        **{one.address: one.text for one in preview_downloads(edition, casebook.works)},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(site / "assets" / "scripts", folder / "assets" / "scripts")
    with serve(folder) as address:
        opened = new_page(browser)
        opened.goto(address + "en/contribute/card/")
        expect(opened.locator("[data-file]")).not_to_be_empty()
        yield opened
        opened.context.close()


FIELD = re.compile(r"[.\[]")

TELL = """async (form, texts) => {
    const line = form.querySelector("[data-opened]"), input = form.querySelector("[data-open-file]");
    const top = (place) => [...form.querySelectorAll("[data-field]")].find((field) => field.contains(place));
    const told = [];
    for (const text of texts) {
        line.textContent = "";
        const files = new DataTransfer();
        files.items.add(new File([text], "card.yaml"));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        for (let turn = 0; turn < 200 && !line.textContent; turn++) await new Promise((done) => setTimeout(done, 5));
        form.querySelector("button[data-check]").click();
        const errors = [...form.querySelectorAll(".q__error:not([hidden])")];
        const places = errors.map((place) => [top(place)?.dataset.field ?? "slug", place.textContent]);
        told.push([line.textContent, places]);
    }
    return told;
}"""
"""What the builder says of each card when it is opened, and then at which answers, by their fields."""


def text_of(case: dict[str, Any]) -> str:
    text = (RULES / "project" / CARD).read_text(encoding="utf-8")
    for old, new in case["replace"][CARD]:
        text = text.replace(old, new)
    return text


def told_by_check(text: str, known: Any) -> dict[str, set[str]]:
    """The rules that the card breaks, by field."""
    found: dict[str, set[str]] = {}
    for problem in check_card_text(text.encode(), RULES / "project" / CARD, known)[1]:
        if not problem.is_note:
            found.setdefault(FIELD.split(problem.where)[0], set()).add(problem.code)
    return found


LEFT_TO_THE_CHECK = {
    "nobody is asked for it in the builder": {
        "no-consent: somebody on the photo",
        "no-consent: for the name only",
        "no-photo-file: not there",
        "not-a-mapping: a photo",
        "not-a-mapping: digests without a language",
        "not-a-photo-file: a path",
        "not-a-photo-file: capitals",
        "not-a-slug: a former name",
        "not-a-slug: a person's name",
        "not-digests: a word",
        "empty: a part that may be left out",
    },
    "it is in how the file is written: the form has no place for it": {
        "invisible-character: by its escape, in a key",
        "key-not-text: an anchor",
        "tab-indentation: in a block of text",
        "tag: a text that starts with an exclamation mark",
        "tag: a type",
        "tag: an object of a program",
        "unknown-key: a language that the site doesn't have",
        "unknown-key: in a consent",
        "unknown-key: in a gap, three levels down",
        "unknown-key: in a step",
        "unknown-key: in capitals",
        "unknown-key: like nothing known",
        "unknown-key: misspelt at the top",
        "unknown-key: under the gap lens",
    },
    "the form shows one answer there, and writes that one once it changes": {
        "beside-same: a language",
        "not-a-list: the programme as a group",
        "not-a-value: a list for one value",
        "not-in-list: one of several",
        "one-of: both a time and a phase",
        "one-of: two numbers",
    },
    "the form takes it as it was meant, and writes it so once it changes": {
        "citation-form: a page that wrapped to the next line",
        "empty: YAML's word for nothing",
        "identical-texts: a summary",
        "identical-texts: folded differently",
        "more-than-one-line: a title",
        "no-languages: a title as one text",
        "not-credits: a comma",
    },
    "the form joins the lines of a paragraph: there it is plain text": {"link-definition: set twice and used"},
}
"""What the check refuses and the builder says nothing of, and why."""

MORE_OF_THE_FORM = {
    "the works to choose from are those of the list that is empty": {"empty: a list"},
    "a text that other places repeat is told at each": {"raw-html: in a text that other places repeat"},
}
"""Where the builder points at more answers than the check, and why."""

SAME_WORDS = frozenset(
    (
        "citation-form",
        "email-in-text",
        "heading-in-text",
        "image-in-text",
        "include-in-text",
        "invisible-character",
        "link-definition",
        "link-scheme",
        "no-glyph",
        "nothing-differs",
        "phone-in-text",
        "raw-html",
        "source-not-listed",
        "unknown-practice",
    )
)
"""The rules that the builder has in the check's own words."""


def pieces(code: str) -> list[str]:
    """The words of a rule between what a card fills in."""
    wrong = read_words("en").problems[code]["wrong"]
    return [piece.strip() for piece in re.split(r"\{[^}]*\}", wrong) if piece.strip(" “”")]


def is_worded(code: str, messages: list[str]) -> bool:
    return any(all(piece.lower() in message.lower() for piece in pieces(code)) for message in messages)


def test_the_builder_tells_what_the_check_tells(builder: Page) -> None:
    known = read_known(read_project(RULES / "project"))
    refused = read_words("en").builder["not_opened"].split("{")[0]
    texts = [text_of(case) for case in CARD_CASES]
    answers = builder.locator("[data-builder]").evaluate(TELL, texts)
    missed, more, otherwise = set(), set(), {}
    for case, text, (line, told) in zip(CARD_CASES, texts, answers, strict=True):
        assert line, f"{case['id']}: the builder says nothing"
        by_check = told_by_check(text, known)
        if line.startswith(refused):
            assert by_check, f"{case['id']}: the builder refuses a card that is right"
            continue
        fields = {field for field, _ in told}
        if not fields >= by_check.keys() - {""} or (by_check and not fields):
            missed.add(case["id"])
        if "" not in by_check and not fields <= by_check.keys():
            more.add(case["id"])
        for field in fields & by_check.keys():
            messages = [message for of, message in told if of == field]
            if codes := [code for code in by_check[field] & SAME_WORDS if not is_worded(code, messages)]:
                otherwise[case["id"]] = (codes, messages)
    assert len(CARD_CASES) > 150
    assert missed == set().union(*LEFT_TO_THE_CHECK.values())
    assert more == set().union(*MORE_OF_THE_FORM.values())
    assert otherwise == {}
