"""An item's facts as one guideline sees them: what each input reads, and what is unknown.

Three things are unknown: an observation that is not recorded, findings that nobody annotated, and
finding types newer than the item's stamp that nobody has looked for (FORMAT.md, section 4).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

import semver

from goldline.model.condition import Value
from goldline.model.criterion import (
    AnyInput,
    CountInput,
    Criterion,
    FindingInput,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.gold import ITEM, Facts
from goldline.model.guideline import Guideline
from goldline.model.noun import noun
from goldline.model.taxonomy import NONE, Taxonomy
from goldline.rules.domain import ZERO, Words, holds, tidy, words
from goldline.rules.formula import TWELVE, add_up


class Unknown:
    """The one value that says: not known."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown()


@noun
class Seen:
    """A finding as this guideline counts it: a type and a severity that it knows."""

    type: str
    severity: str
    response: str | None


@lru_cache(maxsize=4096)
def parse_version(text: str) -> semver.Version | None:
    """Return a semantic version, or None where the text is none."""
    try:
        return semver.Version.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def newer(one: str, other: str) -> bool:
    """Whether version `one` is newer than `other`; False where either is not a version."""
    left, right = parse_version(one), parse_version(other)
    return left is not None and right is not None and left > right


class Lens:
    """How one guideline reads findings: known types, severities and their order.

    `was` maps types that other versions know to the type they were split or renamed from.
    """

    def __init__(self, guideline: Guideline, was: Mapping[str, str] | None = None) -> None:
        self.guideline = guideline  # kept alive: its inputs are remembered by identity below
        self.taxonomy = guideline.taxonomy
        self.severities: Words = words((s.name for s in self.taxonomy.severities), ordered=True)
        self.was = dict(was or {})
        self.order: tuple[str, ...] = tuple(s.name for s in self.taxonomy.severities)
        self.foreign_severities: dict[str, tuple[str, ...]] = {}
        self.crowds: dict[Hashable, object] = {}  # kept for `unknowns.py`, as long as the guideline lives
        self._weights: dict[tuple[int, str, str], Decimal] = {}
        self._newer: dict[str, tuple[str, ...]] = {}
        self._matches: dict[tuple[int, str, str], bool] = {}

    def newer_than(self, stamp: str) -> tuple[str, ...]:
        """Return the types that came after a version, in document order."""
        found = self._newer.get(stamp)
        if found is None:
            types = self.taxonomy.types.items()
            found = tuple(path for path, kind in types if kind.since and newer(kind.since, stamp))
            self._newer[stamp] = found
        return found

    def know(self, type_path: str, severity: str) -> tuple[str, str] | None:
        """Return the nearest type and severity that the guideline knows, or None where there is none.

        The nearest type is the one it was split from, else the nearest one above; the nearest
        severity is the next known one below (FORMAT.md, section 9).
        """
        known = self._known_type(type_path)
        level = self._known_severity(severity)
        return None if known is None or level is None else (known, level)

    def _known_type(self, path: str) -> str | None:
        types = self.taxonomy.types
        tried: set[str] = set()
        while path and path not in tried:
            if path in types:
                return path
            tried.add(path)
            path = self.was.get(path) or path.rpartition(".")[0]
        return None

    def _known_severity(self, name: str) -> str | None:
        if name in self.severities.ranks:
            return name
        below = self.foreign_severities.get(name, ())
        return next((lower for lower in below if lower in self.severities.ranks), None)

    def learn_severities(self, other: Taxonomy) -> None:
        """Take in the order of another version's severities, so that its own can be placed."""
        names = [s.name for s in other.severities]
        for rank, name in enumerate(names):
            self.foreign_severities.setdefault(name, tuple(reversed(names[:rank])))

    def matches(self, source: CountInput | AnyInput | WorstInput, path: str, severity: str) -> bool:
        """Whether a finding of that type and severity is one that the input reads."""
        key = (id(source), path, severity)
        found = self._matches.get(key)
        if found is None:
            test = None if isinstance(source, WorstInput) else source.severity
            found = any(self.taxonomy.covers(t, path) for t in source.types) and (
                test is None or holds(test, severity, self.severities)
            )
            self._matches[key] = found
        return found

    def weight(self, source: SumInput, path: str, severity: str) -> Decimal:
        """Return what a finding adds to a sum: the weight of the first row that matches, else 0."""
        key = (id(source), path, severity)
        found = self._weights.get(key)
        if found is None:
            found = ZERO
            for row in source.rows:
                typed = not row.types or any(self.taxonomy.covers(t, path) for t in row.types)
                if typed and (row.severity is None or holds(row.severity, severity, self.severities)):
                    found = row.weight
                    break
            self._weights[key] = found
        return found

    def total(self, source: FindingInput, findings: Iterable[Seen]) -> Value:
        """Return what a finding input gives for complete findings."""
        match source:
            case WorstInput():
                ranks = self.severities.ranks
                worst = -1
                for found in findings:
                    if self.matches(source, found.type, found.severity):
                        worst = max(worst, ranks[found.severity])
                return NONE if worst < 0 else self.order[worst]
            case CountInput():
                return sum(self.matches(source, f.type, f.severity) for f in findings)
            case AnyInput():
                return any(self.matches(source, f.type, f.severity) for f in findings)
            case SumInput():
                return tidy(add_up(self.weight(source, f.type, f.severity) for f in findings))


class Scene:
    """One item's facts through one guideline's lens."""

    def __init__(self, facts: Facts, lens: Lens) -> None:
        self.facts = facts
        self.lens = lens
        self.observations = {key: dict(values) for key, values in facts.observations}
        self.met = {key: dict(values) for key, values in facts.met}
        self.people = {(criterion, response): value for criterion, response, value in facts.people}
        self.annotated = facts.findings is not None
        self.findings = tuple(
            Seen(*known, response)
            for path, severity, response in facts.findings or ()
            if (known := lens.know(path, severity)) is not None
        )
        self.unseen_types = self._unseen()

    def _unseen(self) -> tuple[str, ...]:
        taxonomy = self.lens.taxonomy
        if not self.annotated:
            return tuple(taxonomy.types)
        newer_types = self.lens.newer_than(self.facts.stamp)
        if not newer_types:
            return ()
        recorded = [path for path, _, _ in self.facts.findings or ()]
        return tuple(
            path
            for path in newer_types
            if not any(taxonomy.covers(looked, path) for looked in self.facts.inspected)
            and not any(taxonomy.covers(path, found) for found in recorded)
        )

    @property
    def several(self) -> bool:
        """Whether the item compares several responses."""
        return bool(self.facts.responses)

    def targets(self, criterion: Criterion) -> tuple[str | None, ...]:
        """Return the responses that the criterion is judged for: (None,) for the item, or the only one."""
        if criterion.target == "response" and self.several:
            return self.facts.responses
        return (None,)

    def scope(self, source: FindingInput, response: str | None) -> str | None:
        """Return the response whose findings the input reads, or None for all of them."""
        return (source.response or response) if self.several else None

    def in_scope(self, scope: str | None) -> tuple[Seen, ...]:
        """Return the findings of one response, or all."""
        if scope is None:
            return self.findings
        return tuple(found for found in self.findings if found.response == scope)

    def touches_unseen(self, source: FindingInput) -> bool:
        """Whether findings that nobody has looked for could change what the input reads."""
        types = self.lens.taxonomy.types
        for path in self.unseen_types:
            for severity in types[path].severities:
                if isinstance(source, SumInput):
                    if self.lens.weight(source, path, severity) != 0:
                        return True
                elif self.lens.matches(source, path, severity):
                    return True
        return False

    def observation(self, source: RecordedInput, response: str | None) -> Value | Unknown:
        """Return what was recorded: for the response, else for the item."""
        name = source.observation
        if not self.several:
            return self.observations.get("", {}).get(name, UNKNOWN)
        wanted = source.response or response
        for key in (wanted, ITEM):
            if key is not None and name in self.observations.get(key, {}):
                return self.observations[key][name]
        return UNKNOWN

    def observation_key(self, source: RecordedInput, response: str | None) -> str:
        """Return under which response an observation is, or would be, recorded."""
        return (source.response or response or ITEM) if self.several else ""

    def rubric_key(self, source: RubricInput, response: str | None) -> str:
        """Return under which response the item's rubric is recorded for this input."""
        return (source.response or response or ITEM) if self.several else ""

    def rubric(self, source: RubricInput, response: str | None) -> Value | Unknown:
        """Return points earned, or their share of all that can be earned; null without a rubric."""
        if not self.facts.rubric:
            return None
        met = self.met.get(self.rubric_key(source, response), {})
        if any(point not in met for point, _ in self.facts.rubric):
            return UNKNOWN
        earned = sum((_points(worth) for point, worth in self.facts.rubric if met[point]), ZERO)
        return measure(source, earned, self.attainable)

    @property
    def attainable(self) -> Decimal:
        """The points that can be earned: the sum of the positive ones."""
        return sum((max(_points(worth), ZERO) for _, worth in self.facts.rubric), ZERO)

    def possible_points(self, key: str) -> list[Decimal]:
        """Return every total that the rubric may come to, given the points that are recorded."""
        met = self.met.get(key, {})
        totals = {ZERO}
        for point, worth in self.facts.rubric:
            points = _points(worth)
            if point not in met:
                totals |= {total + points for total in totals}
            elif met[point]:
                totals = {total + points for total in totals}
        return sorted(totals)


def measure(source: RubricInput, earned: Decimal, attainable: Decimal) -> Value:
    """Return earned points as the input measures them; null where nothing can be earned."""
    if source.measure == "points":
        return tidy(earned)
    return None if attainable == 0 else tidy(TWELVE.divide(earned, attainable))


def _points(worth: Value) -> Decimal:
    return Decimal(worth) if isinstance(worth, int | Decimal) else ZERO
