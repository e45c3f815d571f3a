"""What the tests share: the real project, copies of it to break, and one strict build of the real site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from altered import SITE_URL, alter, replace_once
from casebook.cards import read_casebook
from casebook.model import Casebook
from casebook.project import Project, read_project
from filelock import FileLock

ROOT = Path(__file__).parent.parent

pytest_plugins = ["browsing"]

LONGEST = (
    *("test_attacks", "test_mutations", "test_builder", "test_browser", "test_publishing", "test_compare"),
    *("test_search", "test_print", "test_whole", "test_builder_rules", "test_sheets", "test_reproducible"),
    *("test_rules", "test_report", "test_add_works", "test_bench", "test_html", "test_preview", "test_weight"),
)
"""The files whose tests take longest, the second one without the built site, so that one process builds it alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: processes take files in this order, so that none waits long for another's last one."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONGEST)))


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


def read_yaml(path: Path) -> Any:
    """The values of a YAML file, by the parser in C: the other one takes ten times as long."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


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
        replace_once(project_copy / name, old, new)

    return replace


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of all processes that test: what comes first makes what stands there, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The real site, built strictly, once."""
    return _build_once(shared / "project", copy_project) / "site"


@pytest.fixture(scope="session")
def altered(shared: Path, site: Path) -> Path:
    """The project with all that `altered.py` changes in it, and its site, built strictly, once."""

    def make(folder: Path) -> None:
        alter(copy_project(folder, site))

    return _build_once(shared / "altered", make, SITE_URL=SITE_URL)


def _build_once(folder: Path, make: Callable[[Path], object], **environment: str) -> Path:
    """The project that `make` puts into `folder`, with its site, unless another process has built it."""
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "site").is_dir():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done = run_casebook(folder, "site", **environment)
            assert done.returncode == 0, done.stdout + done.stderr
    return folder
