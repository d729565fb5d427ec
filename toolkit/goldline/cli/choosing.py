"""Which guideline and criterion a command means: the named one, the only one, or a chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goldline.cli.asking import Asker
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.frame import Frame
    from goldline.model.criterion import Criterion
    from goldline.model.guideline import Guideline


def find_guideline(ask: Asker, frame: Frame, wanted: str | None) -> Guideline:
    """Return the guideline that is meant: the named one, the only one, or the one that is chosen."""
    from goldline.app.authoring.choices import Choice
    from goldline.app.frame import readable_guideline

    if wanted is not None:
        return readable_guideline(frame, wanted)
    known = [
        Choice(name, frame.guidelines[name].title if name in frame.guidelines else "")
        for name in frame.layout.guidelines
    ]
    if not known:
        raise GoldlineError("there is no guideline here", hint="`goldline new guideline` makes one")
    return readable_guideline(frame, ask.choice("Guideline", None, "guideline", known))


def find_criterion(
    ask: Asker, frame: Frame, guideline: str | None, criterion: str | None
) -> tuple[Guideline, Criterion]:
    """Return the criterion that is meant, and its guideline."""
    from goldline.app.authoring.choices import Choice

    if guideline is None and criterion is not None:  # a criterion that only one guideline has names it
        owners = [one for one, known in frame.guidelines.items() if criterion in known.criteria]
        guideline = owners[0] if len(owners) == 1 else None
    found = find_guideline(ask, frame, guideline)
    choices = [Choice(one.id, one.question) for one in found.criteria.values()]
    return found, found.criteria[ask.choice("Criterion", criterion, "criterion", choices)]
