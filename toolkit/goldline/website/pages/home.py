"""The first page: the guidelines, what is new, what is open, and the latest rulings."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.guideline import Guideline
from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Page
from goldline.website.pages.changes import all_releases
from goldline.website.rendering import render

_MOST_CHANGES = 6
_MOST_RULINGS = 6


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield the first page."""
    here = links.HOME
    rulings = sorted(
        (one for one in site.escalations if one.answer), key=lambda one: (one.decided, one.id), reverse=True
    )
    waiting = [one for one in site.escalations if one.status == "open"]
    yield Page(
        here,
        "Guidelines",
        render(
            "home.html.j2",
            here,
            site=site,
            groups=by_modality(site),
            releases=all_releases(site)[:_MOST_CHANGES],
            newest={name: found[0] for name, found in site.releases.items() if found},
            waiting=waiting,
            rulings=rulings[:_MOST_RULINGS],
        ),
        search=False,
        wide=True,
    )


def by_modality(site: SiteModel) -> dict[str, list[Guideline]]:
    """Return the guidelines by what they judge; one for several kinds stands under each."""
    found: dict[str, list[Guideline]] = {}
    for guideline in site.guidelines.values():
        for modality in guideline.modalities or ("other",):
            found.setdefault(modality, []).append(guideline)
    return dict(sorted(found.items()))
