"""What a form on a page asks about, and what was asked about the same before."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.criterion import Criterion
from goldline.model.escalation import Escalation
from goldline.model.guideline import Guideline
from goldline.website.escalation.targets import Asked, Form, forms
from goldline.website.model import SiteModel

_MOST = 6


def asked_of(
    site: SiteModel,
    guideline: Guideline | None = None,
    criterion: Criterion | None = None,
    rule: str = "",
) -> Asked:
    """Return what is known of a question that is asked at a place of the site, and what is left to say."""
    left: tuple[str, ...] = ()
    if guideline is None:
        left = ("guideline", "criterion", "rules", "item")
    elif not rule:
        left = ("rules", "item")
    return Asked(
        guideline=f"{guideline.id}@{guideline.version}" if guideline is not None else "",
        criterion=criterion.id if criterion is not None else "",
        rules=(rule,) if rule else (),
        commit=site.commit,
        open=left,
    )


def forms_for(site: SiteModel, asked: Asked) -> list[Form]:
    """Return the forms for a question, one for each place that the settings name."""
    return forms(site.settings.escalations.to, asked)


def asked_before(site: SiteModel, asked: Asked) -> Sequence[Escalation]:
    """Return what was asked about the same rule or criterion: open questions first, then the latest."""
    guideline = asked.guideline.partition("@")[0]
    if asked.criterion:
        found = site.escalations_on(guideline, asked.criterion, ", ".join(asked.rules))
    else:
        return []
    found.sort(key=lambda one: (one.opened, one.id), reverse=True)
    found.sort(key=lambda one: one.status != "open")
    return found[:_MOST]
