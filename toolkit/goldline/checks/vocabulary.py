"""What the checks of items ask a guideline again and again, looked up once for each guideline."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from goldline.model.condition import Value
from goldline.model.corpus import ItemContext
from goldline.model.criterion import (
    Criterion,
    CriterionInput,
    DifferenceInput,
    Otherwise,
    RecordedInput,
    RubricInput,
    Rule,
)
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.reading.names import did_you_mean, listed
from goldline.rules.domain import Domain, contains, domain_of, is_number
from goldline.rules.judge import Judge

_MOST_KEPT = 64
_MOST_ALLOWED = 20_000


class Vocabulary:
    """A guideline's names, by what an item may use them for."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        criteria = guideline.criteria.values()
        inputs = [*guideline.inputs.values(), *(s for c in criteria for s in c.inputs.values())]
        self.observations: dict[str, tuple[RecordedInput, Domain]] = {
            source.observation: (source, _answers(source, guideline))
            for source in inputs
            if isinstance(source, RecordedInput)
        }
        self._allowed: set[tuple[str, type, Value]] = set()
        self.rules: dict[str, dict[str, Rule | Otherwise]] = {c.id: _rules(c) for c in criteria}
        self.rule_ids: dict[str, str] = {rule: c for c, rules in self.rules.items() for rule in rules}
        self.computed: tuple[Criterion, ...] = tuple(
            c for c in criteria if c.scale.numeric or c.hit_policy == "collect"
        )
        """Criteria whose judgment is computed, so that it may come out where no level is."""
        self.judged_by_people: tuple[Criterion, ...] = tuple(c for c in criteria if not c.ruled)
        self.impossible: tuple[Criterion, ...] = tuple(c for c in criteria if c.impossible)
        self.reads_rubric: tuple[tuple[Criterion, RubricInput], ...] = tuple(
            (c, source) for c in criteria for source in c.inputs.values() if isinstance(source, RubricInput)
        )
        self._direct = {
            c.id: {s.criterion for s in c.inputs.values() if isinstance(s, CriterionInput | DifferenceInput)}
            for c in criteria
        }

    @cached_property
    def judge(self) -> Judge:
        """The guideline made ready for judging."""
        return Judge(self.guideline)

    def allows(self, observation: str, value: Value) -> bool:
        """Whether an observation of that name may be recorded with this value; any of an unknown name may."""
        key = (observation, value.__class__, value)
        if key in self._allowed:
            return True
        known = self.observations.get(observation)
        if known is not None and not contains(known[1], value):
            return False
        if len(self._allowed) < _MOST_ALLOWED:
            self._allowed.add(key)
        return True

    def upstream(self, criterion: str) -> set[str]:
        """Return all criteria whose judgments reach this one."""
        found: set[str] = set()
        waiting = [criterion]
        while waiting:
            for name in self._direct.get(waiting.pop(), ()):
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return found


def _answers(source: RecordedInput, guideline: Guideline) -> Domain:
    domain = domain_of(
        source, taxonomy=guideline.taxonomy, scale_of=lambda _: None, modalities=(), locales=()
    )
    assert domain is not None  # only an input that reads a criterion may have none
    return domain


def _rules(criterion: Criterion) -> dict[str, Rule | Otherwise]:
    rules: dict[str, Rule | Otherwise] = {rule.id: rule for rule in criterion.rules}
    if criterion.otherwise is not None:
        rules[criterion.otherwise.name] = criterion.otherwise
    return rules


_kept: dict[int, Vocabulary] = {}


def vocabulary(guideline: Guideline) -> Vocabulary:
    """Return the vocabulary of a guideline, made once."""
    # By identity, since a guideline holds dictionaries; what is kept keeps its guideline alive.
    found = _kept.get(id(guideline))
    if found is None or found.guideline is not guideline:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[id(guideline)] = Vocabulary(guideline)
    return found


def guideline_of(item: Item, context: ItemContext) -> Guideline | None:
    """Return the guideline that the item is held to.

    None for a retired item, which nobody keeps in step, and where the guideline is missing or could
    not be read in full: nothing is wrong with an item because a criterion's file is broken.
    """
    return context.guideline if context.judgments and item.status != "retired" else None


def is_on_scale(scale: Scale, value: Value) -> bool:
    """Whether a judgment on that scale may be `value`; every one may be `not-judged`."""
    if value.__class__ is not bool and value in scale.ranks:
        return True
    if not scale.numeric or not is_number(value):
        return value == NOT_JUDGED
    low, high = scale.minimum, scale.maximum
    return (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]


def near_level(scale: Scale, value: Value) -> str:
    """Return the level that was probably meant, as `; did you mean …?`, or nothing."""
    levels = [level.value for level in scale.levels]
    numbers = [level for level in levels if isinstance(level, int)]
    if numbers and isinstance(value, int | Decimal):
        near = min(numbers, key=lambda level: abs(Decimal(level) - value))
        return f"; the nearest level is `{near}`"
    labels = {level.label.casefold(): level.value for level in scale.levels if level.label}
    if isinstance(value, str) and value.casefold() in labels:
        return f"; did you mean `{labels[value.casefold()]}`?"
    return did_you_mean(value, levels)


def scale_in_words(scale: Scale) -> str:
    """Return what a judgment on the scale may be."""
    if not scale.numeric:
        return f"the levels are {listed([level.value for level in scale.levels])}"
    low, high = scale.minimum, scale.maximum
    if low is None and high is None:
        return "a judgment is a number"
    if high is None:
        return f"a judgment is a number of at least {low}"
    return (
        f"a judgment is a number of at most {high}" if low is None else f"the scale goes from {low} to {high}"
    )
