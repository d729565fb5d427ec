"""An item whose guideline is not the one that its set names.

Why it matters: people are trained and tested set by set. An item of another guideline in between asks
them other questions, and its judgments count for a guideline where nobody looks for them.

Bad:  `guideline: video-quality@1.0.0` in a set with `guideline: caption-quality`
Good: `guideline: caption-quality@2.1.0`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL133", "foreign-item", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every item that names another guideline than its set does."""
    of_set = {name: gold_set.guideline for name, gold_set in corpus.sets.items()}
    for item in corpus.items:
        wanted = of_set.get(item.set, item.guideline)
        if wanted != item.guideline:
            yield Draft(
                Where(item.file, ("guideline",)),
                f"this item is judged by {shown(item.guideline)}, and its set {shown(item.set)} "
                f"by {shown(wanted)}",
                "move the item to a set of its guideline, or correct the guideline",
            )
