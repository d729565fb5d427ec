"""Home."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Page
from goldline.website.rendering import render


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield the first page."""
    here = links.HOME
    yield Page(here, "Guidelines", render("home.html.j2", here, site=site))
