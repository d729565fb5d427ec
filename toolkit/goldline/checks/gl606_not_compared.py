"""A guideline of which one of the two versions cannot be read, so that the change is not known.

Why it matters: what cannot be compared may hold anything, and silence about it would read as 'nothing
changed'. Runs with `goldline check --against BASE` only.

Bad:  a criterion whose file is not YAML, here or in the base
Good: a file that can be read; where only the base is broken and this change mends it, say so:
      `x-ignore: {GL606: The file was broken on the main branch.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.change import Change
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL606", "not-compared", "error"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield guidelines that cannot be compared."""
    for one in change.unseen:
        yield Draft(
            one.at,
            f"the change cannot be compared: {one.message}",
            "mend the file, or name a base in which it can be read: `--against BASE`",
        )
