"""A finding, label or vote that does not say of which response, or says it where the item is meant.

Why it matters: criteria judge each response on its own, or the whole item. What is not said of one
response is read for none, and a comparison has one label, not one for each side.

Bad:  `labels: {correctness: 2}`, on an item with the responses a and b
Good: `labels: {correctness: {a: 2, b: 3}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft, Where
from goldline.model.gold import Item
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL324", "response-unclear", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield what names no response where there are several, or one where the whole item is judged."""
    if not item.several:
        return
    known = item.response_ids
    for finding in item.findings or ():
        if finding.response is None:
            yield Draft(
                finding.where,
                "this finding does not say in which response it is",
                f"add `response`: {listed(known, 'or')}",
            )
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for where, criterion_id, response in _judged(item):
        criterion = guideline.criteria.get(criterion_id)
        if criterion is None:
            continue
        if criterion.target == "response" and response is None:
            yield Draft(
                where,
                f"{shown(criterion_id)} is judged for each response, and this does not say for which",
                f"write a value for each of {listed(known)}: `{{{known[0]}: …, …}}`",
            )
        if criterion.target == "item" and response is not None:
            yield Draft(
                where,
                f"{shown(criterion_id)} is judged once, for the whole item, and not for {shown(response)}",
                "write one value, without a response",
            )


def _judged(item: Item) -> Iterator[tuple[Where, str, str | None]]:
    for label in item.labels:
        yield label.where, label.criterion, label.response
    for vote in item.votes:
        for criterion, response in vote.values:
            steps = (criterion,) if response is None else (criterion, response)
            yield vote.where.down("values", *steps), criterion, response
