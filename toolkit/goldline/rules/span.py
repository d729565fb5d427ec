"""Numbers that are only known to lie between two bounds, and formulas over them.

A formula's span holds every value that the formula can take. It is exact where each unknown
number occurs once; where one occurs twice the span may be too wide, never too narrow, so a judgment
is at worst called undecided where a cleverer reckoning could have decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from goldline.model.formula import Binary, Call, Name, Negative, Number, Term
from goldline.rules.formula import apply, combine

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers between `low` and `high`; an open end does not belong to it. Ends may be infinite."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def inside(self) -> Decimal:
        """Return some number of the span, off its ends where it has an inside."""
        if self.low == -INFINITY and self.high == INFINITY:
            return Decimal(0)
        if self.low == -INFINITY:
            return self.high - 1
        if self.high == INFINITY:
            return self.low + 1
        return (self.low + self.high) / 2

    def split(self, cuts: Iterable[Decimal]) -> list[Decimal | Span]:
        """Return the span's parts: each cut inside it, and the open spans between them."""
        within = sorted(c for c in set(cuts) if self.holds(c))
        parts: list[Decimal | Span] = []
        low, low_open = self.low, self.low_open
        for cut in within:
            if low < cut:
                parts.append(Span(low, cut, low_open, True))
            parts.append(cut)
            low, low_open = cut, True
        if low < self.high or (low == self.high and not low_open and not self.high_open):
            parts.append(Span(low, self.high, low_open, self.high_open))
        return parts

    def holds(self, number: Decimal) -> bool:
        """Whether `number` lies in the span."""
        above = number > self.low or (number == self.low and not self.low_open)
        return above and (number < self.high or (number == self.high and not self.high_open))


Amount = Decimal | Span
Result = tuple[Amount | None, bool]
"""What a formula gives: its amount (None: nothing at all), and whether it may be a gap."""


def compute_span(term: Term, value_of: Callable[[str], Amount | None]) -> Result:
    """Return the span of a formula over numbers and spans; the flag says that a gap is possible too."""
    match term:
        case Number():
            return term.value, False
        case Name():
            found = value_of(term.name)
            return found, found is None
        case Negative():
            amount, gap = compute_span(term.operand, value_of)
            return (None if amount is None else _negate(amount)), gap
        case Binary():
            left, left_gap = compute_span(term.left, value_of)
            right, right_gap = compute_span(term.right, value_of)
            if left is None or right is None:
                return None, True
            amount, gap = _combine(term.operator, left, right)
            return amount, gap or left_gap or right_gap
        case Call():
            results = [compute_span(part, value_of) for part in term.arguments]
            amounts = [amount for amount, _ in results if amount is not None]
            if len(amounts) < len(results):
                return None, True
            amount, gap = _apply(term.function, amounts)
            return amount, gap or any(flag for _, flag in results)


def as_span(amount: Amount) -> Span:
    """Return a number as the span of just itself."""
    return amount if isinstance(amount, Span) else Span(amount, amount)


def _negate(amount: Amount) -> Amount:
    if isinstance(amount, Span):
        return Span(-amount.high, -amount.low, amount.high_open, amount.low_open)
    return -amount


def _combine(operator: str, left: Amount, right: Amount) -> Result:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        number = combine(operator, left, right)
        return number, number is None
    one, two = as_span(left), as_span(right)
    if operator == "-":
        operator, two = "+", as_span(_negate(two))
    if operator == "+":
        low, high = _sum(one.low, two.low), _sum(one.high, two.high)
        return Span(low, high, one.low_open or two.low_open, one.high_open or two.high_open), False
    if operator == "/":
        return _divide(one, two)
    return _hull(one, two, "*"), False


def _divide(one: Span, two: Span) -> Result:
    if not two.holds(Decimal(0)):
        if two.low == 0 or two.high == 0:
            return Span(-INFINITY, INFINITY, True, True), False
        return _hull(one, two, "/"), False
    if two.low == two.high:
        return None, True
    return Span(-INFINITY, INFINITY, True, True), True


def _hull(one: Span, two: Span, operator: str) -> Span:
    corners: list[tuple[Decimal, bool]] = []
    for left, left_open in ((one.low, one.low_open), (one.high, one.high_open)):
        for right, right_open in ((two.low, two.low_open), (two.high, two.high_open)):
            corners.append((_product(left, right, operator), left_open or right_open))
    low, high = min(c for c, _ in corners), max(c for c, _ in corners)
    return Span(
        low,
        high,
        all(is_open for corner, is_open in corners if corner == low),
        all(is_open for corner, is_open in corners if corner == high),
    )


def _sum(left: Decimal, right: Decimal) -> Decimal:
    found = combine("+", left, right)
    assert found is not None
    return found


def _product(left: Decimal, right: Decimal, operator: str) -> Decimal:
    # Nought times infinity is nought here: the factor is nought, however large the other may be.
    try:
        found = combine(operator, left, right)
    except InvalidOperation:
        return Decimal(0)
    return Decimal(0) if found is None or found.is_nan() else found


def _apply(function: str, amounts: list[Amount]) -> Result:
    numbers = [amount for amount in amounts if isinstance(amount, Decimal)]
    if len(numbers) == len(amounts):
        number = apply(function, numbers)
        return number, number is None
    spans = [as_span(amount) for amount in amounts]
    match function:
        case "min":
            return _ends(spans, min), False
        case "max":
            return _ends(spans, max), False
        case "abs":
            return _absolute(spans[0]), False
        case "sqrt":
            return _root(spans[0])
        case "round":
            digits = numbers[-1:] if len(amounts) > 1 else []
            low = spans[0].low if spans[0].low.is_infinite() else apply("round", [spans[0].low, *digits])
            high = spans[0].high if spans[0].high.is_infinite() else apply("round", [spans[0].high, *digits])
            assert low is not None
            assert high is not None
            return Span(low, high, low == -INFINITY, high == INFINITY), False
        case _:
            total: Amount = spans[0]
            for span in spans[1:]:
                total, _ = _combine("+", total, span)  # type: ignore[assignment]  # a sum is never a gap
            return _combine("/", total, Decimal(len(spans)))


def _ends(spans: list[Span], pick: Callable[..., Decimal]) -> Span:
    low, high = pick(s.low for s in spans), pick(s.high for s in spans)
    low_open = all(s.low_open for s in spans if s.low == low)
    high_open = all(s.high_open for s in spans if s.high == high)
    return Span(low, high, low_open, high_open)


def _absolute(span: Span) -> Span:
    if span.low >= 0:
        return span
    if span.high <= 0:
        return as_span(_negate(span))
    high = max(-span.low, span.high)
    ends = [(span.high, span.high_open), (-span.low, span.low_open)]
    return Span(Decimal(0), high, False, all(is_open for end, is_open in ends if end == high))


def _root(span: Span) -> Result:
    if span.high < 0 or (span.high == 0 and span.high_open):
        return None, True
    gap = span.low < 0
    low = Decimal(0) if gap else apply("sqrt", [span.low])
    high = INFINITY if span.high == INFINITY else apply("sqrt", [span.high])
    assert low is not None
    assert high is not None
    return Span(low, high, span.low_open and not gap, span.high_open), gap
