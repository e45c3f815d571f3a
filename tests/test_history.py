"""The dates of cards, from git histories made for the purpose."""

from datetime import date
from pathlib import Path

import pytest
from casebook.history import UNKNOWN, Dates, read_history
from repositories import git

CARD = "practices/one.yaml"


def commit(root: Path, day: str, **files: str) -> None:
    for name, text in files.items():
        (root / f"practices/{name}.yaml").write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--message", day, day=day)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose card was a draft first, and changed once after it was published."""
    folder = tmp_path / "project"
    (folder / "practices").mkdir(parents=True)
    git(folder, "init", "--initial-branch=main")
    text = "title: One\nsummary: Long enough to be known again\nduration: P6W\nplace: Here\n"
    commit(folder, "2026-02-01", one=f"{text}status: draft\n")
    commit(folder, "2026-02-02", one=f"{text}status: published\n")
    commit(folder, "2026-02-03", one=f"{text}status: published\nects: 3\n")
    return folder


def dates_of(root: Path, path: str = CARD) -> Dates:
    return read_history(root, root / "practices").get(path, UNKNOWN)


def test_a_card_is_published_when_it_stops_being_a_draft(root: Path) -> None:
    assert dates_of(root) == Dates(published=date(2026, 2, 2), changed=date(2026, 2, 3))


def test_a_card_that_is_born_published(root: Path) -> None:
    commit(root, "2026-03-01", two="title: Two\nstatus: 'published'\n")
    assert dates_of(root, "practices/two.yaml") == Dates(date(2026, 3, 1), date(2026, 3, 1))


def test_a_draft_has_no_day_of_publication(root: Path) -> None:
    commit(root, "2026-03-01", two="title: Two\nstatus: draft\n")
    assert dates_of(root, "practices/two.yaml") == Dates(None, date(2026, 3, 1))


def test_other_cards_change_nothing(root: Path) -> None:
    commit(root, "2026-03-01", two="title: Two\nstatus: published\n")
    assert dates_of(root).changed == date(2026, 2, 3)


def test_a_renamed_card_keeps_its_history(root: Path) -> None:
    git(root, "mv", CARD, "practices/renamed.yaml")
    commit(root, "2026-03-01")
    commit(root, "2026-03-02", one="title: Another card at the old name\nstatus: published\n")
    assert dates_of(root, "practices/renamed.yaml") == Dates(date(2026, 2, 2), date(2026, 3, 1))
    assert dates_of(root) == Dates(date(2026, 3, 2), date(2026, 3, 2))


def test_a_merged_card_is_dated_by_its_landing(root: Path) -> None:
    git(root, "switch", "--create", "proposal")
    commit(root, "2026-03-01", two="title: Two\nstatus: published\n")
    git(root, "switch", "main")
    commit(root, "2026-03-02", three="title: Three\nstatus: published\n")
    git(root, "merge", "--no-ff", "--message", "merge", "proposal", day="2026-03-05")
    assert dates_of(root, "practices/two.yaml") == Dates(date(2026, 3, 5), date(2026, 3, 5))


def test_an_untracked_card_has_no_dates(root: Path) -> None:
    (root / "practices/new.yaml").write_text("title: New\nstatus: published\n", encoding="utf-8")
    assert dates_of(root, "practices/new.yaml") == UNKNOWN


def test_a_project_below_its_repository(root: Path) -> None:
    below = root / "below"
    (below / "practices").mkdir(parents=True)
    (below / CARD).write_text("status: published\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--message", "below", day="2026-03-01")
    assert dates_of(below) == Dates(date(2026, 3, 1), date(2026, 3, 1))


def test_a_shallow_clone_knows_only_what_it_saw(root: Path, tmp_path: Path) -> None:
    commit(root, "2026-03-01", two="title: Two\nstatus: published\n")
    git(tmp_path, "clone", "--depth=2", root.as_uri(), "shallow")
    assert read_history(tmp_path / "shallow", tmp_path / "shallow/practices") == {
        "practices/two.yaml": Dates(None, date(2026, 3, 1))
    }


@pytest.mark.parametrize("prepare", ["no repository", "no commit"])
def test_without_a_history_nothing_is_known(tmp_path: Path, prepare: str) -> None:
    (tmp_path / "practices").mkdir()
    if prepare == "no commit":
        git(tmp_path, "init")
    assert read_history(tmp_path, tmp_path / "practices") == {}


def test_without_git_nothing_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert read_history(root, root / "practices") == {}


def test_the_number_of_runs_does_not_grow_with_the_cards(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    commit(root, "2026-03-01", **{f"card-{number}": "status: published\n" for number in range(20)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_TRACE", str(trace))
        assert len(read_history(root, root / "practices")) == 21
    assert trace.read_text(encoding="utf-8").count("built-in: git ") == 3
