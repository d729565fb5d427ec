"""A label with fewer independent votes behind it than the settings ask for.

Why it matters: one person's judgment is not gold. Several who judge on their own show how hard the
item is, and whether the rule is read alike. How many there must be is `check.votes`, 3 unless
`goldline.toml` says otherwise; 0 asks for none.

Bad:  one vote by `a17`
Good: three votes by three people
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import join, of_response, plural
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL511", "too-few-votes", "info"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield an active item that too few different people have voted on, or the labels of which that holds.

    Labels that nobody has voted on at all are left to the item's other votes where rules give them:
    people vote on what they judge, not on what follows from it.
    """
    wanted = context.settings.check.votes
    guideline = guideline_of(item, context)
    if not wanted or guideline is None or item.status != "active" or not item.labels:
        return
    at = item.where.key("votes") if item.votes else item.where.down("id")
    hint = "let more people judge it on their own, or set `votes` under `[check]` in goldline.toml"
    people = len({vote.annotator for vote in item.votes})
    if people < wanted:
        yield Draft(at, f"this item has {_told(people, wanted)}", hint)
        return
    asked = item.votes[0].values.keys()
    if not vocabulary(guideline).judged_by_people and all(v.values.keys() == asked for v in item.votes):
        return  # everybody has voted on the same, and for the rest there are rules
    lacking: dict[int, list[str]] = {}
    for label in item.labels:
        key = (label.criterion, label.response)
        count = sum([key in vote.values for vote in item.votes])
        if count >= wanted:
            continue
        criterion = guideline.criteria.get(label.criterion)
        if criterion is not None and (count or not criterion.ruled):
            lacking.setdefault(count, []).append(f"{shown(label.criterion)}{of_response(label.response)}")
    for count, what in lacking.items():
        yield Draft(at, f"{join(what)} {'has' if len(what) == 1 else 'have'} {_told(count, wanted)}", hint)


def _told(count: int, wanted: int) -> str:
    return f"{plural(count, 'independent vote') if count else 'no vote'}, where {wanted} are asked for"
