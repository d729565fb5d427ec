"""How checks of a change speak of versions: what a change demands, one example of it, and the way out."""

from __future__ import annotations

from goldline.model.change import GuidelineChange, Mark
from goldline.reading.names import shown
from goldline.rules.scene import newer


def demand(one: GuidelineChange) -> str:
    """Return the first reason, and a gold item that shows the change, to stand after a message."""
    said = f": {one.reasons[0]}" if one.reasons else ""
    witness = one.witness
    if witness is None:
        return said
    of = f" of response {shown(witness.response)}" if witness.response is not None else ""
    return (
        f"{said}; for example, {shown(witness.item)} goes from {witness.base} to {witness.head} "
        f"on {shown(witness.criterion)}{of}"
    )


def way_out(one: GuidelineChange) -> str:
    """Return what to write instead, and what writes it."""
    return (
        f"write {shown(f'version: {one.needed}')}, or let `goldline bump {one.head.id}` write it; "
        "`goldline diff` shows all that changes"
    )


def is_current(mark: Mark, one: GuidelineChange) -> bool:
    """Whether a mark names a version after the base and none after HEAD.

    In between there may be releases that are newer than the base, and brought the thing.
    """
    if mark.value is None:
        return False
    return newer(mark.value, one.base.version) and not newer(mark.value, one.head.version)
