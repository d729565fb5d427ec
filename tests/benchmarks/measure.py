"""Whole processes, measured: seconds by the wall clock and of the processors, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TOOLKIT = Path(__file__).parents[2] / "toolkit"
_MAIN = "from goldline.cli.main import main; main()"
_SAMPLES_A_SECOND = 20


@dataclass(frozen=True)
class Run:
    """One run: `cpu` counts the process and all its children; `memory` is in bytes, 0 if not sampled."""

    wall: float
    cpu: float
    status: int
    largest: int
    memory: int = 0


def measure(
    arguments: Sequence[str | Path],
    *,
    stdout: Path | None = None,
    sample_memory: bool = False,
    accept: tuple[int, ...] = (0,),
) -> Run:
    """Return what `goldline ARGUMENTS` costs, in a process of its own."""
    return measure_python(
        ["-c", _MAIN, *arguments], stdout=stdout, sample_memory=sample_memory, accept=accept
    )


def measure_python(
    arguments: Sequence[str | Path],
    *,
    stdout: Path | None = None,
    sample_memory: bool = False,
    accept: tuple[int, ...] = (0,),
) -> Run:
    """Return what this Python costs with these arguments, in a process of its own."""
    with open(stdout or os.devnull, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *map(str, arguments)], stdout=out, env=environment())
        watch = MemoryWatch(process.pid) if sample_memory else None
        # Its children's seconds are in it too, as it waits for them.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    memory = watch.stop() if watch else 0
    if process.returncode not in accept:
        raise SystemExit(f"{' '.join(map(str, arguments))} ended with status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, process.returncode, usage.ru_maxrss * unit, memory)


def default_cores() -> int:
    """Return how many processors there are for us."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def environment() -> dict[str, str]:
    """Return the environment of what is measured: this checkout, and no settings of the machine's.

    What is installed has been compiled; a machine that keeps no bytecode would compile it in each run.
    """
    foreign = ("GIT_", "GOLDLINE_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {
        **kept,
        "PYTHONPATH": str(TOOLKIT),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


class MemoryWatch:
    """Samples the memory of a process and all its descendants together, git's included, and keeps the peak.

    Forked workers share pages with their parent, which must not count twice: so the sum is of each
    process's *proportional* share (PSS) of what it holds. Linux only; elsewhere the peak is 0.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the peak, in bytes."""
        self._stopped.set()
        self._thread.join()
        return self.peak

    def _watch(self) -> None:
        while not self._stopped.wait(1 / _SAMPLES_A_SECOND):
            self.peak = max(self.peak, sum(map(_share, _family(self.root))))


def _family(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        for task in _list(f"/proc/{process}/task"):
            waiting += map(int, _read(f"/proc/{process}/task/{task}/children").split())
    return found


def _share(process: int) -> int:
    for line in _read(f"/proc/{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _list(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # it has just ended
        return []


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""
