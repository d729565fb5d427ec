"""A vote that its criterion's scale does not have.

Why it matters: it can agree with no other vote, so that the agreement of the people who judged this
item comes out lower than it is.

Bad:  `{annotator: a17, values: {correctness: 4}}`, on a scale of 1 to 3
Good: `{annotator: a17, values: {correctness: 3}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked, of_response
from goldline.checks.vocabulary import guideline_of, is_on_scale, near_level, scale_in_words
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL513", "vote-off-scale", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every voted value that is neither a level, nor a number within bounds."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    criteria = guideline.criteria
    for vote in item.votes:
        for (name, response), value in vote.values.items():
            criterion = criteria.get(name)
            if criterion is None or (value in criterion.scale.ranks and value.__class__ is not bool):
                continue  # as nearly always
            if is_on_scale(criterion.scale, value):
                continue
            steps = (name,) if response is None else (name, response)
            what = f"on {shown(name)}{of_response(response)}"
            yield Draft(
                vote.where.down("values", *steps),
                f"a vote {what} is not on its scale"
                if masked(item, context)
                else f"the vote {what} is {shown(value)}, which is not on its scale"
                f"{near_level(criterion.scale, value)}",
                scale_in_words(criterion.scale),
            )
