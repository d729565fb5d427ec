"""Judgments by people, as columns: a million of them are a few arrays, not a million objects."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Literal

from goldline.model.gold import Item
from goldline.model.noun import noun

MOST_KEPT = 200
"""How many faults of a kind are kept with their row; all are counted."""


@dataclass(frozen=True, slots=True)
class LogProblem:
    """What is wrong with a row of a log. `kind` names the fault, `used` whether the judgment counts still."""

    file: str
    row: int
    kind: str
    severity: Literal["error", "warning"]
    message: str
    hint: str = ""


@dataclass(slots=True)
class LogProblems:
    """All faults of a log, counted by kind, with the first of each kind kept in full."""

    kept: list[LogProblem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    severities: dict[str, str] = field(default_factory=dict)

    def add(self, problem: LogProblem) -> None:
        """Count a fault, and keep it while there are few of its kind."""
        self.counts[problem.kind] += 1
        self.severities[problem.kind] = problem.severity
        if self.counts[problem.kind] <= MOST_KEPT:
            self.kept.append(problem)

    def count(self, severity: str) -> int:
        """Return how many faults have that severity."""
        return sum(count for kind, count in self.counts.items() if self.severities[kind] == severity)

    @property
    def total(self) -> int:
        """How many faults there are."""
        return sum(self.counts.values())


class Names(dict[str, int]):
    """Numbers names in the order in which they come: looking one up is enough."""

    def __missing__(self, name: str) -> int:
        code = self[name] = len(self)
        return code


@dataclass(slots=True)
class Column:
    """A column of names as codes, in the order in which names first come."""

    names: Names = field(default_factory=Names)
    codes: array[int] = field(default_factory=lambda: array("i"))

    def extend(self, cells: Iterable[str]) -> None:
        """Add cells at the end."""
        self.codes.extend(map(self.names.__getitem__, cells))


@noun
class JudgedTarget:
    """What was judged: a criterion on one response (None: the only one, or the item) of an item.

    `item` is None for production work, of which there is no gold.
    """

    guideline: str
    criterion: str
    item_id: str
    response: str | None
    item: Item | None


@dataclass(slots=True)
class Judgments:
    """Sound judgments, a position in every column each.

    `amounts` are ranks on the criterion's scale, or numbers; NaN is `not-judged`. `seconds` and
    `moments` (seconds since 1970, UTC) are NaN where unknown. `findings` are what people found, by
    (annotator code, item id).
    """

    targets: list[JudgedTarget]
    annotators: list[str]
    target: array[int]
    annotator: array[int]
    amounts: array[float]
    seconds: array[float]
    moments: array[float]
    extra: dict[str, Column]
    findings: dict[tuple[int, str], Any]
    problems: LogProblems
    read: int
    name: str

    def __len__(self) -> int:
        return len(self.target)

    def kept(self, mask: list[bool]) -> Judgments:
        """Return the judgments where the mask says so; names and targets stay numbered as they are."""
        return Judgments(
            self.targets,
            self.annotators,
            array("i", compress(self.target, mask)),
            array("i", compress(self.annotator, mask)),
            array("d", compress(self.amounts, mask)),
            array("d", compress(self.seconds, mask)),
            array("d", compress(self.moments, mask)),
            {
                name: Column(column.names, array("i", compress(column.codes, mask)))
                for name, column in self.extra.items()
            },
            self.findings,
            self.problems,
            self.read,
            self.name,
        )

    def rows(self) -> Iterator[tuple[JudgedTarget, int, float, float, float]]:
        """Yield (target, annotator code, amount, seconds, moment) of each judgment."""
        found = map(self.targets.__getitem__, self.target)
        return zip(found, self.annotator, self.amounts, self.seconds, self.moments, strict=True)
