"""A site is replaced by a whole one or not at all, at whatever moment its build is killed; two builds don't mix.

The moments are told by what has been written, so that they are the same on every machine.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import yaml
from casebook.keeping import digest_site
from conftest import ROOT

from bench.casebooks import make_casebook

_STOPPED_BUILD = """
import os, signal, sys
from casebook.command import main

def stop(event, arguments):
    if event == "ctypes.dlsym" and arguments[1] == "renameat2":
        os.kill(os.getpid(), signal.SIGSTOP)

sys.addaudithook(stop)
sys.exit(main(["site"]))
"""
"""A build that stops itself before it puts the site in place."""


def start(project: Path, *command: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(project / "hooks")}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *command], cwd=project, env=environment, stdout=pipe, text=True)


def test_killed_at_twenty_moments_a_build_leaves_the_last_site_and_does_the_next_ones_no_harm(tmp_path: Path) -> None:
    (card,) = make_casebook(tmp_path, 1).cards
    title = yaml.safe_load(card.read_text(encoding="utf-8"))["title"]["en"]
    told, _ = start(tmp_path, str(ROOT / "tests/killed_builds.py"), str(card), title, "Course of Zebras").communicate()
    first, _, *killed, changed, again = map(json.loads, told.splitlines())
    assert [build["status"] for build in (first, changed, again)] == [0, 0, 0]
    assert [build["status"] for build in killed] == [-signal.SIGKILL] * 20
    assert {build["site"] for build in killed} == {first["site"]}
    assert changed["site"] != first["site"]
    assert again["site"] == first["site"]
    assert not (tmp_path / ".cache/builds").exists()
    assert {build["kept"].pop("site.txt") for build in killed} == {first["kept"].pop("site.txt")}
    whole = first["kept"].items() | changed["kept"].items()
    assert all(build["kept"].items() <= whole for build in killed)


def test_a_build_waits_for_another_one_which_makes_the_site_what_it_was(site: Path, tmp_path: Path) -> None:
    built = shutil.copytree(site.parent, tmp_path / "built")
    before = digest_site(built / "site")
    (built / "site/index.html").unlink()
    with start(built, "-c", _STOPPED_BUILD) as first:
        os.waitid(os.P_PID, first.pid, os.WSTOPPED)
        with start(built, "-m", "casebook.command", "site") as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "Another build is under way: waiting for its end.\n"
            first.send_signal(signal.SIGCONT)
            assert second.stdout.read() == "The site is what these sources make: nothing to build.\n"
    assert (first.returncode, second.returncode) == (0, 0)
    assert digest_site(built / "site") == before
    assert not (built / ".cache/builds").exists()
