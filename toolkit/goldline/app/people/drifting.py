"""`agreement` from week to week, for reports that show where it went."""

from __future__ import annotations

from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree
from goldline.app.people.groups import NOWHERE, time_name
from goldline.model.agreement import AgreementReport
from goldline.model.judgments import Judgments

_MOST_WEEKS = 30
_DAY = 86_400


def agree_over_time(
    library: Library,
    judgments: Judgments,
    *,
    guideline: str | None = None,
    criterion: str | None = None,
) -> AgreementReport | None:
    """Return agreement week by week, by month where there are many weeks; None of a log without times."""
    days = {int(moment // _DAY) for moment in judgments.moments if moment == moment}
    weeks = {time_name(day * _DAY, "week") for day in days}
    if len(weeks) < 2:
        return None
    by = "week" if len(weeks) <= _MOST_WEEKS else "month"
    report = agree(library, judgments, guideline=guideline, criterion=criterion, by=by)
    return report if any(one.group != NOWHERE for one in report.criteria) else None
