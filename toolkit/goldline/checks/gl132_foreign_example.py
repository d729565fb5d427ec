"""A rule that shows as its example an item which another guideline judges.

Why it matters: such an item has no label on this criterion and its findings are of other types, so it
cannot show what the rule means. It is nearly always a slip of the finger.

Bad:  `examples: [vid-0001]` in `caption-quality`, where `vid-0001` is judged by `video-quality`
Good: `examples: [cap-0001]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import cited_items
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL132", "foreign-example", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every example that is an item of another guideline."""
    for citation, item in cited_items(corpus):
        if item.guideline != citation.guideline.id:
            yield Draft(
                citation.where,
                f"the example `{item.id}` of {citation.rule} is judged by another guideline, "
                f"{shown(item.guideline)}",
                f"name an item of `{citation.guideline.id}`",
            )
