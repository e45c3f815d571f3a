"""The summaries in plain words: they are there, they are plain, the command says where not, and each prints alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import OpenPage, root_of
from casebook.model import Casebook
from casebook.plain_texts import lacking, measure, plain_texts
from casebook.project import read_project
from casebook.readability import read_plainly
from casebook.words import available_languages, read_words
from conftest import ROOT, run_casebook
from playwright.sync_api import expect

LANGUAGES = read_project(ROOT).languages
CONCEPTS = ("gap-mending.md", "peer-support.md", "powerus.md")

SIXTEEN = "one two three four five six seven eight nine ten eleven twelve and four more words"

CASES: dict[str, tuple[str, list[int], list[str]]] = {
    "two sentences": ("They learn. Together they write a plan.", [2, 5], []),
    "a question, a colon and a semicolon end one": ("Why? This: they may; they do.", [1, 1, 2, 2], []),
    "an abbreviation within a number doesn't": ("It takes 7.5 weeks, says the school’s page.", [8], []),
    "paragraphs and items end one": ("First\n\n- one thing\n- and another\n\nlast", [1, 2, 2, 1], []),
    "a line break doesn't": ("They learn\ntogether.", [3], []),
    "marks, links and citations are no words": ("*They* learn [here](practice:lund) [@book-2016, p. 3].", [3], []),
    "a long word": ("Institutionalisation hurts. Institutionalisation!", [2, 1], ["Institutionalisation"]),
    "a long word that the glossary explains": ("Self-representativeness, experientially", [2], []),
    "nothing": ("", [], []),
}


@pytest.mark.parametrize(("text", "lengths", "long_words"), CASES.values(), ids=CASES)
def test_a_text_is_measured(text: str, lengths: list[int], long_words: list[str]) -> None:
    reading = read_plainly(text, 12, {"experientially"})
    assert [len(sentence.words) for sentence in reading.sentences] == lengths
    assert list(reading.long_words) == long_words
    assert reading.mean_length == (sum(lengths) / len(lengths) if lengths else 0)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("They learn together. They write a plan.", True),
        (f"{SIXTEEN}.", False),
        (f"Yes. No. {SIXTEEN}.", False),
        ("They learn about deinstitutionalisation.", False),
        (" ".join(["They learn a great deal about each other on the course."] * 3), False),
    ],
    ids=["plain", "a long sentence", "one long sentence among short ones", "a long word", "all a little long"],
)
def test_what_counts_as_plain(text: str, is_plain: bool) -> None:
    assert read_plainly(text, 12).is_plain is is_plain


def test_the_sentences_to_look_at_are_named() -> None:
    (sentence,) = read_plainly(f"Short. {SIXTEEN}. Short.", 12).long_sentences
    assert sentence.text == SIXTEEN + "."


def test_every_practice_and_concept_page_has_one_in_each_language(casebook: Casebook) -> None:
    assert list(lacking(casebook)) == []
    there = {(text.path, text.language) for text in plain_texts(casebook)}
    assert there >= {(f"docs/{language}/{name}", language) for language in LANGUAGES for name in CONCEPTS}


def test_every_summary_is_plain(casebook: Casebook) -> None:
    hard = [
        (text.path, text.language, [s.text for s in reading.long_sentences], reading.long_words, reading.mean_length)
        for text in plain_texts(casebook)
        if not (reading := measure(text, casebook)).is_plain
    ]
    assert hard == []


@pytest.mark.parametrize("language", available_languages())
def test_the_command_names_what_is_hard_and_what_lacks(
    language: str, project_copy: Path, replace_in: Callable[[str, str, str], None]
) -> None:
    words = read_words(language).plain
    hard = "Sometimes your colleagues misunderstand how it can feel to be helped by somebody who went through the same."
    replace_in("docs/en/peer-support.md", "Sometimes you are helped by somebody who went through the same.", hard)
    card = project_copy / "practices/joint-research-ljubljana.yaml"
    before, _, after = card.read_text(encoding="utf-8").partition("\nplain:\n")
    card.write_text(before + "\nwat:\n" + after.partition("\nwat:\n")[2], encoding="utf-8")
    done = run_casebook(project_copy, "--language", language, "plain")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("docs/en/peer-support.md: en: "))
    assert lines[place + 1 : place + 3] == [
        "  " + words["long_sentence"].format(count=18, sentence=hard),
        "  " + words["long_words"].format(words="misunderstand"),
    ]
    assert lines[-2:] == [f"practices/joint-research-ljubljana.yaml: {name}: {words['lacking']}" for name in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["practices/encounter-day-milan/", "gap-mending/"])
def test_the_part_prints_alone(language: str, path: str, open_page: OpenPage) -> None:
    page = open_page(root_of(language) + path + "#in-plain-words")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".plain p").first).to_be_visible()
    others = page.locator("h2:not(#plain), .facts, .note, .references, .site-header, .plain__print, .contents")
    assert others.count() > 1
    for other in others.all():
        expect(other).to_be_hidden()


def test_a_whole_practice_prints_without_it(open_page: OpenPage) -> None:
    """In the small type of its sheets it would serve nobody; it has a sheet of its own, in large type."""
    page = open_page("practices/encounter-day-milan/")
    page.emulate_media(media="print")
    expect(page.locator(".plain")).to_be_hidden()
    expect(page.locator("#wat")).to_be_visible()
    page.goto(page.url + "#in-plain-words")
    sizes = page.locator(".plain p").evaluate_all("parts => parts.map((part) => getComputedStyle(part).fontSize)")
    assert [size for size in sizes if round(float(size.removesuffix("px")) * 0.75) < 13] == []


def test_the_whole_page_prints_again_afterwards(open_page: OpenPage) -> None:
    page = open_page("practices/encounter-day-milan/")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.locator(".plain__print a").click()
    page.wait_for_function("window.printed === 1")
    assert page.evaluate("location.hash") == "#in-plain-words"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function("location.hash === '#plain'")
    page.emulate_media(media="print")
    expect(page.locator("#wat")).to_be_visible()
