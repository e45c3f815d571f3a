"""How long `casebook check` takes: one card, and a thousand made from the shipped ones. Run by `make bench`."""

import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CARDS = 1000
RUNS = 3
_WORD = re.compile(r"(?<![\w@:/\[-])[a-z]{5,}(?![\w:/\]-])")


def varied(text: str, chance: random.Random) -> str:
    """The card with words of its own: some in its prose are exchanged for others of its prose."""
    head, mark, rest = text.partition("\nwat:")
    prose, end, record = rest.partition("\ntranslated_from:")
    words = _WORD.findall("".join(line for line in prose.splitlines() if line.startswith("    ") and ":" not in line))
    lines = prose.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("    ") and ":" not in line and "@" not in line:
            lines[number] = _WORD.sub(lambda match: chance.choice((match.group(), chance.choice(words))), line)
    return head + mark + "\n".join(lines) + end + record


def make_project(folder: Path, cards: int) -> None:
    """A copy of the project with this many cards, the shipped ones first."""
    for name in ("docs", "practices"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    chance = random.Random(20261122)
    shipped = sorted((folder / "practices").glob("[!_]*.yaml"))
    for path in shipped[cards:]:
        path.unlink()
    for number in range(len(shipped), cards):
        text = shipped[number % len(shipped)].read_text(encoding="utf-8")
        path = folder / "practices" / f"practice-{number:04}.yaml"
        path.write_text(varied(text, chance), encoding="utf-8")


def seconds(folder: Path) -> float:
    """The median time of a whole run of the command."""
    taken = []
    for _ in range(RUNS):
        before = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "casebook.command", "check"], cwd=folder, capture_output=True, text=True, check=False
        )
        taken.append(time.perf_counter() - before)
        assert not done.stderr, done.stderr
        assert done.returncode == 0, done.stdout[:2000]
    return statistics.median(taken)


def main() -> None:
    """Print both times."""
    for cards in (1, CARDS):
        with tempfile.TemporaryDirectory() as folder:
            make_project(Path(folder), cards)
            print(f"casebook check, {cards} card(s): {seconds(Path(folder)):.2f} s (median of {RUNS} runs)")


if __name__ == "__main__":
    main()
