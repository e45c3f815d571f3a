"""The worksheet: kept in the browser alone, printed, saved as a document, deleted; and the guide to a session."""

import json
import re
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, root_of, tab_to, violations
from casebook.pages.worksheet import HEAD, questions
from casebook.words import read_words
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect
from test_print import print_page, squeeze

WORKSHEET = "workshop/worksheet/"


def said(language: str) -> Any:
    return read_words(language).worksheet_page


def asked_of(language: str) -> Any:
    return questions(read_words(language).worksheet)


def texts_of(language: str) -> list[str]:
    """All that the sheet asks, in its order."""
    words = read_words(language).worksheet
    found = [words["title"], *(words[name] for name in HEAD)]
    for question in asked_of(language):
        labels = [space.label for space in question.spaces]
        found += [question.ask, question.hint, *(label for label in labels if label != question.ask)]
    return found


def button(page: Page, name: str) -> Any:
    return page.locator(f".sheet-form__tools [data-{name}]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_a_labelled_field(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + WORKSHEET)
    spaces = 0
    for question in asked_of(language):
        alone = len(question.spaces) == 1
        group = page.get_by_role("group", name=question.ask)
        described: Locator = page.get_by_label(question.ask, exact=True) if alone else group
        expect(described).to_have_accessible_description(question.hint)
        for space in question.spaces:
            expect(page.get_by_label(space.label, exact=True)).to_be_editable()
            spaces += 1
    assert page.locator("textarea").count() == len(HEAD) + spaces


def test_what_is_written_stays_in_this_browser_in_every_language(open_page: OpenPage, address: str) -> None:
    page = open_page(WORKSHEET, fresh=True)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#side_one").fill("Teachers and <b>students</b>")
    expect(page.locator(".sheet-form__status")).to_have_text(said("nl")["saved"])
    assert asked == []
    assert "?" not in page.url
    page.goto(address + "en/" + WORKSHEET)
    expect(page.locator("#side_one")).to_have_value("Teachers and <b>students</b>")
    expect(page.locator("#step-1")).to_have_value("")
    assert page.context.cookies() == []


def test_a_second_tab_follows(open_page: OpenPage, address: str) -> None:
    page = open_page(WORKSHEET)
    second = page.context.new_page()
    second.goto(address + WORKSHEET)
    page.locator("#step-1").fill("Ask first")
    expect(second.locator("#step-1")).to_have_value("Ask first")


@pytest.mark.parametrize("kept", ["not JSON", "null", "[1, 2]", '{"step-1": {"a": 1}}', '"text"'])
def test_damaged_storage_is_an_empty_sheet(open_page: OpenPage, kept: str) -> None:
    page = open_page("about/")
    page.evaluate("kept => localStorage.setItem('worksheet', kept)", kept)
    page.goto(page.url.replace("about/", WORKSHEET))
    expect(page.locator("[data-tools]")).to_be_visible()
    expect(page.locator("#step-1")).to_have_value("")


def test_a_browser_without_storage_says_so(open_page: OpenPage) -> None:
    page = open_page("about/", fresh=True)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })")
    page.goto(page.url.replace("about/", WORKSHEET))
    page.locator("#step-1").fill("Ask first")
    expect(page.locator(".sheet-form__status")).to_have_text(said("nl")["not_saved"])


def test_everything_can_be_deleted_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("en/" + WORKSHEET)
    tab_to(page, page.locator("#practice"))
    page.keyboard.type("A course")
    tab_to(page, button(page, "delete"))
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.ask")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#practice")).to_have_value("A course")
    expect(button(page, "delete")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#practice")).to_have_value("A course")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name=said("en")["delete_yes"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#practice")).to_have_value("")
    expect(page.locator("#practice")).to_be_focused()
    expect(page.locator(".sheet-form__status")).to_have_text(said("en")["deleted"])
    assert page.evaluate("() => localStorage.getItem('worksheet')") is None


# The document


def read_document(path: Path) -> Any:
    """The blocks of an RTF document as another program reads them."""
    return json.loads(pypandoc.convert_text(path.read_bytes(), "json", format="rtf"))["blocks"]


def plain(path: Path) -> str:
    text = pypandoc.convert_text(path.read_bytes(), "plain", format="rtf", extra_args=["--wrap=none"])
    return str(text)


TYPED = "Één kloof: ‘wij’ & ‘zij’ \\ {haakjes}\nnieuwe regel, <b>geen</b> opmaak – ☂"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_holds_questions_and_answers(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    page = open_page(root_of(language) + WORKSHEET)
    page.locator("#increases").fill(TYPED)
    with page.expect_download() as waiting:
        button(page, "download").click()
    assert waiting.value.suggested_filename == said(language)["file_name"]
    path = tmp_path / "worksheet.rtf"
    waiting.value.save_as(path)
    expect(page.locator(".sheet-form__status")).to_have_text(said(language)["downloaded"])
    assert path.read_bytes().isascii()
    text = plain(path)
    assert [asked for asked in texts_of(language) if asked not in text] == []
    for line in TYPED.splitlines():
        assert line in text
    kinds = [block["t"] for block in read_document(path)]
    assert kinds.count("Header") == 1 + len(asked_of(language))


WRITE = """async (paragraphs) => {
    const { writeRtf } = await import(new URL("assets/scripts/rtf.js", location.origin + "/"));
    return writeRtf({ title: "T", language: "en-GB", paragraphs });
}"""


@pytest.fixture(scope="module")
def writer(browser: Browser, address: str) -> Any:
    with looking(browser, WIDE, "light") as page:
        page.goto(address + "about/")
        yield page


@given(
    st.lists(
        st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"]), max_size=60),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_typed(writer: Page, texts: list[str]) -> None:
    rtf = writer.evaluate(WRITE, [{"style": "text", "text": f"[{text}]"} for text in texts])
    assert rtf.isascii()
    read = pypandoc.convert_text(rtf, "plain", format="rtf", extra_args=["--wrap=none"])
    for text in texts:
        assert squeeze_spaces(f"[{text}]") in squeeze_spaces(read)


def test_a_sign_of_two_units_is_written_as_a_pair(writer: Page) -> None:
    """As Word writes it; Pandoc reads the two by themselves."""
    rtf = writer.evaluate(WRITE, [{"style": "text", "text": "🧵"}])
    assert r"\u-10178 ?\u-8715 ?" in rtf


def squeeze_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


# Paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_prints_on_one_page_with_what_was_typed(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + WORKSHEET, color_scheme="dark")
    empty = print_page(page)
    page.locator("#mends").fill("one\ntwo\nthree")
    filled = print_page(page)
    assert [len(empty.sheets), len(filled.sheets)] == [1, 1]
    assert "onetwothree" in filled.text
    assert [asked for asked in texts_of(language) if squeeze(asked) not in filled.text] == []
    for left_out in ("kept", "print", "download", "delete", "guide"):
        assert squeeze(said(language)[left_out]) not in filled.text


def test_a_long_answer_is_printed_whole(open_page: OpenPage) -> None:
    page = open_page(WORKSHEET)
    page.locator("#increases").fill("\n".join(f"line {number} of many" for number in range(90)))
    paper = print_page(page)
    assert all(f"line{number}ofmany" in paper.text for number in range(90))


def test_without_scripts_there_are_fields_to_print(open_page: OpenPage) -> None:
    page = open_page(WORKSHEET, java_script_enabled=False)
    expect(page.locator("[data-tools]")).to_be_hidden()
    expect(page.locator("noscript .notice")).to_have_text(said("nl")["without_scripts"])
    expect(page.locator("noscript .notice")).to_be_visible()
    page.locator("#step-1").fill("Ask first")
    paper = print_page(page)
    assert len(paper.sheets) == 1
    assert "Askfirst" in paper.text
    assert [asked for asked in texts_of("nl") if squeeze(asked) not in paper.text] == []


# Assistive technology


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str, language: str) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + root_of(language) + WORKSHEET)
        page.locator("#step-1").fill("Ask first")
        expect(page.locator(".sheet-form__status")).not_to_be_empty()
        assert violations(page) == []
        button(page, "delete").click()
        expect(page.locator("dialog.ask")).to_be_visible()
        assert violations(page) == []


# The guide


def plan(language: str) -> list[tuple[int, int]]:
    """From and to which minute each part of the session lasts."""
    text = (ROOT / "docs" / language / "facilitate.md").read_text(encoding="utf-8")
    rows = re.findall(r"^### (\d):(\d\d)–(\d):(\d\d) ", text, re.MULTILINE)
    return [(int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d in rows]


def test_the_session_takes_two_hours_without_gaps() -> None:
    for language in LANGUAGES:
        parts = plan(language)
        assert parts == plan("nl")
        assert parts[0][0] == 0
        assert parts[-1][1] == 120
        assert [end for _, end in parts[:-1]] == [start for start, _ in parts[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worksheet_leads_to_the_plan(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + WORKSHEET)
    page.get_by_role("link", name=said(language)["to_guide"]).click()
    page.wait_for_url("**/facilitate/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator("article h2").count() > 3
