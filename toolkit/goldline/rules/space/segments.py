"""Which cases fail between any two cut points of a numeric column, for all stretches at once.

Trying every test on every stretch costs tests times stretches. Here each test only says where it
begins and ceases to hold, and one walk along the number line adds that up.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import Final

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Test, Value
from goldline.rules.domain import Numbers, is_number
from goldline.rules.table import Column, Table

_WORTH_IT: Final = 64

Stretch = tuple[int, int]
"""First and last segment of a stretch: 2i+1 is the cut point number i, 2i what lies before it."""


def fill_segments(table: Table) -> None:
    """Work out the numeric columns of a large table ahead of their use."""
    for column in table.columns.values():
        if isinstance(column.domain, Numbers) and len(column.tests) > _WORTH_IT:
            _fill(column)


def _fill(column: Column) -> None:
    cuts = column.sorted_cuts
    last = 2 * len(cuts)
    turns = [0] * (last + 2)
    for bit, test in enumerate(column.tests):
        for low, high in _holding(test, cuts, last):
            turns[low] ^= 1 << bit
            turns[high + 1] ^= 1 << bit
    every = (1 << len(column.tests)) - 1
    held = 0
    for segment in range(last + 1):
        held ^= turns[segment]
        column.segments[segment] = every & ~held


def _holding(test: Test, cuts: list[Decimal], last: int) -> list[Stretch]:
    """Return the stretches in which a test holds for numbers, in order and apart from each other."""
    match test:
        case Always():
            return [(0, last)]
        case AnyOf():
            return _join([part for one in test.tests for part in _holding(one, cuts, last)])
        case Not():
            inside = _join([part for one in test.tests for part in _holding(one, cuts, last)])
            return _without(inside, last)
        case Equals() if is_number(test.value):
            at = _place(test.value, cuts)
            return [(at, at)]
        case Compare():
            at = _place(test.value, cuts)
            ranges = {"<": (0, at - 1), "<=": (0, at), ">": (at + 1, last), ">=": (at, last)}
            return [ranges[test.operator]]
        case Interval():
            low, high = _place(test.low, cuts) + test.low_open, _place(test.high, cuts) - test.high_open
            return [(low, high)] if low <= high else []
        case _:
            return []


def _place(value: Value, cuts: list[Decimal]) -> int:
    assert isinstance(value, int | Decimal)  # tests of numbers compare with numbers
    return 2 * bisect_left(cuts, Decimal(value)) + 1


def _join(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for low, high in sorted(stretches):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _without(stretches: list[Stretch], last: int) -> list[Stretch]:
    free: list[Stretch] = []
    begin = 0
    for low, high in stretches:
        if begin < low:
            free.append((begin, low - 1))
        begin = high + 1
    return [*free, (begin, last)] if begin <= last else free
