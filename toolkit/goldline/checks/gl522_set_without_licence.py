"""A gold set without a licence.

Why it matters: gold is shared within a company and often beyond. Without a licence nobody knows who may
see, copy or publish the items.

Bad:  a goldset.yaml without `license`
Good: `license: CC0-1.0`, or the name of your own terms
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL522", "set-without-licence", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every set without `license`."""
    for gold_set in corpus.sets.values():
        if not gold_set.license.strip():
            yield Draft(
                gold_set.where.down("id"),
                f"the set {shown(gold_set.id)} has no licence",
                "add `license`, such as `license: CC0-1.0`, or the name of your own terms",
            )
