"""A label that is not what the rules give for the recorded facts.

Why it matters: one of the two is wrong, the label or the facts behind it, or the rule does not say
what its authors mean. Analysts who learn from this item learn to break the rule.

Bad:  `correctness: 3`, where a critical hallucination is recorded and COR-1 gives 1 for that
Good: `correctness: 1`, or
      `correctness: {value: 3, exception: The sign is right there on the wall., decided_by: lead-3}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked, name_rules, of_response, tell_rules
from goldline.checks.vocabulary import guideline_of, is_on_scale, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown
from goldline.rules.domain import same

CODE, NAME, LEVEL = "GL301", "label-contradicts-rules", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every label that differs from a decided judgment, unless it is an exception."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for label in item.labels:
        judgment = context.judgments.get((label.criterion, label.response))
        if judgment is None or judgment.state != "decided" or same(judgment.value, label.value):
            continue
        if label.exception or not is_on_scale(guideline.criteria[label.criterion].scale, label.value):
            continue
        rules = vocabulary(guideline).rules[label.criterion]
        what = f"{shown(label.criterion)}{of_response(label.response)}"
        who = name_rules(judgment.rules)
        if masked(item, context):
            message = f"the label on {what} contradicts {who}"
            words = ""
        else:
            give = "give" if len(judgment.rules) > 1 else "gives"
            message = f"the label on {what} is {shown(label.value)}, but {who} {give} {shown(judgment.value)}"
            words = tell_rules(judgment.rules, rules)
        yield Draft(
            label.where.down("value"),
            message + words,
            "correct the label, or the facts that it rests on; where the rules do not fit this case, "
            "say why in `exception`, and who decided so in `decided_by`",
        )
