"""A level of a scale that does not say what it looks like.

Why it matters: two analysts who are asked for a number from 1 to 3 mean different things by 2. An
anchor is what both of them can compare a response with.

Bad:  `- {value: 2, label: Needs an edit}`
Good: `- {value: 2, label: Needs an edit, anchor: An editor would change single words.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import scales
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL210", "level-without-anchor", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every level that has no anchor, once for each scale."""
    for guideline in corpus.guidelines.values():
        for scale, whose in scales(guideline):
            for level in scale.levels:
                if not level.anchor.strip():
                    yield Draft(
                        level.where,
                        f"level {shown(level.value)} {whose} has no anchor",
                        "add `anchor:` with a sentence on what a response at this level looks like",
                    )
