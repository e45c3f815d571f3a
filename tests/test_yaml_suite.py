"""Every case of the YAML Test Suite as a card: a list of problems, never a traceback; see data/README.md."""

import json
from pathlib import Path

import pytest
from casebook.model import Casebook
from casebook.project import Project
from casecards import check_bytes, known_of
from conftest import ROOT, run_casebook

CASES: dict[str, str] = json.loads((ROOT / "tests/data/yaml-test-suite.json").read_text(encoding="utf-8"))


def test_the_whole_suite_is_here() -> None:
    assert len(set(CASES.values())) == len(CASES) == 402


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_problems(case: str, project: Project, casebook: Casebook) -> None:
    practice, problems = check_bytes(CASES[case].encode(), Path("case.yaml"), known_of(project, casebook))
    assert practice is None
    assert problems


def test_the_command_line_reports_every_case(project_copy: Path) -> None:
    names = {case: f"practices/case-{case.lower()}.yaml" for case in CASES}
    for case, name in names.items():
        (project_copy / name).write_bytes(CASES[case].encode())

    done = run_casebook(project_copy, "check")

    head, *lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert head.endswith(f" in {len(CASES)} file(s)")
    assert {line.split(":")[0] for line in lines} == set(names.values())
