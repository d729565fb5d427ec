"""Releases for feed readers: RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

from goldline.render.escape import xml_text
from goldline.website import links
from goldline.website.history import Release
from goldline.website.model import SiteModel
from goldline.website.rendering import release_words

_TITLE = "Changes of guidelines"
_MOST = 50


def feed_rss(site: SiteModel, releases: Iterable[Release]) -> bytes:
    """Return the feed as RSS. Links are whole where the site knows its address, else there are none."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0"><channel>',
        f"<title>{_TITLE}</title>",
        f"<link>{xml_text(site.address or 'about:blank')}</link>",
        "<description>What each version of a guideline changed, and what that did to the gold.</description>",
    ]
    for one in list(releases)[:_MOST]:
        lines += [
            "<item>",
            f"<title>{xml_text(_title(site, one))}</title>",
            f'<guid isPermaLink="false">{xml_text(_id(one))}</guid>',
            f"<description>{xml_text(release_words(one))}</description>",
        ]
        if site.address:
            lines.append(f"<link>{xml_text(_link(site, one))}</link>")
        if one.date:
            lines.append(f"<pubDate>{_rfc_date(one.date)}</pubDate>")
        lines.append("</item>")
    return "\n".join([*lines, "</channel></rss>", ""]).encode()


def feed_json(site: SiteModel, releases: Iterable[Release]) -> bytes:
    """Return the feed as JSON."""
    items: list[dict[str, Any]] = []
    for one in list(releases)[:_MOST]:
        item = {"id": _id(one), "title": _title(site, one), "content_text": release_words(one)}
        if site.address:
            item["url"] = _link(site, one)
        if one.date:
            item["date_published"] = f"{one.date}T00:00:00Z"
        items.append(item)
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": _TITLE}
    if site.address:
        feed["home_page_url"] = site.address
        feed["feed_url"] = _whole(site, links.FEED_JSON)
    return (json.dumps({**feed, "items": items}, ensure_ascii=False, indent=1) + "\n").encode()


def _title(site: SiteModel, one: Release) -> str:
    return f"{site.guidelines[one.guideline].title} {one.version}"


def _id(one: Release) -> str:
    return f"{one.guideline}@{one.version}"


def _link(site: SiteModel, one: Release) -> str:
    return _whole(site, links.version(one.guideline, one.version))


def _whole(site: SiteModel, address: str) -> str:
    return f"{site.address.rstrip('/')}/{links.relative(address, links.HOME)}"


def _rfc_date(day: str) -> str:
    return format_datetime(datetime.combine(date.fromisoformat(day), time(), UTC))
