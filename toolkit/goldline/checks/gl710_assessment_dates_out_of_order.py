"""An assessment that was handed in or graded before it was drawn, or handed in after its last day.

Why it matters: who may work is told by these dates, and one submission counts that came in time. The tool
writes them in order, so a record in which they are not was changed by hand. (When it was handed in is told
by the analyst's clock, when it was graded by the lead's: these two are not compared.)

Bad:  `due: 2026-10-09`, `submitted: 2026-11-02T09:30:00+02:00`
Good: `due: 2026-10-09`, `submitted: 2026-10-08T09:30:00+02:00`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL710", "assessment-dates-out-of-order", "error"

_HINT = "take back what was changed in the record by hand"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield dates of records that cannot be right."""
    for one in corpus.assessments:
        if one.due < one.created[:10]:
            yield Draft(
                one.where.down("due"), f"due on {one.due}, and drawn on {one.created[:10]} only", _HINT
            )
        result = one.result
        if result is None:
            continue
        drawn, submitted, graded = map(_moment, (one.created, result.submitted, result.graded))
        if drawn is None or submitted is None or graded is None:
            yield Draft(one.where.down("result"), "one of its moments is on no calendar", _HINT)
            continue
        at = one.where.down("result", "submitted")
        if submitted < drawn:
            yield Draft(at, f"handed in on {result.submitted}, before it was drawn on {one.created}", _HINT)
        elif result.submitted[:10] > one.due:
            yield Draft(at, f"handed in on {result.submitted[:10]}, and due on {one.due}", _HINT)
        if graded < drawn:
            message = f"graded on {result.graded}, before it was drawn on {one.created}"
            yield Draft(one.where.down("result", "graded"), message, _HINT)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(
            microsecond=0
        )  # some are written without parts of seconds
    except ValueError:
        return None
