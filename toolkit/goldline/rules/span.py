"""Numbers that are only known to lie between two bounds, and formulas over them.

A formula's span holds every value that the formula can take. It is exact where each unknown
number occurs once; where one occurs twice the span may be too wide, never too narrow, so a judgment
is at worst called undecided where a cleverer reckoning could have decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from goldline.model.formula import Binary, Call, Name, Negative, Number, Term
from goldline.rules.formula import EXACT, TWELVE, apply, combine

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
            return EXACT.subtract(self.high, Decimal(1))
        if self.high == INFINITY:
            return EXACT.add(self.low, Decimal(1))
        return EXACT.divide(EXACT.add(self.low, self.high), Decimal(2))

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


def hull(spans: Iterable[Span]) -> Span:
    """Return the least span that holds all of these."""
    return _hull([end for span in spans for end in _ends(span)])


def intersection(amounts: Iterable[Amount]) -> Amount | None:
    """Return what all of these can be; None where they have nothing in common."""
    spans = [as_span(amount) for amount in amounts]
    low, high = max(s.low for s in spans), min(s.high for s in spans)
    low_open = any(s.low_open for s in spans if s.low == low)
    high_open = any(s.high_open for s in spans if s.high == high)
    if low > high or (low == high and (low_open or high_open)):
        return None
    return low if low == high else Span(low, high, low_open, high_open)


def subtract(one: Amount, two: Amount) -> Amount:
    """Return what the difference can be; what belongs to each is taken to vary on its own."""
    apart, _ = _combine("-", one, two)
    assert apart is not None
    return apart


def _negate(amount: Amount) -> Amount:
    if isinstance(amount, Span):
        return Span(_minus(amount.high), _minus(amount.low), amount.high_open, amount.low_open)
    return EXACT.minus(amount)


def _minus(number: Decimal) -> Decimal:
    # Not by `-`, which would round to the digits of the thread's own context.
    return number if number == 0 else number.copy_negate()


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
    return _hull([_product(a, b) for a in _ends(one) for b in _ends(two)]), False


def _divide(one: Span, two: Span) -> Result:
    """Return the span of a quotient: over what of the divisor lies above nought, and what below."""
    nought = Decimal(0)
    parts: list[Span] = []
    if two.high > nought:
        above = two if two.low > nought else Span(nought, two.high, True, two.high_open)
        parts.append(_over(one, above))
    if two.low < nought:
        below = two if two.high < nought else Span(two.low, nought, two.low_open, True)
        parts.append(_over(as_span(_negate(one)), as_span(_negate(below))))
    if not parts:
        return None, True
    return _hull([end for part in parts for end in _ends(part)]), two.holds(nought)


def _over(one: Span, two: Span) -> Span:
    """Return the span of a quotient whose divisor is above nought."""
    return _hull([_quotient(a, b) for a in _ends(one) for b in _ends(two)])


End = tuple[Decimal, bool]
"""An end of a span, and whether it is open."""
_NOUGHT: End = (Decimal(0), False)


def _ends(span: Span) -> tuple[End, End]:
    return (span.low, span.low_open), (span.high, span.high_open)


def _hull(ends: list[End]) -> Span:
    """Return the least span with all these ends; an end is open where none that lies there belongs."""
    low, high = min(number for number, _ in ends), max(number for number, _ in ends)
    return Span(
        low,
        high,
        all(is_open for number, is_open in ends if number == low),
        all(is_open for number, is_open in ends if number == high),
    )


def _product(one: End, two: End) -> End:
    if _NOUGHT in (one, two):
        return _NOUGHT  # nought times anything, however near the other end may come
    (left, left_open), (right, right_open) = one, two
    if left == 0 or right == 0:
        # Nought times infinity has no limit of its own; the other corners hold all that it may be.
        return Decimal(0), True
    return EXACT.multiply(left, right), left_open or right_open


def _quotient(one: End, two: End) -> End:
    (left, left_open), (right, _) = one, two
    if left == 0:
        return Decimal(0), left_open
    if right.is_infinite():
        return Decimal(0), True
    if right == 0 or left.is_infinite():
        return INFINITY.copy_sign(left), True
    # Twelve digits may round what lies just inside an open end up to it: so it is closed.
    return TWELVE.divide(left, right), False


def _sum(left: Decimal, right: Decimal) -> Decimal:
    found = combine("+", left, right)
    assert found is not None
    return found


def _apply(function: str, amounts: list[Amount]) -> Result:
    numbers = [amount for amount in amounts if isinstance(amount, Decimal)]
    if len(numbers) == len(amounts):
        number = apply(function, numbers)
        return number, number is None
    spans = [as_span(amount) for amount in amounts]
    match function:
        case "min":
            return _least(spans), False
        case "max":
            flipped = _least([as_span(_negate(span)) for span in spans])
            return _negate(flipped), False
        case "abs":
            return _absolute(spans[0]), False
        case "sqrt":
            return _root(spans[0])
        case "round":
            return _rounded(spans[0], numbers[-1] if len(amounts) > 1 else Decimal(0)), False
        case _:
            total: Amount = spans[0]
            for span in spans[1:]:
                total, _ = _combine("+", total, span)  # type: ignore[assignment]  # a sum is never a gap
            return _combine("/", total, Decimal(len(spans)))


def _least(spans: list[Span]) -> Span:
    low, high = min(s.low for s in spans), min(s.high for s in spans)
    # The least of several comes up to its upper end only where each of them does.
    low_open = all(s.low_open for s in spans if s.low == low)
    high_open = any(s.high_open for s in spans if s.high == high)
    return Span(low, high, low_open, high_open)


def _rounded(span: Span, digits: Decimal) -> Amount:
    """Return the span of a rounded number; at an open end a tie goes the way of what lies inside."""
    step = Decimal(1).scaleb(-int(digits))

    def nearest(number: Decimal, *, tie_up: bool | None) -> Decimal:
        if number.is_infinite():
            return number
        away = tie_up is None or tie_up == (number > 0)
        return number.quantize(step, ROUND_HALF_UP if away else ROUND_HALF_DOWN, EXACT)

    low = nearest(span.low, tie_up=True if span.low_open else None)
    high = nearest(span.high, tie_up=False if span.high_open else None)
    if low == high:
        return low
    return Span(low, high, low.is_infinite(), high.is_infinite())


def _absolute(span: Span) -> Span:
    if span.low >= 0:
        return span
    if span.high <= 0:
        return as_span(_negate(span))
    return _hull([(Decimal(0), False), (span.high, span.high_open), (_minus(span.low), span.low_open)])


def _root(span: Span) -> Result:
    if span.high < 0 or (span.high == 0 and span.high_open):
        return None, True
    gap = span.low < 0
    low = Decimal(0) if gap else apply("sqrt", [span.low])
    high = INFINITY if span.high == INFINITY else apply("sqrt", [span.high])
    assert low is not None
    assert high is not None
    # Nought is the only root that rounding cannot bring about.
    return Span(low, high, not gap and low == 0 and span.low_open, high == INFINITY), gap
