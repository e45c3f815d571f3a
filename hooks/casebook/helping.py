"""Every second thing is made ahead by another process, while this one makes the others."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from casebook.sharing import processors

_Made = TypeVar("_Made")

FEWEST = 100
"""Things for which another process is worth its start."""

BATCH = 100
"""Things that one copy of this process makes. A copy shares the memory of what neither process uses; a new one after
so many shares it all again, which keeps both together small."""


class Helper(Generic[_Made]):
    """A copy of this process that makes things in the order in which they will be asked for.

    It has all that is known here when it starts, so it starts when what the things share is made, and again for each
    batch. It never runs far ahead: what it has made waits in a pipe, which holds a few pages. It ends with this
    process, however that ends, and where it ends early, or can't be started, nothing more comes of it.
    """

    def __init__(self, make: Callable[[str], _Made], names: Sequence[str]) -> None:
        self._waiting: dict[str, _Made] = {}
        self._received = _make_ahead(make, names[1::2]) if len(names) >= FEWEST and _can_help() else iter(())
        self._theirs = frozenset(names[1::2])

    def take(self, name: str) -> _Made | None:
        """What the helper made, once; None where that is not its work, or it has ended."""
        while name in self._theirs and name not in self._waiting:
            received = next(self._received, None)
            if received is None:
                return None
            self._waiting.update(received)
        return self._waiting.pop(name, None)


def _can_help() -> bool:
    """Only where a process can be copied as it is, and there is a processor for the copy."""
    return sys.platform == "linux" and processors() > 1


def _make_ahead(make: Callable[[str], _Made], names: Sequence[str]) -> Iterator[Mapping[str, _Made]]:
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        received = 0
        for made in _start(make, batch):
            yield made
            received += 1
        if received < len(batch):
            return


def _start(make: Callable[[str], _Made], names: Sequence[str]) -> Iterator[Mapping[str, _Made]]:
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_make_all, args=(make, names, receiver, sender), daemon=True)
    gc.freeze()  # a search for garbage would write to all that is shared
    process.start()
    sender.close()
    return _receive(receiver)


def _receive(receiver: "Connection[None, Mapping[str, _Made]]") -> Iterator[Mapping[str, _Made]]:
    with receiver:
        while True:
            try:
                yield receiver.recv()
            except EOFError:
                return


def _make_all(
    make: Callable[[str], _Made], names: Sequence[str], receiver: "Connection[None, None]", sender: Connection
) -> None:
    """Send each thing by its name; where one can't be made, end: who asks for it makes it and sees why."""
    receiver.close()
    try:
        for name in names:
            sender.send({name: make(name)})
    except Exception:
        sender.close()
