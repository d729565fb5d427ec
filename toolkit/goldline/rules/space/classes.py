"""The classes of an input's values that tests tell apart, and how to write them down again.

An axis of the space of facts is a list of such classes: each word of an enum, each cut point of a
number and each stretch between two of them. Within a class no test of the compared tables changes
its answer, so one cell stands for all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldline.model.condition import Test, Value
from goldline.rules.domain import (
    Domain,
    Locales,
    Numbers,
    Words,
    contains,
    cut_points,
    representatives,
    tidy,
    words,
)
from goldline.rules.show import show_value
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import Cell

_MOST_LISTED = 64


@dataclass(frozen=True, slots=True)
class Class:
    """One class of values: `cell` stands for it, `span` is its extent where it is one of numbers."""

    cell: Cell
    span: Span | None = None

    @property
    def point(self) -> bool:
        """Whether it is one value and not a stretch of numbers."""
        return self.span is None or self.span.low == self.span.high


def shared_domain(domains: Sequence[Domain]) -> Domain:
    """Return what is in all of these domains: two versions are compared over what both know."""
    merged = domains[-1]
    for other in domains[:-1]:
        merged = _both(merged, other)
    return merged


def _both(one: Domain, other: Domain) -> Domain:
    nullable = one.nullable and other.nullable
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        lows = [d.minimum for d in (one, other) if d.minimum is not None]
        highs = [d.maximum for d in (one, other) if d.maximum is not None]
        return Numbers(
            one.integer or other.integer,
            max(lows) if lows else None,
            min(highs) if highs else None,
            nullable,
        )
    if isinstance(one, Locales) and isinstance(other, Locales):
        if not one.known or not other.known:
            return Locales(one.known or other.known, nullable)
        return words((tag for tag in one.known if tag in other.known), ordered=False, nullable=nullable)
    listed, wide = (one, other) if isinstance(one, Words) else (other, one)
    if isinstance(listed, Words):
        both = (value for value in listed.values if contains(wide, value))
        return words(both, ordered=listed.ordered, nullable=nullable)
    return words((), ordered=False, nullable=nullable)


def classes_of(domain: Domain, tests: Iterable[Test], *, measured: bool = False) -> list[Class]:
    """Return the classes that the tests tell apart, lowest first, null last.

    `measured` says that a formula reads the input: then a stretch of numbers is kept as a span, and
    a few whole numbers come one by one.
    """
    listed = list(tests)
    null = [Class(None)] if domain.nullable else []
    if isinstance(domain, Numbers):
        cuts = set().union(*(cut_points(test) for test in listed))
        return [*number_classes(domain, cuts, measured=measured), *null]
    return [Class(cell) for cell in representatives(domain, listed)]


def number_classes(domain: Numbers, cuts: Iterable[Decimal], *, measured: bool = False) -> list[Class]:
    """Return each cut point and each stretch between two of them, inside the bounds, lowest first."""
    low = -INFINITY if domain.minimum is None else domain.minimum
    high = INFINITY if domain.maximum is None else domain.maximum
    if low > high:
        return []
    within = {Decimal(cut) for cut in cuts}
    if measured and domain.integer and domain.minimum is not None and domain.maximum is not None:
        first, last = math.ceil(domain.minimum), math.floor(domain.maximum)
        if last - first < _MOST_LISTED:
            within |= {Decimal(n) for n in range(first, last + 1)}
    within |= {bound for bound in (low, high) if bound.is_finite()}
    whole = Span(low, high, low == -INFINITY, high == INFINITY)
    spans = [part if isinstance(part, Span) else Span(part, part) for part in whole.split(within)]
    if domain.integer:
        spans = [found for span in spans if (found := _whole(span)) is not None]
    return [Class(_cell(span, domain.integer, measured), span) for span in spans]


def _whole(span: Span) -> Span | None:
    """Return the whole numbers of a span as a closed one, or None where it holds none."""
    low, high = span.low, span.high
    if low.is_finite():
        ceiling = Decimal(math.ceil(low))
        low = ceiling + 1 if span.low_open and ceiling == low else ceiling
    if high.is_finite():
        floor = Decimal(math.floor(high))
        high = floor - 1 if span.high_open and floor == high else floor
    if low > high:
        return None
    return Span(low, high, low == -INFINITY, high == INFINITY)


def _cell(span: Span, integer: bool, measured: bool) -> Cell:
    if span.low == span.high:
        return tidy(span.low)
    if measured:
        return span
    if integer:
        return tidy(span.low if span.low.is_finite() else span.high if span.high.is_finite() else Decimal(0))
    return tidy(span.inside())


def locate(classes: Sequence[Class], cell: Cell) -> int | None:
    """Return the class that a cell belongs to, or None where there is none."""
    for index, one in enumerate(classes):
        if _belongs(one, cell):
            return index
    return None


def _belongs(one: Class, cell: Cell) -> bool:
    if one.span is None or cell is None or isinstance(cell, bool | str):
        return one.cell == cell and isinstance(one.cell, bool) == isinstance(cell, bool)
    if isinstance(cell, Span):
        return one.span == cell
    return one.span.holds(Decimal(cell))


# --- writing classes down --------------------------------------------------------------------


def describe(classes: Sequence[Class], mask: int, *, integer: bool, cuts: Iterable[Decimal]) -> list[Value]:
    """Return the classes in `mask` as `when` would list them: words, numbers, and tests such as `< 2`.

    Neighbouring stretches of numbers are one test; a bound that is the end of the whole axis is left out.
    """
    named: list[Value] = []
    marks = set(cuts)
    numbers = [index for index, one in enumerate(classes) if one.span is not None]
    run: list[int] = []
    for place, index in enumerate(numbers):
        if mask >> index & 1:
            run.append(index)
        if run and (not mask >> index & 1 or place == len(numbers) - 1):
            first, last = run[0] == numbers[0], run[-1] == numbers[-1]
            every = first and last and len(numbers) < len(classes)  # but null: `-` would hold for it too
            named.append(
                "not null" if every else _run(classes[run[0]], classes[run[-1]], first, last, integer, marks)
            )
            run = []
    for index, one in enumerate(classes):
        if one.span is None and mask >> index & 1:
            named.append(_word(one.cell))
    return named


def _word(cell: Cell) -> Value:
    assert not isinstance(cell, Span)
    if isinstance(cell, str) and cell.endswith("-ZZ"):
        return cell[:-2] + "*"
    return cell


def _run(low: Class, high: Class, first: bool, last: bool, integer: bool, cuts: set[Decimal]) -> Value:
    one, two = low.span, high.span
    assert one is not None
    assert two is not None
    if one.low == two.high:
        return tidy(one.low)
    if first and last:
        return "-"
    start, open_start = _start(one, integer, cuts)
    end, open_end = _end(two, integer, cuts)
    if first or not start.is_finite():
        return f"{'<' if open_end else '<='} {_show(end)}"
    if last or not end.is_finite():
        return f"{'>' if open_start else '>='} {_show(start)}"
    return f"{'(' if open_start else '['}{_show(start)}..{_show(end)}{')' if open_end else ']'}"


def _start(span: Span, integer: bool, cuts: set[Decimal]) -> tuple[Decimal, bool]:
    if integer and span.low not in cuts and span.low - 1 in cuts:
        return span.low - 1, True
    return span.low, span.low_open


def _end(span: Span, integer: bool, cuts: set[Decimal]) -> tuple[Decimal, bool]:
    if integer and span.high not in cuts and span.high + 1 in cuts:
        return span.high + 1, True
    return span.high, span.high_open


def _show(number: Decimal) -> str:
    return show_value(tidy(number))


def cuts_of(tests: Iterable[Test]) -> set[Decimal]:
    """Return the numbers at which some of the tests may change its answer."""
    return set().union(*(cut_points(test) for test in tests))
