"""All pages of the site: a pure function of what may be seen. A kind of page is a file here.

To add one, write `pages/KIND.py` with a function that takes a `SiteModel` and yields pages and assets,
and add it to `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page
from goldline.website.pages import (
    changes,
    criterion,
    escalate,
    escalations,
    gold,
    guideline,
    handbook,
    home,
    item,
    people,
    practice,
    taxonomy,
)

Made = Page | Asset

KINDS: tuple[Callable[[SiteModel], Iterator[Made]], ...] = (
    home.pages,
    guideline.pages,
    criterion.pages,
    taxonomy.pages,
    changes.pages,
    escalations.pages,
    escalate.pages,
    gold.pages,
    item.pages,
    practice.pages,
    people.pages,
    handbook.pages,
)


def pages(site: SiteModel) -> Iterator[Made]:
    """Yield everything that is staged for a site, besides its styles, scripts and hand-written pages."""
    for kind in KINDS:
        yield from kind(site)
