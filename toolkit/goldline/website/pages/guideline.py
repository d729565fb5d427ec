"""A guideline's first page: what it is for, its criteria, its terms, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.references import references
from goldline.website.rendering import render
from goldline.website.terms import Terms


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield a page for each guideline."""
    for guideline in site.guidelines.values():
        here = links.guideline(guideline.id)
        items = site.items_of(guideline.id)
        outline = [Heading("criteria", "Criteria")]
        if guideline.terms:
            outline.append(Heading("terms", "Terms"))
        outline += [Heading("findings", "What a finding can be"), Heading("versions", "Versions")]
        body = render(
            "guideline.html.j2",
            here,
            site=site,
            guideline=guideline,
            prose=Terms(guideline, here, references(site, guideline)),
            releases=site.releases.get(guideline.id, ()),
            items=items,
            tops=[one for one in guideline.taxonomy.types.values() if one.parent is None],
            below=_count_below(list(guideline.taxonomy.types)),
            open_ones=[e for e in site.escalations if e.guideline == guideline.id and e.status == "open"],
        )
        yield Page(
            here,
            guideline.title,
            body,
            outline=tuple(outline),
            source=guideline.where.file,
            description=f"{guideline.title}, version {guideline.version}",
        )


def _count_below(paths: list[str]) -> dict[str, int]:
    return {path: sum(other.startswith(path + ".") for other in paths) for path in paths}
