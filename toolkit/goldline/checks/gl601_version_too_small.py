"""A version that promises less than the change holds.

Why it matters: the version is all that most people read of a release. Where it says that the guideline
only grew, nobody looks at the labels again, and the judgments that did change go unnoticed. FORMAT.md,
section 8, says which change asks for which version. Runs with `goldline check --against BASE` only.

Bad:  `version: 2.1.1` after 2.1.0, although captions with two small errors are now judged 2 rather than 3
Good: `version: 3.0.0`; `goldline bump` writes it, and what else a release needs
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.versions import demand, way_out
from goldline.model.change import Change
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL601", "version-too-small", "error"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield versions that were raised, and not by enough."""
    for one in change.guidelines:
        if not one.ok and not one.falls and one.declared != "none":
            yield Draft(
                one.version_at,
                f"{one.head.version} is a {one.declared} version after {one.base.version}, "
                f"and this is a {one.required} change{demand(one)}",
                way_out(one),
            )
