"""How long `make serve` takes to show a changed card and a changed page: from the writing to what a reader gets."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from casebook.project import Project

from bench.measuring import Run

_REST = 1.0
"""Seconds in which the preview takes in what was put back before."""

_PATIENCE = 900.0
"""Seconds until a preview that doesn't show what it should counts as broken."""


def time_changes(project: Project, environment: Mapping[str, str], runs: int) -> Mapping[str, list[Run]]:
    """The runs by what is changed, a card or a page; everything is put back afterwards."""
    card = project.cards[-1]
    page = project.docs / project.default_language / "about.md"
    changed = {"card": (card, f"practices/{card.stem}/"), "page": (page, "about/")}
    with _serving(project, environment) as (address, process):
        return {
            name: [_time(file, address + place, process, f"bench{number}") for number in range(runs)]
            for name, (file, place) in changed.items()
        }


def _time(file: Path, address: str, process: int, word: str) -> Run:
    """One change, which puts a word of its own into the text, and its way to a reader who has the page open."""
    time.sleep(_REST)
    if word in _get(address):  # a page that nobody has asked for since another change would be made from today's file
        raise SystemExit(f"{address} shows {word} before it is there")
    before = file.read_text(encoding="utf-8")
    spent, start = _processor_seconds(process), time.perf_counter()
    file.write_text(_with_word(before, word), encoding="utf-8")
    while word not in _get(address):
        if time.perf_counter() - start > _PATIENCE:
            raise SystemExit(f"{address} does not show the change of {file}")
        time.sleep(0.01)
    run = Run(time.perf_counter() - start, _processor_seconds(process) - spent, _mebibytes(process))
    file.write_text(before, encoding="utf-8")
    while word in _get(address):
        time.sleep(0.1)
    return run


def _with_word(text: str, word: str) -> str:
    """The Markdown with a paragraph more, or the card with a word more in its first section."""
    before, section, after = text.partition("\nwat:\n")
    if not section:
        return f"{text}\n{word}\n"
    head, indent, rest = after.partition("    ")
    return f"{before}{section}{head}{indent}{word} {rest}"


@contextmanager
def _serving(project: Project, environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{listener.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", place]
    with subprocess.Popen(command, cwd=project.root, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://{place}/", process)
            yield f"http://{place}/", process.pid
        finally:
            process.terminate()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            _get(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the preview did not start")


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
        return str(answer.read().decode("utf-8"))


def _processor_seconds(process: int) -> float:
    """What a process has spent on the processors so far, where the system tells of it as Linux does."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _mebibytes(process: int) -> float:
    """The most memory that a process has had at once, likewise."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
