"""The navigation: few pages, and only those that people walk to. Items are found by search and by link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldline.website import links
from goldline.website.model import SiteModel

NavEntry = dict[str, Any] | str

_PEOPLE = [
    ("Agreement", links.PEOPLE),
    ("Rules", links.PEOPLE_RULES),
    ("Over time", links.PEOPLE_OVER_TIME),
]


def navigation(site: SiteModel, addresses: set[str], handbook: Iterable[str]) -> list[NavEntry]:
    """Return MkDocs' `nav`: home, guidelines, gold, practice, changes, escalations, people, the handbook.

    `addresses` are those of all pages there are; what has no page is left out. `handbook` are the paths
    of hand-written pages.
    """
    nav: list[NavEntry] = [{"Home": _staged(links.HOME)}]
    parts = [(g.title, _existing(_guideline(site, name), addresses)) for name, g in site.guidelines.items()]
    if any(entries for _, entries in parts):
        nav.append({"Guidelines": [{escaped(title): entries} for title, entries in parts if entries]})
    for title, address in (
        ("Gold", links.GOLD),
        ("Practice", links.PRACTICE),
        ("Changes", links.CHANGES),
        ("Escalations", links.ESCALATIONS),
    ):
        if address in addresses:
            nav.append({title: _staged(address)})
    if links.PEOPLE in addresses:
        nav.append({"People": _existing(_PEOPLE, addresses)})
    reference: list[NavEntry] = [
        {title: _staged(address)}
        for title, address in (
            ("The files in brief", links.FORMAT),
            ("Every check", links.CHECKS),
            ("Every command", links.COMMANDS),
        )
        if address in addresses
    ]
    written: list[NavEntry] = [*sorted(handbook, key=_order)]
    if written or reference:
        nav.append({"Handbook": [*written, *reference]})
    return nav


def escaped(title: str) -> str:
    """Return a title for a place that takes HTML."""
    import html

    return html.escape(" ".join(title.split()))


def _guideline(site: SiteModel, name: str) -> list[tuple[str, str]]:
    return [
        ("Overview", links.guideline(name)),
        *((one.title, links.criterion(name, one.id)) for one in site.guidelines[name].criteria.values()),
        ("Types of findings", links.taxonomy(name)),
        ("Versions", links.changes(name)),
    ]


def _existing(entries: list[tuple[str, str]], addresses: set[str]) -> list[NavEntry]:
    return [{escaped(title): _staged(address)} for title, address in entries if address in addresses]


def _order(path: str) -> tuple[bool, str]:
    return (not path.endswith("/index.md"), path)


def _staged(address: str) -> str:
    return address.removesuffix(".html") + ".md"
