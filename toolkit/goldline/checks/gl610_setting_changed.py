"""A setting that differs from the base: the checks do not ask for the same as before.

Why it matters: a change that loosens what is asked for passes checks that it would have failed. That may
be right, and whoever reviews the change should see it. Neither settings nor `x-ignore` silence this
check. Runs with `goldline check --against BASE` only; `--select GL61 --fail-on info` makes it a gate.

Bad:  `votes = 1` where the base has `votes = 3`, in a change that is said to be about words
Good: the same in a change of its own, or a reviewer who has seen it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.change import Change
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL610", "setting-changed", "info"

_HOW = {True: "looser", False: "stricter", None: "changed"}


def check_change(change: Change) -> Iterator[Draft]:
    """Yield every setting that is not what it was."""
    for one in change.settings:
        yield Draft(
            one.at,
            f"{_HOW[one.looser]}: {shown(one.name)} was {shown(one.before)} and is {shown(one.after)}",
            "nothing to mend: this is for whoever reviews the change" if one.looser else "",
        )
