"""A label that cites a rule which its guideline does not have.

Why it matters: readers look the rule up to understand the label, and the rule's own list of examples
and of escalations misses this item.

Bad:  `{value: 2, rules: [COR-22]}`, where the rules are COR-1 to COR-9
Good: `{value: 2, rules: [COR-2]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL314", "cited-rule-unknown", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every cited rule that is not there."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for label in item.labels:
        for index, rule in enumerate(label.rules):
            known = vocabulary(guideline)
            if rule not in known.rule_ids:
                own = list(known.rules.get(label.criterion, ()))
                yield Draft(
                    label.where.down("rules", index),
                    f"the guideline {shown(guideline.id)} has no rule {shown(rule)}"
                    f"{did_you_mean(rule, own or known.rule_ids)}",
                    f"the rules of {shown(label.criterion)} are {listed(own)}" if own else "",
                )
