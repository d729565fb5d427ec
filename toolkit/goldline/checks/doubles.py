"""Items that stand in the gold more than once, the same or nearly the same.

Only items whose sketches share numbers are compared, and each only with the first few that had those
numbers, so that the work grows with the items and not with their pairs. What many unlike items share,
such as a sentence of their prompts, does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldline.checks.likeness import alike
from goldline.model.condition import Value
from goldline.model.corpus import Corpus, Summary
from goldline.model.finding import Where
from goldline.reading.names import listed, plain, shown

_MORE_LEADERS = 2
_MOST_COMPARED = 4
_WORTH_A_LOOK = 3  # prompts give two numbers of a sketch, and many items may share a prompt
_DIGEST = 8  # the digest of its media that a summary's text begins with

Key = tuple[str, str | None]
"""A criterion and a response."""


@dataclass(slots=True)
class Group:
    """Items that are the same or nearly so; `alike` is the least of all the pairs that were compared."""

    items: list[Summary]
    alike: float


def same_items(corpus: Corpus) -> Iterator[list[Summary]]:
    """Yield groups of items whose texts and media are the same."""
    items = [item for item in corpus.items if item.status != "retired"]
    count = Counter([item.text_key for item in items])
    if len(count) == len(items):
        return
    groups: dict[tuple[int, str], list[Summary]] = {}
    for item in items:
        if count[item.text_key] > 1:
            groups.setdefault((item.text_key, item.guideline), []).append(item)
    for group in groups.values():
        if len(group) > 1:
            yield group


def similar_items(corpus: Corpus) -> Sequence[Group]:
    """Return groups of items that are the same or at least as alike as the settings say."""
    global _last
    at_least = corpus.settings.check.near_duplicate
    if _last is None or _last[0] is not corpus.items or _last[1] != at_least:
        _last = (corpus.items, at_least, tuple(_find_groups(corpus.items, at_least)))
    return _last[2]


# Two checks ask for the same groups of the same corpus, one after the other.
_last: tuple[Sequence[Summary], float, tuple[Group, ...]] | None = None


def _find_groups(items: Sequence[Summary], at_least: float) -> Iterator[Group]:
    above = list(range(len(items)))  # a union-find structure: to which item each one was joined
    least: dict[int, float] = {}
    same: dict[int, int] = {}
    first: dict[int, int] = {}
    more: dict[int, list[int]] = {}

    def root(at: int) -> int:
        while above[at] != at:
            above[at] = at = above[above[at]]
        return at

    def joins(one: int, other: int) -> bool:
        mine, yours = root(one), root(other)
        if mine != yours:
            how = _how_alike(items[one], items[other], at_least)
            if not how:
                return False
            above[mine] = yours
            least[yours] = min(how, least.pop(mine, 100.0), least.get(yours, 100.0))
        return True

    for index, item in enumerate(items):
        if item.status == "retired":
            continue
        twin = same.setdefault(item.text_key, index)
        if twin != index and items[twin].guideline == item.guideline:
            above[index] = root(twin)
            continue
        shared = [number for number in item.sketch if first.setdefault(number, index) != index]
        if shared and not any(joins(index, other) for other in _candidates(shared, first, more)):
            for number in shared:
                leaders = more.setdefault(number, [])
                if len(leaders) < _MORE_LEADERS:
                    leaders.append(index)
    groups: dict[int, list[Summary]] = {}
    for index, joined in enumerate(above):
        if joined != index:
            to = root(index)
            groups.setdefault(to, [items[to]]).append(items[index])
    for to, group in groups.items():
        yield Group(sorted(group, key=lambda item: item.file), least.get(to, 100.0))


def _candidates(shared: list[int], first: dict[int, int], more: dict[int, list[int]]) -> list[int]:
    """Return the few items worth comparing with one that has these numbers in common with others."""
    hits: dict[int, int] = {}
    for number in shared:
        others = more.get(number, ())
        # A number that many unlike items share (of a common phrase, of one prompt) says little by itself.
        weight = 1 if len(others) == _MORE_LEADERS else _WORTH_A_LOOK
        for other in (first[number], *others):
            hits[other] = hits.get(other, 0) + weight
    found = [other for other, weight in hits.items() if weight >= _WORTH_A_LOOK]
    if len(found) > _MOST_COMPARED:
        found = sorted(found, key=hits.__getitem__, reverse=True)[:_MOST_COMPARED]
    return found


def _how_alike(one: Summary, other: Summary, at_least: float) -> float:
    mine, yours = one.text, other.text
    both = len(mine) + len(yours)
    if abs(len(mine) - len(yours)) * 100 > (100 - at_least) * both:
        return 0.0  # what one has more than the other is too much already
    if one.guideline != other.guideline or mine[:_DIGEST] != yours[:_DIGEST]:
        return 0.0
    return alike(mine, yours, at_least)


# --- what their labels say --------------------------------------------------------------------


def differing_labels(items: Sequence[Summary]) -> dict[Key, dict[Value, list[Summary]]]:
    """Return the criteria on which labels of these items differ, with who says what."""
    alike: dict[tuple[tuple[str, str | None, Value], ...], list[Summary]] = {}
    for item in items:
        alike.setdefault(item.labels, []).append(item)
    if len(alike) < 2:
        return {}
    values: dict[Key, dict[Value, list[Summary]]] = {}
    for labels, who in alike.items():
        for criterion, response, value in labels:
            values.setdefault((criterion, response), {}).setdefault(value, []).extend(who)
    return {key: found for key, found in values.items() if len(found) > 1}


def one_of_each(items: Sequence[Summary]) -> list[Summary]:
    """Return one item of each text."""
    return list({item.text_key: item for item in reversed(items)}.values())[::-1]


def name_items(items: Sequence[Summary]) -> str:
    """Return items as a sentence lists them."""
    return listed([item.id for item in items])


def tell_labels(differing: dict[Key, dict[Value, list[Summary]]], *, values: bool) -> str:
    """Return on which criteria labels differ and, unless it must not be told, who says what."""
    parts = []
    for (criterion, response), found in differing.items():
        what = shown(criterion) + (f" of response {shown(response)}" if response else "")
        if values:
            says = [
                f"{shown(value)} in {who[0].id}" + (f" and {len(who) - 1} more" if len(who) > 1 else "")
                for value, who in found.items()
            ]
            what += f" ({', '.join(says)})"
        parts.append(what)
    return ", ".join(parts)


def odd_one_out(differing: dict[Key, dict[Value, list[Summary]]]) -> Where:
    """Return where the label stands that the fewest items share; of equals, the last."""
    (criterion, response), found = next(iter(differing.items()))
    few = min(len(who) for who in found.values())
    item = max((who[0] for who in found.values() if len(who) == few), key=lambda item: item.file)
    steps = ("labels", criterion) if response is None else ("labels", criterion, response)
    return Where(item.file, steps)


def percent(number: float) -> str:
    """Return a measure of likeness as people read it; never more than it is."""
    return f"{plain(int(number))} %"
