"""The search over facts that are not known, by parts that do not touch each other.

Inputs that rest on the same unknown make one part. Each part is listed in full, its signs are
joined to those of the table, and what the table gives for them is what is possible. What is
missing is asked of each part by itself: which of its unknowns must be known so that, whatever the
other parts come to, the table gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from goldline.rules.domain import is_number
from goldline.rules.formula import add_up
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import GAP, Outcome, Table
from goldline.rules.unknown.sign import Sign, fail_also, finish, join, masks_of

MOST_SIGNS = 20_000
MOST_TRIALS = 200_000

Signs = tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outcome, or what leads to one, stands with whoever asks: one kind is all the same to them.

    `open` says that it is not settled even so: it is a number that is only known between bounds.
    """

    kind: Hashable
    open: bool = False


Classify = Callable[[Outcome], Standing]


def plain(outcome: Outcome) -> Hashable:
    """Return what tells one outcome from another: its state and value, not its rules."""
    return outcome.state, outcome.value


def by_itself(outcome: Outcome) -> Standing:
    """Return how an outcome stands where any other would be another."""
    return Standing(plain(outcome), isinstance(outcome.value, Span))


def merge(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes of one state and value as one, with the rules of all of them."""
    found: dict[Hashable, Outcome] = {}
    for outcome in outcomes:
        before = found.get(plain(outcome))
        rules = outcome.rules if before is None else tuple(dict.fromkeys((*before.rules, *outcome.rules)))
        found[plain(outcome)] = Outcome(outcome.state, outcome.value, rules)
    return list(found.values())


class Part(Protocol):
    """Inputs that rest on the same unknowns; an entry for each way in which these could be known."""

    @property
    def entries(self) -> Sequence[Signs]:
        """What the inputs come to; several signs where a number is known only between bounds."""
        ...

    def missing(self, standings: Sequence[Standing]) -> list[str]:
        """Return what must be known so that it is settled how an entry stands."""
        ...


class Search:
    """All parts of one table."""

    def __init__(self, table: Table, parts: Sequence[Part]) -> None:
        self.table = table
        self.parts = list(parts)
        idle = _idle(table, [_distinct(part) for part in self.parts])
        self.entries: list[list[Signs]] = [
            [tuple(dict.fromkeys(fail_also(sign, idle) for sign in entry)) for entry in part.entries]
            for part in self.parts
        ]
        self.signs = [list(dict.fromkeys(sign for entry in part for sign in entry)) for part in self.entries]
        # The cases that some sign of a part can let fail.
        self.may_fail = [_any_of(masks) for masks in ([*_masks(signs)] for signs in self.signs)]

    def outcomes(self) -> list[Outcome]:
        """Return every outcome that is possible; more of them where there is too much to search."""
        joined = self._join(range(len(self.parts)))
        if joined is None:
            return anything(self.table, (sign for signs in self.signs for sign in signs))
        return list(dict.fromkeys(outcome for sign in joined for outcome in finish(self.table, sign)))

    def missing(self, classify: Classify = by_itself) -> list[str]:
        """Return the names of what must be known so that it is settled how the outcome stands."""
        found: list[str] = []
        for at, part in enumerate(self.parts):
            if len(self.signs[at]) == 1 and not self.table.formula_names:
                continue  # whatever is not known here, it comes to the same
            standings = self._standings(at, classify)
            if len(set(standings)) > 1 or standings[0].open:
                found += part.missing(standings)
        return list(dict.fromkeys(found))

    def _join(self, places: Sequence[int]) -> list[Sign] | None:
        """Return the distinct signs of these parts together, or None where there are too many."""
        rest = _any_of(self.may_fail[at] for at in range(len(self.parts)) if at not in places)
        ahead = [rest | _any_of(self.may_fail[at] for at in places[i + 1 :]) for i in range(len(places))]
        found: dict[Sign, None] = {0: None}
        for at, may_fail in zip(places, ahead, strict=True):
            if len(found) * len(self.signs[at]) > MOST_TRIALS:
                return None
            joined = (join(one, two) for one in found for two in self.signs[at])
            found = dict.fromkeys(self._without_idle(sign, may_fail) for sign in joined)
            if len(found) > MOST_SIGNS:
                return None
        return list(found)

    def _without_idle(self, sign: Sign, may_fail: int) -> Sign:
        """Return the sign with those cases failing that cannot decide any more, whatever follows."""
        if self.table.criterion.hit_policy != "first" or not isinstance(sign, int):
            return sign
        certain = self.table.full & ~(sign | may_fail)
        return sign | _after_first(self.table, certain)

    def _standings(self, at: int, classify: Classify) -> list[Standing]:
        """Return how each entry of a part stands: those of one kind lead to the same, whatever the others."""
        signs = self.signs[at]
        others = self._join([place for place in range(len(self.parts)) if place != at])
        if others is None or len(others) * len(signs) > MOST_TRIALS:
            found = {sign: Standing(sign) for sign in signs}
        else:
            found = {sign: self._standing(sign, others, classify) for sign in signs}
        numbers = {one.kind: number for number, one in enumerate(dict.fromkeys(found.values()))}
        standings = []
        for entry in self.entries[at]:
            kinds = frozenset(numbers[found[sign].kind] for sign in entry)
            standings.append(Standing(kinds, len(kinds) > 1 or any(found[sign].open for sign in entry)))
        return standings

    def _standing(self, sign: Sign, others: Iterable[Sign], classify: Classify) -> Standing:
        kinds: list[Hashable] = []
        is_open = False
        for other in others:
            found = [classify(outcome) for outcome in finish(self.table, join(sign, other))]
            kinds.append(frozenset(one.kind for one in found))
            is_open = is_open or len(set(found)) > 1 or found[0].open
        return Standing(tuple(kinds), is_open)


def anything(table: Table, signs: Iterable[Sign]) -> list[Outcome]:
    """Return all that a table could give if each of its cases might hold or fail: a last resort."""
    lost = [Outcome(m.state, None, m.rules) for s in signs if not isinstance(s, int) for m in s.lost]
    criterion = table.criterion
    if table.formula_names:
        clash = [Outcome("conflict", None, ())] if criterion.hit_policy in ("unique", "any") else []
        return [Outcome("decided", Span(-INFINITY, INFINITY, True, True), ()), GAP, *clash, *lost]
    single = [table.constant(table.full & ~(1 << bit)) for bit in range(len(table.rule_of))]
    found = [table.constant(0), table.constant(table.full), *single, *lost]
    if criterion.aggregate == "count":
        found += [Outcome("decided", count, ()) for count in range(1, len(criterion.rules) + 1)]
    if criterion.aggregate == "sum":
        amounts = [Decimal(rule.then) for rule in criterion.rules if is_number(rule.then)]  # type: ignore[arg-type]
        low, high = (add_up(pick(amount, Decimal(0)) for amount in amounts) for pick in (min, max))
        found.append(Outcome("decided", Span(low, high), ()))
    return found


def _idle(table: Table, parts: Sequence[Iterable[Sign]]) -> int:
    """Return the cases that decide nothing: those that fail in any case, and what follows a sure one."""
    masks = [list(_masks(signs)) for signs in parts]
    failing = _any_of(_all_of(part, table.full) for part in masks)
    if table.criterion.hit_policy != "first":
        return failing
    certain = table.full & ~_any_of(_any_of(part) for part in masks)
    return failing | _after_first(table, certain)


def _after_first(table: Table, certain: int) -> int:
    lowest = certain & -certain
    return table.full & ~((lowest << 1) - 1) if lowest else 0


def _distinct(part: Part) -> Iterable[Sign]:
    return dict.fromkeys(sign for entry in part.entries for sign in entry)


def _masks(signs: Iterable[Sign]) -> Iterator[int]:
    return (mask for sign in signs for mask in masks_of(sign))


def _any_of(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _all_of(masks: Iterable[int], full: int) -> int:
    found = full
    for mask in masks:
        found &= mask
    return found
