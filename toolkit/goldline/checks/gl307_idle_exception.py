"""An exception that says just what the rules say.

Why it matters: an exception takes the item out of every later comparison, so that a change of the
rules passes it by. Where the rules agree by now, it only hides them.

Bad:  `{value: 2, exception: The toy is a ball for most readers.}`, where COR-2 gives 2
Good: `2`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import name_rules, of_response
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown
from goldline.rules.domain import same

CODE, NAME, LEVEL = "GL307", "idle-exception", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every exception with the value that the rules give anyway."""
    for label in item.labels:
        if not label.exception or guideline_of(item, context) is None:
            continue
        judgment = context.judgments.get((label.criterion, label.response))
        if judgment is None or judgment.state != "decided" or not judgment.rules:
            continue
        if same(judgment.value, label.value):
            gives = "give" if len(judgment.rules) > 1 else "gives"
            yield Draft(
                label.where.down("exception"),
                f"the exception on {shown(label.criterion)}{of_response(label.response)} is idle: "
                f"{name_rules(judgment.rules)} {gives} the same",
                "take `exception` out, so that the label follows the rules again",
            )
