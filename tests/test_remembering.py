"""A card is read again when anything has changed on which its reading depends, and only then."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from casebook import remembering
from casebook.cardfiles import CardReading, read_cards
from casebook.cards import check_casebook
from casebook.project import Project, read_project

LUND, AVANS = "mobilisation-course-lund", "learning-community-avans-loc"
Replace = Callable[[str, str, str], None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the cards that are read from now on."""
    slugs: list[str] = []

    def noting(paths: Iterable[Path], **arguments: object) -> list[CardReading]:
        paths = list(paths)
        slugs.extend(path.stem for path in paths)
        return read_cards(paths, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(remembering, "read_cards", noting)
    return slugs


@pytest.fixture
def copied(project_copy: Path) -> Project:
    project = read_project(project_copy)
    assert check_casebook(project)[1] == ()
    return project


def test_nothing_is_read_where_nothing_changed(copied: Project, read: list[str]) -> None:
    before = check_casebook(copied)
    assert check_casebook(copied) == before
    assert read == []


def test_only_the_changed_card_is_read(copied: Project, read: list[str], replace_in: Replace) -> None:
    replace_in(f"practices/{LUND}.yaml", "\nects: 7.5\n", "\nects: 8.5\n")
    casebook, _ = check_casebook(copied)
    assert casebook
    changed = next(practice for practice in casebook.practices if practice.slug == LUND)
    assert [claim.value for claim in changed.ects] == [8.5]  # type: ignore[union-attr]
    assert read == [LUND]


def test_a_wrong_card_is_read_until_it_is_mended(copied: Project, read: list[str], replace_in: Replace) -> None:
    replace_in(f"practices/{LUND}.yaml", "\nects: 7.5\n", "\nects: many\n")
    first, second = (check_casebook(copied)[1] for _ in range(2))
    assert [problem.where for problem in first] == ["ects"]
    assert first == second
    replace_in(f"practices/{LUND}.yaml", "\nects: many\n", "\nects: 7.5\n")
    assert check_casebook(copied)[1] == ()
    assert read == [LUND, LUND, LUND]


def test_a_rule_across_cards_is_checked_each_time_and_reported_once(copied: Project, replace_in: Replace) -> None:
    own = "\nstatus: published\n"
    replace_in(f"practices/{LUND}.yaml", own, f"{own}former_slugs: [once-so-called]\n")
    replace_in(f"practices/{AVANS}.yaml", own, f"{own}former_slugs: [once-so-called]\n")
    for _ in range(3):
        assert [problem.code for problem in check_casebook(copied)[1]] == ["slug-taken"]
    replace_in(f"practices/{AVANS}.yaml", "[once-so-called]", "[otherwise]")
    assert check_casebook(copied)[1] == ()


def add_work(project: Project) -> None:
    text = project.bibliography.read_text(encoding="utf-8")
    work = "\n  - {id: new-2026, type: book, title: New, language: en, author: [{family: A, given: B}]}\n"
    project.bibliography.write_text(text.rstrip() + work, encoding="utf-8")


def add_photo(project: Project) -> None:
    (project.practices / "photos").mkdir()
    (project.practices / "photos" / "new.png").touch()


def add_card(project: Project) -> None:
    (project.practices / "another.yaml").write_bytes((project.practices / f"{LUND}.yaml").read_bytes())


def change_list(project: Project) -> None:
    text = project.vocabulary.read_text(encoding="utf-8")
    project.vocabulary.write_text(text.replace("label: {nl: ", "label: {nl: X", 1), encoding="utf-8")


@pytest.mark.parametrize("change", [add_work, add_photo, add_card, change_list])
def test_all_are_read_where_what_they_refer_to_changed(
    copied: Project, read: list[str], change: Callable[[Project], None]
) -> None:
    count = len(copied.cards)
    change(copied)
    check_casebook(copied)
    assert len(read) >= count
