"""What analysts asked, and what came of it: one page, so that a search of the browser finds everything."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.escalation import Escalation
from goldline.schemas.escalation import STATUSES
from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.prose import to_html
from goldline.website.references import rule_addresses
from goldline.website.rendering import render

SCRIPT = "escalations.js"

TITLES = {
    "open": "Open",
    "answered": "Answered, not yet in the guideline",
    "resolved": "Resolved",
    "declined": "Declined",
}
_MOST_LISTED = 60


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield one page with all escalations: those that wait longest first, then the latest rulings."""
    here = links.ESCALATIONS
    groups = {status: _of(site, status) for status in STATUSES}
    few = len(site.escalations) <= _MOST_LISTED
    yield Page(
        here,
        "Escalations",
        render(
            "escalations.html.j2",
            here,
            site=site,
            groups=groups,
            titles=TITLES,
            says=STATUSES,
            open_days=site.settings.check.open_days,
            asked=[
                g for name, g in site.guidelines.items() if any(e.guideline == name for e in site.escalations)
            ],
            prose=to_html,
            rules_of={name: rule_addresses(site, g) for name, g in site.guidelines.items()},
        ),
        outline=tuple(
            Heading(status, TITLES[status], tuple(Heading(one.id, one.id) for one in some) if few else ())
            for status, some in groups.items()
            if some
        ),
        alone=True,
        scripts=(SCRIPT,),
    )


def _of(site: SiteModel, status: str) -> list[Escalation]:
    found = [one for one in site.escalations if one.status == status]
    if status == "open":
        return found  # oldest first, as the site has them
    return sorted(found, key=lambda one: (one.decided, one.id), reverse=True)
