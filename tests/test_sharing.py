"""Work shared between processes gives what one process gives, whatever becomes of the others."""

import multiprocessing
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from casebook import remembering, sharing
from casebook.cards import check_casebook
from casebook.model import Casebook
from casebook.project import Project, read_project
from casebook.sharing import share
from test_rules import CARD, CASES, RULES, change


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(remembering, "HEAD_START", 2)
    monkeypatch.setattr(remembering, "_memory", remembering._Memory())


def done_by(items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def killed_elsewhere(items: Sequence[int]) -> list[int]:
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return list(items)


@pytest.mark.parametrize(
    ("count", "own"),
    [
        pytest.param(0, 0, id="nothing"),
        pytest.param(5, 5, id="too few for two"),
        pytest.param(6, 4, id="just enough"),
        pytest.param(25, 14, id="many"),
    ],
)
@pytest.mark.usefixtures("two_processes")
def test_items_keep_their_order_and_the_first_stay_here(count: int, own: int) -> None:
    made = share(done_by, range(count), head_start=2)
    assert [item for item, _ in made] == list(range(count))
    assert [process == os.getpid() for _, process in made] == [True] * own + [False] * (count - own)


@pytest.mark.usefixtures("two_processes")
def test_where_a_helper_is_killed_this_process_does_all() -> None:
    assert share(killed_elsewhere, range(10), head_start=2) == list(range(10))


@pytest.mark.usefixtures("two_processes")
def test_the_same_problems_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card for each rule that a card alone can break, all in one project."""
    project = read_project(shutil.copytree(RULES / "project", tmp_path / "project"))
    for number, case in enumerate(case for case in CASES if set(case) == {"id", "replace", "gives"}):
        change(project.root, case)
        shutil.copy(project.root / CARD, project.practices / f"card-{number:03}.yaml")
        shutil.copytree(RULES / "project", project.root, dirs_exist_ok=True)
    _, shared = check_casebook(project)
    monkeypatch.setattr(sharing, "processors", lambda: 1)
    assert shared == check_casebook(project)[1]
    assert {"slug-taken", "raw-html", "too-long"} <= {problem.code for problem in shared}


@pytest.mark.usefixtures("two_processes")
def test_the_same_casebook(project: Project, casebook: Casebook) -> None:
    assert len(project.cards) >= 6, "enough for two"
    assert check_casebook(project) == (casebook, ())
