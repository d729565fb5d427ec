"""All stretches of a numeric column at once give what trying each of them gives."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Test
from goldline.rules.domain import Numbers, holds
from goldline.rules.space.segments import _fill
from goldline.rules.table import Column

DOMAIN = Numbers(False, None, None, True)
NUMBERS = st.integers(0, 5).map(Decimal)


def interval(bounds: tuple[Decimal, Decimal, bool, bool]) -> Test:
    low, high, low_open, high_open = bounds
    return Interval(min(low, high), max(low, high), low_open, high_open)


SIMPLE: st.SearchStrategy[Test] = st.one_of(
    st.just(Always()),
    st.just(Equals(None)),
    NUMBERS.map(Equals),
    st.tuples(st.sampled_from(("<", "<=", ">", ">=")), NUMBERS).map(lambda pair: Compare(*pair)),
    st.tuples(NUMBERS, NUMBERS, st.booleans(), st.booleans()).map(interval),
)
TESTS = st.one_of(
    SIMPLE,
    st.lists(SIMPLE, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    st.lists(SIMPLE, min_size=1, max_size=3).map(lambda parts: Not(tuple(parts))),
)


@given(st.lists(TESTS, min_size=1, max_size=6))
def test_a_filled_column_fails_the_same_cases(tests: list[Test]) -> None:
    column = Column("n", DOMAIN, tuple(tests))
    _fill(column)
    for half in range(-1, 13):
        value = Decimal(half) / 2
        expected = sum(1 << bit for bit, test in enumerate(tests) if not holds(test, value, DOMAIN))
        assert column.fails(value) == expected, value


@given(st.lists(TESTS, min_size=1, max_size=6))
def test_no_stretch_of_a_filled_column_is_left_to_be_worked_out(tests: list[Test]) -> None:
    column = Column("n", DOMAIN, tuple(tests))
    _fill(column)
    filled = dict(column.segments)
    for half in range(-1, 13):
        column.fails(Decimal(half) / 2)
    assert column.segments == filled
