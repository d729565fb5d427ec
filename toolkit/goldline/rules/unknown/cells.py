"""What one input may be where it is not known: values, and stretches of numbers between cut points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from goldline.model.condition import Value
from goldline.rules.domain import Domain, Numbers, Words, is_number, numbers_between, tidy
from goldline.rules.span import INFINITY, Amount, Span, subtract
from goldline.rules.table import Cell

_MOST_LISTED = 64
_LISTED_OF_ENDLESS = 12


def cells_of(domain: Numbers, cuts: Iterable[Decimal]) -> list[Cell]:
    """Return all numbers of a domain as cells: each cut point, and the open spans between them.

    Whole numbers come one by one as long as they are few: sums and products of them are then exact.
    """
    low = -INFINITY if domain.minimum is None else domain.minimum
    high = INFINITY if domain.maximum is None else domain.maximum
    if low > high:
        return []
    parts = Span(low, high, low == -INFINITY, high == INFINITY).split(cuts)
    if domain.integer:
        return [cell for part in parts for cell in _whole(part)]
    return [tidy(part) if isinstance(part, Decimal) else part for part in parts]


def _whole(part: Amount) -> Iterator[Cell]:
    """Yield the whole numbers of a part: one by one, or as a span where they are many."""
    if isinstance(part, Decimal):
        if part == part.to_integral_value():
            yield int(part)
        return
    first = last = None
    if part.low != -INFINITY:
        first = math.floor(part.low) + 1 if part.low_open else math.ceil(part.low)
    if part.high != INFINITY:
        last = math.ceil(part.high) - 1 if part.high_open else math.floor(part.high)
    if first is None:
        yield Span(-INFINITY, part.high if last is None else Decimal(last), True, last is None)
    elif last is not None and last - first < _MOST_LISTED:
        yield from range(first, last + 1)
    else:
        rest = first + _LISTED_OF_ENDLESS
        yield from range(first, rest)
        yield Span(Decimal(rest), INFINITY if last is None else Decimal(last), False, last is None)


def every_level(domain: Domain, cuts: Iterable[Decimal], *, measured: bool) -> list[Cell]:
    """Return each level that a judgment may be (for numbers, one of each class of them); never null."""
    if isinstance(domain, Words):
        return list(domain.values)
    assert isinstance(domain, Numbers)
    return cells_of(domain, cuts) if measured else list(numbers_between(domain, cuts))


def level_difference(one: Cell, two: Cell, ranks: Mapping[Value, int]) -> Cell:
    """Return by how many levels `one` stands above `two`; on numbers, by how much; null if one is null."""
    if one is None or two is None:
        return None
    if not isinstance(one, Span) and not isinstance(two, Span):
        if one in ranks and two in ranks:
            return ranks[one] - ranks[two]
        if not is_number(one) or not is_number(two):
            return None
    apart = subtract(_amount(one), _amount(two))
    return apart if isinstance(apart, Span) else tidy(apart)


def split(cell: Cell, cuts: Iterable[Decimal]) -> list[Cell]:
    """Return a span's parts between the cuts, and anything else as it is."""
    if not isinstance(cell, Span):
        return [cell]
    return [tidy(part) if isinstance(part, Decimal) else part for part in cell.split(cuts)]


def _amount(cell: Cell) -> Amount:
    return cell if isinstance(cell, Span) else Decimal(cell)  # type: ignore[arg-type]  # a number, as seen
