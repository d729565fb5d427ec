"""A resolved escalation that does not say what came of it.

Why it matters: an answer that stands only in the escalation is known to the person who asked. The next
analyst with the same question finds nothing in the rules and asks again.

Bad:  `status: resolved` without `outcome`, or with an empty one
Good: `outcome: {rules: [COR-2], gold: [cap-0031], version: 2.2.0}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.escalation import Escalation
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL702", "resolved-without-outcome", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield resolved escalations whose outcome is missing or names nothing."""
    for escalation in corpus.escalations.values():
        if escalation.status == "resolved" and not _led_to_something(escalation):
            missing = escalation.outcome is None
            at = escalation.where.down("status" if missing else "outcome")
            what = "says no outcome" if missing else "has an outcome that names nothing"
            yield Draft(
                at,
                f"this escalation is resolved, and {what}",
                "add `outcome:` with the `rules`, the `gold` or the `version` that it led to; "
                "if it led to nothing, its status is `declined`",
            )


def _led_to_something(escalation: Escalation) -> bool:
    outcome = escalation.outcome
    return outcome is not None and bool(outcome.rules or outcome.gold or outcome.version)
