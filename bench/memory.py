"""How much memory a process and those that it started have together, as Linux tells it.

The largest process alone would flatter a build that shares its work out, and the sum of what all are shown to hold
would count twice what a copy of a process still shares with it. So this counts each page of memory once: each of the
processes that share it is given its part (Linux calls the sum `Pss`).
"""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

_PAUSE = 0.1
"""Seconds between two looks, and at least _SPARE times what a look takes: it stops the process for a moment."""

_SPARE = 20


class MemoryWatch:
    """Looks again and again, in a thread of its own, until the process has ended."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._most = 0
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def mebibytes(self) -> float:
        """The most that was seen, once the process has ended; 0 where the system doesn't tell."""
        self._thread.join()
        return self._most / 1024

    def _look(self) -> None:
        while True:
            start = time.perf_counter()
            size = sum(map(_kibibytes, _family(self._process)))
            if not size:
                return
            self._most = max(self._most, size)
            time.sleep(max(_PAUSE, _SPARE * (time.perf_counter() - start)))


def _family(process: int) -> Iterator[int]:
    """A process and all below it: those that any of its threads started, and so on."""
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(path).split():
            yield from _family(int(child))


def _kibibytes(process: int) -> int:
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path) -> str:
    """What the system tells of a process; nothing once that has ended."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
