"""Boxes of facts, and judgments, in words that a lead reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from goldline.model.condition import Compare, Interval, Test, Value
from goldline.model.criterion import Criterion
from goldline.model.formula import Formula
from goldline.model.proof import FactsShown, When
from goldline.rules.phrases import test_phrase
from goldline.rules.show import show_then, show_value

_MOST_NAMED = 6
_NUMBER = r"(-?[0-9.]+)"
_BOUND = re.compile(rf"(<=?|>=?) {_NUMBER}")
_BETWEEN = re.compile(rf"([\[(]){_NUMBER}\.\.{_NUMBER}([\])])")


def say_when(when: When) -> str:
    """Return a box as a sentence has it: "`register` is casual and `worst_error` is major or critical"."""
    if not when:
        return "whatever the facts are"
    return " and ".join(f"`{name}` is {say_values(values)}" for name, values in when)


def say_values(values: Sequence[Value]) -> str:
    """Return what an input may be: "casual or neutral", "less than 2", "null"."""
    return _join([_say_value(value) for value in values], "or")


def _say_value(value: Value) -> str:
    """Return a value, or a stretch of numbers as one says it: "at least 3", "from 1 to less than 2"."""
    if isinstance(value, str):
        bound = _BOUND.fullmatch(value)
        if bound is not None:
            return _said(Compare(bound[1], Decimal(bound[2])))  # type: ignore[arg-type]  # one of the four
        between = _BETWEEN.fullmatch(value)
        if between is not None:
            low, high = Decimal(between[2]), Decimal(between[3])
            return _said(Interval(low, high, between[1] == "(", between[4] == ")"))
    return show_value(value)


def _said(test: Test) -> str:
    return test_phrase(test).removeprefix("is ")


def say_facts(facts: FactsShown) -> str:
    """Return one combination: "`register`: casual, `errors`: 2"."""
    return ", ".join(f"`{name}`: {show_value(value)}" for name, value in facts)


def say_rules(rules: Sequence[str]) -> str:
    """Return rules as a sentence names them: "COR-2", "COR-2 and COR-3"."""
    named = list(rules[:_MOST_NAMED])
    if len(rules) > _MOST_NAMED:
        named.append(f"{len(rules) - _MOST_NAMED} more")
    return _join(["`otherwise`" if name == "otherwise" else name for name in named], "and")


def say_outcome(value: object, criterion: Criterion) -> str:
    """Return a judgment with its label: `2 "Minor flaw"`."""
    if isinstance(value, Formula):
        return show_then(value)
    level = criterion.scale.level(value)  # type: ignore[arg-type]  # whatever stands there
    shown = show_value(value)  # type: ignore[arg-type]
    return f'{shown} "{level.label}"' if level is not None and level.label not in ("", shown) else shown


def verb(count: int, one: str, many: str) -> str:
    """Return the verb that fits a count."""
    return one if count == 1 else many


def _join(parts: Iterable[str], joint: str) -> str:
    *head, tail = list(parts) or [""]
    return f"{', '.join(head)} {joint} {tail}" if head else tail
