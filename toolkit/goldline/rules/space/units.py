"""Criteria that are being judged by two versions at once: what each has made of the facts so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from goldline.model.condition import Always
from goldline.model.criterion import CriterionInput, DifferenceInput, Input, Rule
from goldline.rules.domain import holds, tidy
from goldline.rules.space.closure import MODALITY, Closure, Place, reading_of_outcome
from goldline.rules.space.itinerary import Entry, Fact, Item, Way
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.unknown.sign import Passed, finish, signs_of
from goldline.rules.unknown.world import Reading

Result = tuple[str, Cell]
"""A state and a value."""
Judged = tuple[Result, Result, frozenset[str], tuple[str, ...]]
"""What both versions come to; where that is not the same, the rules and the criteria behind it."""
Seen = tuple[int, int, tuple[object, ...]]
"""The cases that have failed, the impossible combinations that have, and what has to be kept as it is."""
_NOTHING: Seen = (0, 0, ())


@dataclass(frozen=True, slots=True)
class Blame:
    """What one input brings: what is seen of it, and which rules and criteria made it differ."""

    seen: Seen
    rules: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """What both versions of one criterion have seen so far."""

    base: Seen = _NOTHING
    head: Seen = _NOTHING
    rules: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()

    def add(self, side: int, one: Blame) -> Unit:
        """Return it after one more input is read."""
        before = self.head if side else self.base
        seen = (before[0] | one.seen[0], before[1] | one.seen[1], before[2] + one.seen[2])
        rules, via = self.rules | one.rules, self.via | one.via
        return Unit(self.base, seen, rules, via) if side else Unit(seen, self.head, rules, via)


BLANK = Unit()


class Units:
    """The criteria below one, that one last."""

    def __init__(self, closures: Sequence[Closure]) -> None:
        self.closures = closures
        self.places = _in_order(closures)
        self._judged: dict[tuple[object, ...], tuple[tuple[Outcome, ...], bool]] = {}
        self._settling: dict[tuple[object, ...], int] = {}

    def read(
        self,
        side: int,
        place: Place,
        name: str,
        cells: Mapping[str, object],
        entries: Mapping[Place, object],
        judged_by: int | None = None,
    ) -> Reading:
        """Return what an input of a criterion reads; `judged_by` is the version whose judgments it reads."""
        closure = self.closures[side]
        table = closure.judge.tables[place[0]]
        which = side if judged_by is None else judged_by
        known = {
            at: Outcome(entry[which][0], entry[which][1], ())  # type: ignore[index]  # what was judged
            for at, entry in entries.items()
        }
        return closure.read(place, table, name, cells, known)  # type: ignore[arg-type]  # facts' values

    def contribution(self, way: Way, known: Mapping[Item, object]) -> Blame:
        """Return what an input brings to its criterion."""
        cells = {item.name: known[item] for item in way.needs if isinstance(item, Fact)}
        entries = {item.place: known[item] for item in way.needs if isinstance(item, Entry)}
        place = self.places[way.unit]
        table = self.closures[way.side].judge.tables[place[0]]
        seen = self._seen(way, place, table, cells, entries, way.side)
        if self._applies_to_one(table.criterion.inputs[way.name], cells.get(MODALITY)):
            return Blame(seen, via=frozenset({table.criterion.inputs[way.name].criterion}))  # type: ignore[union-attr]
        if not entries or all(entry[0] == entry[1] for entry in entries.values()):  # type: ignore[index]
            return Blame(seen)
        if self._seen(way, place, table, cells, entries, 1 - way.side) == seen:
            return Blame(seen)
        rules: frozenset[str] = reduce(or_, (entry[2] for entry in entries.values()))  # type: ignore[index]
        source = table.criterion.inputs[way.name]
        assert isinstance(source, CriterionInput | DifferenceInput)
        return Blame(seen, rules, frozenset({source.criterion}))

    def _applies_to_one(self, source: Input, modality: object) -> bool:
        """Whether the criterion that is read is judged in this modality by one of the versions alone."""
        if not isinstance(source, CriterionInput | DifferenceInput) or not isinstance(modality, str):
            return False
        known = [closure.judge.guideline.criteria.get(source.criterion) for closure in self.closures]
        return len({one.applies_to(modality) for one in known if one is not None}) > 1

    def _seen(
        self,
        way: Way,
        place: Place,
        table: Table,
        cells: Mapping[str, object],
        entries: Mapping[Place, object],
        judged_by: int,
    ) -> Seen:
        reading = self.read(way.side, place, way.name, cells, entries, judged_by)
        if not isinstance(reading, Passed):
            return _seen(table, way.name, reading)
        # What is lost may be any level, the same one wherever it is read: keep all there is to know.
        lost = tuple(sorted(repr((at, entry[judged_by])) for at, entry in entries.items()))  # type: ignore[index]
        return 0, 0, ((way.name, *lost),)

    def tidy(self, at: int, unit: Unit, settled: tuple[frozenset[str], frozenset[str]]) -> Unit:
        """Return it without what stands behind a case that surely holds, where the first one decides."""
        base = self._tidied(at, 0, unit.base, settled[0])
        head = self._tidied(at, 1, unit.head, settled[1])
        return unit if base is unit.base and head is unit.head else replace(unit, base=base, head=head)

    def _tidied(self, at: int, side: int, seen: Seen, settled: frozenset[str]) -> Seen:
        place = self.places[at]
        if place not in self.closures[side].places or seen[2]:
            return seen
        table = self.closures[side].judge.tables[place[0]]
        if table.criterion.hit_policy != "first":
            return seen
        key = (place[0], side, settled)
        sure = self._settling.get(key)
        if sure is None:
            open_ = [name for name in table.columns if name not in settled]
            sure = table.full & ~sum(
                1 << bit
                for bit in range(len(table.rule_of))
                if any(not isinstance(table.columns[name].tests[bit], Always) for name in open_)
            )
            self._settling[key] = sure
        held = sure & ~seen[0]
        if not held:
            return seen
        low = held & -held
        return seen[0] | (table.full & ~((low << 1) - 1)), seen[1], seen[2]

    def judge(
        self, at: int, unit: Unit, known: Callable[[], dict[Item, object]]
    ) -> tuple[Judged, tuple[bool, bool]] | None:
        """Return what both versions come to and whether each lists it as impossible; None if not exactly."""
        place = self.places[at]
        results: list[Result] = []
        fired: list[tuple[str, ...]] = []
        impossible: list[bool] = []
        for side in range(2):
            if place not in self.closures[side].places:
                results.append(("gap", None))
                fired.append(())
                impossible.append(False)
                continue
            outcomes, barred = self._judge(place, side, unit.head if side else unit.base, known)
            if len(outcomes) > 1 or isinstance(outcomes[0].value, Span):
                return None
            results.append((outcomes[0].state, outcomes[0].value))
            fired.append(outcomes[0].rules)
            impossible.append(barred)
        same = results[0] == results[1]
        rules = frozenset() if same else unit.rules | self._behind(place, fired, bool(unit.via))
        via = () if same else tuple(sorted(unit.via))
        return (results[0], results[1], rules, via), (impossible[0], impossible[1])

    def _behind(self, place: Place, fired: Sequence[Iterable[str]], through: bool) -> frozenset[str]:
        one, two = (closure.judge.tables.get(place[0]) for closure in self.closures)
        if one is None or two is None:
            return frozenset(name for part in fired for name in part)
        return changed_rules(one, two, fired, through=through)

    def _judge(
        self, place: Place, side: int, seen: Seen, known: Callable[[], dict[Item, object]]
    ) -> tuple[tuple[Outcome, ...], bool]:
        key = (place, side, seen, repr(seen[2]))
        found = self._judged.get(key)
        if found is None:
            outcomes, barred = self._work_out(place, side, known())
            found = self._judged[key] = outcomes, barred
        return found

    def _work_out(
        self, place: Place, side: int, items: Mapping[Item, object]
    ) -> tuple[tuple[Outcome, ...], bool]:
        cells = {i.name: v for i, v in items.items() if isinstance(i, Fact) and i.side == side}
        entries = {i.place: v for i, v in items.items() if isinstance(i, Entry)}
        closure = self.closures[side]
        table = closure.judge.tables[place[0]]
        readings = {name: self.read(side, place, name, cells, entries) for name in table.all_names}
        plain = {name: r for name, r in readings.items() if not isinstance(r, Passed)}
        barred = len(plain) == len(readings) and table.is_impossible(plain)
        direct: dict[str, Cell] = {}
        wires: dict[str, tuple[Place | None, ...]] = {}
        judgments: dict[Place, Reading] = {}
        for name in table.names:
            if not isinstance(table.criterion.inputs[name], CriterionInput | DifferenceInput):
                direct[name] = plain[name]
                continue
            read = self._judgments(side, place, name, cells, entries)
            wires[name] = tuple(at for at, _ in read)
            judgments.update({at: reading for at, reading in read if at is not None})
        criteria = closure.judge.guideline.criteria
        signs = signs_of(table, direct, wires, lambda at: (judgments[at],), lambda name: criteria[name].scale)
        return tuple(dict.fromkeys(o for sign in signs for o in finish(table, sign))), barred

    def _judgments(
        self,
        side: int,
        place: Place,
        name: str,
        cells: Mapping[str, object],
        entries: Mapping[Place, object],
    ) -> list[tuple[Place | None, Reading]]:
        """Return the judgments that an input reads, and where they are made; None where there is none."""
        closure = self.closures[side]
        source = closure.judge.tables[place[0]].criterion.inputs[name]
        assert isinstance(source, CriterionInput | DifferenceInput)
        apart = isinstance(source, DifferenceInput)
        sides = (source.first, source.second) if isinstance(source, DifferenceInput) else (source.response,)
        found: list[tuple[Place | None, Reading]] = []
        for response in sides:
            at = closure.target(source.criterion, response or place[1])
            if not closure.applies(source.criterion, cells):  # type: ignore[arg-type]  # facts' values
                found.append((None, None))
            elif closure.ruled(source.criterion):
                entry = entries[at]
                found.append((at, reading_of_outcome(Outcome(entry[side][0], entry[side][1], ()))))  # type: ignore[index]
            else:
                fact = closure.names[place, f"{name}:{response}" if apart else name]
                found.append((at, cells[fact]))  # type: ignore[arg-type]  # a label
        return found


def _in_order(closures: Sequence[Closure]) -> list[Place]:
    """Return all criteria of both versions, those first that others read."""
    found = dict.fromkeys(place for closure in closures for place in closure.places[:-1])
    return [*found, closures[-1].top]


def changed_rules(
    base: Table, head: Table, fired: Iterable[Iterable[str]], *, through: bool
) -> frozenset[str]:
    """Return the rules that fired and do not say the same on both sides.

    Where all of them do, their order or their policy changed: then all that fired, unless the change
    comes `through` other criteria.
    """
    one, two = ({rule.id: rule for rule in table.criterion.rules} for table in (base, head))
    names = dict.fromkeys(name for part in fired for name in part)
    changed = frozenset(name for name in names if _says(one.get(name)) != _says(two.get(name)))
    return changed if changed or through else frozenset(names)


def _says(rule: Rule | None) -> object:
    return None if rule is None else ([case.tests for case in rule.cases], rule.then)


def _seen(table: Table, name: str, reading: Cell) -> Seen:
    """Return all that a table makes of one input: equal where no rule and no formula tells it apart."""
    column = table.columns.get(name)
    fails = 0 if column is None else column.fails(reading)
    banned = 0
    for at, case in enumerate(table.criterion.impossible):
        value = tidy(reading.inside()) if isinstance(reading, Span) else reading
        if name in case.tests and not holds(case.tests[name], value, table.domains[name]):
            banned |= 1 << at
    kept = ((name, type(reading).__name__, reading),) if name in table.formula_names else ()
    return fails, banned, kept
