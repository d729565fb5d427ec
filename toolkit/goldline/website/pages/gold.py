"""The gold browser: every item that may be seen, to filter, sort and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.render.escape import one_line, safe_text
from goldline.rules.show import show_value
from goldline.website import links
from goldline.website.data import data_file
from goldline.website.excerpt import beginning
from goldline.website.gold_data.of_item import target_key
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page
from goldline.website.rendering import render

SCRIPTS = ("answers.js", "veil.js", "item-neighbours.js", "gold-filter.js", "gold-facets.js", "gold.js")
"""What the gold browser loads, in this order."""

FORMAT = "goldline/gold/1"
FIRST = 50
"""How many items the page shows before scripts have run."""

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Line:
    """An item as a list shows it. `told`: its title may be read before its judgments were answered."""

    item: Item
    guideline: Guideline
    told: bool
    text: str


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the browser and its data; the first items stand on the page before scripts have run."""
    lines = [line for item in site.items.values() if (line := _line(site, item)) is not None]
    yield Page(
        links.GOLD,
        "Gold",
        render(
            "gold.html.j2",
            links.GOLD,
            site=site,
            lines=lines[:FIRST],
            total=len(lines),
        ),
        search=False,
        wide=True,
        scripts=SCRIPTS,
    )
    yield data_file("gold", gold_data(site, lines))


def gold_data(site: SiteModel, lines: list[Line]) -> dict[str, Any]:
    """Return what the browser filters: guidelines with their words, and a record for each item."""
    guidelines = list(site.guidelines.values())
    numbers = {guideline.id: number for number, guideline in enumerate(guidelines)}
    return {
        "format": FORMAT,
        "address": links.item("*"),
        "guidelines": [_guideline(one) for one in guidelines],
        "items": [
            site.recall(line.item, "line", partial(_record, site, line, numbers[line.guideline.id]))
            for line in lines
        ],
    }


def _guideline(guideline: Guideline) -> dict[str, Any]:
    return {
        "id": guideline.id,
        "title": safe_text(" ".join(guideline.title.split())),
        "version": guideline.version,
        "severities": [one.name for one in guideline.taxonomy.severities],
        "types": {path: one.title for path, one in guideline.taxonomy.types.items()},
        "criteria": [
            {
                "id": one.id,
                "title": safe_text(" ".join(one.title.split())),
                "address": links.criterion(guideline.id, one.id),
                "levels": [[show_value(level.value), level.label] for level in one.scale.levels],
                "numeric": one.scale.numeric,
                # Numbers that rules work out are not asked of anybody.
                "asked": not (one.scale.numeric and one.ruled),
            }
            for one in guideline.criteria.values()
        ],
    }


def _record(site: SiteModel, line: Line, guideline: int) -> dict[str, Any]:
    """Return an item; what is empty is left out, for there may be ten thousand."""
    item = line.item
    judgments = site.judgments(item)
    labels: dict[str, Any] = {}
    for one in item.labels:
        judgment = judgments.get((one.criterion, one.response))
        rules = list(judgment.rules) if judgment is not None and judgment.decided else []
        accept = [show_value(value) for value in one.accept if value != one.value]
        labels[target_key(one.criterion, one.response)] = [show_value(one.value), rules, accept]
    record = {
        "id": item.id,
        "guideline": guideline,
        "title": one_line(item.title),
        "text": line.text,
        "modality": item.modality,
        "locale": item.locale,
        "difficulty": item.difficulty,
        "training": not line.told,
        "tags": list(item.tags),
        "sensitive": list(item.sensitivity),
        "findings": sorted({(one.type, one.severity) for one in item.findings or ()}),
        "labels": labels,
    }
    return {name: value for name, value in record.items() if value or name == "guideline"}


def _line(site: SiteModel, item: Item) -> Line | None:
    guideline = site.guidelines.get(item.guideline)
    if guideline is None:
        return None
    texts = [one.text for one in item.responses]
    text = beginning(one_line(" / ".join(texts)), _LONGEST)
    return Line(item, guideline, site.visibility(item) == "example", text)
