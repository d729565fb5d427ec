"""A response that is named and that the item does not have.

Why it matters: what is said of it is lost. The finding counts for no response, the label stands for
nothing.

Bad:  `response: c`, where the item has `responses: {a: …, b: …}`
Good: `response: b`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft, Where
from goldline.model.gold import ITEM, Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL323", "response-unknown", "error"


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield every response named in findings, labels, observations and votes that is not there."""
    known = item.response_ids
    for where, response in _named(item) if known else _in_findings(item):
        if response not in known:
            yield Draft(
                where,
                f"there is no response {shown(response)}{did_you_mean(response, known)}",
                f"the responses are {listed(known)}"
                if known
                else "the item has just one response, which has no name: leave it out",
            )


def _in_findings(item: Item) -> Iterator[tuple[Where, str]]:
    for finding in item.findings or ():
        if finding.response is not None:
            yield finding.where.down("response"), finding.response


def _named(item: Item) -> Iterator[tuple[Where, str]]:
    yield from _in_findings(item)
    for key in {**item.observations, **item.met}:
        if key != ITEM:
            yield item.where.key("observations", key), key
    for label in item.labels:
        if label.response is not None:
            yield item.where.key("labels", label.criterion, label.response), label.response
    for vote in item.votes:
        for criterion, response in vote.values:
            if response is not None:
                yield vote.where.key("values", criterion, response), response
