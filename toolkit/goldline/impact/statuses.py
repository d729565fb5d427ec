"""What became of one judgment between two versions: the statuses of FORMAT.md, section 9."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.model.condition import Value
from goldline.rules.domain import same
from goldline.rules.judgment import Judgment


@dataclass(frozen=True, slots=True)
class GoldLabel:
    """The gold label of one judgment: its value, and whether it stands against the rules."""

    value: Value
    exception: bool


def status_of(
    before: Judgment,
    after: Judgment,
    old_label: GoldLabel | None,
    label: GoldLabel | None,
    rests_on_other_words: bool,
) -> str:
    """Return the first status that applies to a judgment that exists on both sides."""
    changed = before.state != after.state or not same(before.value, after.value)
    if changed:
        return _changed(before, after, old_label, label)
    if not _same_label(old_label, label):
        return "relabelled"
    if before.rules != after.rules or rests_on_other_words:
        return "review"
    return "same"


def _changed(before: Judgment, after: Judgment, old_label: GoldLabel | None, label: GoldLabel | None) -> str:
    if label is not None and label.exception:
        return "review"
    if before.decided and not after.decided:
        unseen = after.state == "undecided" and after.missing
        if unseen and all(name.startswith("type:") for name in after.missing):
            return "uninspected"
        return "undecided"
    if after.decided and not before.decided:
        return "decided"
    if label is None:
        return "unlabelled"
    moved = old_label is not None and not same(old_label.value, label.value)
    if moved and old_label is not None and before.agrees(old_label.value) and after.agrees(label.value):
        return "follows"
    agreed, agrees = before.agrees(label.value), after.agrees(label.value)
    if agreed and not agrees:
        return "breaks"
    if agrees and not agreed:
        return "fixes"
    return "drifts"


def _same_label(one: GoldLabel | None, other: GoldLabel | None) -> bool:
    if one is None or other is None:
        return one is other
    return same(one.value, other.value)
