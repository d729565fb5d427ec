"""A version that is lower than it was.

Why it matters: versions say which of two guidelines is the newer one. After a fall, labels that were
confirmed under the higher version seem to come from the future. It mostly happens when a merge takes the
wrong side. Runs with `goldline check --against BASE` only.

Bad:  `version: 1.9.0` where it was 2.0.0
Good: `version: 2.0.1`; to return to older rules is a change like any other
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.versions import way_out
from goldline.model.change import Change
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL603", "version-falls", "error"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield versions below those of the base."""
    for one in change.guidelines:
        if one.falls:
            yield Draft(
                one.version_at,
                f"the version falls from {one.base.version} to {one.head.version}",
                way_out(one),
            )
