"""Judgment logs of any size as columns of codes (FORMAT.md, section 7)."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from goldline.model.judgments import Column, LogProblem, LogProblems
from goldline.reading.foreign_tables import POINT, has_decimal_comma
from goldline.reading.log_rows import RowChunk, open_log
from goldline.reading.names import shown

CODED = ("item", "criterion", "response", "annotator", "value", "guideline")
NAN = math.nan

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,12})?", re.ASCII)


@dataclass(slots=True)
class RawLog:
    """Rows as they were written, as columns of codes; nothing is known yet of items and criteria.

    Of the `facts` those columns are kept that the log has.
    """

    name: str
    columns: dict[str, Column] = field(default_factory=lambda: {name: Column() for name in CODED})
    extra: dict[str, Column] = field(default_factory=dict)
    seconds: array[float] = field(default_factory=lambda: array("d"))
    moments: array[float] = field(default_factory=lambda: array("d"))
    numbers: array[int] = field(default_factory=lambda: array("i"))
    files: list[tuple[int, str]] = field(default_factory=list)
    findings: dict[int, Any] = field(default_factory=dict)
    problems: LogProblems = field(default_factory=LogProblems)
    left_out: int = 0
    facts: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.numbers)

    def place(self, row: int) -> tuple[str, int]:
        """Return the file that a row stands in, and its number there."""
        file = next((path for first, path in reversed(self.files) if first <= row), self.name)
        return file, self.numbers[row]

    def note(self, row: int, kind: str, message: str, hint: str = "", *, warning: bool = False) -> None:
        """Count a fault of a row."""
        file, number = self.place(row)
        severity = "warning" if warning else "error"
        self.problems.add(LogProblem(file, number, kind, severity, message, hint))  # type: ignore[arg-type]

    def add(self, chunk: RowChunk) -> None:
        """Add rows at the end."""
        first, count = len(self), len(chunk.numbers)
        self.numbers.extend(chunk.numbers)
        blank = [""] * count
        for name, column in self.columns.items():
            column.extend(chunk.columns.get(name, blank))
        for name in sorted(self.facts & chunk.columns.keys() - self.extra.keys()):
            self.extra[name] = Column()
            self.extra[name].extend([""] * first)
        for name, column in self.extra.items():
            column.extend(chunk.columns.get(name, blank))
        self._add_numbers(first, chunk.columns.get("seconds"), count)
        self._add_moments(first, chunk.columns.get("submitted_at"), count)
        self.findings.update((first + at, value) for at, value in chunk.findings.items())

    def _add_numbers(self, first: int, cells: Sequence[str] | None, count: int) -> None:
        if cells is None:
            self.seconds.extend([NAN] * count)
            return
        for at, cell in enumerate(cells, first):
            fits = _NUMBER.fullmatch(cell)
            self.seconds.append(float(cell) if fits else NAN)
            if not fits and cell:
                hint = POINT if has_decimal_comma(cell) else ""
                self.note(at, "bad-seconds", f"{shown(cell)} is no number of seconds; it is not used", hint)

    def _add_moments(self, first: int, cells: Sequence[str] | None, count: int) -> None:
        if cells is None:
            self.moments.extend([NAN] * count)
            return
        for at, cell in enumerate(cells, first):
            try:
                moment = datetime.fromisoformat(cell).timestamp() if _MOMENT.fullmatch(cell) else NAN
            except (ValueError, OverflowError, OSError):
                moment = NAN
            self.moments.append(moment)
            if moment != moment and cell:
                self.note(
                    at,
                    "bad-time",
                    f"{shown(cell)} is no moment that can be placed; it is not used",
                    "write it with its offset from UTC: 2026-10-02T09:30:00+02:00",
                )


def read_logs(
    paths: Iterable[str],
    extra: Iterable[str] = (),
    encoding: str = "utf-8",
    facts: Iterable[str] = (),
) -> RawLog:
    """Return the rows of these logs; `extra` names columns to keep besides those of the format.

    `facts` names more of them, to be kept where a log has them.

    Raises `GoldlineError` where a file cannot be read as a log; faults of rows are counted in it.
    """
    names = list(paths)
    log = RawLog(", ".join(names), extra={name: Column() for name in extra}, facts=frozenset(facts))
    for path in names:
        log.files.append((len(log), path))
        for chunk in open_log(path, partial(_note_unread, log, path), encoding):
            log.add(chunk)
    return log


def _note_unread(log: RawLog, path: str, number: int, message: str, hint: str) -> None:
    log.left_out += 1
    log.problems.add(LogProblem(path, number, "broken-row", "error", message, hint))
