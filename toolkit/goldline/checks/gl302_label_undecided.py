"""A label that the recorded facts do not decide.

Why it matters: rules turn facts into judgments. Where a fact that they ask for is not recorded,
nobody can say whether the label is right, and when a rule changes nobody can say whether the label
must follow. Unknown is not none: no `findings` at all means that nobody looked, `findings: []` that
nothing was found.

Bad:  `labels: {correctness: 1}`, where a rule asks for `on_topic` and `observations` lacks it
Good: `observations: {on_topic: false}` beside it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import join, of_response, tell_missing
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item, Label
from goldline.model.scale import NOT_JUDGED
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL302", "label-undecided", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield, for each set of missing facts, the labels that wait for it."""
    if guideline_of(item, context) is None:
        return
    waiting = undecided_labels(item, context)
    for missing, labels in waiting.items():
        if all(name.startswith("type:") for name in missing):
            continue  # nobody has looked for newer types: GL303
        what, todo = tell_missing(missing)
        yield Draft(labels[0].where, f"{name_labels(labels)} cannot be decided without {what}", todo)


def undecided_labels(item: Item, context: ItemContext) -> dict[tuple[str, ...], list[Label]]:
    """Return the labels whose judgment is undecided, by what is missing."""
    found: dict[tuple[str, ...], list[Label]] = {}
    for label in item.labels:
        judgment = context.judgments.get((label.criterion, label.response))
        if judgment is None or judgment.state != "undecided":
            continue
        if not label.exception and label.value != NOT_JUDGED:
            found.setdefault(judgment.missing, []).append(label)
    return found


def name_labels(labels: list[Label]) -> str:
    """Return labels as a sentence names them: `correctness`, `style` of response `a`."""
    return join([f"{shown(label.criterion)}{of_response(label.response)}" for label in labels])
