"""A new version that the changelog beside the guideline does not mention.

Why it matters: analysts learn from the changelog what they have to do differently from now on, and
later readers why. Runs with `goldline check --against BASE` only.

Bad:  `version: 2.2.0`, and a CHANGELOG.md that ends at 2.1.0
Good: `## 2.2.0 (2026-11-24)` with what changed and why; `goldline bump` begins it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.change import Change
from goldline.model.finding import Draft, Place
from goldline.reading.changelog import versions_in
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL605", "version-without-entry", "info"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield changelogs without an entry for the version that the guideline is raised to."""
    for one in change.guidelines:
        version = one.head.version
        if not one.ok or version == one.base.version or version in versions_in(one.changelog or ""):
            continue
        yield Draft(
            one.version_at if one.changelog is None else Place(one.changelog_file),
            f"there is no changelog for {shown(version)}: {one.changelog_file} is missing"
            if one.changelog is None
            else f"there is no entry for {shown(version)}",
            f"add `## {version}` with what changed and why; `goldline bump` writes the numbers",
        )
