"""An `x-ignore`, or an entry of the settings' `ignore`, that the base does not have.

Why it matters: from now on something stays silent that would have been found. That may be right, and
whoever reviews the change should read the reason. Neither settings nor `x-ignore` silence this check.
Runs with `goldline check --against BASE` only; `--select GL61 --fail-on info` makes it a gate.

Bad:  `ignore = ["GL3"]`, added in a change that is said to be about words
Good: `x-ignore: {GL802: The word is quoted.}`, where a reviewer has read the reason
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import quoted
from goldline.model.change import Change
from goldline.model.finding import Draft, Place
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL611", "finding-silenced", "info"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield everything that silences a check and was not there before."""
    for one in change.silences:
        if isinstance(one.at, Place):
            said = f"every finding of {shown(one.code)} is ignored from now on"
        else:
            said = f"a finding of {shown(one.code or 'no check')} may stand here from now on"
            said += f": {quoted(one.reason)}" if one.reason else ""
        yield Draft(one.at, said, "nothing to mend: this is for whoever reviews the change")
