"""An item without a label on a criterion that applies to it.

Why it matters: gold that is silent on a criterion teaches nothing about it, tests nobody on it, and
shows no change of its rules. Drafts may be unfinished.

Bad:  `labels: {correctness: 2}`, in a guideline that also has `style`
Good: `labels: {correctness: 2, style: 3}`, or `style: not-judged` where it cannot be judged
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import labels_of
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL311", "label-missing", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every criterion that has no label, with the responses that lack it."""
    labels = {(label.criterion, label.response) for label in item.labels}
    missing = context.judgments.keys() - labels
    if not missing or item.status == "draft" or guideline_of(item, context) is None:
        return
    responses: dict[str, list[str]] = {}
    for criterion, response in context.judgments:
        if (criterion, response) in missing and (criterion, None) not in labels:
            responses.setdefault(criterion, []).extend([] if response is None else [response])
    for criterion, names in responses.items():
        of_which = f" for response {listed(names)}" if len(names) == 1 else f" for responses {listed(names)}"
        yield Draft(
            labels_of(item),
            f"there is no label on {shown(criterion)}{of_which if names else ''}",
            "label it; `not-judged` says that it cannot be judged",
        )
