"""An item for which two rules hold that must not hold together.

Why it matters: under `hit_policy: unique` at most one rule may hold, under `any` all that hold must
agree. Where they do not, the guideline says two things about one response, and analysts pick one.

Bad:  COR-2 for `wrong_facts: ">= 1"` and COR-3 for `register: casual`, and an item that has both
Good: COR-3 for `{register: casual, wrong_facts: 0}`, or `hit_policy: first` with COR-2 above it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.gl304_no_rule_holds import is_passed_on
from goldline.checks.telling import excused, label_at, labels_of, name_rules, of_response, tell_rules
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL305", "rules-conflict", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every criterion whose rules contradict each other for this item."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for key, judgment in context.judgments.items():
        if judgment.state != "conflict" or excused(item, key):
            continue
        criterion, response = key
        if is_passed_on(criterion, "conflict", context):
            continue
        label = label_at(item, key)
        yield Draft(
            labels_of(item) if label is None else label.where,
            f"{name_rules(judgment.rules)} contradict each other on {shown(criterion)}{of_response(response)}"
            f"{tell_rules(judgment.rules, vocabulary(guideline).rules[criterion])}",
            "narrow one of the rules so that just one of them holds here, "
            "or let `hit_policy` say which comes first",
        )
