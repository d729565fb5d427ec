"""A level that has a number and no name.

Why it matters: people talk about "a reject" or "a repair", not about "a 2". Reports, tables and forms
show the name, and a bare number says nothing about which end of the scale is the good one.

Bad:  `- {value: 2, anchor: An editor would change single words.}`
Good: `- {value: 2, label: Needs an edit, anchor: An editor would change single words.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import scales
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL211", "level-without-label", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every numbered level without a name; a word is a name already."""
    for guideline in corpus.guidelines.values():
        for scale, whose in scales(guideline):
            for level in scale.levels:
                if isinstance(level.value, int) and level.label == str(level.value):
                    yield Draft(
                        level.where,
                        f"level {shown(level.value)} {whose} has no name",
                        "add `label:` with one to three words",
                    )
