"""What two versions of a criterion make of the same facts, through all the criteria that it reads.

The facts below a criterion are gone through one after another, with both versions at once. What is
kept on the way is no more than what tables make of the facts so far: which of their cases have
failed. A criterion is judged as soon as all that it reads is known, and then its judgments stand
for its facts. So the work grows with how many different things can happen, and not with how many
combinations of facts there are; these are counted on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from goldline.model.guideline import Guideline
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge
from goldline.rules.space.closure import MODALITY, Closure
from goldline.rules.space.grid import build_grid
from goldline.rules.space.itinerary import CircleError, Entry, Fact, Item, Step, Way, plan
from goldline.rules.space.units import BLANK, Blame, Result, Unit, Units
from goldline.rules.span import Span
from goldline.rules.table import Cell, Table
from goldline.rules.unknown.sign import Passed

MOST_STATES: Final = 40_000
MOST_STEPS: Final = 400_000

Pair = tuple[Result, Result]
Facts = dict[str, Cell]


@dataclass(slots=True)
class Route:
    """One way of coming to a pair of outcomes: the changed rules, and the criteria, that it comes through.

    `share` is the part of all combinations in which it does; None where not all were looked at. `old`
    says that it needs no finding type that is new.
    """

    rules: tuple[str, ...]
    via: tuple[str, ...]
    pair: Pair
    share: float | None
    witness: Facts
    old: bool


@dataclass(slots=True)
class Reached:
    """What a criterion comes to in both versions over the same facts.

    `complete` is False where there was too much to look at: what is listed occurs, but there may be more.
    """

    routes: list[Route] = field(default_factory=list)
    complete: bool = True

    @property
    def pairs(self) -> dict[Pair, Facts]:
        """Return all pairs of outcomes, each with one example of facts."""
        found: dict[Pair, Facts] = {}
        for route in sorted(self.routes, key=lambda route: not route.old):
            found.setdefault(route.pair, route.witness)
        return found

    @property
    def old(self) -> set[Pair]:
        """Return the pairs that occur without any finding type that is new."""
        return {route.pair for route in self.routes if route.old}


def reach(base: Guideline, head: Guideline, criterion_id: str, most: int = MOST_STATES) -> Reached:
    """Return what the criterion comes to in both versions, over all facts or over a part of them."""
    # Judges of its own: inputs made here are remembered by identity, and must not outlive them.
    top = criterion_id, None
    try:
        journey = _Journey(Closure(Judge(base, [head]), top), Closure(Judge(head, [base]), top), most)
    except CircleError:
        return Reached(complete=False)
    return journey.run()


@dataclass(frozen=True, slots=True)
class _Trail:
    """What was chosen on the way to a state, the last first."""

    before: _Trail | None
    items: tuple[tuple[Item, object], ...]

    def all(self) -> dict[Item, object]:
        """Return everything that is known in the state."""
        found: dict[Item, object] = {}
        trail: _Trail | None = self
        while trail is not None:
            found.update(trail.items)
            trail = trail.before
        return found


_State = tuple[tuple[Unit | None, ...], tuple[object, ...], bool, bool, bool]
"""What each criterion has made of the facts so far, what others wait for, whether it needs a new type,
and whether each version lists it as impossible."""


@dataclass(slots=True)
class _Met:
    """In how many combinations a state is met, and how one of them comes about."""

    count: int
    trail: _Trail


class _Journey:
    def __init__(self, base: Closure, head: Closure, most: int) -> None:
        self.closures = base, head
        self.most = most
        self.grid = build_grid([base.side, head.side])
        self.units = Units(self.closures)
        self.complete = self.grid.complete
        self.steps = plan(self.grid, self.closures, self.units.places)
        self.done = 0

    def run(self) -> Reached:
        if self.grid.empty:
            return Reached(complete=self.complete)
        blank: tuple[Unit | None, ...] = (BLANK,) * len(self.units.places)
        layer: dict[_State, _Met] = {(blank, (), False, False, False): _Met(1, _Trail(None, ()))}
        for step in self.steps:
            layer = self._finish(layer, step) if step.place is not None else self._take(layer, step)
            if len(layer) > self.most:
                self.complete = False
                # Some from all over, always the same ones: a report must not change from run to run.
                layer = dict(list(layer.items())[:: len(layer) // self.most + 1])
        return self._told(layer)

    # --- facts -------------------------------------------------------------------------------

    def _take(self, layer: dict[_State, _Met], step: Step) -> dict[_State, _Met]:
        """Return the states after one more input, or several that vary together, is known."""
        options = self._options(step)
        after: dict[_State, _Met] = {}
        for (units, held, fresh, barred, banned), met in layer.items():
            for option in options:
                self.done += 1
                new = self._contribute(units, step, held, option.values, option.given)
                state = (new, self._hold(step, held, option.values), fresh or option.fresh, barred, banned)
                _add(after, state, met, option.count, option.items)
            if self.done > MOST_STEPS * 4:
                self.complete = False
                break
        return after

    def _options(self, step: Step) -> list[_Option]:
        """Return what the input can be, as far as that makes a difference to anything."""
        found: dict[object, _Option] = {}
        axes = [self.grid.axes[at] for at in step.axes]
        group = None if step.group is None else self.grid.groups[step.group]
        vectors = [(i,) for i in range(len(axes[0].classes))] if group is None else group.vectors
        for number, vector in enumerate(vectors):
            items: list[tuple[Item, object]] = []
            for axis, chosen in zip(axes, vector, strict=True):
                cell = axis.classes[chosen].cell
                items += [(Fact(reader.side, reader.name), cell) for reader in axis.readers]
            values = dict(items)
            given = {
                way: self.units.contribution(way, values) for way in step.ways if way.needs <= values.keys()
            }
            fresh = group is not None and not group.old >> number & 1
            waited = tuple((item, values[item]) for item in step.waited if item in values)
            key = tuple((w, _typed(g)) for w, g in given.items()), waited, fresh
            option = found.get(key)
            if option is None:
                found[key] = _Option(1, tuple(items), values, given, fresh)
            else:
                option.count += 1
        return list(found.values())

    def _contribute(
        self,
        units: tuple[Unit | None, ...],
        step: Step,
        held: tuple[object, ...],
        values: dict[Item, object],
        given: dict[Way, Blame],
    ) -> tuple[Unit | None, ...]:
        new = list(units)
        known: dict[Item, object] | None = None
        for way in step.ways:
            unit = new[way.unit]
            assert unit is not None  # it waits for this
            one = given.get(way)
            if one is None:
                known = {**dict(zip(step.held, held, strict=True)), **values} if known is None else known
                one = self.units.contribution(way, known)
            new[way.unit] = unit.add(way.side, one)
        for at in {way.unit for way in step.ways}:
            settled = new[at]
            assert settled is not None
            new[at] = self.units.tidy(at, settled, step.settled[at])
        return tuple(new)

    @staticmethod
    def _hold(step: Step, held: tuple[object, ...], values: dict[Item, object]) -> tuple[object, ...]:
        known = dict(zip(step.held, held, strict=True))
        return tuple(values[item] if item in values else known[item] for item in step.holding)

    # --- judgments ---------------------------------------------------------------------------

    def _finish(self, layer: dict[_State, _Met], step: Step) -> dict[_State, _Met]:
        """Return the states after one criterion is judged by both versions."""
        assert step.place is not None
        at = self.units.places.index(step.place)
        after: dict[_State, _Met] = {}
        for (units, held, fresh, barred, banned), met in layer.items():
            unit = units[at]
            assert unit is not None
            found = self.units.judge(at, unit, met.trail.all)
            if found is None:  # a formula of numbers that are not known exactly
                self.complete = False
                continue
            entry, impossible = found
            barred, banned = barred or impossible[0], banned or impossible[1]
            if barred and banned:
                continue
            item = Entry(step.place)
            left = (*units[:at], None, *units[at + 1 :])
            new = self._contribute(left, step, held, {item: entry}, {})
            holding = self._hold(step, held, {item: entry})
            _add(after, (new, holding, fresh, barred, banned), met, 1, ((item, entry),))
        return after

    # --- what came of it ---------------------------------------------------------------------

    def _told(self, layer: dict[_State, _Met]) -> Reached:
        top = Entry(self.units.places[-1])
        total = sum(met.count for met in layer.values())
        routes: dict[tuple[object, ...], Route] = {}
        for (_, held, fresh, _, _), met in layer.items():
            (entry,) = held
            assert isinstance(entry, tuple)
            base, head, rules, via = entry
            share = met.count / total if self.complete else None
            key = (_typed(base), _typed(head), rules, via)
            known = routes.get(key)
            if known is None:
                witness = self._witness(met.trail.all(), top, via)
                routes[key] = Route(self._sorted(rules), via, (base, head), share, witness, not fresh)
                continue
            if not known.old and not fresh:
                known.witness, known.old = self._witness(met.trail.all(), top, via), True
            known.share = known.share + share if known.share is not None and share is not None else None
        return Reached(list(routes.values()), self.complete)

    def _sorted(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Return rules in the order of the guideline."""
        order: dict[str, int] = {}
        for place in self.units.places:
            for closure in reversed(self.closures):
                table = closure.judge.tables.get(place[0])
                for name in () if table is None else _names(table):
                    order.setdefault(name, len(order))
        return tuple(sorted(rules, key=lambda name: (order.get(name, len(order)), name)))

    def _witness(self, known: dict[Item, object], top: Entry, via: tuple[str, ...]) -> Facts:
        """Return all facts by name: the criterion's own inputs, those it comes through, and the rest."""
        own: Facts = {}
        below: dict[str, Facts] = {}
        place = top.place
        entries = {item.place: value for item, value in known.items() if isinstance(item, Entry)}
        for side, closure in enumerate(self.closures):
            facts = {item: value for item, value in known.items() if isinstance(item, Fact)}
            cells = {item.name: value for item, value in facts.items() if item.side == side}
            table = closure.judge.tables[place[0]]
            for name in table.all_names:
                reading = self.units.read(side, place, name, cells, entries)
                _note(own, name, reading.state if isinstance(reading, Passed) else _plain(reading))
            if MODALITY in cells:
                own[MODALITY] = cells[MODALITY]  # type: ignore[assignment]  # a word
            for (at, _), unique in closure.names.items():
                if at != place and unique in cells:
                    value = _plain(cells[unique])  # type: ignore[arg-type]  # a fact's value
                    _note(below.setdefault(at[0], {}), closure.shown(unique), value)
        order = sorted(below, key=lambda name: name not in via)
        told = {name: value for criterion in order for name, value in below[criterion].items()}
        return {**own, **{name: value for name, value in told.items() if name not in own}}


@dataclass(slots=True)
class _Option:
    """Values of an input that make no difference to each other: how many, and the first of them."""

    count: int
    items: tuple[tuple[Item, object], ...]
    values: dict[Item, object]
    given: dict[Way, Blame]
    fresh: bool


def _add(
    layer: dict[_State, _Met], state: _State, met: _Met, times: int, items: tuple[tuple[Item, object], ...]
) -> None:
    known = layer.get(state)
    if known is None:
        layer[state] = _Met(met.count * times, _Trail(met.trail, items))
    else:
        known.count += met.count * times


def _typed(value: object) -> object:
    """Return a key that tells `true` from 1."""
    return (value, repr(value)) if isinstance(value, tuple) else (type(value), value)


def _names(table: Table) -> list[str]:
    criterion = table.criterion
    tail = [] if criterion.otherwise is None else [criterion.otherwise.name]
    return [*(rule.id for rule in criterion.rules), *tail]


def _note(facts: Facts, name: str, value: Cell) -> None:
    """Note what an input is; where it was something else in the older version, that too."""
    if name in facts and _typed(facts[name]) != _typed(value):
        facts[f"{name} before"] = facts[name]
    facts[name] = value


def _plain(cell: Cell) -> Cell:
    return tidy(cell.inside()) if isinstance(cell, Span) else cell
