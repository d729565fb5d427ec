"""An item that stands in the gold twice, with different labels.

Why it matters: whoever is trained or tested on both is wrong once, whatever they answer. The same
item means the same prompt, responses and media, apart from case, spaces and punctuation.

Bad:  `cap-0007` and `cap-0031` with the same caption of the same picture, labelled 2 and 3
Good: one of the two, with the label that holds; the other one with `status: retired`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.doubles import differing_labels, name_items, odd_one_out, same_items, tell_labels
from goldline.checks.telling import any_masked
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL501", "same-item-other-label", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every group of the same items whose labels differ."""
    for group in same_items(corpus):
        differing = differing_labels(group)
        if differing:
            labels = tell_labels(differing, values=not any_masked(group))
            yield Draft(
                odd_one_out(differing),
                f"{name_items(group)} are the same item, but their labels differ on {labels}",
                "decide which label holds, keep one of the items and retire the others",
            )
