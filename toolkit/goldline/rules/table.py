"""A criterion's rules as a table of bits: which cases fail for which value of which input.

Every input maps a value to the set of cases whose test fails for it (a bit each). Joining those
sets with `or` leaves the cases that hold, and the hit policy turns those into an outcome. Masks
and outcomes are remembered, so that a table is paid for once a distinct value.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from typing import Literal

from goldline.model.condition import Always, Test, Value
from goldline.model.criterion import Aggregate, Case, Criterion, Rule
from goldline.model.formula import Binary, Call, Formula, Name, Term
from goldline.model.noun import noun
from goldline.rules.domain import (
    Domain,
    Numbers,
    Words,
    cut_points,
    exact,
    holds,
    is_number,
    same,
    tidy,
)
from goldline.rules.formula import add_up, compute
from goldline.rules.span import INFINITY, Amount, Span, compute_span, intersection

State = Literal["decided", "undecided", "gap", "conflict"]
_MOST_REMEMBERED = 1 << 16

Cell = Value | Span
"""What an input is in one completion of the facts: a value, or a number between bounds."""


@noun
class Outcome:
    """What a table gives for facts that are complete: a value, a gap or a conflict, and the rules."""

    state: Literal["decided", "gap", "conflict"]
    value: Cell
    rules: tuple[str, ...]


GAP = Outcome("gap", None, ())


class Column(dict[Value, int]):
    """An input's map from value to the set of cases that fail for it, filled as values come."""

    def __init__(self, name: str, domain: Domain, tests: tuple[Test, ...]) -> None:
        super().__init__()
        self.name = name
        self.domain = domain
        self.tests = tests
        self.cuts = frozenset().union(*(cut_points(test) for test in tests))
        self.sorted_cuts = sorted(self.cuts)
        self.segments: dict[int, int] = {}
        self.odd = _odd_classes(domain)

    def __missing__(self, value: Value) -> int:
        if value.__class__ in self.odd:
            return self._try(value)
        if len(self) >= _MOST_REMEMBERED:  # a column of measurements: every row brings a new number
            self.clear()
        self[value] = fails = self._fails(value)
        return fails

    def _fails(self, value: Value) -> int:
        if not is_number(value) or not isinstance(self.domain, Numbers):
            return self._try(value)
        # Between two cut points every number fails the same cases: two masks a cut are enough.
        at = bisect_left(self.sorted_cuts, value)  # type: ignore[type-var]  # a number, as just seen
        on_cut = at < len(self.sorted_cuts) and self.sorted_cuts[at] == value
        segment = 2 * at + on_cut
        fails = self.segments.get(segment)
        if fails is None:
            fails = self.segments[segment] = self._try(value)
        return fails

    def _try(self, value: Value) -> int:
        fails = 0
        for bit, test in enumerate(self.tests):
            if not holds(test, value, self.domain):
                fails |= 1 << bit
        return fails

    def fails(self, cell: Cell) -> int:
        """Return the cases that fail for a value, or for a span that no cut point divides."""
        kind = cell.__class__
        if kind is Span:
            return self[tidy(cell.inside())]  # type: ignore[union-attr]  # a span, as just seen
        # `0` would find what is remembered for `false`.
        return self._try(cell) if kind in self.odd else self[cell]  # type: ignore[arg-type, index]


class Table:
    """A criterion's compiled rules. `names` are the inputs that its tests and formulas mention."""

    def __init__(self, criterion: Criterion, domains: dict[str, Domain]) -> None:
        self.criterion = criterion
        self.domains = domains
        cases = [(index, case) for index, rule in enumerate(criterion.rules) for case in rule.cases]
        self.rule_of = tuple(index for index, _ in cases)
        self.full = (1 << len(cases)) - 1
        tested = dict.fromkeys(name for _, case in cases for name in case.tests)
        self.columns = {name: make_column(name, domains[name], [c for _, c in cases]) for name in tested}
        thens = [rule.then for rule in criterion.rules]
        if criterion.otherwise is not None:
            thens.append(criterion.otherwise.then)
        formulas = [then for then in thens if isinstance(then, Formula)]
        self.formula_names = tuple(dict.fromkeys(name for f in formulas for name in f.names))
        self.names = tuple(dict.fromkeys([*tested, *self.formula_names]))
        banned = [name for case in criterion.impossible for name in case.tests]
        self.all_names = tuple(dict.fromkeys([*self.names, *banned]))
        self.tested = tuple(self.columns)
        self.cuts = {name: self._cuts(name) for name in self.all_names}
        self.outcomes: dict[int, Outcome] = {}
        ids = [rule.id for rule in criterion.rules]
        self._places = {rule: place for place, rule in enumerate(ids)}

    def _cuts(self, name: str) -> frozenset[Decimal]:
        """Return the numbers at which a test on the input may change, those of `impossible` too."""
        column = self.columns.get(name)
        cuts = column.cuts if column is not None else frozenset()
        listed = (case.tests[name] for case in self.criterion.impossible if name in case.tests)
        return cuts.union(*(cut_points(test) for test in listed))

    def in_order(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Return rules once each, as the table lists them; those of other criteria last."""
        return tuple(sorted(dict.fromkeys(rules), key=lambda rule: self._places.get(rule, len(self._places))))

    def fails(self, cells: dict[str, Cell]) -> int:
        """Return the set of cases that fail for these inputs."""
        fails = 0
        for name, column in self.columns.items():
            fails |= column.fails(cells[name])
        return fails

    def outcome(self, cells: dict[str, Cell]) -> tuple[Outcome, ...]:
        """Return what the table gives: one outcome, or a span's and a gap where a formula may be either."""
        fails = self.fails(cells)
        if not self.formula_names:
            return (self.constant(fails),)
        return self.resolve(fails, cells)

    def constant(self, fails: int) -> Outcome:
        """Return the outcome where exactly the cases in `fails` fail, for a table without formulas."""
        found = self.outcomes.get(fails)
        if found is None:
            found = self.resolve(fails, {})[0]
            self.outcomes[fails] = found
        return found

    def is_impossible(self, cells: dict[str, Cell]) -> bool:
        """Whether the criterion lists these inputs as a combination that cannot occur."""
        return any(self._occurs(case, cells) for case in self.criterion.impossible)

    def _occurs(self, case: Case, cells: dict[str, Cell]) -> bool:
        for name, test in case.tests.items():
            cell = cells.get(name)
            value = tidy(cell.inside()) if isinstance(cell, Span) else cell
            if not holds(test, value, self.domains[name]):
                return False
        return True

    def holding(self, fails: int) -> list[int]:
        """Return the indices of the rules that hold, in table order."""
        held = self.full & ~fails
        found: dict[int, None] = {}
        while held:
            low = held & -held
            found[self.rule_of[low.bit_length() - 1]] = None
            held ^= low
        return list(found)

    def resolve(self, fails: int, cells: dict[str, Cell]) -> tuple[Outcome, ...]:
        """Return what the table gives where these cases fail; `cells` has what formulas read."""
        criterion = self.criterion
        held = self.full & ~fails
        if not held:
            otherwise = criterion.otherwise
            if otherwise is None:
                return (GAP,)
            return self._amount(otherwise.then, cells, (otherwise.name,))
        if criterion.hit_policy == "first":
            rule = criterion.rules[self.rule_of[(held & -held).bit_length() - 1]]
            return self._amount(rule.then, cells, (rule.id,))
        return self._several([criterion.rules[i] for i in self.holding(fails)], cells)

    def _several(self, rules: list[Rule], cells: dict[str, Cell]) -> tuple[Outcome, ...]:
        ids = tuple(rule.id for rule in rules)
        if self.criterion.hit_policy == "unique":
            if len(rules) > 1:
                return (Outcome("conflict", None, ids),)
            return self._amount(rules[0].then, cells, ids)
        if self.criterion.aggregate == "count":
            return (Outcome("decided", len(ids), ids),)
        if self.criterion.hit_policy == "any" and len({_result(rule) for rule in rules}) == 1:
            return self._amount(rules[0].then, cells, ids)
        found = [self._amount(rule.then, cells, (rule.id,)) for rule in rules]
        # A rule that holds and has no result at all leaves the whole without one.
        if any(part[0].state == "gap" for part in found):
            return (Outcome("gap", None, ids),)
        if any(len(part) > 1 or isinstance(part[0].value, Span) for part in found):
            return self._uncertain(found, ids)
        return (self._join([part[0] for part in found], ids),)

    def _uncertain(self, found: list[tuple[Outcome, ...]], ids: tuple[str, ...]) -> tuple[Outcome, ...]:
        # Several rules hold and one gives a span: say what may come of it, rather than too little.
        parts = [outcome for part in found for outcome in part]
        cells = [outcome.value for outcome in parts if outcome.state == "decided"]
        gaps = (Outcome("gap", None, ids),) if len(cells) < len(parts) else ()
        return (*self._wide(cells, ids), *gaps)

    def _wide(self, cells: list[Cell], ids: tuple[str, ...]) -> tuple[Outcome, ...]:
        """Return what may come of results of which some are spans."""
        criterion = self.criterion
        amounts = [amount for cell in cells if (amount := _as_amount(cell)) is not None]
        words = [cell for cell in cells if _as_amount(cell) is None]
        if criterion.hit_policy == "any":
            common = None if words else intersection(amounts)
            agreed = () if common is None else (Outcome("decided", _cell(common), ids),)
            return (*agreed, Outcome("conflict", None, ids))
        if criterion.priority:
            return tuple(Outcome("decided", cell, ids) for cell in cells)
        aggregate = criterion.aggregate or "min"  # without a list the lowest has priority
        if words and aggregate == "sum":
            return (Outcome("gap", None, ids),)
        if words and aggregate == "min":
            return (Outcome("decided", words[0], ids),)
        return (Outcome("decided", _cell(_together(aggregate, amounts)), ids),)

    def _join(self, single: list[Outcome], ids: tuple[str, ...]) -> Outcome:
        criterion = self.criterion
        values: list[Value] = [part.value for part in single if not isinstance(part.value, Span)]
        if criterion.hit_policy == "any":
            if all(same(value, values[0]) for value in values):
                return Outcome("decided", values[0], ids)
            return Outcome("conflict", None, ids)
        if criterion.hit_policy == "priority":
            best = min(values, key=self._precedence)
            winners = tuple(part.rules[0] for part in single if same(part.value, best))  # type: ignore[arg-type]
            return Outcome("decided", best, winners)
        if criterion.aggregate == "sum":
            if not all(is_number(value) for value in values):
                return Outcome("gap", None, ids)
            return Outcome("decided", tidy(add_up(Decimal(value) for value in values)), ids)  # type: ignore[arg-type]
        pick = min if criterion.aggregate == "min" else max
        return Outcome("decided", pick(values, key=self._rank), ids)

    def _precedence(self, value: Value) -> tuple[int, Decimal]:
        for place, first in enumerate(self.criterion.priority):
            if same(first, value):
                return place, Decimal(0)
        return len(self.criterion.priority), self._rank(value)

    def _rank(self, value: Value) -> Decimal:
        rank = self.criterion.scale.ranks.get(value)
        if rank is not None:
            return Decimal(rank)
        # What is not judged stands below every level.
        return Decimal(value) if is_number(value) else -INFINITY  # type: ignore[arg-type]

    def _amount(
        self, then: Value | Formula, cells: dict[str, Cell], ids: tuple[str, ...]
    ) -> tuple[Outcome, ...]:
        if not isinstance(then, Formula):
            return (Outcome("decided", then, ids),)
        spans = any(isinstance(cells.get(name), Span) for name in then.names)
        if not spans:
            number = compute(then.term, lambda name: _number(cells.get(name)))
            if number is None:
                return (Outcome("gap", None, ids),)
            return (Outcome("decided", tidy(number), ids),)
        amount, gap = compute_span(then.term, lambda name: _as_amount(cells.get(name)))
        found = () if amount is None else (Outcome("decided", _cell(amount), ids),)
        return (*found, Outcome("gap", None, ids)) if gap or not found else found


def make_column(name: str, domain: Domain, cases: list[Case]) -> Column:
    """Return the column of input `name` over these cases."""
    return Column(name, domain, tuple(case.tests.get(name, Always()) for case in cases))


def _odd_classes(domain: Domain) -> frozenset[type]:
    """Return the classes of values that can be equal to one of the domain and are none: `1` is not `true`."""
    if isinstance(domain, Words) and any(isinstance(value, bool) for value in domain.values):
        return frozenset({int, Decimal})
    return frozenset({bool})


def _result(rule: Rule) -> Value | Term:
    """Return what tells one rule's result from another's, however a formula is written."""
    return rule.then.term if isinstance(rule.then, Formula) else rule.then


def _number(cell: Cell) -> Decimal | None:
    cell = exact(cell)
    return Decimal(cell) if is_number(cell) else None  # type: ignore[arg-type]


def _as_amount(cell: Cell) -> Amount | None:
    return cell if isinstance(cell, Span) else _number(cell)


def _cell(amount: Amount) -> Cell:
    if isinstance(amount, Span):
        return tidy(amount.low) if amount.low == amount.high else amount
    return tidy(amount)


def _together(aggregate: Aggregate, amounts: list[Amount]) -> Amount:
    """Return the least, the greatest or the sum of amounts of which some are spans."""
    names = {f"a{at}": amount for at, amount in enumerate(amounts)}
    terms: list[Term] = [Name(name) for name in names]
    if aggregate == "sum":
        term = reduce(lambda one, two: Binary("+", one, two), terms)
    else:
        term = Call("min" if aggregate == "min" else "max", tuple(terms))
    found, _ = compute_span(term, names.get)
    assert found is not None
    return found
