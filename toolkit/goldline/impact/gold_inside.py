"""How many judgments of gold lie inside a region or a shift: each item's facts find their cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldline.impact.causes import cells_of
from goldline.impact.judgments import GoldCase, facts_for, targets_of
from goldline.impact.regions import CriterionSpace
from goldline.rules.classes import locate
from goldline.rules.grid import Box, bits
from goldline.rules.judge import Judge
from goldline.rules.scene import UNKNOWN

Cell = tuple[int | None, ...]
"""The class of an item's facts on each axis; None where it is not known."""


class GoldInside:
    """The cells of all judgments of gold on one criterion, with how often each occurs."""

    def __init__(
        self, space: CriterionSpace, base: Judge, head: Judge, gold: Iterable[tuple[GoldCase, int]]
    ) -> None:
        self.cells: dict[Cell, int] = {}
        grid = space.grid
        self.full: tuple[int, ...] = () if grid is None else grid.whole()
        if grid is None or not (space.regions or space.shifts):
            return
        criterion = head.guideline.criteria[space.criterion]
        judges = base, head
        readers = [axis.readers[-1] for axis in grid.axes]
        wanted = [
            [r.name for r in readers if r.side == side and r.name in judge.tables[space.criterion].all_names]
            for side, judge in enumerate(judges)
        ]
        for case, times in gold:
            facts = [facts_for(judge.guideline, case) for judge in judges]
            for response in targets_of(criterion, case.facts.modality, case.facts.responses):
                read = [
                    cells_of(judge, known, space.criterion, response, names) if names else {}
                    for judge, known, names in zip(judges, facts, wanted, strict=True)
                ]
                cell: list[int | None] = []
                for axis, reader in zip(grid.axes, readers, strict=True):
                    value = read[reader.side].get(reader.name, UNKNOWN)
                    cell.append(None if value is UNKNOWN else locate(axis.classes, value))  # type: ignore[arg-type]
                self.cells[tuple(cell)] = self.cells.get(tuple(cell), 0) + times

    def count(self, boxes: Iterable[Box]) -> int:
        """Return how many judgments lie inside one of these boxes, as far as facts are known."""
        return sum(self.counts(list(boxes)))

    def counts(self, boxes: Sequence[Box]) -> list[int]:
        """Return how many judgments lie inside each of these disjoint boxes."""
        found = [0] * len(boxes)
        if not boxes or not self.cells:
            return found
        # For each class of each axis the set of boxes that hold it: joined, they give a cell's box.
        holding: list[dict[int, int]] = [{} for _ in boxes[0]]
        for at, box in enumerate(boxes):
            for classes, mask in zip(holding, box, strict=True):
                classes[mask] = classes.get(mask, 0) | 1 << at
        for cell, times in self.cells.items():
            inside = (1 << len(boxes)) - 1
            for place, classes in zip(cell, holding, strict=True):
                inside &= sum(held for mask, held in classes.items() if place is None or mask >> place & 1)
                if not inside:
                    break
            if inside and None in cell:
                inside = self._known(cell, inside, boxes)
            if inside:
                found[inside.bit_length() - 1] += times
        return found

    def _known(self, cell: Cell, inside: int, boxes: Sequence[Box]) -> int:
        """Leave out boxes that limit an input whose value is not known."""
        for at in bits(inside):
            limits = zip(cell, boxes[at], self.full, strict=True)
            if any(place is None and mask != full for place, mask, full in limits):
                inside &= ~(1 << at)
        return inside
