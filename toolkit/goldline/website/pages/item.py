"""Gold items: one page on which scripts show any item, the records they show it from, and its media.

Items that train ask first: until their reader has answered, or opens the answers, nothing of the gold is
told, and neither are title and tags, which often say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from goldline.model.condition import Value
from goldline.model.corpus import MediaInfo
from goldline.model.gold import Item
from goldline.model.report import JudgmentChange
from goldline.model.scale import NOT_JUDGED
from goldline.reading.media import look_at
from goldline.render.statuses import status_words
from goldline.rules.judge import Judge
from goldline.rules.show import show_value
from goldline.website import links
from goldline.website.data import as_json, data_file, data_of_records
from goldline.website.escalation import SCRIPT
from goldline.website.escalation.asking import asked_of
from goldline.website.exhibit import Look, lay_out_item
from goldline.website.gold_data.of_guideline import guideline_words
from goldline.website.gold_data.of_item import Past, item_record
from goldline.website.gold_data.shelves import shelved, shelves_for
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page
from goldline.website.references import references
from goldline.website.rendering import render
from goldline.website.terms import Terms

SCRIPTS = (
    "answers.js",
    "item-parts.js",
    "item-exhibits.js",
    "item-gold.js",
    "item-trace.js",
    "item-form.js",
    "item-page.js",
    "veil.js",
    "item.js",
    "item-media.js",
    "item-ask.js",
    "item-neighbours.js",
    SCRIPT,
)
"""What the page loads, in this order."""


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the page, a record of each item, active or retired, the guidelines' words, and media."""
    items = {
        item.id: item
        for item in [*site.items.values(), *site.retired.values()]
        if item.guideline in site.guidelines
    }
    shelves = shelves_for(len(items))
    yield Page(
        links.ITEM,
        "Gold item",
        render(
            "item.html.j2",
            links.ITEM,
            site=site,
            asked=asked_of(site),
            shelves=shelves,
            not_judged=show_value(NOT_JUDGED),
        ),
        search=False,
        wide=True,
        scripts=SCRIPTS,
    )
    yield from _records(site, items, shelves)


def _records(site: SiteModel, items: dict[str, Item], shelves: int) -> Iterator[Asset]:
    shipped: set[str] = set()
    histories = {name: _history(site, name) for name in site.guidelines}
    judges = {name: Judge(guideline) for name, guideline in site.guidelines.items()}
    prose = {
        name: Terms(guideline, links.ITEM, references(site, guideline))
        for name, guideline in site.guidelines.items()
    }
    entries = site.tree.entries()

    @cache
    def look(path: str) -> MediaInfo | None:
        return look_at(path, site.tree.read(path)) if path in entries else None

    def recorded(item: Item) -> str:
        name = item.guideline
        past = histories[name].get(item.id, [])

        def make() -> str:
            layout = lay_out_item(site, item, look)
            return as_json(item_record(site, item, judges[name], layout, past, prose[name]))

        return site.recall(item, "record", make, *((one.version, one.date, one.words) for one in past))

    for name, judge in judges.items():
        yield data_file(f"guideline-{name}", guideline_words(site, judge, prose[name]))
    for shelf, ids in shelved(items, shelves).items():
        records = {item_id: recorded(items[item_id]) for item_id in ids}
        yield data_of_records(f"items-{shelf}", records)
        for item_id in ids:
            yield from _media(site, items[item_id], look, shipped)


# --- history ---------------------------------------------------------------------------------


def _history(site: SiteModel, guideline: str) -> dict[str, list[Past]]:
    """Return by item what releases did to its judgments, the latest first."""
    found: dict[str, list[Past]] = defaultdict(list)
    for release in site.releases.get(guideline, ()):
        for change in release.report.judgments if release.report is not None else ():
            if change.guideline == guideline and change.status not in ("same", "added", "removed"):
                found[change.item].append(Past(release.version, release.date, change, _words(change)))
    return found


def _words(change: JudgmentChange) -> str:
    """Return what became of a judgment: `2 → 3, the label followed`."""
    before = _outcome(change.base, change.base_state)
    after = _outcome(change.head, change.head_state)
    says = status_words(change.status).one
    moved = f"the rules gave {before}, now {after}" if before != after else f"the rules give {after}"
    return f"{moved}: {says}"


def _outcome(value: Value, state: str | None) -> str:
    return show_value(value) if state in ("decided", None) else str(state)


# --- media -----------------------------------------------------------------------------------


def _media(site: SiteModel, item: Item, look: Look, shipped: set[str]) -> Iterator[Asset]:
    used = {*item.media, *item.prompt.media}
    used |= {name for turn in item.prompt.messages for name in turn.media}
    used |= {name for response in item.responses for name in response.media}
    used |= {one.media for fact in item.findings or () for one in fact.evidence if one.media}
    for name, (_, path) in site.media_of(item).items():
        info = look(path) if name in used and path not in shipped else None
        if info is not None and info.kind and not info.pointer:
            shipped.add(path)
            yield Asset(links.media(path), site.tree.read(path))
