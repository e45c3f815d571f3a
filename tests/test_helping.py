"""What a helper makes ahead is what this process would make, whatever becomes of the helper."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from casebook import helping
from casebook.helping import Helper

NAMES = [f"page {number}" for number in range(7)]


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helping, "FEWEST", 2)
    monkeypatch.setattr(helping, "processors", lambda: 2)


def made_by(name: str) -> tuple[str, int]:
    return name, os.getpid()


def elsewhere(name: str, made: tuple[str, int] | None) -> bool:
    return made is not None and made[0] == name and made[1] != os.getpid()


@pytest.mark.parametrize("order", [NAMES, NAMES[::-1], NAMES[3:] + NAMES[:3]], ids=["its own", "reversed", "another"])
def test_every_second_thing_is_made_elsewhere_in_whatever_order_it_is_asked_for(order: list[str]) -> None:
    helper = Helper(made_by, NAMES)
    found = {name: helper.take(name) for name in order}
    assert [name for name in NAMES if elsewhere(name, found[name])] == NAMES[1::2]
    assert {found[name] for name in NAMES[::2]} == {None}


def test_each_batch_is_made_by_a_new_copy_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helping, "BATCH", 2)
    helper = Helper(made_by, NAMES)
    found = [helper.take(name) for name in NAMES[1::2]]
    assert [made and made[0] for made in found] == NAMES[1::2]
    first, second, third = (made[1] for made in found if made)
    assert first == second != third


def test_after_a_batch_that_ended_early_none_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helping, "BATCH", 2)
    helper = Helper(killed, [*NAMES, "page 7"])
    assert [helper.take(name) for name in ("page 1", "page 3", "page 5", "page 7")] == ["page 1", None, None, None]


def test_a_thing_is_given_once() -> None:
    helper = Helper(made_by, NAMES)
    assert helper.take(NAMES[1]) is not None
    assert helper.take(NAMES[1]) is None
    assert helper.take("another page") is None


def large(name: str) -> str:
    return name * 100_000


def test_what_is_larger_than_the_pipe_comes_whole() -> None:
    helper = Helper(large, NAMES)
    assert [helper.take(name) for name in NAMES[1::2]] == [large(name) for name in NAMES[1::2]]


def killed(name: str) -> str:
    if name == NAMES[3]:
        os._exit(1)
    return name


def failing(name: str) -> str:
    if name == NAMES[3]:
        raise ValueError(name)
    return name


def unsendable(name: str) -> object:
    return name if name != NAMES[3] else lambda: name


@pytest.mark.parametrize("make", [killed, failing, unsendable])
def test_from_a_helper_that_ends_early_nothing_more_comes(make: Callable[[str], object]) -> None:
    helper = Helper(make, NAMES)
    assert [helper.take(name) for name in NAMES[1::2]] == [NAMES[1], None, None]


@pytest.mark.parametrize(("processors", "names"), [(1, NAMES), (2, NAMES[:1])], ids=["one processor", "too few things"])
def test_where_it_would_not_pay_there_is_no_helper(
    monkeypatch: pytest.MonkeyPatch, processors: int, names: list[str]
) -> None:
    monkeypatch.setattr(helping, "processors", lambda: processors)
    helper = Helper(made_by, names)
    assert [helper.take(name) for name in names] == [None] * len(names)


_KILLED = """
import os, signal
from casebook import helping

def make(name):
    return str(os.getpid()) * 50_000

helping.FEWEST, helping.processors = 2, lambda: 2
helper = helping.Helper(make, [str(number) for number in range(100)])
print(helper.take("1")[:10].rstrip(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_helper_ends_with_the_process_that_it_helps() -> None:
    """The helper holds the other end of this pipe until it ends: to read to the end is to wait for that."""
    done = subprocess.run([sys.executable, "-c", _KILLED], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode < 0
    assert done.stdout.strip()
