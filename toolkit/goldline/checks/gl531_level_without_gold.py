"""A level that no gold item is labelled with, or fewer than the settings ask for.

Why it matters: analysts learn a level from examples of it. One without any is given by guess, or not
at all.

Bad:  a scale of 1 to 3, and no item labelled 1
Good: an active item labelled 1; `coverage = {levels = 0}` asks for none
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.coverage import covered, too_few
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL531", "level-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every level of every criterion with too few labels."""
    least = corpus.settings.check.coverage.levels
    labels = covered(corpus, least, lambda item: {(name, value) for name, _, value in item.labels})
    for guideline, counts in labels:
        for criterion in guideline.criteria.values():
            for level in criterion.scale.levels:
                count = counts[criterion.id, level.value]
                if count < least:
                    yield Draft(
                        level.where.down("value"),
                        f"{too_few(count, least)} is labelled {shown(level.value)} on {shown(criterion.id)}",
                        "write an item of that level",
                    )
