"""Practice: items that train, one after another, and what to read again at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldline.app.browsing.library import rule_name, rules_in
from goldline.model.guideline import Guideline
from goldline.website import links
from goldline.website.data import data_file
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page
from goldline.website.prose import plain
from goldline.website.rendering import render

SCRIPTS = ("answers.js", "practice-tally.js", "practice.js")
"""What the practice page loads, in this order."""

FORMAT = "goldline/practice-rules/1"


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the practice page and the words of the rules that its summary tells to read again."""
    trained: dict[str, int] = {}
    for item in site.items.values():
        if site.visibility(item) == "training" and item.guideline in site.guidelines and item.labels:
            trained[item.guideline] = trained.get(item.guideline, 0) + 1
    yield Page(
        links.PRACTICE,
        "Practice",
        render("practice.html.j2", links.PRACTICE, site=site, trained=trained),
        search=False,
        alone=True,
        scripts=SCRIPTS,
    )
    yield data_file(
        "practice",
        {"format": FORMAT, "guidelines": {name: _rules(site.guidelines[name]) for name in sorted(trained)}},
    )


def _rules(guideline: Guideline) -> dict[str, Any]:
    return {
        criterion.id: {
            rule_name(rule): {
                "text": plain(rule.text),
                "address": links.rule(guideline.id, criterion.id, rule_name(rule)),
            }
            for rule in rules_in(criterion)
        }
        for criterion in guideline.criteria.values()
    }
