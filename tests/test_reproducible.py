"""The same sources on the same day give the same bytes, wherever and on whatever machine they are built."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import copy_project, run_casebook

from bench.casebooks import make_casebook

ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "HOME": "/nowhere"}


@pytest.fixture
def _one_processor() -> Iterator[None]:
    """This process, and those that it starts, on one processor only."""
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(usual)})
    yield
    os.sched_setaffinity(0, usual)


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("_one_processor")
def test_another_folder_processor_locale_and_time_zone_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Nothing is kept from the first build: every PDF is set again."""
    there = copy_project(tmp_path / "quite" / "another" / "place")
    day = str(int((site / "index.html").stat().st_mtime))
    done = run_casebook(there, "site", SOURCE_DATE_EPOCH=day, **ELSEWHERE)
    assert done.returncode == 0, done.stderr
    first, second = files_of(site), files_of(there / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert {
        "sitemap.xml.gz",
        "pagefind/pagefind-entry.json",
        "print/booklet.pdf",
        "data/practices.json",
    } <= first.keys()


def test_a_clone_gives_the_same_bytes_with_the_dates_of_the_history(tmp_path: Path) -> None:
    """Every file of a clone is new on the disk: what is dated is dated by git, in both."""
    here = make_casebook(tmp_path / "here", 1).root
    there = tmp_path / "there"
    subprocess.run(["git", "clone", "--quiet", str(here), str(there)], check=True)
    day = subprocess.run(["git", "log", "-1", "--format=%cs"], cwd=here, capture_output=True, text=True, check=True)
    for folder in (here, there):
        done = run_casebook(folder, "site", SOURCE_DATE_EPOCH="2000000000")  # in 2033, which git knows nothing of
        assert done.returncode == 0, done.stderr
    first, second = files_of(here / "site"), files_of(there / "site")
    assert [name for name in first | second if first.get(name) != second.get(name)] == []
    (card,) = (here / "practices").glob("[!_]*.yaml")
    assert f'"dateModified": "{day.stdout.strip()}"' in first[f"practices/{card.stem}/index.html"].decode()
