"""`casebook new` writes a card that is right from the start, and never writes over one."""

import re
from pathlib import Path

import pytest
from altered import new_card
from casebook.cards import check_casebook, read_known
from casebook.drafting import draft_card
from casebook.form import card_fields
from casebook.project import Project, read_project
from casebook.words import available_languages, read_words
from conftest import run_casebook


def test_new_cards_pass_the_check_and_once_published_build(project_copy: Path, altered: Path) -> None:
    paths = [write_new_card(project_copy, language) for language in available_languages()]
    assert len(paths) > 1
    count = len(read_project(project_copy).cards)
    assert run_casebook(project_copy, "check").stdout == f"{count} cards, nothing wrong\n"

    for path in paths:
        published = path.read_text(encoding="utf-8").replace("status: draft", "status: published")
        assert (altered / "practices" / path.name).read_text(encoding="utf-8") == published
        assert (altered / "site" / "practices" / path.stem / "index.html").is_file()


def write_new_card(project: Path, language: str) -> Path:
    """The card that the command writes in `language`, which it tells in that language."""
    name = new_card(language)
    done = run_casebook(project, "--language", language, "new", name)
    path = project / "practices" / f"{name}.yaml"
    assert done.stdout == read_words(language).draft["written"].format(path=f"practices/{name}.yaml") + "\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert f"\noriginal: {language}\n" in path.read_text(encoding="utf-8")
    return path


@pytest.mark.parametrize("language", available_languages())
def test_it_explains_every_field_in_its_language(language: str, project: Project) -> None:
    words = read_words(language)
    text = " ".join(draft_card(read_known(project), words).replace("\n# ", " ").split())
    for field in card_fields():
        if field.path != "translated_from":
            assert words.fields[field.path]["label"] in text
            assert words.fields[field.path]["help"] in text


def test_every_optional_field_is_right_once_its_marks_are_gone(project_copy: Path) -> None:
    project = read_project(project_copy)
    text = draft_card(read_known(project), read_words("en"))
    optional = "|".join(field.key for field in card_fields() if not field.is_required)
    blocks = re.compile(rf"(?:^# (?:{optional}):.*\n)(?:^#  .*\n)*", re.MULTILINE)
    used = blocks.sub(lambda match: re.sub("^# ", "", match.group(), flags=re.MULTILINE), text)
    (project.practices / "our-practice.yaml").write_text(used, encoding="utf-8")
    codes = [problem.code for problem in check_casebook(project)[1]]
    assert codes == ["nothing-differs", "no-photo-file"], "an example knows neither other sources nor a picture"


SLUGS = {
    "mobilisation-course-lund": "there is already a card with this name - choose another name, or go on with that card",
    "Our Practice": "the file’s name “Our Practice.yaml” can’t be an address - rename it to lower-case words a-z and"
    " digits with hyphens, ending in .yaml",
    "con": "the name “con” is reserved - choose another file name",
}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_slug_that_is_bad_or_taken_is_refused(slug: str, project_copy: Path) -> None:
    before = contents(project_copy)
    done = run_casebook(project_copy, "new", slug)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"practices/{slug}.yaml:1:1: {SLUGS[slug]}\n"
    assert contents(project_copy) == before


@pytest.mark.parametrize("slug", ["../outside", "below/it", "/tmp/outside", ""])
def test_nothing_is_written_outside_the_folder(slug: str, project_copy: Path) -> None:
    before = contents(project_copy)
    done = run_casebook(project_copy, "new", slug)
    assert (done.returncode, done.stderr) == (1, "")
    assert "can’t be an address" in done.stdout
    assert contents(project_copy) == before


def test_a_former_address_is_taken(project_copy: Path) -> None:
    path = project_copy / "practices" / "mobilisation-course-lund.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "former_slugs: [lund]\n", encoding="utf-8")
    done = run_casebook(project_copy, "--language", "nl", "new", "lund")
    assert done.returncode == 1
    assert done.stdout == (
        "practices/lund.yaml:1:1: “lund” is al het adres van mobilisation-course-lund - kies een ander,"
        " of verwijder het hier\n"
    )


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
