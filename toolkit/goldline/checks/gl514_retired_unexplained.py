"""A retired item without the reason why it was retired.

Why it matters: the next person who finds it either brings a wrong item back or writes the same one
again.

Bad:  `status: retired` with `retired_because: "-"`
Good: `retired_because: The picture was on the front page of a newspaper.`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item

CODE, NAME, LEVEL = "GL514", "retired-unexplained", "error"

_FEWEST_LETTERS = 4


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield a retired item whose reason has no words."""
    if item.status == "retired" and sum(map(str.isalnum, item.retired_because)) < _FEWEST_LETTERS:
        yield Draft(
            item.where.down("retired_because"),
            "this item is retired, and nothing says why",
            "say in `retired_because` what made it unfit",
        )
