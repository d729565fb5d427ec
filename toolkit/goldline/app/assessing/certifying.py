"""`assess certified`: who has passed, and whose certificate a later version of the guideline has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from goldline.app.assessing.records import Records
from goldline.errors import GoldlineError
from goldline.impact.judgments import Comparison
from goldline.impact.versions import demanded
from goldline.impact.whole_space import tell_whole_space
from goldline.model.assessment import Assessment, Certificate
from goldline.model.guideline import Guideline
from goldline.reading.names import listed

Finder = Callable[[str, str], Guideline]
"""Finds a guideline by its name and version; raises `GoldlineError` where it is not to be found."""
_State = tuple[bool, str, tuple[tuple[str, str], ...]]


def decisive(records: Records) -> dict[tuple[str, str], Assessment]:
    """Return the last assessment of each (analyst, guideline) that ended in pass or fail."""
    found: dict[tuple[str, str], Assessment] = {}
    for one in sorted(records.assessments, key=lambda each: each.result.graded if each.result else ""):
        if one.result is not None and one.result.verdict != "more evidence":
            found[one.analyst, one.guideline] = one
    return found


def certificates(records: Records, head: dict[str, Guideline], find: Finder) -> list[Certificate]:
    """Return a certificate for everybody who passed, ended or not, in the order of names.

    It ends where a later version judges some facts otherwise: what was tested is then not what is asked.
    Where that cannot be told it ends too.
    """
    known: dict[tuple[str, str], _State] = {}
    found = []
    for (analyst, name), last in sorted(decisive(records).items()):
        passed = [
            one
            for one in records.of(analyst)
            if one.guideline == name and one.result is not None and one.result.verdict == "pass"
        ]
        if not passed:
            continue
        one = last if last in passed else passed[-1]
        assert one.result is not None
        if last.result is not None and last.result.verdict == "fail":
            state: _State = (False, f"failed since, on {last.result.graded[:10]}", ())
        else:
            key = (name, one.version)
            if key not in known:
                known[key] = _state(name, one.version, head.get(name), find)
            state = known[key]
        found.append(Certificate(analyst, name, one.version, one.id, one.result.graded, *state))
    return found


def _state(name: str, version: str, head: Guideline | None, find: Finder) -> _State:
    if head is None:
        return False, f"there is no guideline `{name}` any more that can be read", ()
    if head.version == version:
        # Work in progress under the same version is judged as well: the version follows it later.
        try:
            base = find(name, version)
        except GoldlineError:
            return True, "", ()
    else:
        try:
            base = find(name, version)
        except GoldlineError as error:
            return False, f"version {version} cannot be compared any more: {error.message}", ()
    changes = changed_criteria(base, head)
    moved = [(criterion, verdict) for criterion, verdict in changes if verdict != "added"]
    if moved:
        words = ", ".join(f"{criterion} ({verdict})" for criterion, verdict in moved)
        return False, f"{head.version} judges otherwise: {words}", tuple(changes)
    if changes:
        return True, f"not tested on what is new: {listed([c for c, _ in changes])}", tuple(changes)
    return True, "", ()


def changed_criteria(base: Guideline, head: Guideline) -> list[tuple[str, str]]:
    """Return the criteria that judge some facts otherwise, each with a verdict, as `goldline diff` has it.

    `added` and `removed` are criteria of one side only; `redefined` is what changed beyond its rules: a
    scale, or a criterion that people alone judge.
    """
    comparison = Comparison(base, head)
    if comparison.same:
        return []
    whole = tell_whole_space(comparison, ())
    found = {
        str(row["criterion"]): str(row["verdict"]) for row in whole.criteria if row["verdict"] != "equivalent"
    }
    found |= dict.fromkeys(_missing(base.criteria, head.criteria), "removed")
    found |= dict.fromkeys(_missing(head.criteria, base.criteria), "added")
    for name, one in head.criteria.items():
        before = base.criteria.get(name)
        if before is None or name in found:
            continue
        if [level.value for level in before.scale.levels] != [level.value for level in one.scale.levels] or (
            not (before.ruled and one.ruled) and (before.ruled or one.ruled)
        ):
            found[name] = "redefined"
    kind, _ = demanded(base, head, whole.spaces)
    if kind == "major" and all(verdict == "added" for verdict in found.values()):
        found["findings and inputs"] = "redefined"
    return list(found.items())


def _missing(one: Iterable[str], other: Iterable[str]) -> list[str]:
    there = set(other)
    return [name for name in one if name not in there]
