"""An escalation that was decided before it was opened, or on a day that is still to come.

Why it matters: how long people wait for an answer is counted from these dates. A slip in the year makes
a question look settled that has been open for months.

Bad:  `opened: 2026-10-02`, `decided: 2026-09-28`
Good: `opened: 2026-10-02`, `decided: 2026-10-05`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL703", "dates-out-of-order", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield dates that cannot be right; a day ahead is allowed, as it is tomorrow somewhere already."""
    latest = (date.fromisoformat(corpus.today) + timedelta(days=1)).isoformat()
    for escalation in corpus.escalations.values():
        for key, day in (("opened", escalation.opened), ("decided", escalation.decided)):
            if day > latest:
                yield Draft(
                    escalation.where.down(key),
                    f"`{key}` is {day}, and today is {corpus.today}",
                    "correct the date",
                )
        if escalation.decided and escalation.decided < escalation.opened:
            yield Draft(
                escalation.where.down("decided"),
                f"decided on {escalation.decided}, before it was opened on {escalation.opened}",
                "correct one of the two dates",
            )
