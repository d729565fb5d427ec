"""A label that cites an escalation which is not there.

Why it matters: an exception stands on the ruling that it cites. Where nobody can read the ruling,
the next lead cannot tell whether the exception still holds.

Bad:  `escalation: esc-0404`, and no such file is under `escalations/`
Good: `escalation: esc-0004`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, shown

CODE, NAME, LEVEL = "GL134", "unknown-escalation", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every escalation that a label cites in vain."""
    for label in item.labels:
        if label.escalation and label.escalation not in context.escalations:
            yield Draft(
                label.where.down("escalation"),
                f"there is no escalation {shown(label.escalation)}"
                f"{did_you_mean(label.escalation, context.escalations)}",
                "name one that stands under `escalations/`, or take it out",
            )
