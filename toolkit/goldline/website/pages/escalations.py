"""Placeholder while the room is built."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page


def pages(_site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the pages."""
    return iter(())
