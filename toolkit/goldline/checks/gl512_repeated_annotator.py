"""Two votes of one person on one item.

Why it matters: votes count because they are independent. A second one of the same person agrees with
the first more than anyone else would, and makes agreement look better than it is.

Bad:  two votes by `a17`
Good: one of them; a later change of mind belongs in `adjudication`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL512", "repeated-annotator", "warning"


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield every vote by somebody who has voted before on the same criterion and response."""
    if len({vote.annotator for vote in item.votes}) == len(item.votes):
        return
    before: dict[str, set[tuple[str, str | None]]] = {}
    for vote in item.votes:
        seen = before.setdefault(vote.annotator, set())
        if seen.intersection(vote.values):
            yield Draft(
                vote.where.down("annotator"),
                f"{shown(vote.annotator)} votes twice on this item",
                "keep one vote of each person",
            )
        seen.update(vote.values)
