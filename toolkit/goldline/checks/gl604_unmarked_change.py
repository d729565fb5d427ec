"""Something new without `since`, or something that means something else now without `revised`.

Why it matters: `since` on a finding type tells which items nobody has looked through for it; without it
they count as free of it. `revised` on a rule, level or criterion tells which labels a person should
confirm again. Words alone need no mark, and neither does a rule that was rewritten without any effect.
Runs with `goldline check --against BASE` only.

Bad:  a rule that is new in version 3.0.0, without `since`
Good: `since: 3.0.0` beside it; `goldline bump` writes it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.versions import is_current
from goldline.model.change import Change, Mark
from goldline.model.finding import Draft, Where
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL604", "unmarked-change", "warning"


def check_change(change: Change) -> Iterator[Draft]:
    """Yield what lacks its mark, once the version itself is right."""
    for one in change.guidelines:
        if not one.ok:
            continue  # which version belongs there is not settled yet
        for mark in one.marks:
            if is_current(mark, one):
                continue
            news = "is new" if mark.key == "since" else "means something else now"
            said = "has no" if mark.value is None else f"says {shown(mark.value)} as its"
            yield Draft(
                _place(mark),
                f"{mark.what} {news} and {said} `{mark.key}`",
                f"write {shown(f'{mark.key}: {one.head.version}')}; `goldline bump` does",
            )


def _place(mark: Mark) -> Where:
    if mark.value is not None:
        return mark.where.down(mark.key)
    named = bool(mark.where.path) and isinstance(mark.where.path[-1], str)
    return mark.where.key() if named else mark.where
