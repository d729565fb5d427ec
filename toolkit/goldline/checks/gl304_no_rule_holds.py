"""An item for which the rules of a criterion give nothing.

Why it matters: analysts who meet such a response find no rule for it, and each of them decides
differently. A gap that a gold item shows is one that real work will show every day.

Bad:  rules for `major` and `critical` hallucinations, and an item with a `minor` one
Good: a rule for `minor` ones, or `otherwise: {id: COR-9, text: Nothing is wrong., then: 3}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import excused, label_at, labels_of, name_rules, of_response
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL304", "no-rule-holds", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every criterion that has a gap where this item stands."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for key, judgment in context.judgments.items():
        if judgment.state != "gap" or excused(item, key):
            continue
        criterion, response = key
        if is_passed_on(criterion, "gap", context):
            continue
        label = label_at(item, key)
        what = f"{shown(criterion)}{of_response(response)}"
        if judgment.rules:
            name = name_rules(judgment.rules)
            message = f"{name} holds for this item, but its formula has no value for {what}"
            hint = "it divides by zero, takes the root of a negative number, or reads null: mend the formula"
        elif guideline.criteria[criterion].otherwise is None:
            message = f"no rule of {what} holds for this item"
            hint = "write a rule for this case, or an `otherwise`; or mend the recorded facts"
        else:
            message = f"the rules of {what} give nothing for this item"
            hint = "write a rule for this case, or mend the recorded facts"
        yield Draft(labels_of(item) if label is None else label.where, message, hint)


def is_passed_on(criterion: str, state: str, context: ItemContext) -> bool:
    """Whether a criterion that this one reads has the same trouble, and so is the one to mend."""
    assert context.guideline is not None
    above = vocabulary(context.guideline).upstream(criterion)
    return any(name in above and found.state == state for (name, _), found in context.judgments.items())
