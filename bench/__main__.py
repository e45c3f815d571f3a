"""`make bench`: time checks and builds of generated casebooks, beside MkDocs alone, and print them with the aims."""

import argparse
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import tasks
from bench.aims import aim_rows
from bench.measuring import Run, median
from bench.results import HEADS, Result, Results, format_table, read_json, time_rows, write_json

SIZES = (10, 100, 500, 2000)
LARGE = 5000
CHECKED = (1, 1000)


def main() -> None:
    """Measure, print and keep."""
    options = _parser().parse_args()
    print(_machine(), flush=True)
    found: dict[tuple[str, int], Result] = {}
    for result in _measure(options):
        found[result.task, result.cards] = result
        print(f"{result.task}, {result.cards:,} cards: {result.median.seconds:.2f} s", flush=True)
    earlier: Results = read_json(options.compare) if options.compare else {}
    print("\n" + format_table([HEADS, *time_rows(found, earlier, tasks.PLAIN)]))
    print("\n" + format_table([("aim", "figure", "at most", ""), *aim_rows(found)]))
    write_json(found.values(), _machine(), options.json)


def _machine() -> str:
    """Where this runs, and how busy it is: others who use the processors make the seconds longer."""
    load, processors = os.getloadavg()[0], os.cpu_count()
    return f"{platform.platform()}, Python {platform.python_version()}, {processors} processors, load {load:.1f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="the numbers of cards to build")
    parser.add_argument("--large", action="store_true", help=f"build {LARGE:,} cards as well")
    parser.add_argument("--runs", type=int, default=3, help="the runs whose medians count")
    parser.add_argument("--json", type=Path, default=Path(".cache/bench.json"), help="where the figures are kept")
    parser.add_argument("--compare", type=Path, help="the figures of an earlier time")
    return parser


def _measure(options: argparse.Namespace) -> Iterator[Result]:
    for cards in CHECKED:
        with TemporaryDirectory() as folder:
            yield _result(tasks.CHECK, cards, tasks.time_check(Path(folder), cards, options.runs))
    for cards in sorted({*options.sizes, *([LARGE] if options.large else [])}):
        with TemporaryDirectory() as folder:
            for task, runs in tasks.time_builds(Path(folder), cards, options.runs).items():
                yield _result(task, cards, runs)


def _result(task: str, cards: int, runs: list[Run]) -> Result:
    return Result(task, cards, len(runs), median(runs))


if __name__ == "__main__":
    main()
