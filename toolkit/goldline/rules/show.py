"""Tests, conditions and values as a lead would write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix, Test, Value
from goldline.model.criterion import Case
from goldline.model.formula import Formula
from goldline.rules.domain import Domain, Locales, Numbers, Words
from goldline.rules.scene import UNKNOWN
from goldline.rules.span import INFINITY, Span


def show_value(value: Value) -> str:
    """Return a value as YAML writes it: `true`, `null`, `0.5`, `major`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def show_cell(cell: object) -> str:
    """Return what an input reads: a value, bounds, or `unknown`."""
    if cell is UNKNOWN:
        return "unknown"
    if isinstance(cell, Span):
        low = "any" if cell.low == -INFINITY else show_value(cell.low)
        high = "any" if cell.high == INFINITY else show_value(cell.high)
        return f"{low} to {high}"
    return show_value(cell)  # type: ignore[arg-type]  # the rest are values


def show_domain(domain: Domain) -> str:
    """Return what an input can be: `none < minor < major`, `number from 0 to 1, or null`."""
    match domain:
        case Words():
            text = (" < " if domain.ordered else ", ").join(map(show_value, domain.values))
        case Locales():
            text = ", ".join(domain.known) or "any locale"
        case Numbers():
            low, high = domain.minimum, domain.maximum
            text = "whole number" if domain.integer else "number"
            if low is not None:
                text += f" from {show_value(low)}"
            if high is not None:
                text += f" {'up ' if low is None else ''}to {show_value(high)}"
    return f"{text}, or null" if domain.nullable else text


def show_test(test: Test) -> str:
    """Return a test as it is written in a rule."""
    match test:
        case Always():
            return "-"
        case Equals():
            return show_value(test.value)
        case Prefix():
            return test.prefix + "*"
        case Compare():
            return f"{test.operator} {show_value(test.value)}"
        case Interval():
            low, high = "(" if test.low_open else "[", ")" if test.high_open else "]"
            return f"{low}{show_value(test.low)}..{show_value(test.high)}{high}"
        case AnyOf():
            return " or ".join(show_test(part) for part in test.tests)
        case Not():
            return "not " + " nor ".join(show_test(part) for part in test.tests)


def show_cases(cases: Iterable[Case]) -> str:
    """Return a rule's condition on a line for each case: `a: x, b: < 2`; `always` where it has none."""
    lines = [", ".join(f"{name}: {show_test(test)}" for name, test in case.tests.items()) for case in cases]
    return "\n".join(line or "always" for line in lines) or "always"


def show_then(then: Value | Formula) -> str:
    """Return what a rule gives: a value, or a formula as written."""
    return then.text if isinstance(then, Formula) else show_value(then)
