"""Judgments brought beside the gold, person by person, and how long each took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from goldline.app.browsing.library import Library
from goldline.app.people.finding_scores import FindingTally
from goldline.app.people.gold import Gold, Right
from goldline.app.people.groups import NOWHERE, time_name
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.model.scale import Scale
from goldline.scoring.confusion import Judged

_ENOUGH_TIMED = 3


@dataclass(slots=True)
class Row:
    """One scored judgment. `lean` is its error towards milder: in levels, or numbers (not `levelled`)."""

    target: JudgedTarget
    right: Right
    judged: Judged
    lean: float
    levelled: bool
    week: str


@dataclass(slots=True)
class Person:
    """All that one person did; `ratios` are their seconds through what is usual for the same judgment."""

    name: str
    rows: list[Row] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    not_judged: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    findings: dict[str, FindingTally] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """Everybody by their code, and how many judgments are not scored, by reason."""

    people: dict[int, Person]
    without_gold: int = 0
    not_judged: int = 0
    held_out: int = 0


def gather(library: Library, judgments: Judgments, gold: Gold, hidden: set[str]) -> Gathered:
    """Return every judgment that gold answers, by person; nothing of the `hidden` items."""
    people = {code: Person(judgments.annotators[code]) for code in sorted(set(judgments.annotator))}
    found = Gathered(people)
    veiled = [target.item_id in hidden for target in judgments.targets]
    known = [
        None if hide else gold.right(target) for target, hide in zip(judgments.targets, veiled, strict=True)
    ]
    scales = [scale_of(library, target) for target in judgments.targets]
    signs = [1.0 if scale.better == "higher" else -1.0 for scale in scales]
    # The same few answers come again and again: one object for each.
    seen: dict[tuple[int, float], Judged] = {}
    weeks: dict[int, str] = {}
    for place, code, amount, moment in zip(
        judgments.target, judgments.annotator, judgments.amounts, judgments.moments, strict=True
    ):
        right, target = known[place], judgments.targets[place]
        if veiled[place]:
            found.held_out += 1
        elif right is None:
            found.without_gold += 1
        elif amount != amount:
            found.not_judged += 1
            people[code].not_judged[target.guideline, target.criterion] += 1
        else:
            judged = seen.get((place, amount))
            if judged is None:
                judged = seen[place, amount] = Judged(amount, right.amounts, scales[place].ordered)
            lean = judged.error * signs[place]
            week = _week(moment, weeks)
            people[code].rows.append(Row(target, right, judged, lean, not scales[place].numeric, week))
    _time(judgments, people)
    return found


def _week(moment: float, known: dict[int, str]) -> str:
    if moment != moment:
        return NOWHERE
    day = int(moment // 86_400)
    if day not in known:
        known[day] = time_name(moment, "week")
    return known[day]


def scale_of(library: Library, target: JudgedTarget) -> Scale:
    """Return the scale that a target is judged on."""
    return library.guidelines[target.guideline].criteria[target.criterion].scale


def _time(judgments: Judgments, people: Mapping[int, Person]) -> None:
    """Note how long each person takes, and how that stands to what is usual for the same judgment."""
    of_target: dict[int, list[float]] = defaultdict(list)
    of_criterion: dict[tuple[str, str], list[float]] = defaultdict(list)
    for place, seconds in zip(judgments.target, judgments.seconds, strict=True):
        if seconds == seconds:
            of_target[place].append(seconds)
            target = judgments.targets[place]
            of_criterion[target.guideline, target.criterion].append(seconds)
    criteria = {key: median(values) for key, values in of_criterion.items()}
    usual = {
        place: median(values)
        if len(values) >= _ENOUGH_TIMED
        else criteria[judgments.targets[place].guideline, judgments.targets[place].criterion]
        for place, values in of_target.items()
    }
    for place, code, seconds in zip(judgments.target, judgments.annotator, judgments.seconds, strict=True):
        if seconds == seconds:
            people[code].seconds.append(seconds)
            if usual[place] > 0:
                people[code].ratios.append(seconds / usual[place])


def teams_of(judgments: Judgments, people: Iterable[int], teams: Mapping[str, str]) -> dict[int, str]:
    """Return each person's team by their code: from a table, else from the log's column (its commonest)."""
    if teams:
        return {code: teams.get(judgments.annotators[code], NOWHERE) for code in people}
    column = judgments.extra.get("team")
    if column is None or set(column.names) <= {""}:
        return {}
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names = list(column.names)
    for code, team in zip(judgments.annotator, column.codes, strict=True):
        counts[code][names[team] or NOWHERE] += 1
    return {code: max(sorted(several), key=several.__getitem__) for code, several in counts.items()}
