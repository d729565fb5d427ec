"""An item in a locale that its guideline does not list.

Why it matters: what is polite, safe or well written depends on language and region. Nobody has said
that this guideline holds there, and rules that read `locale` have no case for it.

Bad:  `locale: fr-FR`, where the guideline has `locales: [en-US, ja-JP]`
Good: `locale: en-US`, or `fr-FR` added to the guideline
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL326", "foreign-locale", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the locale where the guideline lists others."""
    guideline = context.guideline if item.status != "retired" else None
    if guideline is None or not guideline.locales or item.locale in guideline.locales:
        return
    yield Draft(
        item.where.down("locale"),
        f"the guideline {shown(guideline.id)} is not for the locale {shown(item.locale)}"
        f"{did_you_mean(item.locale, guideline.locales)}",
        f"its locales are {listed(guideline.locales)}: add this one to the guideline, or mend `locale`",
    )
