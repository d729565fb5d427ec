"""Drawing the items of an assessment: of every kind a share, in the minutes there are, by a seed."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from goldline.app.browsing.library import Library
from goldline.app.people.gold import Gold
from goldline.model.gold import Item
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.rules.show import show_value

UNTIMED = 90.0
"""Seconds for an item of which nobody ever noted the time, nor of any like it."""

Stratum = tuple[str, str]
Target = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that can be drawn: what it asks, what it stands for, and how long it takes."""

    item: Item
    targets: tuple[Target, ...]
    strata: tuple[Stratum, ...]
    seconds: float


def candidates(
    library: Library, items: Sequence[Item], judgments: Judgments | None = None
) -> list[Candidate]:
    """Return the items that gold can grade, with their strata; `judgments` tell how long people take.

    Numbers are not asked: nobody meets a number of the gold exactly, and right or wrong is all that counts.
    """
    gold = Gold(library)
    times = _seconds(library, judgments)
    found = []
    for item in sorted(items, key=lambda one: one.id):
        known = library.guidelines[item.guideline].criteria
        criteria = [name for name, one in known.items() if not one.scale.numeric]
        targets = sorted(
            {
                (label.criterion, label.response)
                for label in item.labels
                if label.criterion in criteria
                and gold.right(JudgedTarget(item.guideline, label.criterion, item.id, label.response, item))
                is not None
            },
            key=lambda target: (criteria.index(target[0]), target[1] or ""),
        )
        if targets:
            strata = tuple(dict.fromkeys(_strata(item, targets)))
            found.append(Candidate(item, tuple(targets), strata, times.of(item)))
    return found


def _strata(item: Item, targets: Sequence[Target]) -> list[Stratum]:
    found = [("modality", item.modality), ("locale", item.locale or "none")]
    found.append(("difficulty", item.difficulty or "not said"))
    for label in item.labels:
        if (label.criterion, label.response) in targets:
            found.append(("criterion", label.criterion))
            found.append((f"level of {label.criterion}", show_value(label.value)))
    return found


def draw(pool: Sequence[Candidate], minutes: int, seed: int, shown: Mapping[str, int]) -> list[Candidate]:
    """Return items for so many minutes, in the order in which they are asked.

    Each step takes the item whose strata are rarest among those taken so far (levels too: a test of
    faultless items alone tells nobody apart); of equals the one shown least, then by chance.
    """
    rng = random.Random(f"{seed}:draw")
    left = sorted(pool, key=lambda one: one.item.id)
    rng.shuffle(left)
    taken: list[Candidate] = []
    counts: Counter[Stratum] = Counter()
    seconds = 0.0
    while left:
        fits = [one for one in left if seconds + one.seconds <= minutes * 60]
        if not fits:
            break
        best = max(fits, key=lambda one: (_gain(one, counts), -shown.get(one.item.id, 0)))
        left.remove(best)
        taken.append(best)
        counts.update(best.strata)
        seconds += best.seconds
    # In the order of drawing the form would tell which items are special.
    taken.sort(key=lambda one: one.item.id)
    random.Random(f"{seed}:order").shuffle(taken)
    return taken


def _gain(one: Candidate, counts: Counter[Stratum]) -> float:
    kinds: dict[str, list[float]] = defaultdict(list)
    for stratum in one.strata:
        kinds[stratum[0]].append(1 / (1 + counts[stratum]))
    return round(sum(sum(parts) / len(parts) for parts in kinds.values()) / len(kinds), 9)


@dataclass(frozen=True, slots=True)
class _Times:
    of_item: Mapping[str, float]
    of_kind: Mapping[tuple[str, str], float]
    of_guideline: Mapping[str, float]

    def of(self, item: Item) -> float:
        """Return the median seconds of an item, or of those most like it."""
        return self.of_item.get(
            item.id,
            self.of_kind.get((item.guideline, item.modality), self.of_guideline.get(item.guideline, UNTIMED)),
        )


def _seconds(library: Library, judgments: Judgments | None) -> _Times:
    each: dict[str, list[float]] = defaultdict(list)
    for item in library.items:
        each[item.id] += [vote.seconds for vote in item.votes if vote.seconds]
    if judgments is not None:
        whole: dict[tuple[int, str], float] = defaultdict(float)
        for target, code, _, seconds, _ in judgments.rows():
            if seconds == seconds and target.item is not None:
                whole[code, target.item_id] += seconds
        for (_, item_id), seconds in whole.items():
            each[item_id].append(seconds)
    kinds: dict[tuple[str, str], list[float]] = defaultdict(list)
    guidelines: dict[str, list[float]] = defaultdict(list)
    for item in library.items:
        kinds[item.guideline, item.modality] += each[item.id]
        guidelines[item.guideline] += each[item.id]
    return _Times(
        {name: median(values) for name, values in each.items() if values},
        {name: median(values) for name, values in kinds.items() if values},
        {name: median(values) for name, values in guidelines.items() if values},
    )


def strata_of(drawn: Sequence[Candidate]) -> tuple[tuple[str, str, int], ...]:
    """Return how many items of each stratum were drawn."""
    counts = Counter(stratum for one in drawn for stratum in one.strata)
    return tuple((what, name, count) for (what, name), count in sorted(counts.items()))
