"""The facts of the few new gold items that would show most of what gold does not show yet.

For everything that gold leaves open, facts are looked for that differ as little as can be from an
item that is there; of these the ones are taken, one after another, that show most at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from goldline.impact.coverage import CriterionGold, Goal, open_goals
from goldline.impact.recipes import Recipe, find_recipe
from goldline.model.condition import Value
from goldline.model.coverage import Suggestion
from goldline.rules.proofs.ground import Ground, plain_cell
from goldline.rules.proofs.sweep import Dimension, Part, cell_of
from goldline.rules.show import show_test
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Box, bits
from goldline.rules.span import Span

_MOST_PARTS: Final = 60
_MOST_POINTS: Final = 400
_MOST_GOALS: Final = 400


@dataclass(slots=True)
class Candidate:
    """Facts that would show something: where they are, and the item that comes closest."""

    space: CriterionGold
    cell: Box
    goals: frozenset[Goal]
    near: str
    changed: tuple[str, ...]
    effort: int


def suggest_items(spaces: Iterable[CriterionGold], count: int) -> list[Suggestion]:
    """Return up to `count` suggestions over these criteria, the most telling ones first."""
    candidates = [candidate for space in spaces for candidate in _candidates(space)]
    left: dict[int, set[Goal]] = {}
    for candidate in candidates:
        left.setdefault(id(candidate.space), set()).update(candidate.goals)
    chosen: list[Suggestion] = []
    while len(chosen) < count and candidates:
        best = max(candidates, key=lambda c: (_worth(c, left), -c.effort))
        fresh = best.goals & left[id(best.space)]
        if not fresh:
            break
        chosen.append(_suggestion(best, fresh))
        left[id(best.space)] -= fresh
        candidates.remove(best)
    return chosen


def suggest_facts(space: CriterionGold, facts: dict[str, Value], why: str) -> Suggestion | None:
    """Return given facts (a shift without gold) as a suggestion; None where they cannot be."""
    cell: list[int] = []
    for axis in space.ground.grid.axes:
        if axis.name not in facts:
            return None
        at = locate(axis.classes, facts[axis.name])
        if at is None:
            return None
        cell.append(1 << at)
    if space.ground.table.is_impossible(space.ground.grid.cells(tuple(cell), 0)):
        return None
    open_ = set(open_goals(space))
    goals = frozenset(
        goal for goal in space.reached(tuple(cell), space.rules_at(tuple(cell))) if goal in open_
    )
    near, changed, effort = _nearest(space, tuple(cell))
    return _suggestion(Candidate(space, tuple(cell), goals, near, changed, effort), goals, why)


def _worth(candidate: Candidate, left: dict[int, set[Goal]]) -> int:
    """Return how much new a candidate shows; a rule that nothing shows counts more than a condition."""
    return sum(1 if goal.name else 3 for goal in candidate.goals & left[id(candidate.space)])


def _candidates(space: CriterionGold) -> list[Candidate]:
    wanted = open_goals(space)[:_MOST_GOALS]
    every = set(wanted)
    found: dict[Box, Candidate] = {}
    for goal in wanted:
        cell = _facts_for(space, goal)
        if cell is None or cell in found:
            continue
        goals = frozenset(one for one in space.reached(cell, space.rules_at(cell)) if one in every)
        if not goals:
            continue
        near, changed, effort = _nearest(space, cell)
        found[cell] = Candidate(space, cell, goals, near, changed, effort)
    return list(found.values())


def _facts_for(space: CriterionGold, goal: Goal) -> Box | None:
    """Return facts that reach a goal, as close to an item as they come."""
    ground = space.ground
    sweep = ground.within(space.goals[goal])
    wanted = space.wanted(goal)
    parts, _ = sweep.parts(wanted, most=_MOST_PARTS)
    best: tuple[int, Box] | None = None
    points = [point for point in space.points if point.whole][:_MOST_POINTS]
    for part in parts[:_MOST_PARTS]:
        for point in points:
            cell = _closest(ground, sweep.dimensions, part, point.box)
            effort = _distance(cell, point.box)
            if best is None or effort < best[0]:
                best = effort, cell
        if best is None:
            best = len(ground.grid.axes), cell_of(ground.grid, sweep.dimensions, part)
    return best[1] if best is not None else None


def _closest(ground: Ground, dimensions: Sequence[Dimension], part: Part, point: Box) -> Box:
    """Return the combination of a part that differs least from a point."""
    cell = [0] * len(ground.grid.axes)
    for dimension, elements in zip(dimensions, part, strict=True):
        members = dimension.covered(elements)
        if dimension.group is None:
            axis = dimension.axes[0]
            cell[axis] = point[axis] if point[axis] & members else members & -members
            continue
        group = ground.grid.groups[dimension.group]
        wanted = tuple(point[axis].bit_length() - 1 for axis in dimension.axes)
        vector = min(
            (group.vectors[at] for at in bits(members)),
            key=lambda one: (
                sum(x != y for x, y in zip(one, wanted, strict=True)),
                sum(abs(x - y) for x, y in zip(one, wanted, strict=True)),
            ),
        )
        for axis, chosen in zip(dimension.axes, vector, strict=True):
            cell[axis] = 1 << chosen
    return tuple(cell)


def _distance(one: Box, two: Box) -> int:
    return sum(x != y for x, y in zip(one, two, strict=True))


def _nearest(space: CriterionGold, cell: Box) -> tuple[str, tuple[str, ...], int]:
    """Return the item that may be named and comes closest, what differs, and how much."""
    named = [point for point in space.points if point.public and point.whole][:_MOST_POINTS]
    if not named:
        return "", (), len(cell)
    best = min(named, key=lambda point: _distance(point.box, cell))
    axes = space.ground.grid.axes
    changed = tuple(axis.name for axis, x, y in zip(axes, best.box, cell, strict=True) if x != y)
    return best.public, changed, len(changed)


# --- telling ---------------------------------------------------------------------------------


def _suggestion(candidate: Candidate, goals: frozenset[Goal], shift: str = "") -> Suggestion:
    space = candidate.space
    ground, criterion = space.ground, space.criterion
    cells = ground.grid.cells(candidate.cell, 0)
    outcome = ground.table.outcome(cells)[0]
    value = None if isinstance(outcome.value, Span) else outcome.value
    recipe: Recipe = find_recipe(ground, candidate.cell)
    level = criterion.scale.level(value) if value is not None else None
    order = list(space.goals)
    return Suggestion(
        guideline=space.judge.guideline.id,
        criterion=criterion.id,
        facts=tuple((name, plain_cell(cell)) for name, cell in cells.items()),
        findings=recipe.findings,
        observations=recipe.observations,
        judgments=recipe.judgments,
        other=recipe.other,
        state=outcome.state,
        value=value,
        label=level.label if level is not None else "",
        rules=outcome.rules,
        shows=tuple(_told(space, goal) for goal in sorted(goals, key=order.index)),
        near=candidate.near,
        changed=candidate.changed,
        shift=shift,
    )


def _told(space: CriterionGold, goal: Goal) -> str:
    if goal.rule not in space.rules:
        return f"{'`otherwise`' if goal.rule == 'otherwise' else goal.rule} decides: no item shows it"
    rule = space.criterion.rules[space.rules[goal.rule]]
    case = f", case {goal.case + 1}" if len(rule.cases) > 1 else ""
    if not goal.name:
        return f"{goal.rule}{case} decides: no item shows it"
    test = show_test(rule.cases[goal.case].tests[goal.name])
    return f"{goal.rule}{case} depends on `{goal.name}` ({test}): all else is as it asks"
