"""What a plain (unquoted) scalar means: the core schema of YAML 1.2, and numbers kept exact.

`no`, `yes`, `off`, `=` and dates are strings here, whatever other YAML readers make of them.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

Scalar = str | int | float | bool | None

LITERALS: Final[dict[str, Scalar]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

MERGE: Final = "<<"
MAX_DIGITS: Final = 4300
"""Python's own limit for turning digits into a number and back."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TOO_LARGE = 10**MAX_DIGITS


class BadNumber(Exception):
    """A number that goldline refuses: the kind of problem, what is wrong, and the way out."""

    def __init__(self, kind: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.hint = hint


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar; raises `BadNumber` for one that cannot be kept."""
    if text in LITERALS:
        return LITERALS[text]
    # Every number begins with a sign, a dot or a digit, all of which sort before the colon.
    return text if text > ":" else _number(text)


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise _too_long(text)
        return int(text)
    if _BASED.fullmatch(text):
        value = int(text, 0)
        if value >= _TOO_LARGE:
            raise _too_long(text)
        return value
    if _FLOAT.fullmatch(text):
        return _float(text)
    if _NOT_FINITE.fullmatch(text):
        raise _not_finite(text)
    return text


def _float(text: str) -> float:
    if len(text) > MAX_DIGITS:
        raise _too_long(text)
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _not_finite(text)
    shown = repr(value)
    if shown != text and not _same_decimal(text, shown):
        raise BadNumber(
            "number-not-exact",
            f"the number {_short(text)} has more digits than can be kept: it would become {shown}",
            f"write {shown}, or put it in quotes if it is not a quantity",
        )
    return value


def _same_decimal(written: str, kept: str) -> bool:
    try:
        return Decimal(written) == Decimal(kept)
    except InvalidOperation:  # an exponent of twenty digits
        return False


def _too_long(text: str) -> BadNumber:
    return BadNumber(
        "number-too-long",
        f"the number {_short(text)} has {len(text)} characters: more than {MAX_DIGITS} digits are refused",
        "put it in quotes if it is an id or a code",
    )


def _not_finite(text: str) -> BadNumber:
    return BadNumber(
        "number-not-finite",
        f"{_short(text)} is not a finite number",
        "write a number, or put the word in quotes if it is text",
    )


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:12] + "…" + text[-4:]
