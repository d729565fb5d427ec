"""How many judgments of gold lie inside a region or a shift.

For what a criterion's own rules change, each item's facts find their cell. What comes through other
criteria is looked for by judging each item under both versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldline.impact.causes import cells_of
from goldline.impact.judgments import GoldCase, facts_for, targets_of
from goldline.impact.regions import CriterionSpace
from goldline.model.criterion import CriterionInput, DifferenceInput
from goldline.rules.judge import Judge, Target
from goldline.rules.judgment import Judgment
from goldline.rules.scene import UNKNOWN
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Box, bits
from goldline.rules.space.units import changed_rules

Judged = Mapping[Target, Judgment]

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


class GoldThrough:
    """Judgments of gold that change because another criterion's do: how many came each way."""

    def __init__(
        self, space: CriterionSpace, base: Judge, head: Judge, gold: Iterable[tuple[GoldCase, int]]
    ) -> None:
        self.judges = base, head
        self.counts = [0] * len(space.routes)
        if not space.routes:
            return
        criterion = head.guideline.criteria[space.criterion]
        for case, times in gold:
            one, two = (judge.judge(facts_for(judge.guideline, case)) for judge in self.judges)
            for response in targets_of(criterion, case.facts.modality, case.facts.responses):
                target = space.criterion, response
                if _changed(one, two, target) and self._below(one, two, target):
                    self._place(space, one[target], two[target], self._behind(one, two, target), times)

    def _place(
        self, space: CriterionSpace, before: Judgment, after: Judgment, rules: frozenset[str], times: int
    ) -> None:
        """Count a judgment where its outcomes are told, and most of the rules behind it."""
        pair = (before.state, before.value), (after.state, after.value)
        alike = [at for at, route in enumerate(space.routes) if route.pair == pair]
        if alike:
            best = max(alike, key=lambda at: _likeness(rules, space.routes[at].rules))
            self.counts[best] += times

    def _behind(self, one: Judged, two: Judged, target: Target) -> frozenset[str]:
        """Return the rules behind a change: those that changed and fired, here or below."""
        if not _changed(one, two, target):
            return frozenset()
        below = self._below(one, two, target)
        fired = one[target].rules, two[target].rules
        tables = [judge.tables[target[0]] for judge in self.judges]
        return below | changed_rules(tables[0], tables[1], fired, through=bool(below))

    def _below(self, one: Judged, two: Judged, target: Target) -> frozenset[str]:
        """Return the rules behind the changes that a judgment reads."""
        found: frozenset[str] = frozenset()
        for other in self._read(target):
            if other in one and other in two:
                found |= self._behind(one, two, other)
        return found

    def _read(self, target: Target) -> Iterable[Target]:
        criterion_id, response = target
        for judge in self.judges:
            for source in judge.guideline.criteria[criterion_id].inputs.values():
                if isinstance(source, DifferenceInput):
                    sides: tuple[str | None, ...] = source.first, source.second
                elif isinstance(source, CriterionInput):
                    sides = (source.response or response,)
                else:
                    continue
                item = judge.guideline.criteria[source.criterion].target == "item"
                yield from ((source.criterion, None if item else side) for side in sides)


def count_weighed(
    space: CriterionSpace, base: Judge, head: Judge, gold: Iterable[tuple[GoldCase, int]]
) -> list[int]:
    """Return, for each shift, how many judgments change that rest on a finding which weighs something else.

    Each is counted once, at the first of the shifts that it shows.
    """
    counts = [0] * len(space.shifts)
    if not any(shift.kinds for shift in space.shifts):
        return counts
    criterion = head.guideline.criteria[space.criterion]
    for case, times in gold:
        one, two = (judge.judge(facts_for(judge.guideline, case)) for judge in (base, head))
        for response in targets_of(criterion, case.facts.modality, case.facts.responses):
            if not _changed(one, two, (space.criterion, response)):
                continue
            met = {
                base.lens.know(path, severity)
                for path, severity, at in case.facts.findings or ()
                if response is None or at in (response, None)
            }
            shown = [at for at, shift in enumerate(space.shifts) if met & shift.kinds]
            if shown:
                counts[shown[0]] += times
    return counts


def _changed(one: Judged, two: Judged, target: Target) -> bool:
    if target not in one or target not in two:
        return False
    before, after = one[target], two[target]
    return (before.state, before.value) != (after.state, after.value)


def _likeness(rules: frozenset[str], others: Sequence[str]) -> tuple[int, int]:
    return len(rules & set(others)), -len(rules ^ set(others))
