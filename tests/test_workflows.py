"""The workflows on GitHub: their shape and safety as independent linters see them, and what they run."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
IDS = [path.name for path in WORKFLOWS]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
MAY_WRITE = {"publish.yml": {"pages", "id-token"}}
"""What a workflow may change, beyond reading the repository's files."""


def jobs_of(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"])


def steps_of(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs_of(path).values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    assert IDS


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ],
)
def test_the_files_have_the_form_that_github_reads(schema: str, files: list[Path]) -> None:
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files))


def lint_for_safety(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--persona=pedantic", "--no-progress"]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_linter_for_safety_finds_nothing() -> None:
    done = lint_for_safety(FOLDER)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_for_safety_finds_what_is_wrong(tmp_path: Path) -> None:
    """The one that finds nothing in ours is no rubber stamp."""
    steps = [{"run": "echo ${{ github.event.issue.title }}"}]
    workflow = {"on": "issues", "jobs": {"say": {"runs-on": "ubuntu-latest", "steps": steps}}}
    (tmp_path / "unsafe.yml").write_text(json.dumps(workflow), encoding="utf-8")
    done = lint_for_safety(tmp_path / "unsafe.yml")
    assert done.returncode != 0
    assert "template-injection" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=IDS)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    used = [step["uses"] for step in steps_of(path) if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=IDS)
def test_every_command_is_one_that_make_has(path: Path) -> None:
    commands = [step["run"] for step in steps_of(path) if "run" in step]
    targets = [re.match(r"make ([a-z-]+)(?: |$)", command) for command in commands]
    assert commands
    assert [command for command, target in zip(commands, targets, strict=True) if not target] == []
    assert {target.group(1) for target in targets if target} <= TARGETS


@pytest.mark.parametrize("path", WORKFLOWS, ids=IDS)
def test_permissions_are_minimal(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    granted = {name for job in jobs_of(path).values() for name, level in job["permissions"].items() if level == "write"}
    assert granted == MAY_WRITE.get(path.name, set())


@pytest.mark.parametrize("path", WORKFLOWS, ids=IDS)
def test_no_secret_is_named(path: Path) -> None:
    """A pull request from a fork runs without any; `pull_request_target` would hand it some."""
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_only_main_is_published() -> None:
    publish = yaml.load((FOLDER / "publish.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert publish["on"] == {"push": {"branches": ["main"]}}
    deploying = [
        path.name for path in WORKFLOWS if any("deploy-pages" in step.get("uses", "") for step in steps_of(path))
    ]
    assert deploying == ["publish.yml"]


def test_the_cards_are_checked_before_anything_heavy() -> None:
    jobs = jobs_of(FOLDER / "pull-request.yml")
    first, *others = jobs.values()
    assert [step["run"] for step in first["steps"] if "run" in step] == ["make check FORMAT=github"]
    assert all(job["needs"] == "cards" for job in others)
