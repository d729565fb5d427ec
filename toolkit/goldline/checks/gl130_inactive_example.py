"""A rule that shows as its example an item which is retired or still a draft.

Why it matters: readers follow examples more closely than words. A retired item may show what was
right under an older rule, and a draft is not yet known to be right at all.

Bad:  `examples: [cap-0003]`, where `cap-0003` has `status: retired`
Good: `examples: [cap-0031]`, where `cap-0031` is active
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import cited_items
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL130", "inactive-example", "warning"

_STATUS = {"retired": "is retired", "draft": "is still a draft"}


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every example that is not an active item."""
    for citation, item in cited_items(corpus):
        if item.status in _STATUS:
            yield Draft(
                citation.where,
                f"the example `{item.id}` of {citation.rule} {_STATUS[item.status]}",
                "name an active item that shows the same, or take the example out",
            )
