"""Comparisons of two responses that do not turn around when the responses are swapped.

The table is compared with its own mirror image: every input reads the other response, every test
of a difference is the one of its negative, every judgment is the opposite one. Where the two
differ, the order in which responses stand decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from goldline.model.condition import AnyOf, Compare, Equals, Interval, Not, Operator, Test, Value
from goldline.model.criterion import Case, ContextInput, Criterion, DifferenceInput, Input, Otherwise, Rule
from goldline.model.formula import Formula
from goldline.model.proof import FactsShown, Flaw
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.rules.judge import domains_of
from goldline.rules.proofs.ground import MOST_REGIONS, Ground, plain_cell
from goldline.rules.proofs.wording import say_facts, say_outcome, say_rules, verb
from goldline.rules.space.boxes import merge
from goldline.rules.space.grid import Box, Grid, Side, build_grid
from goldline.rules.space.walk import Leaf, compare_sides
from goldline.rules.table import Table

_MOST_NODES: Final = 60_000
_MOST_TOLD: Final = 6
_FACING: Final[dict[Operator, Operator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def find_lopsided(ground: Ground) -> Iterator[Flaw]:
    """Yield the judgments that are not the opposite ones when two responses are swapped."""
    criterion = ground.criterion
    pair = _responses(criterion)
    if criterion.target != "item" or pair is None:
        return
    opposite = mirror_levels(criterion.scale, *pair)
    if opposite is None or any(isinstance(rule.then, Formula) for rule in criterion.rules):
        return
    image = _mirrored(criterion, pair, opposite)
    if image is None:
        return
    table = Table(image, domains_of(image, ground.judge.guideline))
    grid = build_grid([Side(ground.judge, table), Side(ground.judge, ground.table)])
    walk = compare_sides(grid, _MOST_NODES)
    if not walk.complete:
        ground.unproved.append(
            "its inputs can be combined in too many ways to swap the responses in all of them"
        )
    groups: dict[tuple[tuple[str, object], tuple[str, object]], list[Box]] = {}
    leaves = [leaf for leaf in walk.leaves if grid.feasible(leaf.box)]
    gaps = [at for at, axis in enumerate(grid.axes) if axis.key[0] == "difference"]

    def lowest_first(leaf: Leaf) -> tuple[list[int], Box]:
        cell = grid.first_cell(leaf.box) or ()
        return [cell[at] for at in gaps], cell

    for leaf in sorted(leaves, key=lowest_first):
        turned = (leaf.base[0], _turn(opposite, leaf.base[1]))
        if turned == leaf.head or (turned, leaf.head) not in groups:  # else seen from the other side
            groups.setdefault((leaf.head, turned), []).append(leaf.box)
    found = [_look(ground, grid, *key, boxes) for key, boxes in groups.items()]
    for alike in _by_rule(found)[:_MOST_TOLD]:
        yield _flaw(ground, grid, alike, pair)


@dataclass(frozen=True, slots=True)
class _Lopsided:
    """Facts that are judged `here`, and `there` with the responses swapped; the rules that decide each."""

    here: tuple[str, object]
    there: tuple[str, object]
    boxes: list[Box]
    as_is: FactsShown
    swapped: FactsShown
    rules: tuple[str, ...]
    others: tuple[str, ...]


def _look(
    ground: Ground, grid: Grid, here: tuple[str, object], there: tuple[str, object], boxes: list[Box]
) -> _Lopsided:
    cell = grid.first_cell(boxes[0])
    assert cell is not None
    inputs = ground.criterion.inputs
    mirrored, cells = grid.cells(cell, 0), grid.cells(cell, 1)
    as_is = tuple((name, plain_cell(cells[name])) for name in inputs if name in cells)
    swapped = tuple((name, _turned(inputs[name], plain_cell(mirrored[name]))) for name, _ in as_is)
    one, two = (ground.table.outcome(dict(facts))[0] for facts in (as_is, swapped))
    return _Lopsided(here, there, boxes, as_is, swapped, one.rules, two.rules)


def _turned(source: Input, value: Value) -> Value:
    """Return what an input is with the responses swapped, given what its mirror image reads."""
    return _minus(value) if isinstance(source, DifferenceInput) else value


def _by_rule(found: list[_Lopsided]) -> list[list[_Lopsided]]:
    """Return them in groups that one rule has a part in: a rule without its mirror image shows many times."""
    groups: list[list[_Lopsided]] = []
    left = list(found)
    while left:
        count = Counter(name for one in left for name in {*one.rules, *one.others})
        name = max(count, key=lambda name: count[name], default="")
        alike = [one for one in left if name in (*one.rules, *one.others)] or left
        left = [one for one in left if one not in alike]
        groups.append(alike)
    return groups


def _flaw(ground: Ground, grid: Grid, alike: list[_Lopsided], pair: tuple[str, str]) -> Flaw:
    criterion = ground.criterion
    first = alike[0]
    a, b = pair
    rules = dict.fromkeys(name for one in alike for name in (*one.rules, *one.others))
    more = len(alike) - 1
    message = (
        f"swapping {a} and {b} does not turn the judgment around: "
        f"{say_facts(_telling(criterion, grid, first.as_is, rules))} gives "
        f"{_say(first.here, first.rules, criterion)}, and with {a} and {b} swapped "
        f"{_say(first.there, first.others, criterion)}"
    )
    if more:
        others = [name for name in rules if name not in (*first.rules, *first.others)]
        beside = f", with {say_rules(others)}" if others else ""
        message += f"; so it is in {more} more {verb(more, 'way', 'ways')}{beside}"
    merged = merge(_as_read(grid, box) for one in alike for box in one.boxes)
    merged.sort(key=lambda box: -grid.count(box))
    flaw = ground.flaw(
        "lopsided",
        rules,
        message,
        f"write each rule for {a} and for {b} alike",
        at=next((rule for rule in criterion.rules if rule.id in rules), None),
        example=first.as_is,
        other=first.swapped,
    )
    return replace(
        flaw,
        regions=tuple(
            tuple((name, tuple(values)) for name, values in grid.when(box).items())
            for box in merged[:MOST_REGIONS]
        ),
        more=max(len(merged) - MOST_REGIONS, 0),
    )


def _as_read(grid: Grid, box: Box) -> Box:
    """Return a box without what its mirror image alone reads: the table has no name for it."""
    return tuple(mask if axis.names[1] else axis.full for axis, mask in zip(grid.axes, box, strict=True))


def _telling(criterion: Criterion, grid: Grid, facts: FactsShown, rules: Iterable[str]) -> FactsShown:
    """Return the facts that these rules test, this way round or swapped: the rest makes no difference."""
    named = set(rules)
    tested = {
        name for rule in criterion.rules if rule.id in named for case in rule.cases for name in case.tests
    }
    tested |= {str(axis.names[1]) for axis in grid.axes if axis.names[0] in tested}
    return tuple(fact for fact in facts if fact[0] in tested) or facts


def _say(result: tuple[str, object], rules: tuple[str, ...], criterion: Criterion) -> str:
    state, value = result
    if state == "gap":
        return "no judgment"
    said = say_outcome(value, criterion) if state == "decided" else "a contradiction"
    return f"{said} ({say_rules(rules)})"


def _turn(opposite: dict[Value, Value], value: object) -> object:
    return opposite.get(value, value)  # type: ignore[call-overload]


def mirror_levels(scale: Scale, a: str, b: str) -> dict[Value, Value] | None:
    """Return each level's opposite, or None where the scale is none that turns around.

    It is where the levels, read backwards, are the same with the responses' names (or signs) swapped.
    """
    if scale.numeric or not scale.ordered:
        return None
    values = [level.value for level in scale.levels]
    opposite: dict[Value, Value] = {}
    for one, two in zip(values, reversed(values), strict=True):
        if two != (_swap(one, a, b) if isinstance(one, str) else -one):
            return None
        opposite[one] = two
    return opposite


def _swap(text: str, a: str, b: str) -> str:
    words = re.split(r"([^0-9A-Za-z]+)", text)
    return "".join(b if word == a else a if word == b else word for word in words)


def _responses(criterion: Criterion) -> tuple[str, str] | None:
    named: dict[str, None] = {}
    for source in criterion.inputs.values():
        if isinstance(source, DifferenceInput):
            named.update(dict.fromkeys((source.first, source.second)))
        elif not isinstance(source, ContextInput) and source.response is not None:
            named[source.response] = None
    found = sorted(named)
    return (found[0], found[1]) if len(found) == 2 else None


def _mirrored(criterion: Criterion, pair: tuple[str, str], opposite: dict[Value, Value]) -> Criterion | None:
    other = {pair[0]: pair[1], pair[1]: pair[0]}

    def swap(source: Input) -> Input:
        if isinstance(source, DifferenceInput | ContextInput) or source.response is None:
            return source
        return replace(source, response=other[source.response])

    def turn_case(case: Case) -> Case:
        tests = {
            name: turn_test(test) if isinstance(criterion.inputs[name], DifferenceInput) else test
            for name, test in case.tests.items()
        }
        return replace(case, tests=tests)

    def turn(rule: Rule) -> Rule:
        assert not isinstance(rule.then, Formula)
        cases = tuple(turn_case(case) for case in rule.cases)
        return replace(rule, cases=cases, then=opposite.get(rule.then, rule.then))

    otherwise: Otherwise | None = criterion.otherwise
    if otherwise is not None:
        if isinstance(otherwise.then, Formula):
            return None
        otherwise = replace(otherwise, then=opposite.get(otherwise.then, otherwise.then))
    # Below all levels stands what is not judged: it wins over what `priority` does not list.
    ranked: list[Value] = [NOT_JUDGED, *(level.value for level in criterion.scale.levels)]
    order = [*criterion.priority, *(value for value in ranked if value not in criterion.priority)]
    aggregate = criterion.aggregate
    if aggregate in ("min", "max"):
        aggregate = "max" if aggregate == "min" else "min"
    if criterion.hit_policy == "collect" and (
        aggregate not in ("min", "max") or any(rule.then == NOT_JUDGED for rule in criterion.rules)
    ):
        return None  # sums do not turn around, nor does the least where something is below all levels
    return replace(
        criterion,
        inputs={name: swap(source) for name, source in criterion.inputs.items()},
        rules=tuple(turn(rule) for rule in criterion.rules),
        otherwise=otherwise,
        impossible=tuple(turn_case(case) for case in criterion.impossible),
        priority=tuple(opposite.get(value, value) for value in order)
        if criterion.hit_policy == "priority"
        else (),
        aggregate=aggregate,
    )


def turn_test(test: Test) -> Test:
    """Return the test that holds for a number where this one holds for its negative."""
    match test:
        case Equals():
            return Equals(_minus(test.value))
        case Compare():
            return Compare(_FACING[test.operator], _minus(test.value))
        case Interval():
            return Interval(_minus(test.high), _minus(test.low), test.high_open, test.low_open)
        case AnyOf():
            return AnyOf(tuple(map(turn_test, test.tests)))
        case Not():
            return Not(tuple(map(turn_test, test.tests)))
        case _:
            return test


def _minus(value: Value) -> Value:
    return -value if isinstance(value, int | Decimal) else value
