"""Facts for which no rule speaks, and facts for which rules contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from goldline.model.proof import Flaw
from goldline.rules.proofs.ground import Ground, Region, same_given
from goldline.rules.proofs.sweep import place_member
from goldline.rules.proofs.wording import say_outcome, say_rules, say_when, verb
from goldline.rules.space.grid import bits

_MOST_CELLS: Final = 20_000
_MOST_GROUPS: Final = 12


def find_gaps(ground: Ground) -> Iterator[Flaw]:
    """Yield the facts for which no rule holds, and those for which a formula has no result."""
    if ground.criterion.otherwise is None:
        region = ground.region(lambda state: not state & ground.cases)
        if region.cell:
            yield ground.flaw(
                "gap",
                (),
                f"no rule says what to judge where {_places(ground, region)}",
                "write a rule for it, an `otherwise`, or list it under `impossible` if it cannot be",
                region,
            )
    if ground.table.formula_names:
        yield from _formula_gaps(ground)


def _places(ground: Ground, region: Region) -> str:
    shown = [say_when(ground.when(box)) for box in region.boxes]
    text = "; or where ".join(shown)
    return text + (f"; and in {region.more} more" if region.more else "")


def _formula_gaps(ground: Ground) -> Iterator[Flaw]:
    grid = ground.grid
    if grid.empty:
        return
    if grid.count(grid.whole()) > _MOST_CELLS:
        ground.unproved.append("its formula reads too many numbers to try each of them")
        return
    seen: set[tuple[str, ...]] = set()
    members = [
        [(dimension, 1 << place) for place in bits(dimension.covered(dimension.full))]
        for dimension in ground.dimensions
    ]
    for chosen in product(*members):
        cell = [0] * len(grid.axes)
        for dimension, member in chosen:
            place_member(grid, dimension, member, cell)
        cells = grid.cells(tuple(cell), 0)
        if ground.table.is_impossible(cells):
            continue
        for outcome in ground.table.outcome(cells):
            if outcome.state == "gap" and outcome.rules and outcome.rules not in seen:
                seen.add(outcome.rules)
                region = Region(cell=tuple(cell))
                rule = next((r for r in ground.criterion.rules if r.id in outcome.rules), None)
                yield ground.flaw(
                    "gap",
                    outcome.rules,
                    f"the formula of {say_rules(outcome.rules)} can have no result: an input is null, it "
                    "divides by zero, or it takes the root of a negative number",
                    "write a rule for these facts before it",
                    region,
                    at=rule,
                    where=ground.tail if rule is None else None,
                )


def find_conflicts(ground: Ground) -> Iterator[Flaw]:
    """Yield the largest sets of rules that hold together and must not."""
    policy = ground.criterion.hit_policy
    if policy not in ("unique", "any"):
        return
    clashes = {ground.rule_ids(state) for state in ground.sweep.finals if _contradicts(ground, state)}
    groups = _largest(ground, clashes)
    for index, group in enumerate(groups):
        if index == _MOST_GROUPS:
            left = len(groups) - index
            yield ground.flaw(
                "conflict",
                (),
                f"the rules of {left} more {verb(left, 'group', 'groups')} contradict each other",
                "mend the ones above first",
            )
            return
        rules = [ground.rule(name) for name in group]
        masks = [ground.masks[ground.criterion.rules.index(rule)] for rule in rules]
        region = ground.region(lambda state, masks=masks: all(state & mask for mask in masks))  # type: ignore[misc]
        same = all(same_given(rule.then, rules[0].then) for rule in rules)
        if same:
            they = "both" if len(rules) == 2 else "all"
            message = (
                f"{say_rules(group)} hold together where {_places(ground, region)}: "
                f"{they} give {say_outcome(rules[0].then, ground.criterion)}, but under `unique` just one may"
            )
            hint = "narrow one of them, or make the hit policy `any`"
        else:
            gives = ", ".join(
                f"{rule.id} gives {say_outcome(rule.then, ground.criterion)}" for rule in rules[:4]
            )
            message = f"{say_rules(group)} contradict each other where {_places(ground, region)}: {gives}"
            hint = "narrow one of them, or choose a hit policy that says which one wins (`first`, `priority`)"
        yield ground.flaw("conflict", group, message, hint, region, at=rules[-1])


def _contradicts(ground: Ground, state: int) -> bool:
    verdict = ground.verdict(state)
    if verdict.state == "conflict":
        return True
    if verdict.state != "open" or ground.criterion.hit_policy != "any":
        return False
    thens = [ground.rule(name).then for name in verdict.rules]
    return not all(same_given(then, thens[0]) for then in thens)


def find_overlaps(ground: Ground) -> Iterator[Flaw]:
    """Yield the largest sets of rules that hold together under `any` and agree: harmless, good to know."""
    if ground.criterion.hit_policy != "any":
        return
    sets = {ground.rule_ids(state) for state in ground.sweep.finals if not _contradicts(ground, state)}
    for group in _largest(ground, {names for names in sets if len(names) > 1})[:_MOST_GROUPS]:
        then = say_outcome(ground.rule(group[0]).then, ground.criterion)
        yield ground.flaw(
            "overlap",
            group,
            f"{say_rules(group)} can hold together, and agree on {then}",
            "nothing is wrong with that under `any`",
        )


def _largest(ground: Ground, sets: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the sets of rules that are not part of another one, largest first, then in table order."""
    kept: list[tuple[str, ...]] = []
    holders: dict[str, int] = {}
    place = {rule.id: at for at, rule in enumerate(ground.criterion.rules)}
    for names in sorted(sets, key=lambda names: (-len(names), [place[name] for name in names])):
        common = -1
        for name in names:
            common &= holders.get(name, 0)
        if common:
            continue
        for name in names:
            holders[name] = holders.get(name, 0) | 1 << len(kept)
        kept.append(names)
    return kept
