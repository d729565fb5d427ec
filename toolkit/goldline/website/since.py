"""What a page can mark for a reader who last read an older version."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.model.report import ElementChange
from goldline.website import links
from goldline.website.model import SiteModel

SCRIPTS = ("since.js",)
"""What a page with such marks loads."""

_WORDS = {"added": "new", "changed": "changed", "reworded": "reworded", "moved": "moved"}


@dataclass(frozen=True, slots=True)
class Since:
    """Versions older than the newest, newest first, each with what changed after it: anchor to word."""

    guideline: str
    versions: dict[str, dict[str, str]]


def changed_since(site: SiteModel, guideline: str, criterion: str | None) -> Since | None:
    """Return what changed on a criterion's page, or on that of types (None); None where nothing did."""
    versions: dict[str, dict[str, str]] = {}
    later: dict[str, str] = {}
    for release in site.releases.get(guideline, ()):
        if release.report is None or release.before is None:
            break
        for change in release.report.changes:
            anchor = _anchor(change)
            if anchor and (change.guideline, change.criterion) == (guideline, criterion):
                # The newest word stands, but what was added since stays new however often it changed.
                word = _WORDS.get(change.change, "")
                if word and (anchor not in later or word == "new"):
                    later[anchor] = word
        versions[release.before] = dict(later)
    return Since(guideline, versions) if later else None


def _anchor(change: ElementChange) -> str:
    if change.element in ("rule", "otherwise", "type"):
        return change.id
    if change.element == "level":
        return f"level-{change.id}"
    return links.input_anchor(change.id) if change.element == "input" else ""
