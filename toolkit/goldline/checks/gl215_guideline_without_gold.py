"""A guideline that no active gold item is judged by.

Why it matters: without gold nobody can tell what a change of its rules does, and no analyst can be
trained or tested on it.

Bad:  `guidelines/video-quality/`, and no item with `guideline: video-quality@…`
Good: a gold set with at least one item for each rule
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL215", "guideline-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every guideline without an active item."""
    judged = {item.guideline for item in corpus.items if item.status == "active"}
    for name, guideline in corpus.guidelines.items():
        if guideline.id not in judged:
            yield Draft(
                guideline.where.down("id"),
                f"no active gold item is judged by the guideline {shown(guideline.id)}",
                f"write items with `guideline: {name}@{guideline.version}`",
            )
