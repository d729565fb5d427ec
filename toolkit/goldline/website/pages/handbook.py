"""The part of the handbook that goldline writes itself, and so is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.website import links
from goldline.website.handbook import checks, commands, files
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.prose import to_html
from goldline.website.rendering import render

TITLES = {links.CHECKS: "Every check", links.COMMANDS: "Every command", links.FORMAT: "The files in brief"}


def pages(_: SiteModel) -> Iterator[Page]:
    """Yield a page of all checks, one of all commands, and one of the keys of every kind of file."""
    told = checks()
    calls = commands()
    kinds = files()
    outlines = {
        links.CHECKS: tuple(Heading(some[0].code[:3].lower(), title) for title, some in told.items()),
        links.COMMANDS: tuple(Heading(one.anchor, one.name) for one in calls),
        links.FORMAT: tuple(Heading(one.kind, one.kind) for one in kinds),
    }
    for here, title in TITLES.items():
        yield Page(
            here,
            title,
            render("handbook.html.j2", here, title=title, told=told, calls=calls, kinds=kinds, prose=to_html),
            outline=outlines[here],
            search=False,  # whoever looks for a rule does not want options of commands
        )
