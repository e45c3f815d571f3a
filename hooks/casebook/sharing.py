"""Work on many things, shared between processes."""

import os
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_MOST = 4
"""Processes; more of them gain less than they cost to start."""


def share(work: Callable[[Sequence[_Item]], list[_Made]], items: Sequence[_Item], head_start: int) -> list[_Made]:
    """What `work` makes of all items, in their order; of many items, with the help of other processes.

    `head_start` is how many items this process does while another one starts: helpers come where each finds
    as many left. They start afresh, on every system, as a copy of this process would lack the threads that a
    preview runs; so `work`, the items and what is made of them must be picklable. Where no helper can be
    started, or one is killed, this process does all.
    """
    processes = min(processors(), _MOST)
    each = (len(items) - head_start) // processes
    if processes < 2 or each < head_start:
        return work(items)
    own = len(items) - each * (processes - 1)
    return _share_out(work, items[:own], [items[start : start + each] for start in range(own, len(items), each)])


def _share_out(
    work: Callable[[Sequence[_Item]], list[_Made]], own: Sequence[_Item], others: Sequence[Sequence[_Item]]
) -> list[_Made]:
    from concurrent.futures import ProcessPoolExecutor  # takes long to import, and few casebooks are so large
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(len(others), get_context("spawn")) as executor:
            given = [executor.submit(work, items) for items in others]
            return [*work(own), *chain.from_iterable(future.result() for future in given)]
    except (BrokenProcessPool, OSError):
        return [*work(own), *chain.from_iterable(work(items) for items in others)]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
