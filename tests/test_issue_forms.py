"""The forms of the repository's issues follow the model; a filled one becomes the draft of a card."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from casebook.cardfiles import check_card_text
from casebook.cards import check_casebook, read_known
from casebook.filled_forms import read_form
from casebook.importing import card_of, slug_of
from casebook.issue_forms import ASKED, EXTRA, FOLDER, issue_forms, label_of
from casebook.project import Project, read_project
from casebook.words import read_words
from conftest import ROOT, run_casebook
from hypothesis import given, settings
from hypothesis import strategies as st

LANGUAGES = read_project(ROOT).required
FORMS = sorted((ROOT / FOLDER).glob("[0-9]*.yml"))


@pytest.fixture(scope="module")
def forms(project: Project) -> dict[str, str]:
    return issue_forms(read_known(project))


def test_the_forms_are_those_that_the_model_gives(forms: dict[str, str]) -> None:
    """Renewed by `casebook forms`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FORMS} == forms


@pytest.mark.parametrize("schema", ["vendor.github-issue-forms", "vendor.github-issue-config"])
def test_they_have_the_form_that_github_reads(schema: str) -> None:
    files = FORMS if schema.endswith("forms") else [ROOT / FOLDER / "config.yml"]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_words_of_its_own(language: str, forms: dict[str, str]) -> None:
    """Labels tell the answers apart again."""
    labels = [label_of(key, read_words(language)) for key in (*ASKED, *EXTRA)]
    assert len(set(labels)) == len(labels)
    form = yaml.safe_load(next(text for name, text in forms.items() if name.endswith(f"practice-{language}.yml")))
    asked = [part["attributes"]["label"] for part in form["body"] if part["type"] not in ("markdown", "checkboxes")]
    assert asked == labels


def body(language: str, answers: dict[str, str], forms: dict[str, str]) -> str:
    """The text that GitHub makes of a form filled in: each label as a heading, the answer below it."""
    form = yaml.safe_load(next(text for name, text in forms.items() if name.endswith(f"practice-{language}.yml")))
    parts = []
    for part in form["body"]:
        label = part["attributes"].get("label")
        if part["type"] == "checkboxes":
            ticks = "\n".join(f"- [X] {option['label']}" for option in part["attributes"]["options"])
            parts.append(f"### {label}\n\n{ticks}")
        elif label:
            parts.append(f"### {label}\n\n{answers.get(part['id']) or '_No response_'}")
    return "\n\n".join(parts)


FILLED = {
    "nl": {
        "title": "Samen koken in de wijk",
        "summary": "Studenten en buren koken samen en praten over rondkomen.",
        "country": "België, Nederland",
        "place": "Antwerpen; Utrecht",
        "organisations": "Hogeschool X; Buurthuis Y",
        "since": "2019",
        "format": "Ontmoetingsdag",
        "student_stage": "Eerste jaar",
        "expert_roles": "_No response_",
        "duration": "6 weken",
        "ects": "7,5",
        "wat": "Eén dag per jaar koken studenten en buren.\n\nDaarna eten ze:\n\n- soep\n- brood",
        "doel": "### Een kop die geen vraag is\nElkaar leren kennen.",
        "where_to_read": "https://example.org/koken",
        "more": "In 2024 kwamen er veertig mensen.",
    },
    "en": {
        "title": "Cooking together",
        "country": "Belgium",
        "since": "around 2010",
        "format": "Encounter day",
        "duration": "a while",
        "ects": "3 ECTS",
        "wat": "One day a year students and neighbours cook.",
        "where_to_read": "My own experience",
    },
}


def read(language: str, project: Project, forms: dict[str, str]) -> Any:
    return read_form(body(language, FILLED[language], forms).replace("\n", "\r\n"), read_known(project))


def test_answers_become_values(project: Project, forms: dict[str, str]) -> None:
    filled = read("nl", project, forms)
    assert filled.language == "nl"
    assert filled.values == {
        "title": {"nl": "Samen koken in de wijk"},
        "summary": {"nl": "Studenten en buren koken samen en praten over rondkomen."},
        "country": ["BE", "NL"],
        "place": ["Antwerpen", "Utrecht"],
        "organisations": ["Hogeschool X", "Buurthuis Y"],
        "since": 2019,
        "format": "encounter-day",
        "student_stage": "first-year",
        "duration": "P6W",
        "ects": 7.5,
        "wat": {"nl": "Eén dag per jaar koken studenten en buren.\n\nDaarna eten ze:\n\n- soep\n- brood"},
        "doel": {"nl": "### Een kop die geen vraag is\nElkaar leren kennen."},
    }
    assert filled.left_over == {
        "Je bronnen": "https://example.org/koken",
        "Nog iets anders": "In 2024 kwamen er veertig mensen.",
    }


def test_what_is_no_value_is_kept_for_the_editors(project: Project, forms: dict[str, str]) -> None:
    filled = read("en", project, forms)
    assert filled.language == "en"
    assert filled.values == {
        "title": {"en": "Cooking together"},
        "country": "BE",
        "format": "encounter-day",
        "ects": 3,
        "wat": {"en": "One day a year students and neighbours cook."},
    }
    assert filled.left_over == {"Since": "around 2010", "Duration": "a while", "Your sources": "My own experience"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_form_becomes_a_card_that_passes_the_check(
    language: str, project_copy: Path, forms: dict[str, str]
) -> None:
    path = project_copy / "issue.txt"
    answers = {**FILLED[language], "doel": "To get to know each other."}
    path.write_text(body(language, answers, forms), encoding="utf-8")
    done = run_casebook(project_copy, "import", "issue.txt", "--slug", "cooking-together")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout == read_words("en").draft["written"].format(path="practices/cooking-together.yaml") + "\n"
    project = read_project(project_copy)
    casebook, problems = check_casebook(project)
    assert problems == ()
    assert casebook is not None
    card = next(practice for practice in casebook.practices if practice.slug == "cooking-together")
    assert (card.status, card.original) == ("draft", language)
    assert card.title.in_language(language) == answers["title"]
    told = next(text for key, text in card.sections if key == "wat")
    assert told.in_language(language) == answers["wat"]  # type: ignore[union-attr]  # it is described
    text = (project_copy / "practices" / "cooking-together.yaml").read_text(encoding="utf-8")
    assert f"#   {answers['where_to_read']}" in text or f"# {answers['where_to_read']}" in text


def test_a_bad_answer_is_told_with_its_place(project_copy: Path, forms: dict[str, str]) -> None:
    (project_copy / "issue.txt").write_text(body("nl", FILLED["nl"], forms), encoding="utf-8")
    done = run_casebook(project_copy, "import", "issue.txt")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("practices/samen-koken-in-de-wijk.yaml is written")
    assert ": doel.nl: " in lines[-1]
    assert "heading" in lines[-1]


@pytest.mark.parametrize("text", ["", "Hello", "### Titel", "### Title\n\n_No response_"])
def test_another_text_is_no_form(text: str, project: Project) -> None:
    assert read_form(text, read_known(project)) is None


def test_a_file_that_is_no_form_is_said(project_copy: Path) -> None:
    (project_copy / "issue.txt").write_bytes(b"\xff")
    for name in ("issue.txt", "nowhere.txt", "mkdocs.yml"):
        done = run_casebook(project_copy, "import", name)
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout == read_words("en").importing["no_form"].format(path=name) + "\n"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Samen koken!", "samen-koken"), ("Één dag, één tafel", "een-dag-een-tafel"), ("日本", "practice")],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@settings(max_examples=60, deadline=None)
@given(
    answers=st.dictionaries(
        st.sampled_from([*ASKED, *EXTRA]), st.text(st.characters(codec="utf-8"), min_size=1, max_size=200), min_size=1
    )
)
def test_no_answer_breaks_the_card(answers: dict[str, str]) -> None:
    """Whatever is answered, the draft is a card's file: right, or wrong in ways that the check can place."""
    known = read_known(read_project(ROOT))
    filled = read_form(body("en", {"title": "A title", **answers}, issue_forms(known)), known)
    if filled is None:
        return
    text = card_of(filled, known, read_words("en"))
    _, problems = check_card_text(text.encode(), ROOT / "practices" / "x.yaml", known)
    assert not {"yaml-syntax", "not-a-mapping", "empty-file", "unknown-key"} & {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("answer", "iso"),
    [
        ("6 weken", "P6W"),
        ("1,5 uur", "PT1.5H"),
        ("2 tot 3 maanden", "P2M/P3M"),
        ("2-3 maanden", "P2M/P3M"),
        ("P2M/P3M", "P2M/P3M"),
        ("3 tot 2 maanden", None),
        ("2 tot weken", None),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(
    answer: str, iso: str | None, project: Project, forms: dict[str, str]
) -> None:
    filled = read_form(body("nl", FILLED["nl"] | {"duration": answer}, forms), read_known(project))
    assert filled is not None
    assert filled.values.get("duration") == iso
    assert filled.left_over.get("Duur") == (None if iso else answer)
