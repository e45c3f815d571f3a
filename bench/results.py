"""What was measured, as a table for people and as JSON for the next time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.measuring import Run


@dataclass(frozen=True)
class Result:
    """The median of the runs of one task at one number of cards."""

    task: str
    cards: int
    runs: int
    median: Run


Results = Mapping[tuple[str, int], Result]


def write_json(results: Iterable[Result], machine: str, path: Path) -> None:
    """Keep what was measured, to be compared with later."""
    content = {"machine": machine, "results": [asdict(result) for result in results]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_json(path: Path) -> Results:
    """What an earlier measurement kept, by task and number of cards."""
    entries = json.loads(path.read_text(encoding="utf-8"))["results"]
    found = [Result(**{**entry, "median": Run(**entry["median"])}) for entry in entries]
    return {(result.task, result.cards): result for result in found}


HEADS = ("task", "cards", "seconds", "of processors", "MiB", "to plain", "of processors", "growth", "to earlier")


def time_rows(results: Results, earlier: Results, yardstick: str) -> Iterator[tuple[str, ...]]:
    """A row a result: its times and memory; both to the yardstick's, the growth, the seconds to the earlier ones."""
    smaller: dict[str, Result] = {}
    for (task, cards), result in results.items():
        run = result.median
        before, plain = earlier.get((task, cards)), results.get((yardstick, cards))
        yield (
            task,
            f"{cards:,}",
            f"{run.seconds:.2f}",
            f"{run.processor_seconds:.2f}",
            f"{run.mebibytes:.0f}",
            "" if plain is None else f"{run.seconds / plain.median.seconds:.2f}",
            "" if plain is None else f"{run.processor_seconds / plain.median.processor_seconds:.2f}",
            "" if task not in smaller else f"{_growth(smaller[task], result):.2f}",
            "" if before is None else f"{run.seconds / before.median.seconds:.2f}",
        )
        smaller[task] = result


def _growth(few: Result, many: Result) -> float:
    """How much more time a card takes where there are more cards; 1 is a straight line through nothing."""
    return (many.median.seconds / few.median.seconds) / (many.cards / few.cards)


def format_table(rows: list[tuple[str, ...]]) -> str:
    """Rows in columns, the first row as their heads; all columns but the first to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
    return "  ".join(cells).rstrip()
