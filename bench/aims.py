"""What the figures should be, and whether they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import tasks
from bench.results import Results

MANY, MOST = 500, 5000


@dataclass(frozen=True)
class Aim:
    """A figure that is computed from results, and the most that it should be."""

    name: str
    most: float
    unit: str
    figure: Callable[[Results], float]
    """KeyError where what it needs was not measured."""


def _seconds(task: str, cards: int) -> Callable[[Results], float]:
    return lambda results: results[task, cards].median.seconds


def _ratio(one: str, other: str, cards: int = MANY) -> Callable[[Results], float]:
    return lambda results: results[one, cards].median.seconds / results[other, cards].median.seconds


def _growth(figure: str) -> Callable[[Results], float]:
    def grown(results: Results) -> float:
        few, many = (getattr(results[tasks.NO_PDFS, cards].median, figure) for cards in (MANY, MOST))
        return float(many / few)

    return grown


AIMS = (
    Aim("check of 1,000 cards", 3.0, "s", _seconds(tasks.CHECK, 1000)),
    Aim("check of one card", 0.4, "s", _seconds(tasks.CHECK, 1)),
    Aim("500 cards, nothing changed, to the first build", 0.3, "x", _ratio(tasks.AGAIN, tasks.FIRST)),
    Aim("500 cards, a changed card shown", 1.0, "s", _seconds(tasks.SHOWN_CARD, MANY)),
    Aim("the same, to the build", 0.25, "x", _ratio(tasks.SHOWN_CARD, tasks.KEPT)),
    Aim("500 cards, a changed page shown", 1.0, "s", _seconds(tasks.SHOWN_PAGE, MANY)),
    Aim("the same, to the build", 0.25, "x", _ratio(tasks.SHOWN_PAGE, tasks.KEPT)),
    Aim("500 cards without PDFs, to plain MkDocs", 1.0, "x", _ratio(tasks.NO_PDFS, tasks.PLAIN)),
    Aim("500 cards with PDFs kept, to without", 1.1, "x", _ratio(tasks.KEPT, tasks.NO_PDFS)),
    Aim("time, 500 to 5,000 cards", 11.0, "x", _growth("seconds")),
    Aim("memory, 500 to 5,000 cards", 11.0, "x", _growth("mebibytes")),
    Aim("memory at 5,000 cards", 1024.0, "MiB", lambda results: results[tasks.NO_PDFS, MOST].median.mebibytes),
)


def aim_rows(results: Results) -> Iterator[tuple[str, ...]]:
    """Each aim whose figures were measured: its name, the figure, the most it should be, and whether it is met."""
    for aim in AIMS:
        try:
            figure = aim.figure(results)
        except KeyError:
            continue
        met = "met" if figure <= aim.most else "missed"
        yield aim.name, f"{figure:.2f} {aim.unit}", f"{aim.most:g} {aim.unit}", met
