"""A judgment that the rules compute and that its criterion's scale does not have.

Why it matters: a formula or a sum can leave the bounds of its scale. The number is kept as it is, but
no label can say it, and rules that read it were written for numbers within bounds.

Bad:  `{formula: 100 - penalty}`, on a scale with `minimum: 0`, and penalties above 100
Good: `{formula: "max(0, 100 - penalty)"}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import excused, label_at, labels_of, masked, name_rules, of_response
from goldline.checks.vocabulary import guideline_of, is_on_scale, scale_in_words, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL317", "judgment-off-scale", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every decided judgment outside its scale."""
    guideline = guideline_of(item, context)
    if guideline is None or not vocabulary(guideline).computed:
        return
    for criterion in vocabulary(guideline).computed:
        for key, judgment in context.judgments.items():
            if key[0] != criterion.id or judgment.state != "decided" or not judgment.rules:
                continue
            if is_on_scale(criterion.scale, judgment.value) or excused(item, key):
                continue
            label = label_at(item, key)
            given = "" if masked(item, context) else f" {shown(judgment.value)}"
            yield Draft(
                labels_of(item) if label is None else label.where,
                f"{name_rules(judgment.rules)} computes a judgment{given} on "
                f"{shown(criterion.id)}{of_response(key[1])} that its scale does not have",
                f"{scale_in_words(criterion.scale)}: keep the formula within, widen the scale, "
                "or mend the recorded facts",
            )
