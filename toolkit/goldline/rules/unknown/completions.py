"""Judging facts with unknowns: every way in which they could be completed, and what each gives.

The unknowns of a criterion are found by walking its inputs and those of the criteria it reads.
Each gets one value of every class that some test tells apart; findings that nobody has looked for
get every vector of input values they can lead to together. What is listed as impossible is left
out. Inputs that share no unknown are listed apart from each other (see `search.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from goldline.model.criterion import Case, CriterionInput, DifferenceInput
from goldline.rules.domain import representatives
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import Scene
from goldline.rules.table import Cell, Table
from goldline.rules.unknown.findings_space import Unseen, explore
from goldline.rules.unknown.parts import Delegated, Listed, Loose, Part
from goldline.rules.unknown.search import Classify, Search, Signs, by_itself, merge, plain
from goldline.rules.unknown.sign import Sign, signs_of
from goldline.rules.unknown.unknowns import Crowd, Rest, Unknown, Walk, find_crowds
from goldline.rules.unknown.world import Place, Reading, Tables, World, reading_of

MOST_WORLDS = 20_000


class NothingPossibleError(Exception):
    """Raised where all that the facts could be is listed as impossible."""


def judge_open(tables: Tables, scene: Scene, criterion: str, response: str | None) -> Judgment:
    """Return the judgment of facts with unknowns; what is impossible throughout is judged all the same."""
    try:
        return Completions(tables, scene, (criterion, response)).judge()
    except NothingPossibleError:
        return Completions(tables, scene, (criterion, response), heed=False).judge()


@dataclass(slots=True)
class Group:
    """Inputs of a table, and impossible cases, that hang together by unknowns or judgments."""

    names: list[str]
    rests: dict[Rest, None]
    places: dict[Place, None]
    cases: list[tuple[Place, Case]]


class Completions:
    """The unknowns of one criterion in one scene, and the judgment over all their completions.

    Raises `NothingPossibleError` where it heeds what is impossible and that leaves nothing.
    """

    def __init__(self, tables: Tables, scene: Scene, place: Place, *, heed: bool = True) -> None:
        self.tables = tables
        self.scene = scene
        self.place = place
        self.heed = heed
        self.table: Table = tables.tables[place[0]]
        self.known = World(tables, scene, {})
        self.walk = Walk(tables, scene, self.known)
        self.walk.visit(place)
        self.unseen = [
            Unseen(path, severity, response)
            for path in scene.unseen_types
            for severity in tables.lens.taxonomy.types[path].severities
            for response in scene.facts.responses or (None,)
        ]
        crowds = find_crowds(self.walk.readers, self.unseen, tables.lens, annotated=scene.annotated)
        self.unknowns: dict[Rest, Unknown] = {slot: crowd for crowd in crowds for slot in crowd.slots}
        self.unknowns.update(self.walk.factors)
        self.search = Search(self.table, list(self._parts()))

    def judge(self) -> Judgment:
        """Return the judgment: what every completion gives, or what remains possible between them."""
        scale = self.table.criterion.scale
        outcomes = self.search.outcomes()
        judgment = summarise(outcomes, scale, order=self.table.in_order)
        if judgment.state != "undecided":
            return judgment
        return summarise(outcomes, scale, self.missing() or self._in_order(self.unknowns.values()))

    def missing(self, classify: Classify = by_itself) -> list[str]:
        """Return what would settle it, findings first, types last."""
        found = set(self.search.missing(classify))
        return [label for label in self._in_order(self.unknowns.values()) if label in found]

    def _in_order(self, unknowns: Iterable[Unknown]) -> list[str]:
        labels = {label for unknown in unknowns for label in unknown.labels}
        order = ["findings", *(label for f in self.walk.factors.values() for label in f.labels)]
        order += [f"type:{path}" for path in self.tables.lens.taxonomy.types]
        return [label for label in dict.fromkeys(order) if label in labels]

    # --- parts -------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Part]:
        for group in self._groups():
            unknowns = [self.unknowns[rest] for rest in group.rests]
            if not unknowns:
                yield Listed((), {(): self.known.signs(self.table, group.names, self.place[1])}, [])
            elif (upstream := self._only_place(group)) is not None:
                yield self._delegated(upstream, group)
            elif not all(unknown.complete for unknown in unknowns) or _worlds(unknowns) > MOST_WORLDS:
                yield from self._loose(group)
            else:
                part = self._listed(group, unknowns)
                if not part.entries:
                    raise NothingPossibleError
                yield part

    def _groups(self) -> list[Group]:
        """Return the inputs, together those that share an unknown, a judgment or an impossible case."""
        groups: list[Group] = []
        for name in self.table.names:
            _gather(groups, Group([name], self._open(self.place, [name]), self._places(name), []))
        for place in self.walk.rests if self.heed else ():
            table = self.tables.tables[place[0]]
            for case in table.criterion.impossible:
                rests = self._open(place, case.tests)
                if rests:
                    _gather(groups, Group([], rests, {}, [(place, case)]))
                elif self.known.occurs(table, case, place[1]):
                    raise NothingPossibleError
        return groups

    def _open(self, place: Place, names: Iterable[str]) -> dict[Rest, None]:
        """Return the unknowns behind some inputs, each crowd by the first of its slots."""
        found: dict[Rest, None] = {}
        for name in names:
            for rest in self.walk.rests[place][name]:
                unknown = self.unknowns[rest]
                found[unknown.slots[0] if isinstance(unknown, Crowd) else rest] = None
        return found

    def _places(self, name: str) -> dict[Place, None]:
        source = self.table.criterion.inputs[name]
        if not isinstance(source, CriterionInput | DifferenceInput):
            return {}
        return dict.fromkeys(place for place in self.known.places(source, self.place[1]) if place)

    def _listed(self, group: Group, unknowns: Sequence[Unknown]) -> Listed:
        entries: dict[tuple[int, ...], Signs] = {}
        choices = [unknown.choices for unknown in unknowns]
        for picks in product(*(range(len(choice)) for choice in choices)):
            chosen = [choice[pick] for choice, pick in zip(choices, picks, strict=True)]
            given = {key: cell for choice in chosen for key, cell in choice.given.items()}
            findings = {slot: cell for choice in chosen for slot, cell in choice.findings.items()}
            world = World(self.tables, self.scene, given, findings)
            if not any(
                world.occurs(self.tables.tables[place[0]], case, place[1]) for place, case in group.cases
            ):
                entries[picks] = world.signs(self.table, group.names, self.place[1])
        return Listed(unknowns, entries, self._in_order(unknowns))

    # --- what rests on one judgment alone --------------------------------------------------------

    def _only_place(self, group: Group) -> Place | None:
        """Return the one judgment through which all unknowns of a group are read, if there is one."""
        if len(group.places) != 1 or any(place == self.place for place, _ in group.cases):
            return None
        (place,) = group.places
        if not all(self._places(name) for name in group.names):
            return None
        return place if place in self.walk.rests else None

    def _delegated(self, place: Place, group: Group) -> Delegated:
        upstream = Completions(self.tables, self.scene, place, heed=self.heed)
        outcomes = merge(upstream.search.outcomes())
        entries = [
            World(self.tables, self.scene, {}, assumed={place: reading_of(outcome)}).signs(
                self.table, group.names, self.place[1]
            )
            for outcome in outcomes
        ]
        return Delegated([plain(outcome) for outcome in outcomes], entries, upstream.missing)

    # --- too many to list ----------------------------------------------------------------------

    def _loose(self, group: Group) -> Iterator[Loose]:
        """Yield parts that are perhaps too careful: inputs are taken to vary each on its own.

        Never too bold: all that is really possible is among what they list.
        """
        clusters: list[Group] = []
        for name in group.names:
            _gather(clusters, Group([name], {}, self._places(name), []))
        for cluster in clusters:
            labels = self._in_order(self.unknowns[rest] for rest in self._open(self.place, cluster.names))
            yield Loose([(sign,) for sign in self._alone(cluster.names)], labels)

    def _alone(self, names: Sequence[str]) -> Iterator[Sign]:
        """Yield all that some inputs can come to, whatever the others are."""
        wires: dict[str, tuple[Place | None, ...]] = {}
        direct: dict[str, list[Cell]] = {}
        for name in names:
            source = self.table.criterion.inputs[name]
            if isinstance(source, CriterionInput | DifferenceInput):
                wires[name] = self.known.places(source, self.place[1])
            else:
                direct[name] = self._alone_cells(name)
        judged = {place: self._alone_readings(place) for name in names for place in self._places(name)}
        criteria = self.tables.guideline.criteria
        for combination in product(*direct.values()):
            cells = dict(zip(direct, combination, strict=True))
            yield from signs_of(self.table, cells, wires, judged.__getitem__, lambda id_: criteria[id_].scale)

    def _alone_cells(self, name: str) -> list[Cell]:
        rest = next(iter(self.walk.rests[self.place][name]), None)
        if rest is None:
            return list(self._cells(self.known, name))
        if rest in self.walk.factors:
            worlds = (World(self.tables, self.scene, c.given) for c in self.walk.factors[rest].choices)
            return [cell for world in worlds for cell in self._cells(world, name)]
        reader = self.walk.readers[rest]  # type: ignore[index]  # what is no factor is a slot
        space = explore([reader.component], self.unseen, self.tables.lens)
        if space.complete:
            return [space.cells(index)[0] for index in range(len(space.vectors))]
        column = self.table.columns.get(name)
        return list(representatives(self.table.domains[name], column.tests if column is not None else ()))

    def _cells(self, world: World, name: str) -> tuple[Cell, ...]:
        return world.read(self.table, name, self.place[1])  # type: ignore[return-value]  # reads no judgment

    def _alone_readings(self, place: Place) -> tuple[Reading, ...]:
        if place in self.walk.rests:
            upstream = Completions(self.tables, self.scene, place, heed=self.heed)
            return tuple(dict.fromkeys(reading_of(outcome) for outcome in upstream.search.outcomes()))
        factor = self.walk.factors.get(("label", place[0], place[1] or ""))
        worlds = [World(self.tables, self.scene, c.given) for c in factor.choices] if factor else [self.known]
        return tuple(dict.fromkeys(reading for world in worlds for reading in world.judgments(place)))


def _gather(groups: list[Group], new: Group) -> None:
    """Add a group, and make one of all that it hangs together with."""
    for group in list(groups):
        if new.rests.keys() & group.rests.keys() or new.places.keys() & group.places.keys():
            groups.remove(group)
            new = Group(
                [*group.names, *new.names],
                group.rests | new.rests,
                group.places | new.places,
                [*group.cases, *new.cases],
            )
    groups.append(new)


def _worlds(unknowns: Iterable[Unknown]) -> int:
    return prod(len(unknown.choices) for unknown in unknowns)
