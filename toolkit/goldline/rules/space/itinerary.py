"""In which order facts are taken and criteria judged, so that as little as possible is kept on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from goldline.model.criterion import CriterionInput, DifferenceInput
from goldline.rules.space.closure import MODALITY, Closure, Place
from goldline.rules.space.grid import Grid


@dataclass(frozen=True, slots=True)
class Fact:
    """What one input of one version is."""

    side: int
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a criterion comes to in both versions."""

    place: Place


Item = Fact | Entry


@dataclass(frozen=True, slots=True)
class Way:
    """One input of a criterion in one version, and all that must be known before it can be read."""

    side: int
    unit: int
    name: str
    needs: frozenset[Item]


@dataclass(slots=True)
class Step:
    """Facts that become known, or a criterion that is judged, and which inputs can be read from then on.

    `held` are items that were put aside before, `holding` those put aside from now on; `waited` those
    of this step that are put aside or read together with what was. `settled` are, for each criterion
    that something is read of, its inputs in each version that are known by now.
    """

    place: Place | None
    axes: tuple[int, ...] = ()
    group: int | None = None
    ways: list[Way] = field(default_factory=list)
    held: tuple[Item, ...] = ()
    holding: tuple[Item, ...] = ()
    waited: tuple[Item, ...] = ()
    settled: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)


class CircleError(Exception):
    """Raised where criteria rest on each other the other way round in the other version."""


def ways_of(closures: Sequence[Closure], places: Sequence[Place]) -> list[Way]:
    """Return every input of every criterion, with what it needs."""
    found: list[Way] = []
    for side, closure in enumerate(closures):
        for unit, place in enumerate(places):
            if place not in closure.places:
                continue
            table = closure.judge.tables[place[0]]
            found += [Way(side, unit, name, _needs(closure, side, place, name)) for name in table.all_names]
    return found


def _needs(closure: Closure, side: int, place: Place, name: str) -> frozenset[Item]:
    source = closure.judge.tables[place[0]].criterion.inputs[name]
    if not isinstance(source, CriterionInput | DifferenceInput):
        return frozenset({Fact(side, closure.names[place, name])})
    needs: set[Item] = set()
    if MODALITY in closure.inputs and closure.judge.guideline.criteria[source.criterion].modalities:
        needs.add(Fact(side, MODALITY))
    if isinstance(source, DifferenceInput):
        for response in (source.first, source.second):
            if closure.ruled(source.criterion):
                needs.add(Entry(closure.target(source.criterion, response)))
            else:
                needs.add(Fact(side, closure.names[place, f"{name}:{response}"]))
    elif closure.ruled(source.criterion):
        needs.add(Entry(closure.target(source.criterion, source.response or place[1])))
    else:
        needs.add(Fact(side, closure.names[place, name]))
    return frozenset(needs)


def plan(grid: Grid, closures: Sequence[Closure], places: Sequence[Place]) -> list[Step]:
    """Return the steps: always towards the criterion that takes the fewest facts more, the last one last."""
    ways = ways_of(closures, places)
    steps: list[Step] = []
    known: set[Item] = set()
    dimensions = _dimensions(grid)
    items = [
        {Fact(reader.side, reader.name) for axis in step.axes for reader in grid.axes[axis].readers}
        for step in dimensions
    ]
    sizes = [
        len(grid.axes[step.axes[0]].classes) if step.group is None else len(grid.groups[step.group].vectors)
        for step in dimensions
    ]
    left = dict.fromkeys(range(len(dimensions)))
    waiting = list(places)
    while waiting:
        ready: list[tuple[int, int, list[int]]] = []
        for at, place in enumerate(waiting):
            needs = set().union(*(way.needs for way in ways if places[way.unit] == place))
            if any(isinstance(item, Entry) and item not in known for item in needs):
                continue
            wanted = [number for number in left if items[number] & needs]
            ready.append((prod(sizes[number] for number in wanted), at, wanted))
        if not ready:
            raise CircleError
        _, at, wanted = min(ready)
        for number in sorted(wanted, key=lambda number: sizes[number]):
            steps.append(dimensions[number])
            known |= items[number]
            del left[number]
        place = waiting.pop(at)
        steps.append(Step(place))
        known.add(Entry(place))
    last = steps.pop()
    steps += [dimensions[number] for number in left]
    steps.append(last)
    return _laid_out(steps, dimensions, items, ways, places)


def _dimensions(grid: Grid) -> list[Step]:
    groups = [Step(None, group.axes, number) for number, group in enumerate(grid.groups)]
    return [*groups, *(Step(None, (at,)) for at, axis in enumerate(grid.axes) if axis.group is None)]


def _laid_out(
    steps: list[Step],
    dimensions: list[Step],
    items: list[set[Fact]],
    ways: list[Way],
    places: Sequence[Place],
) -> list[Step]:
    """Return the steps with what is read at each of them, and what has to be put aside till later."""
    new: list[set[Item]] = []
    when: dict[Item, int] = {}
    for at, step in enumerate(steps):
        gained: set[Item] = (
            {Entry(step.place)}
            if step.place is not None
            else set(items[next(i for i, one in enumerate(dimensions) if one is step)])
        )
        new.append(gained)
        when.update(dict.fromkeys(gained, at))
    last: dict[Item, int] = {Entry(places[-1]): len(steps)}
    for way in ways:
        due = max(when[item] for item in way.needs)
        steps[due].ways.append(way)
        for item in way.needs:
            last[item] = max(last.get(item, -1), due)
    held: tuple[Item, ...] = ()
    known: dict[int, tuple[set[str], set[str]]] = {}
    for at, step in enumerate(steps):
        step.held = held
        aside = [item for item in (*held, *sorted(new[at], key=repr)) if last.get(item, -1) > at]
        step.holding = held = tuple(aside)
        together = {item for way in step.ways if not way.needs <= new[at] for item in way.needs}
        step.waited = tuple(item for item in sorted(new[at], key=repr) if item in held or item in together)
        for way in step.ways:
            known.setdefault(way.unit, (set(), set()))[way.side].add(way.name)
        for unit in {way.unit for way in step.ways}:
            one, two = known[unit]
            step.settled[unit] = frozenset(one), frozenset(two)
    return steps
