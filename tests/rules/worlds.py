"""One world, in which every fact is known: what each input is, and what the rules give.

The first floor of the oracle. Where the description of the format is silent, the choice is named
`Silent:`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from goldline.model.gold import Facts
from rules.literal import NoResult, Plain, formula, holds, norm, number, same, twelve_digits
from rules.paper import Paper, cases, place_of, ruled, then_of

Place = tuple[str, str | None]
"""A criterion and the response it is judged for."""
Slot = tuple[str, str, str | None]
"""A finding input: its criterion, its name, the response it is read for."""
MISSING = object()


@dataclass(frozen=True)
class Outcome:
    """What one completion gives."""

    state: str
    value: Plain
    rules: frozenset[str] = field(compare=False, default=frozenset())

    @property
    def key(self) -> tuple[str, Plain]:
        return self.state, norm(self.value)


@dataclass
class World:
    """One way the facts could be."""

    answers: dict[tuple[str, ...], Plain]
    totals: dict[Slot, Plain]


class Decider(Paper):
    """A guideline that can be asked what it gives in one world."""

    def decide(self, world: World, facts: Facts, place: Place) -> Outcome:
        """Return what a criterion's rules give in a world in which everything is known."""
        criterion = self.criteria[place[0]]
        cells = {name: self.read(world, facts, place, name, {}) for name in self.used(criterion)}
        lost = [cell for cell in cells.values() if isinstance(cell, Outcome)]
        if not lost:
            return self.table(criterion, cells)
        # Silent: which of several lost judgments is passed on. Here the first that the rules name.
        bases = [
            base
            for base in dict.fromkeys(b for name in cells for b in self.bases(facts, place, name))
            if isinstance(self.judgment(world, facts, base), Outcome)
        ]
        trials: list[Outcome] = []
        for levels in product(*(self.levels(base[0]) for base in bases)):
            assumed = dict(zip(bases, levels, strict=True))
            trial = {name: self.read(world, facts, place, name, assumed) for name in cells}
            trials.append(self.table(criterion, trial))
        if len({trial.key for trial in trials}) > 1:
            return lost[0]
        return Outcome(trials[0].state, trials[0].value, frozenset().union(*(t.rules for t in trials)))

    def table(self, criterion: Plain, cells: dict[str, Plain]) -> Outcome:
        """Return what the table gives for known cells."""
        holding = [
            rule
            for rule in criterion.get("rules", [])
            if any(self.fits(criterion, case, cells) for case in cases(rule.get("when", {})))
        ]
        if not holding:
            if "otherwise" not in criterion:
                return Outcome("gap", None)
            otherwise = criterion["otherwise"]
            named = otherwise.get("id", "otherwise") if isinstance(otherwise, dict) else "otherwise"
            return self.given(then_of(otherwise), cells, frozenset({named}))
        ids = frozenset(rule["id"] for rule in holding)
        policy = criterion["hit_policy"]
        if policy == "first":
            return self.given(holding[0]["then"], cells, frozenset({holding[0]["id"]}))
        if policy == "unique" and len(holding) > 1:
            return Outcome("conflict", None, ids)
        if criterion.get("aggregate") == "count":
            return Outcome("decided", Fraction(len(holding)), ids)
        single = [self.given(rule["then"], cells, frozenset({rule["id"]})) for rule in holding]
        # Silent: one of several rules has no result. Here the whole has none.
        if any(outcome.state == "gap" for outcome in single):
            return Outcome("gap", None, ids)
        return self.joined(criterion, single, ids)

    def joined(self, criterion: Plain, single: list[Outcome], ids: frozenset[str]) -> Outcome:
        """Return what several outcomes come to by the hit policy."""
        values = [outcome.value for outcome in single]
        scale = self.scale(criterion)

        def rank(value: Plain) -> Fraction:
            if scale["type"] == "numeric":
                return number(value) or Fraction(0)
            return Fraction(self.levels(criterion["id"]).index(value))

        match criterion["hit_policy"], criterion.get("aggregate"):
            case "unique", _:
                return single[0]
            case "any", _:
                differ = any(not same(value, values[0]) for value in values)
                return Outcome("conflict", None, ids) if differ else Outcome("decided", values[0], ids)
            case "priority", _:
                order = criterion.get("priority", [])
                named = [v for first in order for v in values if same(first, v)]
                best = named[0] if named else min(values, key=rank)
                winners = [o.rules for o in single if same(o.value, best)]
                return Outcome("decided", best, frozenset().union(*winners))
            case _, "sum":
                return Outcome("decided", sum(number(value) or Fraction(0) for value in values), ids)
            case _, aggregate:
                return Outcome("decided", (min if aggregate == "min" else max)(values, key=rank), ids)

    def given(self, then: Plain, cells: dict[str, Plain], ids: frozenset[str]) -> Outcome:
        """Return the outcome of one rule: its value, or what its formula gives."""
        if not isinstance(then, dict):
            return Outcome("decided", then, ids)
        try:
            return Outcome("decided", formula(str(then["formula"]), cells), ids)
        except NoResult:
            return Outcome("gap", None, ids)

    def fits(self, criterion: Plain, case: Plain, cells: dict[str, Plain]) -> bool:
        """Whether all tests of a case hold."""
        return all(holds(test, cells[name], self.domain(criterion, name)) for name, test in case.items())

    def is_impossible(self, world: World, facts: Facts, place: Place) -> bool:
        """Whether the criterion lists what its inputs are in this world."""
        criterion = self.criteria[place[0]]
        cells = {name: self.read(world, facts, place, name, {}) for name in self.banned(criterion)}
        return any(
            not any(isinstance(cells[name], Outcome) for name in case) and self.fits(criterion, case, cells)
            for case in criterion.get("impossible", [])
        )

    # --- reading inputs -------------------------------------------------------------------------

    def read(self, world: World, facts: Facts, place: Place, name: str, assumed: dict[Place, Plain]) -> Plain:
        """Return what an input is; an `Outcome` stands for a judgment that was lost upstream."""
        criterion = self.criteria[place[0]]
        source = self.source(criterion, name)
        if place_of(source) == "findings":
            return world.totals[place[0], name, place[1]]
        if name in ("modality", "locale") and name in source:
            return facts.modality if name == "modality" else facts.locale
        if "rubric" in source:
            return self.rubric(world, facts, place, source)
        if "difference" in source:
            sides = [self.judgment(world, facts, b, assumed) for b in self.bases(facts, place, name)]
            return self.difference(source["difference"], sides)
        if "criterion" in source:
            bases = self.bases(facts, place, name)
            return self.judgment(world, facts, bases[0], assumed) if bases else None
        recorded = self.observed(facts, place, name)
        return world.answers[self.observation_key(facts, place, name)] if recorded is MISSING else recorded

    def bases(self, facts: Facts, place: Place, name: str) -> list[Place]:
        """Return the judgments that an input reads, those that there are not left out."""
        source = self.source(self.criteria[place[0]], name)
        if "difference" in source:
            return [(source["difference"], response) for response in source["of"]]
        if "criterion" not in source:
            return []
        upstream = self.criteria[source["criterion"]]
        if not self.of_response(upstream, facts):
            return [(source["criterion"], None)]
        response = source.get("response", place[1])
        return [] if response is None else [(source["criterion"], response)]

    def judgment(
        self, world: World, facts: Facts, base: Place, assumed: dict[Place, Plain] | None = None
    ) -> Plain:
        """Return a judgment as another criterion reads it."""
        if assumed and base in assumed:
            return assumed[base]
        criterion = self.criteria[base[0]]
        if not self.applies(criterion, facts):
            return None
        if base[1] is not None and base[1] not in facts.responses:
            return None
        for id_, response, value in facts.people:
            if (id_, response) == base:
                return None if value == "not-judged" else value
        if not ruled(criterion):
            return world.answers["label", base[0], base[1] or ""]
        found = self.decide(world, facts, base)
        if found.state != "decided":
            return found
        return None if found.value == "not-judged" else found.value

    def difference(self, criterion_id: str, sides: list[Plain]) -> Plain:
        """Return by how many levels one judgment stands above another; for numbers, by how much."""
        for side in sides:
            if isinstance(side, Outcome):
                return side
        if None in sides:
            return None
        if self.scale(self.criteria[criterion_id])["type"] == "numeric":
            one, two = (number(side) or Fraction(0) for side in sides)
            return one - two
        levels = self.levels(criterion_id)
        return Fraction(levels.index(sides[0]) - levels.index(sides[1]))

    def observed(self, facts: Facts, place: Place, name: str) -> Plain:
        """Return what was recorded, for the response or else for the item; `MISSING` where nothing was."""
        source = self.source(self.criteria[place[0]], name)
        asked = source.get("observation", name)
        recorded = {key: dict(values) for key, values in facts.observations}
        keys = [source.get("response", place[1]), "item"] if facts.responses else [""]
        for key in keys:
            if key is not None and asked in recorded.get(key, {}):
                return recorded[key][asked]
        return MISSING

    def observation_key(self, facts: Facts, place: Place, name: str) -> tuple[str, ...]:
        """Return how an observation is named in a world."""
        source = self.source(self.criteria[place[0]], name)
        key = (source.get("response") or place[1] or "item") if facts.responses else ""
        return "observation", key, source.get("observation", name)

    def rubric(self, world: World, facts: Facts, place: Place, source: Plain) -> Plain:
        """Return the points earned, or their share of what can be earned; null without a rubric."""
        if not facts.rubric:
            return None
        key = (source.get("response") or place[1] or "item") if facts.responses else ""
        met = dict(dict(facts.met).get(key, ()))
        earned = Fraction(0)
        for point, worth in facts.rubric:
            is_met = met[point] if point in met else world.answers["rubric", key, point]
            earned += (number(worth) or Fraction(0)) if is_met else 0
        if source["rubric"] == "points":
            return earned
        attainable = sum(max(number(worth) or Fraction(0), Fraction(0)) for _, worth in facts.rubric)
        return None if attainable == 0 else twelve_digits(earned / attainable)
