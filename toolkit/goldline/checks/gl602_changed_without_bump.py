"""A guideline that changed under a version that was released before.

Why it matters: two different guidelines then bear one name. Nobody can say which of them a label was
confirmed under, and what compares with that version compares with the wrong one. Runs with
`goldline check --against BASE` only.

Bad:  a rule that was edited, and `version: 2.1.0` as before
Good: `version: 2.1.1`, or as much more as the change demands; `goldline bump` writes it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.versions import demand, way_out
from goldline.model.change import Change
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL602", "changed-without-bump", "error"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield versions that are what they were, of guidelines that are not."""
    for one in change.guidelines:
        if not one.ok and not one.falls and one.declared == "none":
            yield Draft(
                one.version_at,
                f"the guideline changed and its version is still {one.head.version}: "
                f"this is a {one.required} change{demand(one)}",
                way_out(one),
            )
