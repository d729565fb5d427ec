"""The version that a change demands (FORMAT.md, section 8), and whether the guideline declares it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

import semver

from goldline.impact.growth import find_growth, find_losses, find_turns
from goldline.impact.regions import CriterionSpace, Pair, Shift
from goldline.impact.verdicts import Result
from goldline.impact.whole_space import Row
from goldline.model.condition import Value
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.rules.scene import parse_version
from goldline.rules.show import show_cell, show_value
from goldline.rules.space.boxes import count_possible, is_excluded, merge, subtract, widen
from goldline.rules.table import Cell

Bump = Literal["major", "minor", "patch", "none"]
_RANKS: Final = {"none": 0, "patch": 1, "minor": 2, "major": 3}
_MOST_REASONS: Final = 6
_MOST_FACTS: Final = 12


def version_row(base: Guideline, head: Guideline, spaces: Mapping[str, CriterionSpace]) -> Row:
    """Return what the change demands, what the guideline declares, whether that is enough, and why."""
    kind, reasons = demanded(base, head, spaces)
    required = in_early_days(kind, base.version)
    given = declared(base.version, head.version, required)
    if _falls(base.version, head.version):
        reasons.insert(0, f"the version falls from {base.version} to {head.version}")
    return {
        "guideline": head.id,
        "base": base.version,
        "head": head.version,
        "required": required,
        "declared": given,
        "ok": is_enough(base.version, head.version, required),
        "reasons": reasons,
    }


def demanded(
    base: Guideline, head: Guideline, spaces: Mapping[str, CriterionSpace]
) -> tuple[Bump, list[str]]:
    """Return the kind of change, as if past 1.0.0, and sentences that say why."""
    losses = [*find_losses(base, head), *find_turns(base, head)]
    growth = find_growth(base, head)
    for space in spaces.values():
        after, before = head.criteria[space.criterion], base.criteria[space.criterion]
        if not (before.ruled and after.ruled):
            continue  # the change of who judges is told above
        own = {*after.inputs, *head.inputs, "modality", "locale"}
        old = [pair for pair in space.moved if pair in space.old]
        losses += _sentences(space, own, [pair for pair in old if pair[0][0] == "decided"])
        growth += _sentences(space, own, [p for p in old if p[0][0] != "decided" and p[1][0] == "decided"])
        fresh = _sentences(space, own, [pair for pair in space.moved if pair not in space.old])
        growth += [f"{sentence}, with findings that only the new version knows" for sentence in fresh]
    unsure = [
        f"{space.criterion}: not all facts could be compared; what is said of it is what was found"
        for space in spaces.values()
        if not space.exhaustive
    ]
    if losses:
        return "major", [*losses, *growth, *unsure]
    if growth:
        return "minor", [*growth, *unsure]
    if unsure:
        return "patch", unsure
    if _documents(base) != _documents(head):
        return "patch", ["no judgment changes"]
    return "none", []


def _documents(guideline: Guideline) -> list[object]:
    """Return the plain documents without the version itself."""
    return [
        {key: value for key, value in document.items() if key != "version"}
        if isinstance(document, dict)
        else document
        for _, document in sorted(guideline.documents.items())
    ]


def in_early_days(kind: Bump, base: str) -> Bump:
    """Return the bump that a kind of change asks for: before 1.0.0 a lower one does."""
    version = parse_version(base)
    if version is None or version.major > 0 or kind == "none":
        return kind
    return "minor" if kind == "major" else "patch"


def declared(base: str, head: str, required: Bump) -> Bump:
    """Return which part of the version was raised.

    A pre-release promises nothing: what follows it may change whatever it likes.
    """
    old, new = parse_version(base), parse_version(head)
    if old is None or new is None or new <= old:
        return "none"
    if old.prerelease:
        return max(required, "patch", key=lambda bump: _RANKS[bump])
    if new.major != old.major:
        return "major"
    if new.minor != old.minor:
        return "minor"
    return "patch"


def next_version(base: str, required: Bump) -> str:
    """Return the lowest version that is a bump; what follows a pre-release is its release."""
    version = semver.Version.parse(base)
    if version.prerelease and required != "none":
        return str(version.finalize_version())
    match required:
        case "major":
            return str(version.bump_major())
        case "minor":
            return str(version.bump_minor())
        case "patch":
            return str(version.bump_patch())
        case _:
            return base


def is_enough(base: str, version: str, required: Bump) -> bool:
    """Whether a guideline at `base` that changed so may be called `version`."""
    return not _falls(base, version) and _RANKS[declared(base, version, required)] >= _RANKS[required]


def _falls(base: str, head: str) -> bool:
    old, new = parse_version(base), parse_version(head)
    return old is not None and new is not None and new < old


# --- sentences -------------------------------------------------------------------------------


def _sentences(space: CriterionSpace, own: Collection[str], wanted: list[Pair]) -> list[str]:
    told: set[Pair] = set()
    found: list[str] = []
    for shift in space.shifts:
        pairs = [pair for pair in shift.pairs if pair in wanted]
        if pairs:
            told.update(shift.pairs)
            found.append(_of_shift(space, shift, pairs))
    for pair in wanted:
        if pair not in told:
            found.append(f"{space.criterion}: {_change(pair)} {_through(space, own, pair)}")
    left = len(found) - _MOST_REASONS
    return found if left <= 0 else [*found[:_MOST_REASONS], f"{space.criterion}: {left} more such changes"]


def _through(space: CriterionSpace, own: Collection[str], pair: Pair) -> str:
    """Return what brings a change that comes from other criteria, with an example of the own inputs."""
    routes = [route for route in space.routes if route.pair == pair]
    via = dict.fromkeys(name for route in routes for name in route.via) or space.via
    rules = dict.fromkeys(name for route in routes for name in route.rules)
    facts = {name: value for name, value in space.moved[pair].items() if name in own}
    told = f" ({', '.join(rules)})" if rules else ""
    return f"through {' and '.join(via)}{told}, for example where {_facts(facts or space.moved[pair])}"


def _of_shift(space: CriterionSpace, shift: Shift, pairs: list[Pair]) -> str:
    many = f" (and {len(pairs) - 1} other changes)" if len(pairs) > 1 else ""
    rules = f" ({', '.join(shift.rules)})" if shift.rules else ""
    where, whole = _where(space, shift)
    example = "" if whole else ", for example"
    return f"{space.criterion}: {_change(pairs[0])}{many}{example} where {where}{rules}"


def _change(pair: Pair) -> str:
    return f"{_result(pair[0])} -> {_result(pair[1])}"


def _result(result: Result) -> str:
    state, value = result
    if state == "gap":
        return "no rule"
    if state == "conflict":
        return "a conflict of rules"
    return "not judged" if value == NOT_JUDGED else show_cell(value)


def _where(space: CriterionSpace, shift: Shift) -> tuple[str, bool]:
    """Return the largest of a shift's boxes in words, and whether that is all of the shift."""
    grid = space.grid
    assert grid is not None
    if shift.share is None:
        return _facts(shift.witness), False
    boxes = merge(shift.boxes)
    largest = max(boxes, key=lambda box: count_possible(grid, box))
    told_of = widen(grid, largest, lambda rest: is_excluded(grid, rest))
    when = grid.when(told_of)
    if any(name in grid.redefined for name in when):
        return _facts(shift.witness), False
    told = " and ".join(_test(name, tests) for name, tests in when.items()) or "anything is recorded"
    return told, not any(subtract(box, told_of) for box in boxes)


def _test(name: str, tests: list[Value]) -> str:
    if len(tests) == 1 and isinstance(tests[0], str) and tests[0][:1] in "<>":
        return f"{name} {tests[0]}"
    return f"{name} is {' or '.join(map(show_value, tests))}"


def _facts(facts: Mapping[str, Cell]) -> str:
    shown = [f"{_plain_name(name)} is {show_cell(cell)}" for name, cell in facts.items()]
    return " and ".join(shown[:_MOST_FACTS])


def _plain_name(name: str) -> str:
    return ".".join(part for part in name.split(".") if part)
