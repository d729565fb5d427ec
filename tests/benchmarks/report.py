"""The table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from benchmarks.measure import Run

HEADER = ("what", "items", "measured", "against", "ratio", "bound", "")


@dataclass(frozen=True)
class Row:
    """One line: `verdict` is empty where there is no bound for this size."""

    what: str
    items: int
    measured: str
    against: str = ""
    ratio: str = ""
    bound: str = ""
    verdict: Literal["ok", "over", ""] = ""


def at_most(
    what: str,
    items: int,
    measured: list[Run],
    against: list[Run],
    peer: str,
    bound: float,
    *,
    judged: bool = True,
) -> Row:
    """Return a row that compares the seconds of two kinds of runs."""
    ratio = wall(measured) / wall(against)
    return Row(
        what,
        items,
        seconds(measured),
        f"{peer}: {seconds(against)}",
        f"{ratio:.3g} ({cpu(measured) / cpu(against):.3g})",
        f"<= {bound:g}",
        verdict(ratio <= bound, judged),
    )


def verdict(well: bool, judged: bool = True) -> Literal["ok", "over", ""]:
    """Return the last column of a row."""
    if not judged:
        return ""
    return "ok" if well else "over"


def wall(runs: list[Run]) -> float:
    """Return the median of the seconds by the clock."""
    return median(run.wall for run in runs)


def cpu(runs: list[Run]) -> float:
    """Return the median of the processors' seconds."""
    return median(run.cpu for run in runs)


def seconds(runs: list[Run]) -> str:
    """Return seconds by the clock and, in brackets, of all processors together."""
    return f"{wall(runs):.2f} s ({cpu(runs):.2f})"


def lay_out(rows: Iterable[Row]) -> str:
    """Return the rows as a table of text."""
    cells = [
        HEADER,
        *(
            (row.what, f"{row.items:,}", row.measured, row.against, row.ratio, row.bound, row.verdict)
            for row in rows
        ),
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADER))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths).rstrip())
    return "\n".join(lines)
