"""Items that are nearly the same, with different labels.

Why it matters: often one was copied from the other, and only one of the labels was looked at again.
Pairs that differ in one word on purpose are good gold: say so, and they are left alone.

Bad:  “A dog chases a red ball.” labelled 1, and “A dog chases a red ball” with one word more labelled 3
Good: both labelled alike; or, in the one that is reported,
      `x-ignore: {GL502: The colour is the point of this pair.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.doubles import (
    differing_labels,
    name_items,
    odd_one_out,
    one_of_each,
    percent,
    similar_items,
    tell_labels,
)
from goldline.checks.telling import any_masked
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL502", "similar-item-other-label", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every group of nearly the same items whose labels differ."""
    for group in similar_items(corpus):
        items = one_of_each(group.items)  # those that are the same are GL501's
        differing = differing_labels(items)
        if differing:
            labels = tell_labels(differing, values=not any_masked(items))
            yield Draft(
                odd_one_out(differing),
                f"{name_items(items)} are nearly the same item ({percent(group.alike)} alike), "
                f"but their labels differ on {labels}",
                "decide which label holds; where the difference is meant, let this stand with `x-ignore`",
            )
