"""`explain`: one gold item, with every rule and the test in it that held or failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from goldline.app.frame import Frame, load_frame, read_document, readable_guideline
from goldline.app.layout import set_of
from goldline.errors import GoldlineError
from goldline.impact.causes import cells_of
from goldline.impact.judgments import possible_value
from goldline.model.condition import Test, Value
from goldline.model.criterion import Case, Criterion, Input
from goldline.model.explanation import (
    ExplainedCase,
    ExplainedInput,
    ExplainedJudgment,
    ExplainedRule,
    ExplainedTest,
    Explanation,
)
from goldline.model.gold import Item, Label
from goldline.model.report import Possible
from goldline.reading.item import build_item, facts_of
from goldline.reading.names import did_you_mean, listed
from goldline.rules.domain import Domain, holds
from goldline.rules.judge import Judge, Target
from goldline.rules.judgment import Judgment
from goldline.rules.phrases import input_phrase as input_words
from goldline.rules.scene import UNKNOWN
from goldline.rules.show import show_test, show_then, show_value
from goldline.rules.span import Span
from goldline.store.tree import Tree

__all__ = ["explain", "explain_judgments", "find_item", "input_words"]

Cells = dict[str, object]


def explain(tree: Tree, wanted: str, *, criteria: Iterable[str] = ()) -> Explanation:
    """Return why an item (its id, or its file) is judged as it is, criterion by criterion.

    Raises `GoldlineError` where there is no such item, or it or its guideline cannot be read.
    """
    frame = load_frame(tree)
    item = find_item(frame, wanted)
    guideline = readable_guideline(frame, item.guideline)
    chosen = list(criteria)
    for name in chosen:
        if name not in guideline.criteria:
            known = list(guideline.criteria)
            hint = did_you_mean(name, known).removeprefix("; ") or f"its criteria are {listed(known)}"
            raise GoldlineError(f"`{guideline.id}` has no criterion `{name}`", hint=hint)
    judgments = explain_judgments(Judge(guideline), item, criteria=chosen)
    return Explanation(
        item=item.id,
        title=item.title,
        file=item.file,
        guideline=item.guideline,
        stamp=item.stamp,
        version=guideline.version,
        modality=item.modality,
        locale=item.locale,
        facts=tuple(_facts(item)),
        judgments=judgments,
    )


def explain_judgments(
    judge: Judge,
    item: Item,
    *,
    criteria: Collection[str] = (),
    judged: Mapping[Target, Judgment] | None = None,
) -> tuple[ExplainedJudgment, ...]:
    """Return why an item is judged as it is, for each criterion (or these) and response.

    `judged` is what the judge says of it, for whoever has asked already.
    """
    guideline = judge.guideline
    facts = facts_of(item, guideline)
    labels = {(one.criterion, one.response): one for one in item.labels}
    judgments: list[ExplainedJudgment] = []
    for (criterion_id, response), judgment in (judge.judge(facts) if judged is None else judged).items():
        if criteria and criterion_id not in criteria:
            continue
        criterion = guideline.criteria[criterion_id]
        cells: Cells = cells_of(judge, facts, criterion_id, response) if criterion.ruled else {}
        label = labels.get((criterion_id, response))
        judgments.append(_judgment(judge, criterion, response, judgment, label, cells))
    return tuple(judgments)


def find_item(frame: Frame, wanted: str) -> Item:
    """Return the item of an id, or in a file; the file of its name is tried first, then all of them."""
    paths = [path for group in frame.layout.items.values() for path in group]
    likely = [path for path in paths if path == wanted or path.rsplit("/", 1)[1].partition(".")[0] == wanted]
    limit = frame.settings.check.largest_file
    for path, data in frame.tree.read_many(likely, limit):
        document, problems = read_document(data, path, "item", limit)
        if document is None:
            raise GoldlineError(
                f"`{path}` cannot be read: {problems[0].message if problems else 'it is empty'}",
                hint="`goldline check` says what is wrong with it",
            )
        return build_item(document, path, set_of(path))
    known = [path.rsplit("/", 1)[1].partition(".")[0] for path in paths]
    hint = did_you_mean(wanted, known).removeprefix("; ") or "give an item's id, or its file"
    raise GoldlineError(f"there is no item `{wanted}`", hint=hint)


# --- facts in words --------------------------------------------------------------------------


def _facts(item: Item) -> Iterator[str]:
    if item.findings is None:
        yield "findings: never annotated"
    elif not item.findings:
        yield "findings: none"
    for finding in item.findings or ():
        of = f" in response {finding.response}" if finding.response else ""
        quotes = [f"“{e.quote}”" for e in finding.evidence if e.quote is not None]
        shown = f": {', '.join(quotes)}" if quotes else ""
        yield f"{finding.severity} {finding.type}{of}{shown}"
    for response, values in item.observations.items():
        for name, value in values.items():
            yield f"{name}{f' of {response}' if response else ''}: {show_value(value)}"
    for response, met in item.met.items():
        for point, is_met in met.items():
            yield f"rubric {point}{f' of {response}' if response else ''}: {show_value(is_met)}"
    if item.inspected:
        yield f"inspected for {', '.join(item.inspected)}"


# --- rules -----------------------------------------------------------------------------------


def _judgment(
    judge: Judge,
    criterion: Criterion,
    response: str | None,
    judgment: Judgment,
    label: Label | None,
    cells: Cells,
) -> ExplainedJudgment:
    agrees = None
    if label is not None and judgment.decided and criterion.ruled:
        agrees = judgment.agrees(label.value)
    domains = judge.tables[criterion.id].domains
    return ExplainedJudgment(
        criterion=criterion.id,
        title=criterion.title,
        response=response,
        question=criterion.question,
        inputs=tuple(_input(criterion.inputs[name], name, cell) for name, cell in cells.items()),
        rules=tuple(_rules(criterion, judgment, cells, domains)),
        hit_policy=criterion.hit_policy if criterion.ruled else None,
        state=judgment.state,
        value=judgment.value,
        fired=judgment.rules,
        label=label.value if label is not None else None,
        labelled=label is not None,
        agrees=agrees,
        exception=label.exception if label is not None else "",
        possible=tuple(possible_value(value) for value in judgment.possible),
        possible_states=judgment.possible_states,
        missing=judgment.missing,
        labels={level.value: level.label for level in criterion.scale.levels},
    )


def _rules(
    criterion: Criterion, judgment: Judgment, cells: Cells, domains: dict[str, Domain]
) -> Iterator[ExplainedRule]:
    for rule in criterion.rules:
        yield ExplainedRule(
            id=rule.id,
            text=rule.text,
            then=show_then(rule.then),
            cases=tuple(_case(case, cells, domains) for case in rule.cases),
            fired=rule.id in judgment.rules,
        )
    otherwise = criterion.otherwise
    if otherwise is not None:
        yield ExplainedRule(
            id=otherwise.name,
            text=otherwise.text,
            then=show_then(otherwise.then),
            fired=otherwise.name in judgment.rules,
            otherwise=True,
        )


def _case(case: Case, cells: Cells, domains: dict[str, Domain]) -> ExplainedCase:
    return ExplainedCase(
        tuple(
            ExplainedTest(name, _shown(cells[name]), show_test(test), _held(test, cells[name], domains[name]))
            for name, test in case.tests.items()
        )
    )


def _held(test: Test, cell: object, domain: Domain) -> bool | None:
    if cell is UNKNOWN or isinstance(cell, Span):
        return None
    return holds(test, cell, domain)  # type: ignore[arg-type]  # a value, as just seen


def _shown(cell: object) -> Value | Possible:
    if cell is UNKNOWN:
        return None
    return possible_value(cell)  # type: ignore[arg-type]  # a value or a span, as just seen


def _input(source: Input, name: str, cell: object) -> ExplainedInput:
    return ExplainedInput(
        name=name,
        value=_shown(cell),
        known=cell is not UNKNOWN and not isinstance(cell, Span),
        words=input_words(source),
    )
