"""How long a command takes and how much memory, as the operating system counts them."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from bench.memory import MemoryWatch


@dataclass(frozen=True)
class Run:
    """One run of a command, from its start to its end, its own processes included."""

    seconds: float
    """By the clock on the wall."""
    processor_seconds: float
    """Of all processors, in the program and in the system."""
    mebibytes: float
    """The most memory that all its processes had together; where the system doesn't tell, the most that one had."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run `command` in `folder`; SystemExit with what it printed where it fails."""
    with TemporaryFile("w+", encoding="utf-8") as output:
        before = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        memory = MemoryWatch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{output.read()[-4000:]}")
    largest = usage.ru_maxrss / 1024 if sys.platform != "darwin" else usage.ru_maxrss / 1024**2
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory.mebibytes() or largest)


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.processor_seconds for run in runs),
        statistics.median(run.mebibytes for run in runs),
    )
