"""Items in a line or two, for pages that point at them."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.model.gold import Item, Label
from goldline.render.escape import one_line

_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An item, the response meant, the beginning of its text, and why it is judged so."""

    item: Item
    response: str | None
    text: str
    rationale: str


def excerpt(item: Item, response: str | None, label: Label | None = None) -> Excerpt:
    """Return the beginning of what was judged."""
    texts = {one.id: one.text for one in item.responses}
    text = texts.get(response) or " / ".join(f"{name}: {said}" for name, said in texts.items())
    if response is None and len(texts) == 1:
        text = next(iter(texts.values()))
    why = label.rationale.strip() if label is not None else ""
    return Excerpt(item, response, beginning(one_line(text), _LONGEST), why)


def beginning(text: str, most: int) -> str:
    """Return a text, or its beginning with a mark: up to a word's end, where its script has spaces."""
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0]
    return (words if 2 * len(words) > most else text[:most]) + " …"
