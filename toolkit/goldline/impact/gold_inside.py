"""How many judgments of gold lie inside a region or a shift: each item's facts find their cell."""

from __future__ import annotations

from collections.abc import Iterable

from goldline.impact.causes import cells_of
from goldline.impact.judgments import GoldCase, facts_for
from goldline.impact.regions import CriterionSpace
from goldline.rules.classes import locate
from goldline.rules.grid import Box
from goldline.rules.judge import Judge
from goldline.rules.scene import UNKNOWN
from goldline.rules.world import targets

Cell = tuple[int | None, ...]
"""The class of an item's facts on each axis; None where it is not known."""


class GoldInside:
    """The cells of all judgments of gold on one criterion, with how often each occurs."""

    def __init__(
        self, space: CriterionSpace, base: Judge, head: Judge, gold: Iterable[tuple[GoldCase, int]]
    ) -> None:
        self.cells: dict[Cell, int] = {}
        grid = space.grid
        if grid is None or not (space.regions or space.shifts):
            return
        criterion = head.guideline.criteria[space.criterion]
        judges = base, head
        for case, times in gold:
            facts = [facts_for(judge.guideline, case) for judge in judges]
            for response in targets(criterion, head.scene(facts[1])):
                read = [
                    cells_of(judge, known, space.criterion, response)
                    for judge, known in zip(judges, facts, strict=True)
                ]
                cell: list[int | None] = []
                for axis in grid.axes:
                    reader = axis.readers[-1]
                    value = read[reader.side].get(reader.name, UNKNOWN)
                    cell.append(None if value is UNKNOWN else locate(axis.classes, value))  # type: ignore[arg-type]
                self.cells[tuple(cell)] = self.cells.get(tuple(cell), 0) + times

    def count(self, boxes: Iterable[Box]) -> int:
        """Return how many judgments lie inside one of these boxes, as far as facts are known."""
        listed = list(boxes)
        return sum(times for cell, times in self.cells.items() if any(_inside(cell, box) for box in listed))


def _inside(cell: Cell, box: Box) -> bool:
    return all(place is not None and mask >> place & 1 for place, mask in zip(cell, box, strict=True))
