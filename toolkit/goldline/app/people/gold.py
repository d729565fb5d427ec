"""What is right, by the gold: the label, what it accepts, and what contested findings would lead to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldline.app.browsing.library import Library, label_on
from goldline.model.condition import Value
from goldline.model.gold import Item
from goldline.model.judgments import JudgedTarget
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.reading.item import facts_of
from goldline.rules.contested import alternatives, as_facts
from goldline.rules.judge import Judge


@dataclass(frozen=True, slots=True)
class Right:
    """The right answers to one target, the gold value first, as ranks or numbers and as written."""

    amounts: tuple[float, ...]
    values: tuple[Value, ...]


class Gold:
    """The right answers to every target of a library's items, each worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._judges = {name: Judge(guideline) for name, guideline in library.guidelines.items()}
        self._known: dict[tuple[str, str, str | None], Right | None] = {}
        self._contested: dict[str, dict[tuple[str, str | None], list[Value]]] = {}

    def right(self, target: JudgedTarget) -> Right | None:
        """Return what is right, or None where gold does not say."""
        key = (target.item_id, target.criterion, target.response)
        if key not in self._known:
            self._known[key] = self._work_out(target)
        return self._known[key]

    def _work_out(self, target: JudgedTarget) -> Right | None:
        item = target.item
        if item is None or item.status != "active":
            return None
        label = label_on(item, (target.criterion, target.response))
        scale = self.library.guidelines[target.guideline].criteria[target.criterion].scale
        if label is None or label.value == NOT_JUDGED:
            return None
        if item.id not in self._contested:
            self._contested[item.id] = self._by_contested(item)
        others = (
            [] if label.exception else self._contested[item.id].get((target.criterion, target.response), [])
        )
        values = dict.fromkeys([label.value, *label.accept, *others])
        pairs = [(amount, value) for value in values if (amount := place_on(scale, value)) is not None]
        if not pairs or pairs[0][1] != label.value:
            return None
        return Right(tuple(amount for amount, _ in pairs), tuple(value for _, value in pairs))

    def _by_contested(self, item: Item) -> dict[tuple[str, str | None], list[Value]]:
        """Return the judgments that follow where a finding is taken otherwise, as its `accept` allows."""
        judge = self._judges.get(item.guideline)
        if judge is None or not any(f.accept is not None for f in item.findings or ()):
            return {}
        facts = facts_of(item, judge.guideline)
        found: dict[tuple[str, str | None], list[Value]] = {}
        for taken in alternatives(item.findings or ()):
            for target, judgment in judge.judge(replace(facts, findings=as_facts(taken))).items():
                if judgment.decided:
                    found.setdefault(target, []).append(judgment.value)
        return {target: list(dict.fromkeys(values)) for target, values in found.items()}


def place_on(scale: Scale, value: Value) -> float | None:
    """Return a value's rank on a scale, or its number on a numeric one; None where it has no place."""
    if value is None or isinstance(value, bool):
        return None
    if scale.numeric:
        return None if isinstance(value, str) else float(value)
    rank = scale.ranks.get(value)
    return None if rank is None else float(rank)
