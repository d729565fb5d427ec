"""A label that cites a rule which did not decide it.

Why it matters: the label looks right for the wrong reason. Analysts who read the cited rule learn
something else than the rules say, and when that rule changes, this item is read again for nothing.

Bad:  `{value: 2, rules: [COR-4]}`, where COR-2 gives 2
Good: `{value: 2, rules: [COR-2]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import name_rules, of_response
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import shown
from goldline.rules.domain import same

CODE, NAME, LEVEL = "GL315", "cited-rule-idle", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every cited rule that is known and played no part, where the label agrees with the rules."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for label in item.labels:
        if not label.rules or label.exception:
            continue
        judgment = context.judgments.get((label.criterion, label.response))
        if judgment is None or judgment.state != "decided" or not same(judgment.value, label.value):
            continue
        for index, rule in enumerate(label.rules):
            known = vocabulary(guideline).rule_ids
            if rule in judgment.rules or rule not in known:
                continue
            if rule not in _fired_above(label.criterion, guideline, context):
                yield Draft(
                    label.where.down("rules", index),
                    f"rule {rule} did not decide {shown(label.criterion)}{of_response(label.response)}: "
                    f"{name_rules(judgment.rules)} did"
                    if judgment.rules
                    else f"rule {rule} did not decide {shown(label.criterion)}: people alone judge it",
                    f"cite {name_rules(judgment.rules)}" if judgment.rules else "take `rules` out",
                )


def _fired_above(criterion: str, guideline: Guideline, context: ItemContext) -> set[str]:
    """Return the rules that decided the criteria which this one reads: they decide it too."""
    above = vocabulary(guideline).upstream(criterion)
    return {
        rule
        for (name, _), judgment in context.judgments.items()
        if name in above and judgment.state == "decided"
        for rule in judgment.rules
    }
