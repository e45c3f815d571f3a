"""What the tests share: the real project, copies of it to break, and one strict build of the real site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.cards import read_casebook
from casebook.model import Casebook
from casebook.project import Project, read_project
from filelock import FileLock

ROOT = Path(__file__).parent.parent

pytest_plugins = ["browsing"]


@pytest.fixture(scope="session")
def project() -> Project:
    return read_project(ROOT)


@pytest.fixture(scope="session")
def casebook(project: Project) -> Casebook:
    return read_casebook(project)


def copy_project(folder: Path, site: Path | None = None) -> Path:
    """The project's content and settings in `folder`, to be changed at will; with the sheets that `site` made ready."""
    for name in ("docs", "practices", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if site:
        sheets = Path(".cache", "sheets")
        shutil.copytree(site.parent / sheets, folder / sheets, copy_function=os.link)
    return folder


@pytest.fixture
def project_copy(tmp_path: Path, site: Path) -> Path:
    return copy_project(tmp_path, site)


def run_casebook(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line, as a person runs it in `folder`."""
    command = [sys.executable, "-m", "casebook.command", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(folder / "hooks"), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def replace_in(project_copy: Path) -> Callable[[str, str, str], None]:
    """Replace text that stands in a file exactly once."""

    def replace(name: str, old: str, new: str) -> None:
        path = project_copy / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real site, built strictly, once: the process that comes first builds it, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder = shared / "project"
    with FileLock(shared / "site.lock"):
        if not (folder / "site").is_dir():
            shutil.rmtree(folder, ignore_errors=True)
            done = run_casebook(copy_project(folder), "site")
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
