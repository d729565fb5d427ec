"""Unary tests: what may stand right of an input's name in `when` (DMN's S-FEEL, literals only)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# A value as it stands in facts and tests. `None` is the recorded null; numbers are exact.
Value = bool | int | Decimal | str | None
Operator = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Always:
    """`-`, or an input left out: holds for everything, null too."""


@dataclass(frozen=True, slots=True)
class Equals:
    """A value: holds for just that value (`null` for the recorded null)."""

    value: Value


@dataclass(frozen=True, slots=True)
class Prefix:
    """A locale test such as `ja-*`: holds for every locale that begins so."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Compare:
    """`< x`, `<= x`, `> x`, `>= x`."""

    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Interval:
    """`[lo..hi]` and its open forms."""

    low: Value
    high: Value
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A list of tests: holds where one of them does."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`, `{not: [a, b]}`: holds where none of them does; never for null (unless null is denied)."""

    tests: tuple[Test, ...]


Test = Always | Equals | Prefix | Compare | Interval | AnyOf | Not
