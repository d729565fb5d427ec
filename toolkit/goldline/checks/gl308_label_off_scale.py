"""A label, or a value under `accept`, that its criterion's scale does not have.

Why it matters: nobody can look the level up, and no rule can ever give it, so that the label is wrong
whatever the facts are.

Bad:  `correctness: 4`, on a scale of 1 to 3
Good: `correctness: 3`, or `not-judged` where it cannot be judged
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked, of_response
from goldline.checks.vocabulary import guideline_of, is_on_scale, near_level, scale_in_words
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL308", "label-off-scale", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every value of a label that is neither a level, nor a number within bounds."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    criteria = guideline.criteria
    for label in item.labels:
        criterion = criteria.get(label.criterion)
        if criterion is None or (not label.accept and is_on_scale(criterion.scale, label.value)):
            continue
        at = label.where.down("accept")
        values = [(label.where.down("value"), "the label", label.value)]
        values += [(at.down(i), "`accept`", value) for i, value in enumerate(label.accept)]
        for where, which, value in values:
            if not is_on_scale(criterion.scale, value):
                what = f"on {shown(label.criterion)}{of_response(label.response)}"
                yield Draft(
                    where,
                    f"{which} {what} is not on its scale"
                    if masked(item, context)
                    else f"{which} {what} is {shown(value)}, which is not on its scale"
                    f"{near_level(criterion.scale, value)}",
                    scale_in_words(criterion.scale),
                )
