"""An observation that no criterion asks for.

Why it matters: no rule reads it. Mostly it is a slip of the finger, and then the question that was
meant counts as not answered.

Bad:  `observations: {ontopic: true}`
Good: `observations: {on_topic: true}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL318", "observation-unknown", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every recorded name that is not the name of an input."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    known = vocabulary(guideline).observations
    for response, answers in item.observations.items():
        for name in answers:
            if name not in known:
                steps = (response, name) if item.several else (name,)
                yield Draft(
                    item.where.key("observations", *steps),
                    f"no criterion of {shown(guideline.id)} asks for {shown(name)}"
                    f"{did_you_mean(name, known)}",
                    f"it asks for {listed(list(known))}" if known else "it asks for no observations",
                )
