"""The search over facts that are not known, by parts that do not touch each other.

Inputs that rest on the same unknown make one part. Each part is listed in full, its signs are
joined to those of the table, and what the table gives for them is what is possible. What is
missing is asked of each part by itself: which of its unknowns must be known so that, whatever the
other parts come to, the table gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from goldline.rules.domain import is_number
from goldline.rules.formula import add_up
from goldline.rules.sign import Sign, fail_also, finish, join, masks_of
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import GAP, Outcome, Table

MOST_SIGNS = 20_000
MOST_TRIALS = 200_000

Classify = Callable[[Outcome], Hashable]
"""Tells outcomes apart as far as they matter to whoever asks."""
Signs = tuple[Sign, ...]


def plain(outcome: Outcome) -> Hashable:
    """Return what tells one outcome from another: its state and value, not its rules."""
    return outcome.state, outcome.value


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

    def missing(self, classes: Sequence[Hashable]) -> list[str]:
        """Return what must be known so that the class of an entry is settled."""
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

    def missing(self, classify: Classify = plain) -> list[str]:
        """Return the names of what must be known so that the outcome's class is settled."""
        found: list[str] = []
        for at, part in enumerate(self.parts):
            if len(set(self.entries[at])) == 1:
                continue
            classes = self._classes(at, classify)
            if len(set(classes)) > 1:
                found += part.missing(classes)
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

    def _classes(self, at: int, classify: Classify) -> list[Hashable]:
        """Return a class for each entry of a part: entries of one class lead to the same everywhere."""
        signs = self.signs[at]
        others = self._join([place for place in range(len(self.parts)) if place != at])
        classes: dict[Sign, Hashable]
        if others is None or len(others) * len(signs) > MOST_TRIALS:
            classes = {sign: sign for sign in signs}
        else:
            classes = {sign: tuple(self._results(sign, others, classify)) for sign in signs}
        numbers = {found: number for number, found in enumerate(dict.fromkeys(classes.values()))}
        return [frozenset(numbers[classes[sign]] for sign in entry) for entry in self.entries[at]]

    def _results(self, sign: Sign, others: Iterable[Sign], classify: Classify) -> Iterator[Hashable]:
        for other in others:
            yield frozenset(classify(outcome) for outcome in finish(self.table, join(sign, other)))


def anything(table: Table, signs: Iterable[Sign]) -> list[Outcome]:
    """Return all that a table could give if each of its cases might hold or fail: a last resort."""
    lost = [Outcome(m.state, None, m.rules) for s in signs if not isinstance(s, int) for m in s.lost]
    if table.formula_names:
        everywhere = Span(-INFINITY, INFINITY, True, True)
        return [Outcome("decided", everywhere, ()), GAP, Outcome("conflict", None, ()), *lost]
    criterion = table.criterion
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
