"""Unary tests: what may stand right of an input's name in `when` (DMN's S-FEEL, literals only)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from goldline.model.noun import noun

# A value as it stands in facts and tests. `None` is the recorded null; numbers are exact.
Value = bool | int | Decimal | str | None
Operator = Literal["<", "<=", ">", ">="]


@noun
class Always:
    """`-`, or an input left out: holds for everything, null too."""


@noun
class Equals:
    """A value: holds for just that value (`null` for the recorded null)."""

    value: Value


@noun
class Prefix:
    """A locale test such as `ja-*`: holds for every locale that begins so."""

    prefix: str


@noun
class Compare:
    """`< x`, `<= x`, `> x`, `>= x`."""

    operator: Operator
    value: Value


@noun
class Interval:
    """`[lo..hi]` and its open forms."""

    low: Value
    high: Value
    low_open: bool = False
    high_open: bool = False


@noun
class AnyOf:
    """A list of tests: holds where one of them does."""

    tests: tuple[Test, ...]


@noun
class Not:
    """`not x`, `{not: [a, b]}`: holds where none of them does; never for null (unless null is denied)."""

    tests: tuple[Test, ...]


Test = Always | Equals | Prefix | Compare | Interval | AnyOf | Not
