"""Whether a version judges more strictly than another, by the pairs of outcomes that occur."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

from goldline.model.scale import Scale
from goldline.rules.span import Span, as_span
from goldline.rules.table import Cell

Result = tuple[str, Cell]
"""A state and a value."""
Word = Literal["equivalent", "stricter", "more-lenient", "incomparable"]
EQUIVALENT: Final[Word] = "equivalent"
INCOMPARABLE: Final[Word] = "incomparable"


def verdict_on(pairs: Iterable[tuple[Result, Result]], base: Scale, head: Scale, *, exhaustive: bool) -> Word:
    """Return the verdict over all pairs of different outcomes.

    Without a difference that is only `equivalent` where everything was looked at.
    """
    found = {direction(old, new, base, head) for old, new in pairs}
    if not found:
        return EQUIVALENT if exhaustive else INCOMPARABLE
    if found == {-1}:
        return "stricter"
    return "more-lenient" if found == {1} else INCOMPARABLE


def direction(old: Result, new: Result, base: Scale, head: Scale) -> int:
    """Return 1 where the new outcome is better, -1 where it is worse, 0 where that cannot be said."""
    if old[0] != "decided" or new[0] != "decided" or not base.ordered or not head.ordered:
        return 0
    if base.better != head.better:
        return 0
    up = 1 if head.better == "higher" else -1
    return up * _step(old[1], new[1], base, head)


def _step(old: Cell, new: Cell, base: Scale, head: Scale) -> int:
    for scale in (head, base):
        if not isinstance(old, Span) and not isinstance(new, Span):
            one, two = scale.ranks.get(old), scale.ranks.get(new)
            if one is not None and two is not None:
                return (two > one) - (two < one)
    before, after = _amount(old), _amount(new)
    if before is None or after is None or not (base.numeric or head.numeric):
        return 0
    if after.low >= before.high:
        return 1
    return -1 if after.high <= before.low else 0


def _amount(cell: Cell) -> Span | None:
    if isinstance(cell, Span):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return None
    return as_span(Decimal(cell))
