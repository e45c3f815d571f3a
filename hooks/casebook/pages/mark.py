"""A practice's mark: two edges, and a stitch for each gap that it mends, drawn from the card's own data."""

from dataclasses import dataclass

from casebook.model import Casebook, Practice

_TOP, _STEP, _EDGE = 7, 8.5, 9.0


@dataclass(frozen=True)
class Stitch:
    """One possible stitch: its place from the top, and whether the practice makes it."""

    y: float
    tilt: float
    mended: bool


@dataclass(frozen=True)
class Mark:
    """What the template draws: a slot for each kind of gap, in the vocabulary's order."""

    stitches: tuple[Stitch, ...]
    height: float
    edge: float

    @property
    def key(self) -> str:
        """The same for the same drawing, so that a page need hold it only once."""
        return "mark-" + "".join("x" if stitch.mended else "o" for stitch in self.stitches)


def practice_mark(practice: Practice, casebook: Casebook) -> Mark:
    """The mark of `practice`."""
    mended = {note.gap for note in practice.gap_lens.mends}
    gaps = list(casebook.vocabulary["gap"])
    stitches = tuple(Stitch(_TOP + _STEP * n, (-1) ** n * 1.6, gap in mended) for n, gap in enumerate(gaps))
    return Mark(stitches, 2 * _TOP + _STEP * (len(gaps) - 1), _EDGE)
