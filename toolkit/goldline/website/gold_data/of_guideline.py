"""A guideline as an item's page needs it: the words of its criteria, rules and types, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldline.app.browsing.library import AnyRule, rule_name, rules_in
from goldline.model.criterion import Criterion, Rule
from goldline.model.guideline import Guideline
from goldline.render.escape import one_line
from goldline.rules.judge import Judge
from goldline.rules.phrases import input_phrase
from goldline.rules.show import show_test, show_then, show_value
from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.terms import Terms


def guideline_words(site: SiteModel, judge: Judge, prose: Terms) -> dict[str, Any]:
    """Return what the pages of all items of a guideline share.

    Prose is HTML that can do no harm; all else is text.
    """
    guideline = judge.guideline
    return {
        "id": guideline.id,
        "title": one_line(guideline.title),
        "version": guideline.version,
        "at": links.guideline(guideline.id),
        "taxonomy": links.taxonomy(guideline.id),
        "types": {path: one_line(one.title) for path, one in guideline.taxonomy.types.items()},
        "versions": {
            one.version: links.version(guideline.id, one.version)
            for one in site.releases.get(guideline.id, ())
        },
        "criteria": {one.id: _criterion(guideline, one, judge, prose) for one in guideline.criteria.values()},
        "asks": {name: one_line(ask) for name, ask in _asks(guideline)},
    }


def _asks(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Yield the question of each input that people record, shared ones last: those are what a name means."""
    for inputs in [*(one.inputs for one in guideline.criteria.values()), guideline.inputs]:
        for name, source in inputs.items():
            ask = getattr(source, "ask", "")
            if ask:
                yield name, ask


def _criterion(guideline: Guideline, one: Criterion, judge: Judge, prose: Terms) -> dict[str, Any]:
    scale = one.scale
    return {
        "title": one_line(one.title),
        "question": one_line(one.question),
        "at": links.criterion(guideline.id, one.id),
        "ruled": one.ruled,
        "numeric": scale.numeric,
        # Numbers that rules work out are asked of nobody.
        "asked": not (scale.numeric and one.ruled),
        "minimum": None if scale.minimum is None else show_value(scale.minimum),
        "maximum": None if scale.maximum is None else show_value(scale.maximum),
        "levels": [[show_value(level.value), one_line(level.label)] for level in scale.levels],
        "inputs": [
            [name, one_line(input_phrase(one.inputs[name])), links.input_anchor(name)]
            for name in (judge.tables[one.id].all_names if one.ruled else ())
        ],
        "rules": [_rule(rule, prose) for rule in rules_in(one)] if one.ruled else [],
    }


def _rule(rule: AnyRule, prose: Terms) -> dict[str, Any]:
    cases = rule.cases if isinstance(rule, Rule) else ()
    return {
        "id": rule_name(rule),
        "text": str(prose.inline(rule.text)) if rule.text else "",
        "then": one_line(show_then(rule.then)),
        "cases": [[[name, one_line(show_test(test))] for name, test in case.tests.items()] for case in cases],
    }
