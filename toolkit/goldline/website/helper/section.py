"""The helper on a criterion's page: questions as HTML, and the data from which the browser judges."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from goldline.app.browsing.library import label_on
from goldline.model.criterion import Criterion
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.website import links
from goldline.website.helper.compile import Plain, compile_criterion, plain_value
from goldline.website.helper.near import Row, gold_rows
from goldline.website.helper.questions import all_questions, questions_of
from goldline.website.model import SiteModel
from goldline.website.rendering import render

SCRIPTS = (
    "judge-numbers.js",
    "judge-spans.js",
    "judge-table.js",
    "judge-search.js",
    "judge-findings.js",
    "judge-rows.js",
    "judge.js",
    "helper-facts.js",
    "helper-panel.js",
    "helper.js",
)
"""What a page with a helper loads, in this order."""


def helper_section(
    site: SiteModel, guideline: Guideline, criterion: Criterion, here: str, judge: Judge | None = None
) -> Markup:
    """Return the helper for a criterion's page; nothing where people alone judge it."""
    if not criterion.ruled:
        return Markup("")
    judge = judge or Judge(guideline)
    questions = questions_of(judge, criterion)
    asked = list(all_questions(questions))
    compiled = compile_criterion(guideline, criterion.id, judge)
    counted = {name for one in compiled["criteria"] for name in _counted(one)}
    types = [
        {**kind, "severities": [s for s in kind["severities"] if f"{kind['path']} {s}" in counted]}
        for kind in compiled["types"]
    ]
    responses = sorted(
        {one.key.split(".")[2] for one in asked if one.of_findings} - {""}
        | {r for one in compiled["criteria"] for r in _responses(one)}
    )
    data = {
        "judge": compiled,
        "criterion": criterion.id,
        "gold": list(_gold(site, judge, guideline, criterion, here)),
    }
    return render(
        "helper.html.j2",
        here,
        criterion=criterion,
        questions=questions,
        types=[kind for kind in types if kind["severities"]],
        severities=compiled["severities"],
        responses=responses,
        data=data,
    )


def _counted(criterion: dict[str, Plain]) -> Iterator[str]:
    for source in criterion["inputs"].values():
        yield from source.get("effects", ())


def _responses(criterion: dict[str, Plain]) -> Iterator[str]:
    for source in criterion["inputs"].values():
        if "effects" in source and source["response"]:
            yield source["response"]


def _rows(judge: Judge, criterion: Criterion, item: Item) -> list[tuple[str | None, Row]]:
    return list(gold_rows(judge, criterion, item))


def _gold(
    site: SiteModel, judge: Judge, guideline: Guideline, criterion: Criterion, here: str
) -> Iterator[dict[str, Plain]]:
    """Yield the example items: of others a reader must not learn the facts before they have judged them."""
    for item in site.items_of(guideline.id):
        if site.visibility(item) != "example":
            continue
        rows = site.recall(item, "facts", partial(_rows, judge, criterion, item), criterion.id)
        for response, row in rows:
            label = label_on(item, (criterion.id, response))
            yield {
                "id": item.id,
                "title": item.title,
                "response": response,
                "page": links.relative(links.item(item.id), here),
                "label": None if label is None else plain_value(label.value),
                "exception": bool(label is not None and label.exception),
                "row": {name: plain_value(value) for name, value in row.items()},
            }
