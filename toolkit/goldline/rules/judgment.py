"""A judgment: what the rules say of facts, complete or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.noun import noun
from goldline.model.scale import Scale
from goldline.rules.domain import is_number, same
from goldline.rules.span import INFINITY, Span, as_span, hull
from goldline.rules.table import Outcome, State

_MOST_LISTED = 24


@noun
class Judgment:
    """What rules say: `value` where decided, else what remains possible and what would settle it.

    `possible` lists values, lowest first, or one span for numbers too many to list;
    `possible_states` the states (`gap`, `conflict`) that are possible beside them.
    """

    state: State
    value: Value
    rules: tuple[str, ...]
    possible: tuple[Value | Span, ...]
    possible_states: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Whether the facts decide it."""
        return self.state == "decided"

    def agrees(self, label: Value) -> bool:
        """Whether it is decided and gives just that value."""
        return self.state == "decided" and same(self.value, label)


def summarise(
    outcomes: Iterable[Outcome],
    scale: Scale,
    missing: Iterable[str] = (),
    order: Callable[[Iterable[str]], tuple[str, ...]] = tuple,
) -> Judgment:
    """Return the one judgment that all these outcomes come to, or that it is undecided between them.

    `order` says in which order rules are named that fire in some of them.
    """
    distinct: dict[tuple[str, object], tuple[str, ...]] = {}
    for outcome in outcomes:
        key = (outcome.state, outcome.value)
        distinct[key] = tuple(dict.fromkeys(distinct.get(key, ()) + outcome.rules))
    values = [value for state, value in distinct if state == "decided"]
    states = tuple(sorted({state for state, _ in distinct if state != "decided"}))
    possible = order_values(values, scale)
    if len(distinct) == 1:
        ((state, value), rules) = next(iter(distinct.items()))
        if not isinstance(value, Span):
            return Judgment(state, value, order(rules), possible, states, ())  # type: ignore[arg-type]
    return Judgment("undecided", None, (), possible, states, tuple(dict.fromkeys(missing)))


def judged_by_people(
    criterion: Criterion, response: str | None, people: Mapping[tuple[str, str | None], Value]
) -> Judgment:
    """Return the judgment of a criterion that people alone decide: the recorded label, or undecided."""
    if (criterion.id, response) in people:
        value = people[criterion.id, response]
        return Judgment("decided", value, (), (value,), (), ())
    scale = criterion.scale
    possible: tuple[Value | Span, ...] = tuple(level.value for level in scale.levels)
    if scale.numeric:
        low = -INFINITY if scale.minimum is None else scale.minimum
        high = INFINITY if scale.maximum is None else scale.maximum
        possible = (Span(low, high, low.is_infinite(), high.is_infinite()),)
    return Judgment("undecided", None, (), possible, (), (f"label:{criterion.id}",))


def order_values(values: list[object], scale: Scale) -> tuple[Value | Span, ...]:
    """Return values lowest first; numbers that are spans or too many come as one span."""
    amounts = [as_span(v if isinstance(v, Span) else Decimal(v)) for v in values if _amount(v)]  # type: ignore[arg-type]
    wide = any(isinstance(v, Span) for v in values) or (scale.numeric and len(amounts) > _MOST_LISTED)
    if wide:
        others = [value for value in values if not _amount(value)]
        return (hull(amounts), *order_values(others, scale))
    return tuple(sorted(values, key=lambda v: _rank(v, scale)))  # type: ignore[arg-type]


def _amount(value: object) -> bool:
    return isinstance(value, Span) or is_number(value)  # type: ignore[arg-type]


def _rank(value: object, scale: Scale) -> tuple[Decimal, str]:
    rank = scale.ranks.get(value)  # type: ignore[call-overload]
    if rank is not None:
        return Decimal(rank), ""
    return (Decimal(value), "") if is_number(value) else (INFINITY, str(value))  # type: ignore[arg-type]
