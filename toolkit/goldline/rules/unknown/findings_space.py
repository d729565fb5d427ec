"""Which values finding inputs can take together, given the findings that are recorded.

Inputs that read the same findings vary together: a critical hallucination raises the worst
severity, the count and the sum at once. So the search adds one unseen finding after another to
what is recorded and keeps the distinct vectors of input values that it reaches. Counts and sums
beyond every cut point of every test behave alike and are kept as one value, which makes the
search finite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from goldline.model.condition import Value
from goldline.model.criterion import AnyInput, CountInput, FindingInput, SumInput, WorstInput
from goldline.model.taxonomy import NONE
from goldline.rules.domain import ZERO, tidy
from goldline.rules.scene import Lens
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import Cell

MOST_STATES = 20_000
_ROOM = 12

Vector = tuple[Decimal, ...]


@dataclass(slots=True)
class Component:
    """One finding input in one scope (a response, or None for all), with what is recorded for it.

    `cuts` are the numbers at which some test on it may change; `measured` says that a formula
    reads it, so that its amount matters and not just the class of it. `lens` is the guideline's
    that it belongs to, where two versions are explored together.
    """

    source: FindingInput
    scope: str | None
    base: Value
    cuts: set[Decimal] = field(default_factory=set)
    measured: bool = False
    lens: Lens | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """Between which numbers a component is told apart: beyond `low` and `high` all are alike.

    `margin` is how far beyond them a sum may stray on its way whose weights have both signs (see
    `_margin`). It is None where amounts only grow or only fall: then all beyond is one value.
    """

    low: Decimal
    high: Decimal
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unseen:
    """A finding that nobody has looked for: a type, a severity and a response."""

    type: str
    severity: str
    response: str | None


@dataclass(frozen=True, slots=True)
class Space:
    """The vectors that can be reached, the base first; `steps` lead from one to another by a type."""

    components: tuple[Component, ...]
    vectors: tuple[Vector, ...]
    steps: tuple[tuple[int, int, frozenset[str]], ...]
    limits: tuple[Limit, ...]
    complete: bool
    lens: Lens

    def cells(self, index: int) -> list[Cell]:
        """Return what each component is in one vector."""
        return [
            self._cell(component, number, limit)
            for component, number, limit in zip(
                self.components, self.vectors[index], self.limits, strict=True
            )
        ]

    def _cell(self, component: Component, number: Decimal, limit: Limit) -> Cell:
        match component.source:
            case WorstInput():
                return NONE if number < 0 else (component.lens or self.lens).order[int(number)]
            case AnyInput():
                return number > 0
        if number > limit.high:
            if not component.measured:
                return tidy(limit.high + 1)
            if isinstance(component.source, CountInput):
                return Span(limit.high + 1, INFINITY, False, True)
            return Span(limit.high, INFINITY, True, True)
        if number < limit.low:
            return Span(-INFINITY, limit.low, True, True) if component.measured else tidy(limit.low - 1)
        return tidy(number)


def explore(
    components: Sequence[Component],
    unseen: Iterable[Unseen],
    lens: Lens,
    beside: Iterable[Unseen] = (),
    most: int = MOST_STATES,
) -> Space:
    """Return every vector of input values that unseen findings can lead to.

    `beside` are findings that do not occur here, but do in a space that this one is compared with:
    numbers are then told apart as far as there. Incomplete (`complete` is False) where there are
    more than `most` of them.
    """
    atoms = _atoms(components, unseen, lens)
    effects = [*atoms, *_atoms(components, beside, lens)]
    limits = _limits(components, effects)
    start = tuple(
        _number(component.base, component.source, component.lens or lens) for component in components
    )
    vectors = {start: 0}
    steps: list[tuple[int, int, frozenset[str]]] = []
    queue = [start]
    # Two sums that rise and fall on one path could leave any limits that are set for one of them.
    complete = sum(limit.margin is not None for limit in limits) < 2
    for here in queue:
        for effect, types in atoms.items():
            there = _add(here, effect, limits, components)
            if there is None or there == here:
                continue
            if there not in vectors:
                if len(vectors) >= most:
                    complete = False
                    continue
                vectors[there] = len(vectors)
                queue.append(there)
            steps.append((vectors[here], vectors[there], types))
    return Space(tuple(components), tuple(vectors), tuple(steps), limits, complete, lens)


def _atoms(
    components: Sequence[Component], unseen: Iterable[Unseen], lens: Lens
) -> dict[Vector, frozenset[str]]:
    # Findings that change every input alike are one atom; those that change nothing are none.
    atoms: dict[Vector, frozenset[str]] = {}
    for finding in unseen:
        effect = tuple(find_effect(component, finding, component.lens or lens) for component in components)
        if any(
            amount >= 0 if isinstance(c.source, WorstInput) else amount != 0
            for amount, c in zip(effect, components, strict=True)
        ):
            atoms[effect] = atoms.get(effect, frozenset()) | {finding.type}
    return atoms


def find_effect(component: Component, finding: Unseen, lens: Lens) -> Decimal:
    """Return what one more finding does to an input: a rank, a weight, one more, or nothing."""
    source = component.source
    nothing = Decimal(-1) if isinstance(source, WorstInput) else ZERO
    if component.scope is not None and component.scope != finding.response:
        return nothing
    known = lens.know(finding.type, finding.severity)
    if known is None:
        return nothing
    if isinstance(source, SumInput):
        return lens.weight(source, *known)
    if not lens.matches(source, *known):
        return nothing
    if isinstance(source, WorstInput):
        return Decimal(lens.severities.ranks[known[1]])
    return Decimal(1)


def _number(base: Value, source: FindingInput, lens: Lens) -> Decimal:
    if isinstance(source, WorstInput):
        return Decimal(lens.severities.ranks.get(base, -1))
    return Decimal(base)  # type: ignore[arg-type]  # counts, sums and booleans are numbers


def _limits(components: Sequence[Component], effects: Sequence[Vector]) -> tuple[Limit, ...]:
    of_each = [[effect[at] for effect in effects] for at in range(len(components))]
    limits = [_limit(component, found) for component, found in zip(components, of_each, strict=True)]
    mixed = [at for at, found in enumerate(of_each) if _mixed(components[at], found)]
    steps = sum(
        _height(component, limit, found)
        for at, (component, limit, found) in enumerate(zip(components, limits, of_each, strict=True))
        if at not in mixed
    )
    for at in mixed:
        limits[at] = replace(limits[at], margin=_margin(of_each[at], steps))
    return tuple(limits)


def _limit(component: Component, effects: list[Decimal]) -> Limit:
    source = component.source
    if isinstance(source, WorstInput | AnyInput):
        return Limit(Decimal(-1), INFINITY)
    base = Decimal(component.base)  # type: ignore[arg-type]
    low, high = min([base, *component.cuts]), max([base, *component.cuts])
    # A formula reads the amount itself: keep it exact some way beyond the last cut point.
    if isinstance(source, CountInput):
        return Limit(ZERO, high.to_integral_value() + (_ROOM if component.measured else 0))
    widest = max((abs(effect) for effect in effects), default=ZERO)
    room = 2 * widest if component.measured else ZERO
    return Limit(low - room, high + room)


def _mixed(component: Component, effects: list[Decimal]) -> bool:
    if not isinstance(component.source, SumInput):
        return False
    return min(effects, default=ZERO) < 0 < max(effects, default=ZERO)


def _margin(effects: list[Decimal], steps: int) -> Decimal:
    """Return how far beyond its limits a sum of both signs must be followed.

    Whatever the findings are, a few of them, `steps` at most, bring the other inputs to where they
    end, and may take the sum as far as that. The rest then change nothing but the sum, and can be
    ordered so that it nears where it ends without going further by more than one weight.
    """
    return (steps + 1) * max(abs(effect) for effect in effects)


def _height(component: Component, limit: Limit, effects: list[Decimal]) -> int:
    """Return how many findings bring an input that only grows, or falls, from its base to any value."""
    match component.source:
        case WorstInput() | AnyInput():
            return 1
        case CountInput():
            return int(limit.high - Decimal(component.base)) + 1  # type: ignore[arg-type]  # a number
    least = min((abs(effect) for effect in effects if effect), default=None)
    return 0 if least is None else int((limit.high - limit.low) / least) + 1


def _clamp(number: Decimal, limit: Limit) -> Decimal:
    if limit.margin is not None or limit.low <= number <= limit.high:
        return number
    return INFINITY if number > limit.high else -INFINITY


def _add(
    here: Vector, effect: Vector, limits: tuple[Limit, ...], components: Sequence[Component]
) -> Vector | None:
    there: list[Decimal] = []
    for number, amount, limit, component in zip(here, effect, limits, components, strict=True):
        match component.source:
            case WorstInput():
                there.append(max(number, amount))
            case AnyInput():
                there.append(min(number + amount, Decimal(1)))
            case CountInput() | SumInput():
                total = number + amount
                margin = limit.margin
                if margin is not None and not limit.low - margin <= total <= limit.high + margin:
                    return None
                there.append(_clamp(total, limit))
    return tuple(there)
