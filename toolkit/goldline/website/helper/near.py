"""The facts of gold items as a criterion's inputs see them, so that a reader can find the nearest ones."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.gold import Item
from goldline.reading.item import facts_of
from goldline.rules.judge import Judge
from goldline.rules.span import Span
from goldline.rules.unknown.world import OpenFactsError, Passed, World, targets

Row = dict[str, Value]


def gold_rows(judge: Judge, criterion: Criterion, item: Item) -> Iterator[tuple[str | None, Row]]:
    """Yield what the criterion's inputs are in an item, for each response it judges.

    What is unknown of the item is left out, and so is a judgment that its facts do not decide.
    """
    scene = judge.scene(facts_of(item, judge.guideline))
    world = World(judge, scene, {})
    table = judge.tables[criterion.id]
    for response in targets(criterion, scene):
        row: Row = {}
        for name in table.domains:
            try:
                readings = world.read(table, name, response)
            except OpenFactsError:
                continue
            if len(readings) == 1 and not isinstance(readings[0], Passed | Span):
                row[name] = readings[0]
        yield response, row
