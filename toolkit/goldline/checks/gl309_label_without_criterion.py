"""A label or a vote on a criterion that the guideline does not have.

Why it matters: there is no question, no scale and no rule behind it. Mostly it is a slip of the
finger, and then the criterion that was meant has no label.

Bad:  `labels: {corectness: 2}`
Good: `labels: {correctness: 2}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft, Where
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL309", "label-without-criterion", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every criterion that is labelled or voted on and that is not there."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    criteria = guideline.criteria
    said: set[str] = set()
    for label in item.labels:
        if label.criterion not in criteria and label.criterion not in said:
            said.add(label.criterion)
            yield _draft(item.where.key("labels", label.criterion), label.criterion, guideline)
    for vote in item.votes:
        for criterion, _ in vote.values:
            if criterion not in criteria and criterion not in said:
                said.add(criterion)
                yield _draft(vote.where.key("values", criterion), criterion, guideline)


def _draft(where: Where, criterion: str, guideline: Guideline) -> Draft:
    known = list(guideline.criteria)
    return Draft(
        where,
        f"the guideline {shown(guideline.id)} has no criterion {shown(criterion)}"
        f"{did_you_mean(criterion, known)}",
        f"its criteria are {listed(known)}" if known else "",
    )
