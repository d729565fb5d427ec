"""A label that most of its votes contradict, and nobody has said why.

Why it matters: several people judged this item on their own and most of them agree, against the gold.
Either they are right, or the reason why they are not is what analysts need to read.

Bad:  three votes for 2, and `correctness: 3`
Good: `correctness: 2`, or `adjudication: {by: lead-3, reason: All three missed the sign.}`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goldline.checks.telling import masked, of_response
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL510", "votes-against-label", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every label against which more than half of its votes agree on another value."""
    if not item.votes or item.adjudication is not None or guideline_of(item, context) is None:
        return
    labels = {(label.criterion, label.response): label for label in item.labels}
    said = {key: label.value for key, label in labels.items()}
    doubted = {
        key: labels[key]
        for vote in item.votes
        for key, value in vote.values.items()
        if said.get(key, value) != value
    }
    for key, label in doubted.items():
        if label.exception and label.decided_by:
            continue  # decided by somebody who gave a reason
        votes = [vote.values[key] for vote in item.votes if key in vote.values]
        value, count = Counter(votes).most_common(1)[0]
        if 2 * count > len(votes) and value != label.value:
            what = f"{shown(label.criterion)}{of_response(label.response)}"
            yield Draft(
                label.where.down("value"),
                f"most votes on {what} contradict the label, and there is no `adjudication`"
                if masked(item, context)
                else f"{count} of {len(votes)} votes on {what} say {shown(value)}, "
                f"the label says {shown(label.value)}, and there is no `adjudication`",
                "follow the votes, or add `adjudication: {by: …, reason: …}`",
            )
