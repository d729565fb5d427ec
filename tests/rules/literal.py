"""Tests and formulas of rules, read literally, for the oracle beside it.

Written from the description of the format alone, with exact fractions, and slow on purpose.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

Plain = Any
"""A value as YAML gives it, a fraction for a number that was computed."""


@dataclass(frozen=True)
class Domain:
    """What an input can be: listed words or booleans, or (`values` is None) numbers or locales."""

    values: tuple[Plain, ...] | None = None
    ordered: bool = False


NUMBERS = Domain(None, True)
LOCALES = Domain(None, False)
BOOLEAN = Domain((False, True), False)


def number(value: Plain) -> Fraction | None:
    """Return a number exactly as it was written, or None for what is none."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    return Fraction(str(value))


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are the same: a boolean is no number, and 1.0 is 1."""
    if number(one) is not None and number(other) is not None:
        return number(one) == number(other)
    return type(one) is type(other) and bool(one == other)


def norm(value: Plain) -> Plain:
    """Return a value such that equal ones are equal as keys: numbers as fractions."""
    found = number(value)
    if isinstance(value, bool):
        return str(value)
    return value if found is None else found


# --- unary tests --------------------------------------------------------------------------------


def holds(raw: Plain, value: Plain, domain: Domain) -> bool:
    """Whether the test that stands in a rule as `raw` holds for `value`."""
    if isinstance(raw, list):
        return any(holds(part, value, domain) for part in raw)
    if isinstance(raw, dict):
        return _denied(raw["not"], value, domain)
    if not isinstance(raw, str):
        return same(raw, value)
    text = raw.strip()
    if text == "-":
        return True
    if text in (domain.values or ()):
        return same(text, value)
    if text.startswith("not "):
        return _denied(text[4:], value, domain)
    if found := re.fullmatch(r"(<=|>=|<|>)\s*(.+)", text):
        return _compares(found[1], value, _literal(found[2], domain), domain)
    if found := re.fullmatch(r"([\[(])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])])", text):
        low, high = _literal(found[2], domain), _literal(found[3], domain)
        above = _compares(">=" if found[1] == "[" else ">", value, low, domain)
        return above and _compares("<=" if found[4] == "]" else "<", value, high, domain)
    if domain == LOCALES and text.endswith("*"):
        return isinstance(value, str) and value.startswith(text[:-1])
    return same(_literal(text, domain), value)


def _denied(raw: Plain, value: Plain, domain: Domain) -> bool:
    parts = raw if isinstance(raw, list) else [raw]
    return value is not None and not any(holds(part, value, domain) for part in parts)


def _literal(text: str, domain: Domain) -> Plain:
    if text in (domain.values or ()):
        return text
    words = {"true": True, "false": False, "null": None}
    if text in words:
        return words[text]
    return Fraction(text) if re.fullmatch(r"[+-]?[0-9.]+", text) else text


def _compares(sign: str, value: Plain, bound: Plain, domain: Domain) -> bool:
    if value is None:
        return False
    if domain.values is None:
        left, right = number(value), number(bound)
    else:
        left, right = (Fraction(_place(v, domain.values)) for v in (value, bound))
    assert left is not None
    assert right is not None
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


def _place(value: Plain, values: tuple[Plain, ...]) -> int:
    return next(place for place, other in enumerate(values) if same(value, other))


def numbers_in(raw: Plain) -> set[Fraction]:
    """Return every number that stands in a test, or anywhere in plain values."""
    if isinstance(raw, dict):
        return set().union(*(numbers_in(part) for part in raw.values()))
    if isinstance(raw, list):
        return set().union(*(numbers_in(part) for part in raw))
    if isinstance(raw, str):
        text = raw.replace("..", " ")
        return {Fraction(found) for found in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", text)}
    found = number(raw)
    return set() if found is None else {found}


# --- formulas -----------------------------------------------------------------------------------


class NoResult(Exception):
    """The formula has no result: a gap."""


def formula(text: str, values: dict[str, Plain]) -> Fraction:
    """Return what a formula gives; raises `NoResult`. Python's own grammar reads it."""
    return _term(ast.parse(text.strip(), mode="eval").body, text.strip(), values)


def names_in(text: str) -> list[str]:
    """Return the inputs that a formula reads, in order of appearance."""
    functions = ("min", "max", "mean", "abs", "sqrt", "round")
    return [name for name in re.findall(r"[a-z_][a-z0-9_]*", text) if name not in functions]


def _term(node: ast.expr, text: str, values: dict[str, Plain]) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(text, node) or "")
        case ast.Name(id=name):
            found = number(values[name])
            if found is None:
                raise NoResult
            return found
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_term(operand, text, values)
        case ast.UnaryOp(operand=operand):
            return _term(operand, text, values)
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(op, _term(left, text, values), _term(right, text, values))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _called(function, [_term(part, text, values) for part in arguments])
    raise AssertionError(ast.dump(node))


def _joined(op: ast.operator, left: Fraction, right: Fraction) -> Fraction:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
    if right == 0:
        raise NoResult
    return twelve_digits(left / right)


def _called(function: str, numbers: list[Fraction]) -> Fraction:
    match function:
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "abs":
            return abs(numbers[0])
        case "mean":
            return twelve_digits(sum(numbers, Fraction(0)) / len(numbers))
        case "round":
            return half_away(numbers[0], int(numbers[1]) if len(numbers) > 1 else 0)
    if numbers[0] < 0:
        raise NoResult
    return square_root(numbers[0])


def half_away(value: Fraction, digits: int) -> Fraction:
    """Return the value rounded to so many decimals; what lies half way goes away from nought."""
    scaled = abs(value) * Fraction(10) ** digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole) / Fraction(10) ** digits


def twelve_digits(value: Fraction) -> Fraction:
    """Return the value rounded to twelve significant digits."""
    return half_away(value, 12 - _magnitude(value)) if value else value


def square_root(value: Fraction) -> Fraction:
    """Return the root, rounded to twelve significant digits, by whole numbers alone."""
    if value == 0:
        return value
    digits = 30 - _magnitude(value)
    scaled = value * Fraction(10) ** (2 * digits)
    root = isqrt(scaled.numerator // scaled.denominator)
    return twelve_digits(Fraction(root) / Fraction(10) ** digits)


def _magnitude(value: Fraction) -> int:
    """Return how many digits stand before the point (nought or less where only decimals do)."""
    found = 0
    while abs(value) >= Fraction(10) ** found:
        found += 1
    while abs(value) < Fraction(10) ** (found - 1):
        found -= 1
    return found
