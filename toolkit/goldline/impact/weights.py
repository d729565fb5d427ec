"""Whether other weights of a sum judge more strictly: compared finding by finding.

A sum has no end, so that not all of its values can be listed. But where a criterion's number only
rises, or only falls, with the sum, comparing what each kind of finding weighs says it for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldline.model.criterion import CountInput, Criterion, SumInput
from goldline.model.formula import Binary, Call, Formula, Name, Negative, Number, Term
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge
from goldline.rules.table import Cell, Outcome
from goldline.rules.unknown.findings_space import Component, Unseen, find_effect

_RISING = ("min", "max", "mean", "sqrt", "round")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Kinds of findings that weigh something else: the judgments where one is found alone, and the facts."""

    base: Outcome
    head: Outcome
    facts: dict[str, Cell]
    kinds: frozenset[tuple[str, str]]


def compare_weights(base: Judge, head: Judge, criterion_id: str) -> list[Weighed] | None:
    """Return one example for each way in which a weight changed; None where weights cannot be compared so.

    They can where one formula decides everything, both versions have the same one, and its value only
    rises, or only falls, with each sum and count that it reads.
    """
    one, two = (judge.guideline.criteria[criterion_id] for judge in (base, head))
    formulas = _only_formula(one), _only_formula(two)
    if formulas[0] is None or formulas[1] is None or formulas[0].term != formulas[1].term:
        return None
    names = formulas[0].names
    for name in names:
        sources = one.inputs[name], two.inputs[name]
        if any(not isinstance(source, SumInput | CountInput) for source in sources):
            return None
        if _trend(formulas[0].term, name) is None:
            return None
    return list(_examples(base, head, criterion_id, names))


def _examples(base: Judge, head: Judge, criterion_id: str, names: tuple[str, ...]) -> Iterator[Weighed]:
    alike: dict[tuple[tuple[Cell, ...], ...], list[tuple[str, str]]] = {}
    for path, kind in base.lens.taxonomy.types.items():
        for severity in kind.severities:
            read = [_read(judge, criterion_id, names, (path, severity)) for judge in (base, head)]
            if read[0] != read[1]:
                key = tuple(tuple(cells.values()) for cells in read)
                alike.setdefault(key, []).append((path, severity))
    for kinds in alike.values():
        before, after = (_read(judge, criterion_id, names, kinds[0]) for judge in (base, head))
        one = base.tables[criterion_id].outcome(before)[0]
        two = head.tables[criterion_id].outcome(after)[0]
        apart = {f"{name} before": cell for name, cell in before.items() if cell != after[name]}
        told = {"finding": ", ".join(kinds[0]), **after, **apart}
        yield Weighed(one, two, told, frozenset(kinds))


def _read(judge: Judge, criterion_id: str, names: tuple[str, ...], kind: tuple[str, str]) -> dict[str, Cell]:
    """Return what the inputs are where that is the only finding."""
    cells: dict[str, Cell] = {}
    for name in names:
        source = judge.guideline.criteria[criterion_id].inputs[name]
        assert isinstance(source, SumInput | CountInput)
        cells[name] = tidy(find_effect(Component(source, None, None), Unseen(*kind, None), judge.lens))
    return cells


def _only_formula(criterion: Criterion) -> Formula | None:
    """Return the formula that decides whatever the facts are."""
    rules = criterion.rules
    if len(rules) != 1 or criterion.impossible or criterion.aggregate is not None:
        return None
    then = rules[0].then
    return then if isinstance(then, Formula) and not any(case.tests for case in rules[0].cases) else None


def _trend(term: Term, name: str) -> int | None:
    """Return 1 where a formula never falls as an input rises, -1 where it never rises, 0 for neither.

    None where that cannot be said.
    """
    match term:
        case Number():
            return 0
        case Name():
            return int(term.name == name)
        case Negative():
            found = _trend(term.operand, name)
            return None if found is None else -found
        case Call():
            trends = {_trend(one, name) for one in term.arguments} - {0}
            if term.function not in _RISING and trends:
                return None
            return next(iter(trends), 0) if len(trends) <= 1 else None
        case Binary():
            return _trend_of_two(term, name)


def _trend_of_two(term: Binary, name: str) -> int | None:
    left, right = _trend(term.left, name), _trend(term.right, name)
    if left is None or right is None:
        return None
    match term.operator:
        case "+" | "-":
            trends = {left, right if term.operator == "+" else -right} - {0}
            return next(iter(trends), 0) if len(trends) <= 1 else None
        case "*" if isinstance(term.left, Number):
            return right * _sign(term.left.value)
        case "*" | "/" if isinstance(term.right, Number):
            return left * _sign(term.right.value)
    return 0 if left == right == 0 else None


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
