"""A label with fewer independent votes behind it than the settings ask for.

Why it matters: one person's judgment is not gold. Several who judge on their own show how hard the
item is, and whether the rule is read alike. How many there must be is `check.votes`, 3 unless
`goldline.toml` says otherwise; 0 asks for none.

Bad:  one vote by `a17`
Good: three votes by three people
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import of_response, plural
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL511", "too-few-votes", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the labels of an active item that too few different people have voted on."""
    wanted = context.settings.check.votes
    if not wanted or item.status != "active" or guideline_of(item, context) is None:
        return
    lacking: dict[int, list[str]] = {}
    for label in item.labels:
        key = (label.criterion, label.response)
        if label.criterion not in context.guideline.criteria:  # type: ignore[union-attr]
            continue
        people = len({vote.annotator for vote in item.votes if key in vote.values})
        if people < wanted:
            lacking.setdefault(people, []).append(f"{shown(label.criterion)}{of_response(label.response)}")
    for people, what in lacking.items():
        yield Draft(
            item.where.key("votes") if item.votes else item.where.down("id"),
            f"{plural(people, 'independent vote')} on {', '.join(what)}, where {wanted} are asked for",
            "let more people judge it on their own, or set `votes` under `[check]` in goldline.toml",
        )
