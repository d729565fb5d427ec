"""`assess due`: who needs an assessment, by the hours they have worked and by how the last one ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from goldline.app.assessing.records import Records
from goldline.model.assessment import Assessment, Certificate, Due
from goldline.model.judgments import Judgments

HOURS = 10.0

_Key = tuple[str, str]


def find_due(
    records: Records,
    judgments: Judgments,
    *,
    hours: float = HOURS,
    ended: Iterable[Certificate] = (),
    today: str,
) -> tuple[list[Due], tuple[str, ...]]:
    """Return everybody in a log who needs an assessment, and what the log does not tell.

    Somebody is due after so many hours of logged work since their last assessment; and whatever they
    worked, where it failed, decided nothing, was not handed in by its day, or has ended.
    """
    last = _last(records)
    worked, untimed = _worked(judgments, last)
    over = {(one.analyst, one.guideline): one for one in ended if not one.valid}
    found = []
    for (analyst, guideline), seconds in sorted(worked.items()):
        record = last.get((analyst, guideline))
        spent = seconds / 3600
        why = _why(record, spent, hours, over.get((analyst, guideline)), today)
        if why:
            found.append(
                Due(
                    analyst,
                    guideline,
                    why,
                    round(spent, 2),
                    record.result.graded if record is not None and record.result is not None else "",
                    record.result.verdict if record is not None and record.result is not None else "",
                )
            )
    notes = []
    if untimed:
        notes.append(f"{untimed:,} judgments of the log say no seconds, and count for nothing here")
    return found, tuple(notes)


def _last(records: Records) -> dict[_Key, Assessment]:
    return {(one.analyst, one.guideline): one for one in records.assessments}


def _worked(judgments: Judgments, last: dict[_Key, Assessment]) -> tuple[dict[_Key, float], int]:
    """Return the seconds since the last assessment; of what has no time, all of them."""
    since = {
        key: datetime.fromisoformat(one.result.submitted).timestamp()
        for key, one in last.items()
        if one.result is not None
    }
    worked: dict[_Key, float] = defaultdict(float)
    untimed = 0
    for target, code, _, seconds, moment in judgments.rows():
        key = (judgments.annotators[code], target.guideline)
        if seconds != seconds:
            untimed += 1
            worked[key] += 0.0
        elif moment != moment or moment > since.get(key, float("-inf")):
            worked[key] += seconds
        else:
            worked[key] += 0.0
    return worked, untimed


def _why(record: Assessment | None, spent: float, hours: float, ended: Certificate | None, today: str) -> str:
    if record is None:
        return f"{spent:.1f} hours of work, never assessed" if spent >= hours else ""
    if record.result is None:
        return f"{record.id} was due on {record.due} and is not handed in" if record.due < today else ""
    day = record.result.graded[:10]
    match record.result.verdict:
        case "fail":
            return f"failed on {day}"
        case "more evidence":
            return f"nothing was decided on {day}: another one adds to it"
    if ended is not None:
        return f"passed under {ended.version}, and that has ended: {ended.why}"
    return f"{spent:.1f} hours of work since {day}" if spent >= hours else ""
