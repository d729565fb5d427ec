"""What two versions of a guideline make of all facts there can be, as FORMAT.md's JSON has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from goldline.impact.gold_inside import GoldInside, GoldThrough, count_weighed
from goldline.impact.judgments import Comparison, GoldCase, possible_value
from goldline.impact.regions import CriterionSpace, Pair, find_spaces
from goldline.model.condition import Value
from goldline.model.report import Possible
from goldline.rules.span import INFINITY, Span, as_span
from goldline.rules.table import Cell

Row = dict[str, Any]
MOST_REGIONS: Final = 100_000


@dataclass(slots=True)
class WholeSpace:
    """Rows for the report, and what they were made of, by criterion."""

    criteria: list[Row] = field(default_factory=list)
    shifts: list[Row] = field(default_factory=list)
    regions: list[Row] = field(default_factory=list)
    spaces: dict[str, CriterionSpace] = field(default_factory=dict)


def tell_whole_space(comparison: Comparison, gold: Iterable[tuple[GoldCase, int]]) -> WholeSpace:
    """Return verdicts, shifts and regions of a guideline that both sides have; `gold` counts equal facts."""
    found = WholeSpace()
    base, head = comparison.base, comparison.head
    if base is None or head is None:
        return found
    names = [c.id for c in head.guideline.criteria.values() if c.ruled and c.id in base.guideline.criteria]
    if comparison.same:
        found.spaces = {name: CriterionSpace(name) for name in names}
    else:
        found.spaces = find_spaces(base, head)
    listed = list(gold)
    for space in found.spaces.values():
        names_of = {"guideline": comparison.id, "criterion": space.criterion}
        inside = GoldInside(space, base, head, listed)
        found.regions += _regions(space, names_of, inside)
        weighed = count_weighed(space, base, head, listed)
        found.shifts += [
            {
                **_shift(names_of, shift.rules, (), shift.pairs, shift.share, shift.witness),
                "judgments": weighed[at] if shift.kinds else inside.count(shift.boxes),
            }
            for at, shift in enumerate(space.shifts)
        ]
        through = GoldThrough(space, base, head, listed)
        found.shifts += [
            {**_shift(names_of, way.rules, way.via, [way.pair], way.share, way.witness), "judgments": count}
            for way, count in zip(space.routes, through.counts, strict=True)
        ]
        found.criteria.append(
            {
                **names_of,
                "verdict": space.verdict,
                "exhaustive": space.exhaustive,
                "via": list(space.via),
                "redefined": list(space.redefined),
            }
        )
    return found


def _shift(
    names: Row,
    rules: tuple[str, ...],
    via: tuple[str, ...],
    pairs: list[Pair],
    share: float | None,
    witness: Mapping[str, Cell],
) -> Row:
    return {
        **names,
        "rules": list(rules),
        "via": list(via),
        "base": _together([pair[0][1] for pair in pairs]),
        "head": _together([pair[1][1] for pair in pairs]),
        "base_state": _state(pairs, 0),
        "head_state": _state(pairs, 1),
        "share": share,
        "witness": dict(witness),
    }


def _regions(space: CriterionSpace, names: Row, inside: GoldInside) -> list[Row]:
    grid = space.grid
    if grid is None:
        return []
    if len(space.regions) > MOST_REGIONS:  # too many to be read, or to be written down: say so
        space.exhaustive = False
    shown = space.regions[:MOST_REGIONS]
    judgments = inside.counts([region.box for region in shown])
    return [
        {
            **names,
            "when": grid.when(region.box),
            "base": outcome(region.base[1]),
            "head": outcome(region.head[1]),
            "base_state": region.base[0],
            "head_state": region.head[0],
            "judgments": count,
        }
        for region, count in zip(shown, judgments, strict=True)
    ]


def outcome(value: Cell) -> Value | Possible:
    """Return an outcome as a report shows it: a value, or bounds."""
    return possible_value(value)


def _together(values: list[Cell]) -> Value | Possible:
    """Return the one value, or the bounds of many numbers."""
    distinct = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return outcome(distinct[0])
    spans = [
        as_span(v if isinstance(v, Span) else Decimal(v))
        for v in distinct
        if isinstance(v, Span) or (isinstance(v, int | Decimal) and not isinstance(v, bool))
    ]
    if not spans:
        return None
    return outcome(Span(min((s.low for s in spans), default=-INFINITY), max(s.high for s in spans)))


def _state(pairs: list[Pair], side: int) -> str:
    states = {pair[side][0] for pair in pairs}
    return "decided" if "decided" in states else sorted(states)[0]
