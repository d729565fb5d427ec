"""Rules that do nothing: that never hold, never decide, say again what another says; levels nobody gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldline.model.criterion import Rule
from goldline.model.proof import Flaw
from goldline.rules.proofs.ground import Ground, same_given
from goldline.rules.proofs.sweep import Sweep
from goldline.rules.proofs.wording import say_outcome, say_rules, verb
from goldline.rules.space.grid import bits

_SMALL: Final = 20_000
_MOST_RULES: Final = 120
_LEAST_STEPS: Final = 4_000
_MOST_BLAMED: Final = 12


class Idle:
    """Finds what is idle in one criterion. `told` are the rules that something graver was said of."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.criterion = ground.criterion
        self.told: set[str] = set()
        self.policy = ground.criterion.hit_policy
        self.counting = self.policy == "collect" and self.criterion.aggregate in ("sum", "count")

    def find(self) -> Iterator[Flaw]:
        """Yield all of it, gravest first."""
        yield from self._duplicates()
        yield from self._dead()
        yield from self._otherwise()
        yield from self._levels()
        yield from self._needless()
        yield from self._mergeable()

    # --- the same twice ----------------------------------------------------------------------

    def _duplicates(self) -> Iterator[Flaw]:
        seen: dict[frozenset[object], list[Rule]] = {}
        for rule, mask in self.ground.ruled:
            boxes = frozenset(self.ground.grid.case_box(bit) for bit in bits(mask))
            for other in seen.get(boxes, []):
                if same_given(other.then, rule.then):
                    self.told |= {rule.id}
                    yield self.ground.flaw(
                        "duplicate-rule",
                        (other.id, rule.id),
                        f"{rule.id} says the same as {other.id}: the same facts, the same judgment",
                        "keep one of them",
                        at=rule,
                    )
                    break
            seen.setdefault(boxes, []).append(rule)

    # --- rules and cases that never matter ---------------------------------------------------

    def _dead(self) -> Iterator[Flaw]:
        deciding = self._deciding_cases()
        most = max(self.ground.most // max(len(self.criterion.rules), 1), _LEAST_STEPS)
        for rule, mask in self.ground.ruled:
            if rule.id in self.told or mask & deciding:
                continue
            sweeps = [self.ground.restricted(within=1 << bit, most=most) for bit in bits(mask)]
            if not any(sweep.finals for sweep in sweeps):
                if all(sweep.complete for sweep in sweeps):
                    self.told.add(rule.id)
                    yield self.ground.flaw(
                        "dead-rule",
                        (rule.id,),
                        f"{rule.id} can never hold: its facts cannot occur together",
                        "correct its tests, or take it out"
                        + (" (see what is listed as `impossible`)" if self.criterion.impossible else ""),
                        at=rule,
                    )
                continue
            if all(sweep.complete for sweep in sweeps) and not self.counting:
                yield from self._masked(rule, mask, sweeps)
        yield from self._idle_cases(deciding)

    def _masked(self, rule: Rule, mask: int, sweeps: list[Sweep]) -> Iterator[Flaw]:
        """Say that a rule holds and never decides, and what decides instead."""
        states = [state for sweep in sweeps for state in sweep.finals]
        if any(self._decides(state, mask) for state in states):
            return
        winners: dict[str, None] = {}
        for state in states:
            for name in self._winners(state):
                winners[name] = None
        order = [one.id for one in self.criterion.rules]
        names = sorted((name for name in winners if name != rule.id), key=order.index)
        names = self._to_blame(mask, names) or names
        self.told.add(rule.id)
        gives = say_outcome(rule.then, self.criterion)
        if self.policy == "first":
            message = (
                f"{rule.id} never decides anything: wherever it holds, {say_rules(names)} "
                f"{verb(len(names), 'stands', 'stand')} before it and "
                f"{verb(len(names), 'decides', 'decide')}"
            )
            hint = f"move {rule.id} up, narrow what stands before it, or take it out"
        else:
            message = (
                f"{rule.id} never shows its judgment {gives}: wherever it holds, "
                f"{say_rules(names)} {verb(len(names), 'wins', 'win')}"
            )
            hint = f"take {rule.id} out, or narrow what wins over it"
        yield self.ground.flaw("masked-rule", (rule.id, *names), message, hint, at=rule)

    def _to_blame(self, mask: int, names: list[str]) -> list[str]:
        """Return the rules of which each one alone keeps another from deciding."""
        ground = self.ground
        blamed: list[str] = []
        for name in names[:_MOST_BLAMED]:
            gone = ground.masks[self.criterion.rules.index(ground.rule(name))]
            sweeps = [
                ground.restricted(within=1 << bit, without=gone, most=_LEAST_STEPS) for bit in bits(mask)
            ]
            if any(self._decides(state, mask) for sweep in sweeps for state in sweep.finals):
                blamed.append(name)
        return blamed

    def _winners(self, state: int) -> tuple[str, ...]:
        verdict = self.ground.verdict(state)
        if self.policy == "collect":
            return tuple(n for n in verdict.rules if same_given(self.ground.rule(n).then, verdict.value))  # type: ignore[arg-type]
        return verdict.rules

    def _decides(self, state: int, mask: int) -> bool:
        """Whether a rule has a say in a state: under policies without an order, whenever it holds."""
        held = state & self.ground.cases
        if not held & mask:
            return False
        if self.policy == "first":
            low = held & -held
            return bool(low & mask)
        if self.policy in ("unique", "any") or self.counting:
            return True
        verdict = self.ground.verdict(state)
        if verdict.state != "decided":
            return True
        rule = self.criterion.rules[self.ground.masks.index(mask)]
        return same_given(rule.then, verdict.value)  # type: ignore[arg-type]

    def _deciding_cases(self) -> int:
        """Return the cases that decide somewhere, as far as was looked."""
        found = 0
        for state in self.ground.sweep.finals:
            held = state & self.ground.cases
            if self.policy == "first":
                found |= held & -held
                continue
            for bit in bits(held & ~found):
                if self._decides(state, self.ground.masks[self.ground.table.rule_of[bit]]):
                    found |= 1 << bit
        return found

    def _idle_cases(self, deciding: int) -> Iterator[Flaw]:
        """Say of rules with several cases that one of them changes nothing."""
        if not self.ground.sweep.complete:
            return
        for rule, mask in self.ground.ruled:
            cases = bits(mask)
            if rule.id in self.told or len(cases) < 2:
                continue
            left = mask
            for place, bit in reversed(list(enumerate(cases))):
                if self.policy == "first":
                    idle = not deciding >> bit & 1
                else:
                    # Alone it matters: where it holds and no other case of its rule does.
                    alone = 1 << bit
                    idle = not any(state & left == alone for state in self.ground.sweep.finals)
                if idle and left != 1 << bit:
                    left &= ~(1 << bit)
                    yield self._idle_case(rule, place, len(cases))

    def _idle_case(self, rule: Rule, place: int, count: int) -> Flaw:
        return self.ground.flaw(
            "idle-case",
            (rule.id,),
            f"case {place + 1} of the {count} cases of {rule.id} changes nothing: it cannot occur, or other "
            "cases or earlier rules already decide wherever it holds",
            "take the case out, or correct its tests",
            at=rule,
        )

    def _otherwise(self) -> Iterator[Flaw]:
        otherwise = self.criterion.otherwise
        sweep = self.ground.sweep
        if otherwise is None or not sweep.complete or not self.criterion.rules:
            return
        if sweep.finals and all(state & self.ground.cases for state in sweep.finals):
            yield self.ground.flaw(
                "idle-otherwise",
                (otherwise.name,),
                f"{say_rules([otherwise.name])} never applies: some rule holds for all facts there can be",
                "take it out, or narrow the rule that should have left something to it",
                where=self.ground.tail,
            )

    # --- levels ------------------------------------------------------------------------------

    def _levels(self) -> Iterator[Flaw]:
        criterion, ground = self.criterion, self.ground
        scale = criterion.scale
        if scale.numeric or self.counting or not ground.sweep.complete or not ground.sweep.finals:
            return
        verdicts = {ground.verdict(state) for state in ground.sweep.finals}
        given = [verdict.value for verdict in verdicts if verdict.state == "decided"]
        for level in scale.levels:
            if any(same_given(level.value, value) for value in given):  # type: ignore[arg-type]
                continue
            idle = [r.id for r in criterion.rules if same_given(r.then, level.value)]
            tail = criterion.otherwise
            if tail is not None and same_given(tail.then, level.value):
                idle.append(tail.name)
            why = (
                f" ({say_rules(idle)} would, but never {verb(len(idle), 'decides', 'decide')})"
                if idle
                else ""
            )
            yield ground.flaw(
                "level-never-given",
                tuple(idle),
                f"no facts lead to the level {say_outcome(level.value, criterion)} of `{criterion.id}`{why}",
                "write the rule that gives it, or take the level out of the scale",
                where=criterion.where.down("scale") if scale.name else level.where,
            )

    # --- what could be left out, or be one ---------------------------------------------------

    def _needless(self) -> Iterator[Flaw]:
        """Yield rules that could be left out because other rules give the same wherever they decide."""
        ground = self.ground
        rules = self.criterion.rules
        if not ground.sweep.complete or self.policy == "unique" or self.counting:
            return
        if len(rules) > _MOST_RULES or len(ground.sweep.finals) > _SMALL:
            return
        for rule, mask in ground.ruled:
            if rule.id in self.told:
                continue
            winners: dict[str, None] = {}
            fine = True
            for bit in bits(mask):
                sweep = ground.restricted(within=1 << bit, without=mask if ground.first else 0)
                fine &= sweep.complete
                for state in sweep.finals:
                    names = self._instead(state, mask, bit)
                    fine &= names != ()
                    winners.update(dict.fromkeys(names or ()))
            if fine and winners and not any(name in self.told for name in winners):
                self.told.add(rule.id)
                others = sorted(winners, key=[one.id for one in rules].index)
                yield ground.flaw(
                    "subsumed-rule",
                    (rule.id, *others),
                    f"{rule.id} could be left out: {say_rules(others)} {verb(len(others), 'gives', 'give')} "
                    "the same judgment wherever it decides",
                    "nothing is wrong with it; take it out if it teaches nothing",
                    at=rule,
                )

    def _instead(self, state: int, mask: int, bit: int) -> tuple[str, ...] | None:
        """Return the rules that give the same were this one not there: none where that changes the judgment.

        None where it does not decide anyway.
        """
        rules = self.criterion.rules
        rule = rules[self.ground.masks.index(mask)]
        held = state & self.ground.cases & ~mask
        if self.ground.first:
            low = held & -held
            if low and low < 1 << bit:
                return None
            if not low:
                return ()
            other = rules[self.ground.table.rule_of[low.bit_length() - 1]]
            return (other.id,) if same_given(other.then, rule.then) else ()
        if not self._decides(state, mask):
            return None
        before, after = self.ground.verdict(state), self.ground.verdict(held)
        alike = before.state == after.state == "decided" and same_given(before.value, after.value)  # type: ignore[arg-type]
        return self._winners(held) if alike and held else ()

    def _mergeable(self) -> Iterator[Flaw]:
        """Yield neighbouring rules that could be one: they give the same and differ in one input alone."""
        if self.counting:
            return
        ground = self.ground
        rules = self.criterion.rules
        for place in range(len(rules) - 1):
            one, two = rules[place], rules[place + 1]
            if {one.id, two.id} & self.told or not same_given(one.then, two.then):
                continue
            left, right = bits(ground.masks[place]), bits(ground.masks[place + 1])
            if len(left) != 1 or len(right) != 1:
                continue
            boxes = ground.grid.case_box(left[0]), ground.grid.case_box(right[0])
            apart = [at for at, (x, y) in enumerate(zip(*boxes, strict=True)) if x != y]
            if len(apart) == 1:
                name = ground.grid.axes[apart[0]].name
                yield ground.flaw(
                    "mergeable-rules",
                    (one.id, two.id),
                    f"{one.id} and {two.id} could be one rule: they give the same and differ in "
                    f"`{name}` alone",
                    "nothing is wrong with two; join them if analysts need not tell them apart",
                    at=two,
                )
