"""How many handouts are set in a second, and how the time for all sheets grows: `python -m bench.sheets`.

Nothing is kept from before, and the data of each sheet is made too. Both clocks are read: the one on the wall, and
the processors', in all processes, since others who use the machine lengthen the seconds of the first alone.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.cards import read_casebook
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.sheets.collection import all_sheets
from casebook.sheets.typesetting import Sheet, print_sheets

from bench.casebooks import make_casebook
from bench.results import format_table

SIZES = (60, 120)
LEAST_A_SECOND = 30
"""Handouts, on two processors."""

MOST_GROWTH = 2.2
"""For twice the cards."""

HEADS = ("sheets", "cards", "PDFs", "seconds", "of processors", "a second", "a second on two processors")


@dataclass(frozen=True)
class Timed:
    """So many PDFs, and how long they took."""

    sheets: int
    seconds: float
    processor_seconds: float

    @property
    def on_two(self) -> float:
        """PDFs a second on two processors that do nothing else, if both are always busy."""
        return 2 * self.sheets / self.processor_seconds


def time_sheets(casebook: Casebook, *, handouts_only: bool) -> Timed:
    """Make and set the sheets of all languages."""
    before, start = os.times(), time.perf_counter()
    with TemporaryDirectory() as folder:
        count = len(list(print_sheets(_sheets(casebook, handouts_only=handouts_only), Path(folder))))
    after, seconds = os.times(), time.perf_counter() - start
    return Timed(count, seconds, sum(after[:4]) - sum(before[:4]))


def _sheets(casebook: Casebook, *, handouts_only: bool) -> Iterator[Sheet]:
    editions = [Edition(casebook, language, date(2026, 11, 22)) for language in casebook.languages]
    sheets = chain.from_iterable(map(all_sheets, editions))
    return (sheet for sheet in sheets if sheet.template == "handout.typ" or not handouts_only)


def main() -> None:
    """Print both tables."""
    found: dict[tuple[str, int], Timed] = {}
    for cards in SIZES:
        with TemporaryDirectory() as folder:
            casebook = read_casebook(make_casebook(Path(folder), cards))
            for name in ("handouts", "all"):
                found[name, cards] = time_sheets(casebook, handouts_only=name == "handouts")
    print(format_table([HEADS, *_rows(found)]), end="\n\n")
    print(format_table([("aim", "by the clock", "of processors", ""), *_aims(found)]))


def _rows(found: dict[tuple[str, int], Timed]) -> Iterator[tuple[str, ...]]:
    for (name, cards), timed in found.items():
        times = f"{timed.seconds:.2f}", f"{timed.processor_seconds:.2f}"
        yield (
            name,
            f"{cards:,}",
            f"{timed.sheets:,}",
            *times,
            f"{timed.sheets / timed.seconds:.1f}",
            f"{timed.on_two:.1f}",
        )


def _aims(found: dict[tuple[str, int], Timed]) -> Iterator[tuple[str, ...]]:
    few, many = SIZES
    speed = found["handouts", many]
    yield (
        "handouts a second",
        f"{speed.sheets / speed.seconds:.1f}",
        f"{speed.on_two:.1f}",
        f"at least {LEAST_A_SECOND}",
    )
    for name in ("handouts", "all"):
        one, other = found[name, few], found[name, many]
        grown = other.seconds / one.seconds, other.processor_seconds / one.processor_seconds
        yield f"twice the cards, {name}", *(f"{factor:.2f} x" for factor in grown), f"at most {MOST_GROWTH} x"


if __name__ == "__main__":
    main()
