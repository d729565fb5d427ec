"""How much of a guideline its active gold shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain

from goldline.checks.lookup import sound_guidelines
from goldline.checks.telling import plural
from goldline.model.corpus import Corpus, Summary
from goldline.model.guideline import Guideline

Counts = Counter[Hashable]


def covered(
    corpus: Corpus, least: int, what: Callable[[Summary], Iterable[Hashable]]
) -> Iterator[tuple[Guideline, Counts]]:
    """Yield each guideline with how many of its active items show what.

    Nothing where `least` asks for none. A guideline without any active item is GL215's.
    """
    if least < 1:
        return
    items: dict[str, list[Summary]] = {}
    for item in corpus.items:
        if item.status == "active":
            items.setdefault(item.guideline, []).append(item)
    for guideline in sound_guidelines(corpus):
        if guideline.id in items:
            yield guideline, Counter(chain.from_iterable(map(what, items[guideline.id])))


def too_few(count: int, least: int) -> str:
    """Return `no active gold item`, or how many there are of how many."""
    if not count:
        return "no active gold item"
    return f"just {plural(count, 'active gold item')} of the {least} that are asked for"
