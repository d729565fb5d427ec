"""An exception whose reason says nothing.

Why it matters: an exception stands against the rules for as long as its reason holds. When the rule
changes, somebody must decide whether it still does, and cannot from `TBD`.

Bad:  `{value: 2, exception: TBD}`
Good: `{value: 2, exception: The toy is a ball for most readers., decided_by: lead-3}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldline.checks.telling import of_response
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL306", "exception-unexplained", "error"

_FEWEST_LETTERS = 4
_EMPTY = re.compile(
    r"tbd|todo|fixme|none|null|true|false|unknown|exception|reason|later|because"
    r"|see(above|below|notes?|comments?)|tobe(done|decided)|no(reason|comment)"
)


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every exception without a reason in words."""
    if guideline_of(item, context) is None:
        return
    for label in item.labels:
        if label.exception and _is_empty(label.exception):
            yield Draft(
                label.where.down("exception"),
                f"the exception on {shown(label.criterion)}{of_response(label.response)} gives no reason",
                "say why the rules do not decide this one, or take `exception` out",
            )


def _is_empty(reason: str) -> bool:
    letters = "".join(filter(str.isalnum, reason)).casefold()
    return len(letters) < _FEWEST_LETTERS or _EMPTY.fullmatch(letters) is not None
