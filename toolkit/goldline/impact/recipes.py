"""How an item comes by given facts: which findings, observations and judgments it needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldline.model.condition import Value
from goldline.model.coverage import NeededFinding
from goldline.model.criterion import (
    AnyInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    RecordedInput,
    SumInput,
    WorstInput,
)
from goldline.rules.proofs.ground import Ground, plain_cell
from goldline.rules.scene import Lens, Seen
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Axis, Box
from goldline.rules.unknown.findings_space import Component, Unseen, find_effect

_MOST_FINDINGS: Final = 12
_MOST_TRIED: Final = 20_000

Effect = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an item must record. `other` is what is neither finding, observation nor judgment."""

    findings: tuple[NeededFinding, ...]
    observations: tuple[tuple[str, str, Value], ...]
    judgments: tuple[tuple[str, str, Value], ...]
    other: tuple[tuple[str, Value], ...]


def find_recipe(ground: Ground, cell: Box) -> Recipe:
    """Return what an item needs so that its criterion reads these facts; findings as few as can be."""
    observations: list[tuple[str, str, Value]] = []
    judgments: list[tuple[str, str, Value]] = []
    other: list[tuple[str, Value]] = []
    wanted: list[tuple[Axis, int]] = []
    for axis, mask in zip(ground.grid.axes, cell, strict=True):
        at = mask.bit_length() - 1
        value = plain_cell(axis.classes[at].cell)
        match axis.readers[0].source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                wanted.append((axis, at))
            case RecordedInput() as source:
                observations.append((source.response or "", source.observation, value))
            case CriterionInput() as source:
                judgments.append((source.response or "", source.criterion, value))
            case DifferenceInput():
                other.append((axis.name, value))
            case _:
                other.append((axis.name, value))
    findings = _findings(ground, wanted) if wanted else ()
    if findings is None:
        other += [(axis.name, plain_cell(axis.classes[at].cell)) for axis, at in wanted]
        findings = ()
    return Recipe(findings, tuple(observations), tuple(judgments), tuple(other))


def _findings(ground: Ground, wanted: list[tuple[Axis, int]]) -> tuple[NeededFinding, ...] | None:
    """Return the fewest findings that give all these inputs their classes, or None where none were found."""
    lens = ground.judge.lens
    atoms = _atoms(lens, wanted)
    seen: set[tuple[object, ...]] = set()
    queue: list[tuple[Unseen, ...]] = [()]
    for chosen in queue:
        values = _read(lens, wanted, chosen)
        if all(locate(axis.classes, value) == at for (axis, at), value in zip(wanted, values, strict=True)):
            return tuple(NeededFinding(one.type, one.severity, one.response) for one in chosen)
        if len(chosen) >= _MOST_FINDINGS or len(queue) > _MOST_TRIED:
            continue
        for atom in atoms:
            longer = (*chosen, atom)
            key = tuple(_read(lens, wanted, longer))
            if key not in seen:
                seen.add(key)
                queue.append(longer)
    return None


def _read(lens: Lens, wanted: list[tuple[Axis, int]], chosen: tuple[Unseen, ...]) -> list[Value]:
    values: list[Value] = []
    for axis, _ in wanted:
        source = axis.readers[0].source
        assert isinstance(source, WorstInput | CountInput | AnyInput | SumInput)
        inside = [
            Seen(one.type, one.severity, one.response)
            for one in chosen
            if source.response is None or source.response == one.response
        ]
        values.append(lens.total(source, inside))
    return values


def _atoms(lens: Lens, wanted: list[tuple[Axis, int]]) -> list[Unseen]:
    """Return one kind of finding for each way in which findings change the inputs; named ones first."""
    components = []
    for axis, _ in wanted:
        source = axis.readers[0].source
        assert isinstance(source, WorstInput | CountInput | AnyInput | SumInput)
        components.append(Component(source, source.response, None))
    scopes = list(dict.fromkeys(component.scope for component in components))
    parents = {kind.parent for kind in lens.taxonomy.types.values()}
    kinds: dict[Effect, Unseen] = {}
    for path, kind in lens.taxonomy.types.items():
        if path in parents:
            continue  # a finding is of the most telling type
        for severity in kind.severities:
            for scope in scopes:
                atom = Unseen(path, severity, scope)
                effect = tuple(find_effect(component, atom, lens) for component in components)
                kinds.setdefault(effect, atom)
    return list(kinds.values())
