"""Listings, sheets and matches as stable JSON."""

from __future__ import annotations

from dataclasses import asdict

from goldline.model.browsing import Listing, Matches, Sheet
from goldline.render.plain_json import dump, plain


def render_listing_json(listing: Listing) -> str:
    """Return the rows as JSON."""
    return dump(
        {
            "format": "goldline/list/1",
            "what": listing.what,
            "rows": plain(listing.rows),
            "notes": plain(listing.notes),
        }
    )


def render_sheet_json(sheet: Sheet) -> str:
    """Return a sheet as JSON, section by section."""
    return dump({"format": "goldline/show/1", **plain(asdict(sheet))})


def render_matches_json(matches: Matches) -> str:
    """Return what a search found as JSON."""
    found = [
        {
            "kind": match.kind,
            "id": match.id,
            "title": match.title,
            "guideline": match.guideline,
            "file": match.file,
            "why": list(match.why),
        }
        for match in matches.found
    ]
    return dump(
        {
            "format": "goldline/grep/1",
            "matches": found,
            "looked_at": matches.looked_at,
            "notes": plain(matches.notes),
        }
    )
