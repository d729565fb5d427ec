"""A rule that shows a held-out item as its example.

Why it matters: guidelines are published and read by everyone. A held-out item that a rule names is
known from then on, with its judgment, and can no longer test anybody or any model.

Bad:  `examples: [exam-0004]`, where the set of `exam-0004` has `visibility: held-out`
Good: `examples: [cap-0031]`, from a set with `visibility: training`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import cited_items
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL131", "held-out-example", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every example that is a held-out item, as far as its set could be read."""
    for citation, item in cited_items(corpus):
        if item.visibility == "held-out" and item.set in corpus.sets:
            yield Draft(
                citation.where,
                f"the example `{item.id}` of {citation.rule} is held out, and a guideline is public",
                "name an item of a training or example set; replace this one in its held-out set, "
                "where the guideline has been published with it",
            )
