"""Unary tests from their text: `< 3`, `[1..3]`, `not formal`, lists, `{not: [a, b]}`, `-`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from goldline.model.condition import (
    Always,
    AnyOf,
    Compare,
    Equals,
    Interval,
    Not,
    Operator,
    Prefix,
    Test,
    Value,
)
from goldline.rules.domain import (
    Domain,
    Locales,
    Numbers,
    Words,
    contains,
    exact,
    holds,
    representatives,
)

Fault = Literal["bad-test", "outside-domain", "no-order", "never-holds", "always-holds"]

_COMPARISON = re.compile(r"(<=|>=|<|>)\s*(.*)", re.DOTALL)
_INTERVAL = re.compile(r"([\[(])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])])", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_CORE: dict[str, Value] = {"true": True, "false": False, "null": None, "~": None}


class BadTest(Exception):
    """A test that cannot stand: `kind` names the fault, `hint` a way out."""

    def __init__(self, kind: Fault, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.hint = hint


def parse_test(raw: object, domain: Domain) -> Test:
    """Return the test that `raw` (a YAML scalar, list or `{not: …}`) stands for.

    Raises `BadTest` where it cannot be read, names a value outside the domain, asks for an order
    that the domain lacks, or holds never or always. `-` alone may hold always.
    """
    test = _parse(raw, domain)
    if isinstance(test, Always):
        return test
    answers = {holds(test, value, domain) for value in representatives(domain, [test])}
    if True not in answers:
        raise BadTest(
            "never-holds",
            f"`{show(raw)}` never holds: {_describe(domain)}",
            "change the bound, or take the case out",
        )
    if False not in answers and _speaks(domain):
        raise BadTest(
            "always-holds",
            f"`{show(raw)}` always holds: {_describe(domain)}",
            "leave the input out where any value will do",
        )
    return test


def show(raw: object) -> str:
    """Return a test as one would write it on a line."""
    if isinstance(raw, list):
        return "[" + ", ".join(show(part) for part in raw) + "]"
    if isinstance(raw, dict):
        return "{" + ", ".join(f"{key}: {show(part)}" for key, part in raw.items()) + "}"
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw)


def _speaks(domain: Domain) -> bool:
    # With one value alone (a guideline of one modality) a test on it is idle, not a mistake.
    match domain:
        case Words():
            return len(domain.values) > 1
        case Locales():
            return len(domain.known) > 1
        case Numbers():
            return True


def _describe(domain: Domain) -> str:
    match domain:
        case Words():
            listed = " < ".join if domain.ordered else ", ".join
            text = "the input is one of " + listed(show(value) for value in domain.values)
        case Numbers():
            kind = "a whole number" if domain.integer else "a number"
            low, high = domain.minimum, domain.maximum
            if low is not None and high is not None:
                text = f"the input is {kind} from {low} to {high}"
            elif low is not None:
                text = f"the input is {kind} of at least {low}"
            elif high is not None:
                text = f"the input is {kind} of at most {high}"
            else:
                text = f"the input is {kind}"
        case Locales():
            text = "the guideline's locales are " + ", ".join(domain.known)
    return text + (", or null" if domain.nullable else "")


def _parse(raw: object, domain: Domain) -> Test:
    if isinstance(raw, list):
        if not raw:
            raise BadTest("bad-test", "an empty list holds never", "list the values, or leave the input out")
        return AnyOf(tuple(_parse(part, domain) for part in raw))
    if isinstance(raw, dict):
        if set(raw) != {"not"}:
            hint = "the one mapping allowed is {not: [a, b]}"
            raise BadTest("bad-test", f"`{show(raw)}` is not a test", hint)
        return _denial(raw["not"], domain)
    if isinstance(raw, str):
        return _parse_text(raw.strip(), domain)
    if raw is None or isinstance(raw, bool | int | float | Decimal):
        return Equals(_known(exact(raw), domain))
    raise BadTest("bad-test", f"`{raw}` is not a test")


def _denial(raw: object, domain: Domain) -> Not:
    parts = raw if isinstance(raw, list) else [raw]
    if not parts:
        raise BadTest("bad-test", "`not` of nothing", "name what must not be")
    return Not(tuple(_parse(part, domain) for part in parts))


def _parse_text(text: str, domain: Domain) -> Test:
    if text == "-":
        return Always()
    if isinstance(domain, Words) and text in domain.ranks:
        return Equals(text)
    if text.startswith("not ") or (text.startswith("not(") and text.endswith(")")):
        rest = text[3:].strip()
        if rest.startswith("(") and rest.endswith(")") and ".." not in rest:
            return _denial([part.strip() for part in rest[1:-1].split(",")], domain)
        return _denial(rest, domain)
    if found := _COMPARISON.fullmatch(text):
        operator: Operator = found[1]  # type: ignore[assignment]  # the pattern allows just these
        return Compare(operator, _bound(found[2].strip(), domain, text))
    if found := _INTERVAL.fullmatch(text):
        low, high = _bound(found[2], domain, text), _bound(found[3], domain, text)
        return Interval(low, high, found[1] == "(", found[4] == ")")
    if isinstance(domain, Locales):
        if text.endswith("*"):
            return Prefix(text[:-1])
        return Equals(_known(text, domain))
    return Equals(_known(_literal(text, domain), domain))


def _literal(text: str, domain: Domain) -> Value:
    if text in _CORE and not (isinstance(domain, Words) and text in domain.ranks):
        return _CORE[text]
    if _NUMBER.fullmatch(text) and not (isinstance(domain, Words) and text in domain.ranks):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else number
    return text


def _known(value: Value, domain: Domain) -> Value:
    if contains(domain, value):
        return value
    if value is None:
        raise BadTest(
            "outside-domain",
            "the input is never null",
            "declare `nullable: true` where it may be recorded as null",
        )
    raise BadTest("outside-domain", f"`{show(value)}` is not a value of this input: {_describe(domain)}")


def _bound(text: str, domain: Domain, whole: str) -> Value:
    if isinstance(domain, Locales) or (isinstance(domain, Words) and not domain.ordered):
        raise BadTest(
            "no-order",
            f"`{whole}` asks for an order, and this input has none: {_describe(domain)}",
            "list the values, or declare `ordered: true` for an enum that has one",
        )
    value = _literal(text, domain)
    if isinstance(domain, Words):
        return _known(value, domain)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadTest("bad-test", f"`{text or whole}` is not a number", "write a bound such as < 3 or [1..3]")
    return value
