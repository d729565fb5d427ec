"""A label that is older than the meaning of what decides it.

Why it matters: since a person last confirmed the item, the rule that decides it, its level or its
criterion was given another meaning. The rules may still agree with the label; whether the item still
shows what it was chosen for, only a person can say.

Bad:  `guideline: caption-quality@1.0.0`, where COR-2, which decides the item, has `revised: 2.0.0`
Good: `guideline: caption-quality@2.0.0`, once somebody has read the item again
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import join
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item, Label
from goldline.model.guideline import Guideline
from goldline.reading.names import shown
from goldline.rules.scene import newer

CODE, NAME, LEVEL = "GL313", "label-stale", "info"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the stamp where something that decides a label was revised after it."""
    guideline = guideline_of(item, context)
    if guideline is None or item.stamp == guideline.version:
        return
    revised = {
        what: version
        for label in item.labels
        for what, version in _basis(label, guideline, context)
        if version is not None and newer(version, item.stamp)
    }
    if revised:
        since = [f"{what} in {shown(version)}" for what, version in revised.items()]
        yield Draft(
            item.where.down("guideline"),
            f"confirmed under {shown(item.stamp)}, but what decides it was revised since: {join(since)}",
            "read the item again; where its labels stand, write "
            f"{shown(f'guideline: {guideline.id}@{guideline.version}')}",
        )


def _basis(label: Label, guideline: Guideline, context: ItemContext) -> Iterator[tuple[str, str | None]]:
    """Yield what a label rests on, each with the version that last changed its meaning."""
    criterion = guideline.criteria.get(label.criterion)
    if criterion is None:
        return
    yield shown(criterion.id), criterion.revised
    if (level := criterion.scale.level(label.value)) is not None:
        yield f"a level of {shown(criterion.id)}", level.revised
    judgment = context.judgments.get((label.criterion, label.response))
    rules = vocabulary(guideline).rules[criterion.id]
    for rule in judgment.rules if judgment is not None else ():
        if rule in rules:
            yield f"rule {rule}" if rules[rule] in criterion.rules else shown(rule), rules[rule].revised
