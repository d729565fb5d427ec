"""What a version takes away from its guideline, and what it adds: facts and judgments that can be given.

Rules apart: whether those change a judgment is computed over all facts (see `regions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goldline.model.criterion import Criterion, CriterionInput, RecordedInput, RubricInput
from goldline.model.formula import Formula
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale
from goldline.rules.show import show_value


def find_losses(base: Guideline, head: Guideline) -> list[str]:
    """Return, as sentences, all that could be given or recorded under `base` and cannot be any more."""
    return [
        *_lost_names(base, head),
        *_lost_answers(base, head),
        *_lost_judgments(base, head),
        *_needs(base, head),
    ]


def find_growth(base: Guideline, head: Guideline) -> list[str]:
    """Return, as sentences, all that can be given or recorded under `head` for the first time."""
    grown = [*_lost_names(head, base), *_lost_answers(head, base), *_lost_judgments(head, base)]
    return [_turned(sentence) for sentence in grown if _turned(sentence)]


_TURNS = (
    (" is gone", " is new"),
    (" can no longer be", " can now be"),
    (" no longer applies to", " now applies to"),
)


def _turned(sentence: str) -> str:
    for lost, gained in _TURNS:
        if sentence.endswith(lost) or f"{lost} " in sentence:
            return sentence.replace(lost, gained)
    return ""  # a change of type or order is no growth, whichever way it goes


def _lost_names(base: Guideline, head: Guideline) -> Iterator[str]:
    known = [severity.name for severity in head.taxonomy.severities]
    for severity in base.taxonomy.severities:
        if severity.name not in known:
            yield f"the severity `{severity.name}` is gone"
    for kind in base.taxonomy.types.values():
        other = head.taxonomy.types.get(kind.path)
        if other is None:
            yield f"the finding type `{kind.path}` is gone"
            continue
        for name in kind.severities:
            if name not in other.severities and name in known:
                yield f"`{kind.path}` can no longer be `{name}`"
    for what, before, after in (
        ("modality", base.modalities, head.modalities),
        ("locale", base.locales, head.locales),
    ):
        for value in before:
            if value not in after:
                yield f"the {what} `{value}` is gone"


def _lost_judgments(base: Guideline, head: Guideline) -> Iterator[str]:
    for criterion in base.criteria.values():
        other = head.criteria.get(criterion.id)
        if other is None:
            yield f"the criterion `{criterion.id}` is gone"
            continue
        yield from _lost_levels(criterion.id, criterion.scale, other.scale)
        for modality in criterion.modalities or base.modalities:
            if other.modalities and modality not in other.modalities and modality in head.modalities:
                yield f"`{criterion.id}` no longer applies to `{modality}`"


def _lost_levels(name: str, base: Scale, head: Scale) -> Iterator[str]:
    if base.numeric and head.numeric:
        if head.minimum is not None and (base.minimum is None or head.minimum > base.minimum):
            yield f"`{name}` can no longer be below {show_value(head.minimum)}"
        if head.maximum is not None and (base.maximum is None or head.maximum < base.maximum):
            yield f"`{name}` can no longer be above {show_value(head.maximum)}"
    for level in base.levels:
        if not head.numeric and level.value not in head.ranks:
            yield f"the level {show_value(level.value)} of `{name}` is gone"


def find_turns(base: Guideline, head: Guideline) -> list[str]:
    """Return, as sentences, what means something else now: a scale's type or order, a criterion's target."""
    found: list[str] = []
    if not _same_order(
        [s.name for s in base.taxonomy.severities], [s.name for s in head.taxonomy.severities]
    ):
        found.append("the severities stand in another order")
    for criterion in base.criteria.values():
        other = head.criteria.get(criterion.id)
        if other is not None:
            found += _turns_of(criterion, other)
    for name, one, two in _recorded_on_both(base, head):
        if one.kind != two.kind and {one.kind, two.kind} != {"integer", "number"}:
            found.append(f"`{name}` was recorded as {one.kind} and is now {two.kind}")
    return found


def _turns_of(base: Criterion, head: Criterion) -> Iterator[str]:
    name = base.id
    if base.scale.type != head.scale.type:
        yield f"the scale of `{name}` was {base.scale.type} and is now {head.scale.type}"
    elif not _same_order([lv.value for lv in base.scale.levels], [lv.value for lv in head.scale.levels]):
        yield f"the levels of `{name}` stand in another order"
    if base.scale.better != head.scale.better:
        yield f"on `{name}`, {head.scale.better} is now better"
    if base.target != head.target:
        yield f"`{name}` was judged for each {base.target} and is now for each {head.target}"
    if base.ruled != head.ruled:
        yield f"`{name}` was judged by {_who(base)} and is now by {_who(head)}"


def _who(criterion: Criterion) -> str:
    return "rules" if criterion.ruled else "people alone"


def _same_order(base: Sequence[object], head: Sequence[object]) -> bool:
    return [value for value in base if value in head] == [value for value in head if value in base]


# --- what is recorded ------------------------------------------------------------------------


def recorded(guideline: Guideline) -> dict[str, RecordedInput]:
    """Return every recorded input of a guideline by the name it is recorded under."""
    sources = [guideline.inputs, *(criterion.inputs for criterion in guideline.criteria.values())]
    return {
        source.observation: source
        for inputs in sources
        for source in inputs.values()
        if isinstance(source, RecordedInput)
    }


def _recorded_on_both(base: Guideline, head: Guideline) -> Iterator[tuple[str, RecordedInput, RecordedInput]]:
    new = recorded(head)
    for name, source in recorded(base).items():
        if name in new:
            yield name, source, new[name]


def _lost_answers(base: Guideline, head: Guideline) -> Iterator[str]:
    for name, one, two in _recorded_on_both(base, head):
        for value in one.values:
            if two.kind == "enum" and value not in two.values:
                yield f"`{name}` can no longer be `{value}`"
        if one.nullable and not two.nullable:
            yield f"`{name}` can no longer be null"
        if two.kind == "integer" and one.kind == "number":
            yield f"`{name}` can no longer be anything but a whole number"
        if two.minimum is not None and (one.minimum is None or two.minimum > one.minimum):
            yield f"`{name}` can no longer be below {show_value(two.minimum)}"
        if two.maximum is not None and (one.maximum is None or two.maximum < one.maximum):
            yield f"`{name}` can no longer be above {show_value(two.maximum)}"


def _needs(base: Guideline, head: Guideline) -> Iterator[str]:
    """Yield what existing criteria ask of an item that nobody was asked to record before."""
    known = recorded(base)
    for criterion in head.criteria.values():
        before = base.criteria.get(criterion.id)
        if before is None or not before.ruled:
            continue
        for name in _used(criterion):
            source = criterion.inputs[name]
            if isinstance(source, RecordedInput) and source.observation not in known:
                yield f"the rules of `{criterion.id}` need `{source.observation}`, which no item records yet"
            elif isinstance(source, CriterionInput):
                other = head.criteria[source.criterion]
                if not other.ruled and other.id not in base.criteria:
                    yield f"the rules of `{criterion.id}` need a label on `{other.id}`, which no item has"
            elif isinstance(source, RubricInput) and not any(
                isinstance(s, RubricInput) for s in before.inputs.values()
            ):
                yield f"the rules of `{criterion.id}` need the item's rubric"


def _used(criterion: Criterion) -> Iterable[str]:
    names: dict[str, None] = {}
    for rule in criterion.rules:
        names.update(dict.fromkeys(name for case in rule.cases for name in case.tests))
    thens = [rule.then for rule in (*criterion.rules, criterion.otherwise) if rule is not None]
    for then in thens:
        if isinstance(then, Formula):
            names.update(dict.fromkeys(then.names))
    return [name for name in names if name in criterion.inputs]
