"""What a table gives over a whole box of facts, where it is known which cases may and must hold.

For every hit policy: the outcome where it is the same all over the box, else a case whose holding
would tell more.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.formula import Formula, Term
from goldline.rules.domain import tidy
from goldline.rules.space.axes import Grid, Key
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import Cell


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The value of a formula, not yet worked out: equal where term and inputs are."""

    term: Term
    keys: tuple[Key, ...]


Given = Cell | Reckoned


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a table gives all over a box: a value, a gap, a conflict, or `open` (worked out by cells)."""

    state: Literal["decided", "gap", "conflict", "open"]
    value: Given = None


GAP = Verdict("gap")
CONFLICT = Verdict("conflict")
OPEN = Verdict("open")


class Policy:
    """One side's rules as masks over the bits of a grid."""

    def __init__(self, grid: Grid, side: int) -> None:
        table = grid.sides[side].table
        self.grid = grid
        self.criterion: Criterion = table.criterion
        self.names = {
            reader.name: axis.key for axis in grid.axes for reader in axis.readers if reader.side == side
        }
        self.cases = grid.cases(side)
        self.first_bit = grid.offsets[side]
        self.thens = [self._given(rule.then) for rule in self.criterion.rules]
        otherwise = self.criterion.otherwise
        self.tail = GAP if otherwise is None else Verdict("decided", self._given(otherwise.then))
        self.masks = [0] * len(self.thens)
        self.rule_of = table.rule_of
        for at, rule in enumerate(table.rule_of):
            self.masks[rule] |= 1 << (self.first_bit + at)
        self.by_value: dict[Given, int] = {}
        for rule, given in enumerate(self.thens):
            self.by_value[given] = self.by_value.get(given, 0) | self.masks[rule]
        self.kind = self.criterion.hit_policy
        self._ranks = [self._rank(given) for given in self.thens]

    def _given(self, then: Value | Formula) -> Given:
        if not isinstance(then, Formula):
            return then
        return Reckoned(then.term, tuple(self.names[name] for name in then.names))

    def _rank(self, given: Given) -> tuple[int, Decimal]:
        """Return the place in which a rule's value wins; lower places first."""
        if isinstance(given, Reckoned | Span):
            return 0, Decimal(0)
        criterion = self.criterion
        level = criterion.scale.ranks.get(given)
        number = (
            Decimal(level)
            if level is not None
            else Decimal(given)
            if isinstance(given, int | Decimal) and not isinstance(given, bool)
            else -INFINITY
        )
        if criterion.hit_policy == "priority":
            for place, value in enumerate(criterion.priority):
                if value == given:
                    return place, Decimal(0)
            return len(criterion.priority), number
        return 0, -number if criterion.aggregate == "max" else number

    def before(self, must: int) -> int:
        """Return the cases that can matter: under `first`, those up to the first that holds for sure."""
        sure = must & self.cases
        if self.kind != "first" or not sure:
            return self.cases
        low = sure & -sure
        return self.cases & ((low << 1) - 1)

    def values(self, may: int, must: int) -> set[Verdict] | None:
        """Return every outcome that is possible in the box, perhaps more; None where it is not plain."""
        if self.kind not in ("first", None):
            return None
        held = may & self.before(must)
        found = {Verdict("decided", given) for given, mask in self.by_value.items() if held & mask}
        if not must & self.cases:
            found.add(self.tail)
        return found

    def settle(self, may: int, must: int) -> Verdict | int:
        """Return the outcome all over the box, or the bit of a case that has to be settled first."""
        may &= self.cases
        must &= self.cases
        if not may:
            return self.tail
        if self.kind in ("first", None):
            return self._first(may, must)
        maybe = [rule for rule, mask in enumerate(self.masks) if may & mask]
        sure = [rule for rule in maybe if must & self.masks[rule]]
        if self.kind == "unique":
            if len(sure) > 1:
                return CONFLICT
            if len(sure) == len(maybe):
                return Verdict("decided", self.thens[sure[0]])
            return self._open_bit(may, maybe, sure)
        if any(isinstance(self.thens[rule], Reckoned) for rule in maybe):
            return OPEN if len(sure) == len(maybe) else self._open_bit(may, maybe, sure)
        if self.kind == "any":
            return self._any(may, maybe, sure)
        if self.kind == "collect" and self.criterion.aggregate in ("sum", "count"):
            if len(sure) < len(maybe):
                return self._open_bit(may, maybe, sure)
            return self._total(sure)
        return self._best(may, maybe, sure)

    def _first(self, may: int, must: int) -> Verdict | int:
        low = may & -may
        rule = self.rule_of[low.bit_length() - 1 - self.first_bit]
        if must & self.masks[rule]:
            return Verdict("decided", self.thens[rule])
        return low

    def _any(self, may: int, maybe: list[int], sure: list[int]) -> Verdict | int:
        known = {self.thens[rule] for rule in sure}
        if len(known) > 1:
            return CONFLICT
        others = [rule for rule in maybe if self.thens[rule] not in known]
        if known and not others:
            return Verdict("decided", next(iter(known)))
        return self._open_bit(may, others, [])

    def _best(self, may: int, maybe: list[int], sure: list[int]) -> Verdict | int:
        """Settle a policy under which one of the values that hold wins."""
        best = min(maybe, key=lambda rule: self._ranks[rule])
        if sure and min(self._ranks[rule] for rule in sure) == self._ranks[best]:
            return Verdict("decided", self.thens[best])
        return self._open_bit(may, [best], [])

    def _total(self, sure: list[int]) -> Verdict:
        if self.criterion.aggregate == "count":
            return Verdict("decided", len(sure))
        total = Decimal(0)
        for rule in sure:
            given = self.thens[rule]
            if isinstance(given, bool) or not isinstance(given, int | Decimal):
                return GAP
            total += Decimal(given)
        return Verdict("decided", tidy(total))

    def _open_bit(self, may: int, rules: list[int], sure: list[int]) -> int:
        known = set(sure)
        mask = next(self.masks[rule] for rule in rules if rule not in known) & may
        return mask & -mask
