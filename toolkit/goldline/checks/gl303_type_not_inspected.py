"""A label that hangs on a finding type which is newer than the item.

Why it matters: the item was last confirmed before the type existed, so that nobody has looked for
it. With such a finding the rules would give another judgment. A new type makes no old label wrong,
but until a person has looked, the label is a guess.

Bad:  `guideline: caption-quality@2.0.0`, where 2.1.0 brought `hallucination.ocr`, which decides
Good: `inspected: [hallucination.ocr]` beside it, and a finding where there is one
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.gl302_label_undecided import name_labels, undecided_labels
from goldline.checks.telling import tell_missing
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL303", "type-not-inspected", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield, for each set of newer types, the labels that hang on them alone."""
    if guideline_of(item, context) is None:
        return
    for missing, labels in undecided_labels(item, context).items():
        if all(name.startswith("type:") for name in missing):
            what, todo = tell_missing(missing)
            yield Draft(
                item.where.down("guideline"),
                f"{name_labels(labels)} cannot be decided without knowing {what}: "
                f"newer than {shown(item.stamp)}, under which this item was confirmed",
                todo,
            )
