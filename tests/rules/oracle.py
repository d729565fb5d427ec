"""What the format says of facts, worked out the long way: every completion, one by one.

Written from the description of the format alone; it reads a guideline's plain documents and shares
no code with the rules under test. Where the description is silent the choice is named `Silent:`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from goldline.model.gold import Facts
from rules.literal import Plain, norm
from rules.paper import Cell, covers, place_of, ruled, version
from rules.worlds import MISSING, Decider, Outcome, Place, Slot, World

Vector = tuple[Plain, ...]
MOST_FINDINGS = 9


@dataclass(frozen=True)
class Verdict:
    """What all completions give together: values as `norm` makes them."""

    state: str
    value: Plain
    rules: frozenset[str]
    possible: frozenset[Plain]
    states: frozenset[str]


def verdict_of(outcomes: Iterable[Outcome]) -> Verdict:
    """Return the one judgment that all outcomes come to, or what remains possible."""
    every = list(outcomes)
    keys = {outcome.key for outcome in every}
    possible = frozenset(value for state, value in keys if state == "decided")
    states = frozenset(state for state, _ in keys if state != "decided")
    if len(keys) > 1:
        return Verdict("undecided", None, frozenset(), possible, states)
    rules = frozenset(rule for outcome in every for rule in outcome.rules)
    return Verdict(every[0].state, norm(every[0].value), rules, possible, states)


@dataclass
class Unknown:
    """A fact that is not known: what it is called, how it is named in a world, all it could be."""

    label: str
    key: tuple[str, ...]
    values: list[Plain]


class Oracle(Decider):
    """A guideline as its plain documents say, ready to judge facts."""

    def judge(self, facts: Facts) -> dict[Place, Verdict]:
        """Return the judgment of every ruled criterion that applies."""
        return {place: self.verdict(facts, place) for place in self.places(facts)}

    def places(self, facts: Facts) -> list[Place]:
        """Return what is judged by rules: the criteria that apply, for the item or each response."""
        return [
            (id_, response)
            for id_, criterion in self.criteria.items()
            if ruled(criterion) and self.applies(criterion, facts)
            for response in (facts.responses if self.of_response(criterion, facts) else (None,))
        ]

    def verdict(self, facts: Facts, place: Place) -> Verdict:
        """Return what the facts come to, over all that the unknowns could be."""
        return verdict_of(o for outcomes in self.outcomes(facts, place, ()).values() for o in outcomes)

    def outcomes(self, facts: Facts, place: Place, fixed: Iterable[str]) -> dict[Any, list[Outcome]]:
        """Return the outcomes of all completions, by the values of the unknowns named in `fixed`."""
        return _Search(self, facts, place).outcomes(frozenset(fixed))

    def labels(self, facts: Facts, place: Place) -> list[str]:
        """Return the names of everything unknown that the judgment could rest on."""
        search = _Search(self, facts, place)
        return list(dict.fromkeys([*(u.label for u in search.unknowns), *search.finding_labels()]))


class _Search:
    """Everything unknown that one judgment could rest on, and all that it could be."""

    def __init__(self, oracle: Oracle, facts: Facts, place: Place) -> None:
        self.oracle = oracle
        self.facts = facts
        self.place = place
        self.visited: list[Place] = []
        self.unknowns: list[Unknown] = []
        self.slots: list[Slot] = []
        self.visit(place)
        found = ((*known, r) for t, s, r in facts.findings or () if (known := oracle.known(t, s)))
        self.recorded: list[Cell] = list(found)
        self.unseen = self.unseen_types()

    def visit(self, place: Place) -> None:
        """Note what a criterion reads, and what the criteria read that it reads."""
        if place in self.visited:
            return
        self.visited.append(place)
        oracle, facts = self.oracle, self.facts
        criterion = oracle.criteria[place[0]]
        for name in dict.fromkeys([*oracle.used(criterion), *oracle.banned(criterion)]):
            source = oracle.source(criterion, name)
            kind = place_of(source)
            if kind == "findings":
                self.slots.append((place[0], name, place[1]))
            elif kind == "recorded" and oracle.observed(facts, place, name) is MISSING:
                asked = source.get("observation", name)
                self.note(f"input:{asked}", oracle.observation_key(facts, place, name), self.answers(asked))
            elif kind == "rubric":
                key = (source.get("response") or place[1] or "item") if facts.responses else ""
                met = dict(dict(facts.met).get(key, ()))
                for point, _ in facts.rubric:
                    if point not in met:
                        self.note("rubric", ("rubric", key, point), [False, True])
            for base in oracle.bases(facts, place, name):
                self.visit_base(base)

    def visit_base(self, base: Place) -> None:
        upstream = self.oracle.criteria[base[0]]
        absent = base[1] is not None and base[1] not in self.facts.responses
        decided = any((id_, response) == base for id_, response, _ in self.facts.people)
        if absent or decided or not self.oracle.applies(upstream, self.facts):
            return
        if ruled(upstream):
            self.visit(base)
        else:
            levels = [*self.oracle.levels(base[0]), None]
            self.note(f"label:{base[0]}", ("label", base[0], base[1] or ""), levels)

    def note(self, label: str, key: tuple[str, ...], values: list[Plain]) -> None:
        if all(unknown.key != key for unknown in self.unknowns):
            self.unknowns.append(Unknown(label, key, values))

    def answers(self, asked: str) -> list[Plain]:
        """Return every answer that a question may have."""
        return all_answers(self.oracle, asked)

    def unseen_types(self) -> list[str]:
        facts = self.facts
        if facts.findings is None:
            return list(self.oracle.types)
        return [
            path
            for path, kind in self.oracle.types.items()
            if version(kind.get("since", "0.0.0")) > version(facts.stamp)
            and not any(covers(looked, path) for looked in facts.inspected)
            and not any(covers(path, found) for found, _, _ in facts.findings)
        ]

    def finding_labels(self) -> list[str]:
        """Return the names of what is unknown about findings."""
        if self.facts.findings is None:
            return ["findings"]
        return [f"type:{path}" for path in self.unseen]

    # --- completions ----------------------------------------------------------------------------

    def outcomes(self, fixed: frozenset[str]) -> dict[Any, list[Outcome]]:
        """Return the outcomes of all completions, by the values of what is fixed."""
        found = self.collect(fixed, leave_out=True)
        return found or self.collect(fixed, leave_out=False)

    def collect(self, fixed: frozenset[str], *, leave_out: bool) -> dict[Any, list[Outcome]]:
        found: dict[Any, list[Outcome]] = {}
        remembered: dict[Any, Outcome | None] = {}
        for start, vectors in self.vectors(fixed):
            for values in product(*(unknown.values for unknown in self.unknowns)):
                answers = {u.key: value for u, value in zip(self.unknowns, values, strict=True)}
                held = tuple(
                    v for u, v in zip(self.unknowns, map(norm, values), strict=True) if u.label in fixed
                )
                for vector in vectors:
                    key = tuple(map(norm, values)), vector
                    if key not in remembered:
                        remembered[key] = self.outcome(answers, vector, leave_out)
                    outcome = remembered[key]
                    if outcome is not None:
                        found.setdefault((start, held), []).append(outcome)
        return found

    def outcome(
        self, answers: dict[tuple[str, ...], Plain], vector: Vector, leave_out: bool
    ) -> Outcome | None:
        world = World(answers, dict(zip(self.slots, vector, strict=True)))
        if leave_out and any(self.oracle.is_impossible(world, self.facts, place) for place in self.visited):
            return None
        return self.oracle.decide(world, self.facts, self.place)

    def vectors(self, fixed: frozenset[str]) -> Iterator[tuple[Vector, set[Vector]]]:
        """Yield what the finding inputs can be together, by what the fixed types bring."""
        cells: list[Cell] = [
            (path, severity, response)
            for path in self.unseen
            for severity in self.oracle.types[path]["severities"]
            for response in self.facts.responses or (None,)
        ]
        held = [c for c in cells if "findings" in fixed or f"type:{c[0]}" in fixed]
        free = [cell for cell in cells if cell not in held]
        for start in sorted(self.reach({self.vector(self.recorded)}, held), key=str):
            yield start, self.distinct(self.reach({start}, free))

    def vector(self, findings: list[Cell]) -> Vector:
        return tuple(
            self.oracle.total(self.oracle.criteria[id_], name, self.in_scope(id_, name, response, findings))
            for id_, name, response in self.slots
        )

    def in_scope(self, id_: str, name: str, response: str | None, findings: list[Cell]) -> list[Cell]:
        named = self.oracle.source(self.oracle.criteria[id_], name).get("response", response)
        return [f for f in findings if not self.facts.responses or named is None or f[2] == named]

    def reach(self, vectors: set[Vector], cells: list[Cell]) -> set[Vector]:
        """Return what up to `MOST_FINDINGS` more findings can lead to, one after the other."""
        single = {self.vector([cell]) for cell in cells}
        return reach(vectors, single, [self.slot_kind(slot) for slot in self.slots], self.oracle.order)

    def distinct(self, vectors: set[Vector]) -> set[Vector]:
        """Return one vector of each kind: numbers between the same cut points of all tests are alike."""
        cuts = sorted(self.oracle.numbers)
        measured = [self.is_measured(slot) for slot in self.slots]

        def kind(vector: Vector) -> Vector:
            return tuple(
                value
                if exact or isinstance(value, bool | str)
                else (bisect_left(cuts, value), value in self.oracle.numbers)
                for value, exact in zip(vector, measured, strict=True)
            )

        return set({kind(vector): vector for vector in sorted(vectors, key=str)}.values())

    def is_measured(self, slot: Slot) -> bool:
        """Whether a formula reads the very amount."""
        return slot[1] in self.oracle.measured(self.oracle.criteria[slot[0]])

    def slot_kind(self, slot: Slot) -> str:
        source = self.oracle.source(self.oracle.criteria[slot[0]], slot[1])
        return next(kind for kind in ("worst", "count", "any", "sum") if kind in source)


def reach(vectors: set[Vector], single: set[Vector], kinds: list[str], order: tuple[str, ...]) -> set[Vector]:
    """Return all that up to `MOST_FINDINGS` findings, each alone one of `single`, add up to."""
    steps = ("none", *order)

    def add(here: Vector, more: Vector) -> Vector:
        return tuple(
            max(a, b, key=steps.index) if kind == "worst" else (a or b) if kind == "any" else a + b
            for a, b, kind in zip(here, more, kinds, strict=True)
        )

    every, edge = set(vectors), set(vectors)
    for _ in range(MOST_FINDINGS):
        edge = {add(here, more) for here in edge for more in single} - every
        every |= edge
    return every


def all_answers(oracle: Oracle, asked: str) -> list[Plain]:
    """Return every answer that a question may have; for numbers some of every kind."""
    source = oracle.recorded(asked)
    null = [None] if source.get("nullable") else []
    if "boolean" in source:
        return [False, True, *null]
    if "enum" in source:
        return [*source["enum"], *null]
    return [*oracle.some_numbers(source, whole="integer" in source), *null]
