"""A site is replaced by a whole one or not at all, at whatever moment its build ends; two builds don't mix.

A build that is stopped leaves on the disk what a build that is killed at that moment does, and can go on to the next
moment. The moments are told by what has been written, so that they are the same on every machine.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from casebook.keeping import digest_site
from conftest import run_casebook

CARD = "practices/mobilisation-course-lund.yaml"

_BUILD = """
import os, signal, sys
from casebook.command import main

step, kind = int(sys.argv[1]), getattr(signal, sys.argv[2])
written = 0

def watch(event, arguments):
    global written
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR) and str(arguments[0]).startswith(os.getcwd()):
        written += 1
        if written % step == 0:
            os.kill(os.getpid(), kind)
    elif event == "ctypes.dlsym" and arguments[1] == "renameat2":
        os.kill(os.getpid(), kind)

sys.addaudithook(watch)
sys.exit(main(["site"]))
"""
"""A build that stops or kills itself whenever so many files have been begun, and before it puts the site in place."""


@pytest.fixture
def built(site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(site.parent, tmp_path / "built")


def change(project: Path, old: str, new: str) -> None:
    text = (project / CARD).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / CARD).write_text(text.replace(old, new), encoding="utf-8")


def start(project: Path, step: int, kind: signal.Signals) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", _BUILD, str(step), kind.name]
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(project / "hooks")}
    output = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=project, env=environment, stdout=output, stderr=output)


def stops(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Each time that the process stops itself, until it ends."""
    while True:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            process.returncode = os.waitstatus_to_exitcode(status)
            return
        yield
        process.send_signal(signal.SIGCONT)


def kept(project: Path) -> dict[str, str]:
    """What a next build would take from the cache, with its digest: sheets, and the record of the last build."""
    files = [project / ".cache/site.txt", *(project / ".cache/sheets").glob("*.pdf")]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def test_whenever_a_build_ends_the_last_site_is_there_and_what_is_kept_is_whole(built: Path) -> None:
    before, cache = digest_site(built / "site"), kept(built)
    record = cache.pop("site.txt")
    change(built, "\n  en: Mobilisation Course\n", "\n  en: Course of Zebras\n")
    step = sum(path.is_file() for path in (built / "site").rglob("*")) // 30
    found = []
    process = start(built, step, signal.SIGSTOP)
    for _ in stops(process):
        found.append((digest_site(built / "site"), kept(built)))
    assert process.returncode == 0
    last, sheets = digest_site(built / "site"), kept(built)
    assert last != before
    digests = [digest for digest, _ in found]
    assert digests.count(before) > 20
    assert digests == [before] * digests.count(before) + [last] * digests.count(last)
    assert all(moment.pop("site.txt") == record for _, moment in found)
    whole = cache.items() | sheets.items()
    assert all(moment.items() <= whole for _, moment in found)


def test_a_killed_build_does_the_next_one_no_harm(built: Path, site: Path) -> None:
    before = digest_site(site)
    change(built, "\n  en: Mobilisation Course\n", "\n  en: Course of Zebras\n")
    process = start(built, 500, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert digest_site(built / "site") == before
    assert any((built / ".cache/builds").iterdir())
    change(built, "\n  en: Course of Zebras\n", "\n  en: Mobilisation Course\n")
    (built / "site/index.html").unlink()
    done = run_casebook(built, "site")
    assert done.returncode == 0, done.stderr
    assert digest_site(built / "site") == before
    assert not (built / ".cache/builds").exists()


def test_a_build_waits_for_another_one(built: Path) -> None:
    (built / "site/index.html").unlink()
    first = start(built, 500, signal.SIGSTOP)
    moments = stops(first)
    next(moments)
    command = [sys.executable, "-m", "casebook.command", "site"]
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(built / "hooks")}
    with subprocess.Popen(command, cwd=built, env=environment, stdout=subprocess.PIPE, text=True) as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "Another build is under way: waiting for its end.\n"
        for _ in moments:
            pass
        assert second.stdout.read() == "The site is what these sources make: nothing to build.\n"
    assert (first.returncode, second.returncode) == (0, 0)
