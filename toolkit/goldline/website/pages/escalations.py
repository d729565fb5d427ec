"""What analysts asked, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.prose import to_html
from goldline.website.references import rule_addresses
from goldline.website.rendering import render

_PENDING = ("open",)


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield one page with all escalations: open ones first, then rulings, the latest first."""
    here = links.ESCALATIONS
    waiting = [one for one in site.escalations if one.status in _PENDING]
    ruled = sorted(
        (one for one in site.escalations if one.status not in _PENDING),
        key=lambda one: (one.decided, one.id),
        reverse=True,
    )
    outline = []
    if waiting:
        outline.append(Heading("open", "Open", tuple(Heading(one.id, one.id) for one in waiting)))
    if ruled:
        outline.append(Heading("rulings", "Rulings", tuple(Heading(one.id, one.id) for one in ruled)))
    yield Page(
        here,
        "Escalations",
        render(
            "escalations.html.j2",
            here,
            site=site,
            waiting=waiting,
            ruled=ruled,
            prose=to_html,
            rules_of={name: rule_addresses(site, g) for name, g in site.guidelines.items()},
        ),
        outline=tuple(outline),
        alone=True,
    )
