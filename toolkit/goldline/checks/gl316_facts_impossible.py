"""Recorded facts that the guideline calls impossible.

Why it matters: what a criterion lists under `impossible` cannot occur, so that one of the facts is
wrong, or the list is. No rule was written for such a combination, and none was proved to cover it.

Bad:  `on_topic: false` with no finding, where `impossible` lists that
Good: `on_topic: false` with the finding that shows it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import join, masked, of_response
from goldline.checks.vocabulary import Vocabulary, guideline_of, vocabulary
from goldline.model.condition import Value
from goldline.model.corpus import ItemContext
from goldline.model.criterion import Case, Criterion, RecordedInput
from goldline.model.finding import Draft, Where
from goldline.model.gold import ITEM, Item
from goldline.reading.names import plain, shown
from goldline.rules.domain import holds
from goldline.rules.span import Span
from goldline.rules.unknown.world import OpenFactsError, Passed, World

CODE, NAME, LEVEL = "GL316", "facts-impossible", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every impossible combination that the recorded facts are, whatever is still unknown."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    known = vocabulary(guideline)
    if not known.impossible:
        return
    world = World(known.judge, known.judge.scene(context.facts), {})
    said: set[tuple[str, str | None]] = set()
    for criterion in known.impossible:
        for name, response in context.judgments:
            if name != criterion.id:
                continue
            for case in criterion.impossible:
                cells = _cells(case, criterion, response, world, known)
                if cells is None:
                    continue
                facts = join([f"{shown(f'{key}: {plain(value)}')}" for key, value in cells.items()])
                if (facts, response) in said:
                    continue  # several criteria may list the same
                said.add((facts, response))
                yield Draft(
                    _where(item, case, criterion, response),
                    f"the recorded facts{of_response(response)} are what {shown(name)} calls impossible"
                    if masked(item, context)
                    else f"{facts}{' together' if len(cells) > 1 else ''} cannot be{of_response(response)}: "
                    f"{shown(name)} lists that under `impossible`",
                    "correct the recorded facts, or `impossible`",
                )


def _cells(
    case: Case, criterion: Criterion, response: str | None, world: World, known: Vocabulary
) -> dict[str, Value] | None:
    """Return what the inputs that the case names are, where all of its tests hold for sure."""
    table = known.judge.tables[criterion.id]
    cells: dict[str, Value] = {}
    for name, test in case.tests.items():
        try:
            readings = world.read(table, name, response)
        except OpenFactsError:
            return None
        cell = readings[0]
        if len(readings) > 1 or isinstance(cell, Span | Passed) or not holds(test, cell, table.domains[name]):
            return None
        cells[name] = cell
    return cells or None


def _where(item: Item, case: Case, criterion: Criterion, response: str | None) -> Where:
    for name in case.tests:
        source = criterion.inputs[name]
        if isinstance(source, RecordedInput):
            key = source.response or response
            if key not in item.observations:
                key = ITEM
            steps = (key, source.observation) if item.several else (source.observation,)
            return item.where.down("observations", *steps)
    return item.where.key("findings")
