"""A response with nothing in it: no text, and no picture or clip.

Why it matters: there is nothing to judge, so mostly it was lost on the way, and its label teaches
analysts nothing. Where a model did answer with silence, say so beside it.

Bad:  `response: ""`
Good: `response: A dog runs on wet sand.`, or beside an answer that is meant to be empty
      `x-ignore: {GL330: The model answered with nothing.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL330", "empty-response", "warning"


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield every response without text and media."""
    if item.status == "retired":
        return
    for response in item.responses:
        if response.media or response.text.strip():
            continue
        at = item.where.down("response") if response.id is None else item.where.down("responses", response.id)
        which = "the response" if response.id is None else f"response {shown(response.id)}"
        yield Draft(
            at,
            f"{which} is empty, so there is nothing to judge",
            "paste what was answered; where nothing was, say so with `x-ignore`",
        )
