"""A gold item as its page shows it: a record of plain data, of which scripts make the page.

What is empty is left out, for a site may hold ten thousand. Texts under evaluation and prose are HTML
that can do no harm (`shown_text`, `prose`); all else is text, and no script may read it as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from goldline.app.browsing.library import label_on
from goldline.app.explaining import explain_judgments
from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.explanation import ExplainedCase, ExplainedInput, ExplainedJudgment, ExplainedRule
from goldline.model.gold import FoundFact, Item, Label
from goldline.model.report import JudgmentChange, Possible
from goldline.render.escape import one_line
from goldline.rules.judge import Judge, Target
from goldline.rules.show import show_value
from goldline.website.excerpt import beginning
from goldline.website.exhibit import Exhibit, Finding, Layout, Pointer, Text
from goldline.website.model import SiteModel
from goldline.website.terms import Terms

_LONGEST_QUESTION = 160


@dataclass(frozen=True, slots=True)
class Past:
    """What one version did to a judgment of the item, in words."""

    version: str
    date: str
    change: JudgmentChange
    words: str


def item_record(
    site: SiteModel, item: Item, judge: Judge, layout: Layout, past: Sequence[Past], prose: Terms
) -> dict[str, Any]:
    """Return everything that an item's page shows; `layout` is what is looked at, `past` its history."""
    told = site.visibility(item) == "example"
    record: dict[str, Any] = {
        "id": item.id,
        "guideline": item.guideline,
        "told": told,
        "title": one_line(item.title),
        "modality": item.modality,
        "locale": item.locale,
        "difficulty": item.difficulty,
        "stamp": item.stamp,
        "set": item.set,
        "tags": [one_line(tag) for tag in item.tags],
        "retired": item.status == "retired",
        "because": one_line(item.retired_because or ""),
        "sensitive": list(item.sensitivity),
        "source": "" if item.file == f"goldsets/{item.set}/items/{item.id}.yaml" else item.file,
        "asked": [
            [one.id, one.status, beginning(one_line(one.question), _LONGEST_QUESTION)]
            for one in site.escalations
            if one.item == item.id
        ],
        "stage": [_exhibit(one) for one in layout.stage],
        "prompt": [_text(one) for one in layout.prompt],
        "responses": [
            _text(one)
            | _filled(
                {
                    "model": one_line(item.responses[number].model or ""),
                    "exhibits": [_exhibit(shown) for shown in layout.shown_with[one.role]],
                }
            )
            for number, one in enumerate(layout.responses)
        ],
        "reference": None if layout.reference is None else _text(layout.reference),
        "sources": [one_line(one) for one in item.sources] if layout.reference is not None else [],
        "rubric": [
            {
                "id": point.id,
                "text": one_line(point.text),
                "points": show_value(point.points),
                "met": [
                    [response or "", met[point.id]] for response, met in item.met.items() if point.id in met
                ],
            }
            for point in item.rubric
        ],
        "feedback": str(prose.html(item.feedback)) if item.feedback.strip() else "",
        "unsearched": item.findings is None,
        "findings": [_finding(one, prose) for one in layout.findings],
        "inspected": list(item.inspected),
        "judgments": list(_judgments(site, item, judge, past, prose)),
        "observations": [
            [response or "", [[name, one_line(show_value(value))] for name, value in values.items()]]
            for response, values in item.observations.items()
            if values
        ],
        "votes": [
            [
                one_line(vote.annotator),
                None if vote.seconds is None else float(vote.seconds),
                one_line(vote.note),
            ]
            for vote in item.votes
        ],
        "settled": [one_line(item.adjudication[0]), str(prose.inline(item.adjudication[1] or ""))]
        if item.adjudication
        else [],
    }
    return _filled(record)


def target_key(criterion: str, response: str | None) -> str:
    """Return what scripts call a judgment: `correctness`, `correctness/a`."""
    return criterion if response is None else f"{criterion}/{response}"


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value}


# --- what is looked at -----------------------------------------------------------------------


def _text(one: Text) -> dict[str, Any]:
    return _filled(
        {
            "anchor": one.anchor,
            "html": str(one.html),
            "lang": one.lang,
            "role": one.role,
            "media": list(one.media),
        }
    )


def _exhibit(one: Exhibit) -> dict[str, Any]:
    info = one.info
    return _filled(
        {
            "id": one.media.id,
            "kind": one.kind,
            "at": one.address,
            "path": "" if one.kind else one_line(one.media.path),
            "alt": one_line(one.media.alt),
            "attribution": one_line(one.media.attribution or ""),
            "license": one_line(one.media.license or ""),
            "width": info.width if info else None,
            "height": info.height if info else None,
            "seconds": float(info.seconds) if info and info.seconds else None,
            "boxes": [[box.finding, box.x, box.y, box.width, box.height, box.segment] for box in one.boxes],
            "stretches": [
                [stretch.finding, stretch.start, stretch.end, stretch.left, stretch.width]
                for stretch in one.stretches
            ]
            if one.kind
            else [],
        }
    )


# --- what was found --------------------------------------------------------------------------


def _finding(one: Finding, prose: Terms) -> dict[str, Any]:
    fact = one.fact
    return _filled(
        {
            "type": one_line(fact.type),
            "severity": one_line(fact.severity),
            "response": fact.response,
            "pointers": [_pointer(pointer) for pointer in one.pointers],
            "note": str(prose.html(fact.note)) if fact.note.strip() else "",
            "accept": _accept(fact),
        }
    )


def _accept(fact: FoundFact) -> dict[str, Any]:
    also = fact.accept
    if not also:
        return {}
    return _filled(
        {
            "severities": [one_line(name) for name in also.severities],
            "types": [one_line(path) for path in also.types],
            "absent": also.absent,
        }
    )


def _pointer(one: Pointer) -> dict[str, Any]:
    evidence = one.evidence
    said = {"anchor": one.anchor, "words": one.words}
    if evidence.quote is None:
        return _filled(
            said | {"media": one.media, "segment": evidence.segment, "region": evidence.region is not None}
        )
    place = f"turn {evidence.turn}" if evidence.turn is not None else ""
    if not place and evidence.source != "response":
        place = f"the {evidence.source}"
    occurrence = evidence.occurrence if evidence.occurrence > 1 else None
    return _filled(said | {"quote": one_line(evidence.quote), "in": place, "occurrence": occurrence})


# --- what was judged -------------------------------------------------------------------------


def _judgments(
    site: SiteModel, item: Item, judge: Judge, past: Sequence[Past], prose: Terms
) -> Iterator[dict[str, Any]]:
    explained = {
        (one.criterion, one.response): one
        for one in explain_judgments(judge, item, judged=site.judgments(item))
    }
    # As the author of the item wrote them down, which is how people judge; criteria of no label come last.
    names = [one.criterion for one in item.labels] + [name for name, _ in explained]
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    targets: set[Target] = {(one.criterion, one.response) for one in item.labels} | explained.keys()
    for target in sorted(targets, key=lambda one: (order[one[0]], one[1] or "")):
        criterion = judge.guideline.criteria.get(target[0])
        if criterion is not None:
            changes = [one for one in past if (one.change.criterion, one.change.response) == target]
            yield _judgment(site, item, criterion, target, explained.get(target), changes, prose)


def _judgment(
    site: SiteModel,
    item: Item,
    criterion: Criterion,
    target: Target,
    explained: ExplainedJudgment | None,
    past: Sequence[Past],
    prose: Terms,
) -> dict[str, Any]:
    label = label_on(item, target)
    votes = [vote.values.get(target) for vote in item.votes]
    judgment: dict[str, Any] = {
        "criterion": target[0],
        "response": target[1],
        "votes": [None if value is None else _shown(criterion, value) for value in votes]
        if any(value is not None for value in votes)
        else [],
        "past": [[one.version, one.date, one_line(one.words)] for one in past],
        "trace": _trace(explained) if explained is not None and criterion.ruled else {},
    }
    if label is not None:
        judgment |= _labelled(criterion, label, explained, votes, prose)
        if label.escalation:
            known = any(one.id == label.escalation for one in site.escalations)
            judgment["escalation"] = [one_line(label.escalation), known]
    return _filled(judgment)


def _labelled(
    criterion: Criterion,
    label: Label,
    explained: ExplainedJudgment | None,
    votes: Sequence[Value],
    prose: Terms,
) -> dict[str, Any]:
    return {
        "gold": _shown(criterion, label.value),
        "accept": [_shown(criterion, value) for value in label.accept if value != label.value],
        "exception": str(prose.inline(label.exception)) if label.exception else "",
        "by": one_line(label.decided_by or ""),
        "rationale": str(prose.html(label.rationale)) if label.rationale.strip() else "",
        "against": explained is not None and explained.agrees is False and not label.exception,
        "differ": [
            number for number, value in enumerate(votes) if value is not None and value != label.value
        ],
    }


def _shown(criterion: Criterion, value: Value) -> str:
    """Return a value as its scale writes it: labels may say 2.0 where the scale says 2."""
    level = criterion.scale.level(value)
    return show_value(value if level is None else level.value)


# --- how the rules judge it ------------------------------------------------------------------


def _trace(one: ExplainedJudgment) -> dict[str, Any]:
    """Return what the rules make of it; inputs and rules are in the order of `guideline_words`."""
    decided = one.state == "decided"
    labelled = one.labelled and one.value == one.label  # then the label tells it
    return _filled(
        {
            "state": "" if decided else one.state,
            "value": show_value(one.value) if decided and not labelled else "",
            "missing": [] if decided else [one_line(name) for name in one.missing],
            "inputs": [_read(given) for given in one.inputs],
            "marks": ",".join(_marks(rule) for rule in one.rules),
        }
    )


def _read(one: ExplainedInput) -> str:
    value = one.value
    if not one.known and value is None:
        return "unknown"
    if isinstance(value, Possible):
        return f"{show_value(value.minimum)} to {show_value(value.maximum)}"
    return one_line(show_value(value))


def _marks(rule: ExplainedRule) -> str:
    """Return what became of a rule in a letter, then of each of its tests, case by case, in order.

    `d` decides, `h` holds, `u` is unknown, `f` fails; tests are `1`, `0` and `?`.
    """
    state = "d" if rule.fired else "h" if rule.held else "u" if rule.held is None else "f"
    return state + "".join(_tests(case) for case in rule.cases)


def _tests(case: ExplainedCase) -> str:
    return "".join("?" if one.held is None else "1" if one.held else "0" for one in case.tests)
