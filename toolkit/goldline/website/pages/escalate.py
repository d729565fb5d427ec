"""A page of its own for questions about content that is not gold, and what all such forms know by script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldline.app.browsing.library import rule_name, rules_in
from goldline.model.escalation import Escalation
from goldline.model.guideline import Guideline
from goldline.render.escape import one_line
from goldline.website import links
from goldline.website.data import data_file
from goldline.website.escalation import SCRIPT
from goldline.website.escalation.asking import asked_of
from goldline.website.excerpt import beginning
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Heading, Page
from goldline.website.rendering import render

DATA = "escalations"
_LONGEST = 240


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the page, and the data by which a form shows what was asked before."""
    here = links.ESCALATE
    yield Page(
        here,
        "Ask a question",
        render("escalate.html.j2", here, site=site, asked=asked_of(site)),
        outline=(Heading("good", "A question that can be answered"),),
        alone=True,
        search=False,
        scripts=(SCRIPT,),
    )
    yield data_file(
        DATA,
        {
            "asked": [_asked(one) for one in site.escalations],
            "rules": {name: _rules(guideline) for name, guideline in site.guidelines.items()},
        },
    )


def _asked(one: Escalation) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": links.escalation(one.id),
        "status": one.status,
        "opened": one.opened,
        "guideline": one.guideline,
        "criterion": one.criterion,
        "item": one.item,
        "rules": sorted({*one.rules, *(one.outcome.rules if one.outcome is not None else ())}),
        "question": _short(one.question),
        "answer": _short(one.answer),
    }


def _rules(guideline: Guideline) -> dict[str, list[list[str]]]:
    """Return by criterion the rules that can be named, each with the beginning of its text."""
    return {
        name: [[rule_name(rule), _short(rule.text)] for rule in rules_in(criterion) if rule.id]
        for name, criterion in guideline.criteria.items()
    }


def _short(text: str) -> str:
    return beginning(one_line(text), _LONGEST)
