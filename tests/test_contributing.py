"""What a contributor is given beside the code: guides that lead somewhere, hooks that run, commands of any system."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run_casebook

GUIDES = ("CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "README.md")
LINK = re.compile(r"\]\(([^)#:]+)(?:#([\w-]+))?\)")
MILAN = "practices/encounter-day-milan.yaml"


@pytest.mark.parametrize("name", GUIDES)
def test_links_of_the_guides_lead_to_files_and_headings(name: str) -> None:
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert links
    for path, anchor in links:
        assert (ROOT / path).exists(), path
        if anchor:
            assert f"{{#{anchor}}}" in (ROOT / path).read_text(encoding="utf-8"), f"{path}#{anchor}"


def test_the_guide_stands_in_every_language() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    pages = ("contribute.md", "contribute/review.md", "contribute/maintain.md")
    assert set(LINK.findall(text)) >= {(f"docs/{language}/{page}", "") for language in ("nl", "en") for page in pages}


def test_the_commands_for_windows_are_those_of_make() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("-m venv", "--requirement requirements.lock", "--no-deps --editable .", "casebook site"):
        assert command in make
    for command in ("-m venv", "-r requirements.lock", "--no-deps -e .", "casebook site", "mkdocs serve"):
        assert command in text


def test_a_path_as_windows_writes_it_names_the_card(project_copy: Path) -> None:
    done = run_casebook(project_copy, "check", MILAN.replace("/", "\\"))
    assert (done.returncode, done.stdout) == (0, "1 file, nothing wrong\n")


def test_a_card_as_windows_writes_it_is_read_at_the_same_places(project_copy: Path) -> None:
    path = project_copy / MILAN
    text = path.read_text(encoding="utf-8").replace("\ncountry: IT\n", "\ncountry: Italy\n")
    path.write_text(text, encoding="utf-8", newline="\n")
    before = run_casebook(project_copy, "check").stdout
    path.write_text("\ufeff" + text, encoding="utf-8", newline="\r\n")
    assert run_casebook(project_copy, "check").stdout == before
    assert f"{MILAN}:14:10: country: " in before


def test_the_hooks_run_before_a_commit(project_copy: Path) -> None:
    """The cards' own hook, in a repository with a wrong card: told, and the commit is refused."""
    for name in (".pre-commit-config.yaml", "pyproject.toml"):
        (project_copy / name).write_bytes((ROOT / name).read_bytes())
    path = project_copy / MILAN
    path.write_text(path.read_text(encoding="utf-8").replace("\ncountry: IT\n", "\ncountry: Italy\n"), encoding="utf-8")
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    for command in (["git", "init", "--quiet"], ["git", "add", "practices", "docs", "mkdocs.yml", *CONFIG]):
        subprocess.run(command, cwd=project_copy, check=True)
    done = subprocess.run(
        [str(tools / "pre-commit"), "run", "cards", "--all-files"],
        cwd=project_copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{MILAN}:14:10: country: " in done.stdout


CONFIG = [".pre-commit-config.yaml"]


def test_every_hook_is_a_command_that_the_project_installs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["cards", "format", "lint", "types"]
    for hook in hooks:
        assert (Path(sys.executable).parent / hook["entry"].split()[0]).exists(), hook["entry"]


def test_owners_are_named_for_cards_and_pages() -> None:
    owned = [
        line.split()[0] for line in (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert owned == ["*", "/practices/", "/docs/"]
    assert all((ROOT / path.strip("/")).is_dir() for path in owned[1:])
