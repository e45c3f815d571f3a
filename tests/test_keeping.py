"""A site that is what its sources make is left alone; whatever changes among them, or in it, is seen."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.keeping import digest_site, digest_sources, is_current, remember
from casebook.project import Project, read_project
from conftest import run_casebook

CARD = "practices/mobilisation-course-lund.yaml"


def add_to(name: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(folder: Path, _: pytest.MonkeyPatch) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def put(name: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(folder: Path, _: pytest.MonkeyPatch) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"new")

    return change


def take_away(folder: Path, _: pytest.MonkeyPatch) -> None:
    (folder / "docs/en/powerus.md").unlink()


def rename(folder: Path, _: pytest.MonkeyPatch) -> None:
    (folder / CARD).rename(folder / "practices/another-name.yaml")


def set_to(name: str, value: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    return lambda _, monkeypatch: monkeypatch.setenv(name, value)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "libraries/mkdocs-1.9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(folder / "libraries")


def commit(folder: Path, _: pytest.MonkeyPatch) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", CARD), (*identity, "commit", "--quiet", "--message", "a card")):
        subprocess.run(["git", *command], cwd=folder, check=True)


CHANGES = {
    "a card": add_to(CARD),
    "a card's name": rename,
    "the works": add_to("practices/_bibliography.yaml"),
    "a photo": put("practices/photos/new.png"),
    "a hand-written page": add_to("docs/nl/about.md"),
    "a page taken away": take_away,
    "a style": add_to("docs/assets/styles/090-glossary.css"),
    "a script": add_to("docs/assets/scripts/layout.js"),
    "a template": add_to("hooks/casebook/templates/practice.html"),
    "a sheet's template": add_to("hooks/casebook/sheets/templates/handout.typ"),
    "the theme": add_to("hooks/theme/main.html"),
    "a word": add_to("hooks/casebook/words/nl.yaml"),
    "the code": add_to("hooks/casebook/text.py"),
    "the hooks": add_to("hooks/publish.py"),
    "the settings": add_to("mkdocs.yml"),
    "a variable that the settings ask for": set_to("SITE_URL", "https://casebook.example/"),
    "another such variable": set_to("REPO_URL", "https://code.example/"),
    "the day": set_to("SOURCE_DATE_EPOCH", "1795300000"),
    "a library's version": install,
    "git's dates": commit,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_goes_into_a_build_is_seen_to_change(
    project_copy: Path, change: Callable[[Path, pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = read_project(project_copy)
    before = digest_sources(project)
    assert digest_sources(project) == before
    change(project_copy, monkeypatch)
    assert digest_sources(project) != before


def write_beside(folder: Path) -> None:
    (folder / "README.md").write_text("no part of the site", encoding="utf-8")


def touch(folder: Path) -> None:
    os.utime(folder / CARD)


def compile_code(folder: Path) -> None:
    (folder / "hooks/casebook/__pycache__").mkdir()
    (folder / "hooks/casebook/__pycache__/text.pyc").write_bytes(b"compiled")


@pytest.mark.parametrize("change", [write_beside, touch, compile_code])
def test_what_does_not_go_into_a_build_is_no_change(project_copy: Path, change: Callable[[Path], None]) -> None:
    before = digest_sources(read_project(project_copy))
    change(project_copy)
    assert digest_sources(read_project(project_copy)) == before


def edit(site: Path) -> None:
    page = site / "index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"e", b"a", 1))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))


def remove(site: Path) -> None:
    (site / "data/practices.json").unlink()


def add(site: Path) -> None:
    (site / "another.html").touch()


def swap(site: Path) -> None:
    (site / "index.html").rename(site / "kept")
    (site / "about.html").rename(site / "index.html")
    (site / "kept").rename(site / "about.html")


@pytest.fixture
def built(project_copy: Path) -> Project:
    """A project whose site is remembered as what its sources make."""
    project = read_project(project_copy)
    for name in ("index.html", "about.html", "data/practices.json"):
        (project.site / name).parent.mkdir(parents=True, exist_ok=True)
        (project.site / name).write_text(f"here is {name}", encoding="utf-8")
    project.cache.mkdir(exist_ok=True)
    remember(project, digest_sources(project))
    assert is_current(project, digest_sources(project))
    return project


@pytest.mark.parametrize("change", [edit, remove, add, swap, shutil.rmtree])
def test_a_site_that_somebody_changed_is_not_current(built: Project, change: Callable[[Path], None]) -> None:
    change(built.site)
    assert not is_current(built, digest_sources(built))


def test_a_site_whose_sources_changed_during_the_build_is_not_current(built: Project) -> None:
    before = digest_sources(built)
    (built.cache / "site.txt").unlink()
    (built.practices / "photos").mkdir()
    (built.practices / "photos/new.png").touch()
    remember(built, before)
    assert not is_current(built, before)
    assert not is_current(built, digest_sources(built))


def test_a_record_that_cannot_be_read_says_nothing(built: Project) -> None:
    (built.cache / "site.txt").write_bytes(b"\xff\xfe")
    assert not is_current(built, digest_sources(built))


def test_the_second_build_of_the_same_leaves_the_site(site: Path, tmp_path: Path) -> None:
    project = shutil.copytree(site.parent, tmp_path / "copy")
    before, place = digest_site(project / "site"), (project / "site").stat().st_ino
    again = run_casebook(project, "site")
    assert again.stdout == "The site is what these sources make: nothing to build.\n"
    assert (again.returncode, digest_site(project / "site")) == (0, before)
    assert (project / "site").stat().st_ino == place
