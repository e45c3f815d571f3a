"""Builds of the project in the working directory, each killed at a later moment, told as a line of JSON each.

Run as a program: a build must be a process of its own to be killed, and a copy of this one starts in no time.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any

from casebook.command import main
from casebook.keeping import digest_site

_KILLS = 20
_NEVER = sys.maxsize
_IN_PLACE = 0
"""The moment before a site is put in the place of the last one."""

_COUNT = Path("begun.txt")


class _Watch:
    """Counts the files below the working directory that are begun, and kills this process at a moment."""

    def __init__(self, moment: int) -> None:
        self.begun = 0
        self._moment = moment
        self._root = str(Path.cwd())
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR) and str(arguments[0]).startswith(self._root):
            self.begun += 1
            self._end(self.begun)
        elif event == "ctypes.dlsym" and arguments[1] == "renameat2":
            self._end(_IN_PLACE)

    def _end(self, moment: int) -> None:
        if moment == self._moment:
            os.kill(os.getpid(), signal.SIGKILL)


def _build(moment: int) -> int:
    """How a build ends that is killed at a moment: its exit code, or the signal's number below zero."""
    child = os.fork()
    if child == 0:
        watch = _Watch(moment)
        status = _build_here()
        _COUNT.write_text(str(watch.begun), encoding="ascii")
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _build_here() -> int:
    with redirect_stdout(sys.stderr):
        return main(["site"])


def _left(status: int) -> dict[str, Any]:
    """What stands on the disk after a build: the site, and what the next build would take from the cache."""
    files = [Path(".cache/site.txt"), *Path(".cache/sheets").glob("*.pdf")]
    kept = {path.name: sha256(path.read_bytes()).hexdigest() for path in files}
    return {"status": status, "site": digest_site(Path("site")), "kept": kept}


def _builds(card: Path, old: str, new: str) -> Iterator[int]:
    """Two whole builds; with the card changed, one killed at each moment, and a whole one; one of the card as it was.

    The first one leaves no PDF to set for the second: what sets them runs threads, which no copy of a process has.
    """
    yield _build(_NEVER)
    Path("site/index.html").unlink()
    yield _build_here()  # its copies know what it has read, and start no slower for that
    files = int(_COUNT.read_text(encoding="ascii"))
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace(old, new), encoding="utf-8")
    yield from (_build(files * number // _KILLS) for number in range(1, _KILLS))
    yield _build(_IN_PLACE)
    yield _build(_NEVER)
    card.write_text(text, encoding="utf-8")
    yield _build(_NEVER)


if __name__ == "__main__":
    for exit_code in _builds(Path(sys.argv[1]), *sys.argv[2:]):
        print(json.dumps(_left(exit_code)), flush=True)
