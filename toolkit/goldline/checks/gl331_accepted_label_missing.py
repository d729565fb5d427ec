"""A label that does not accept what its own contested findings lead to.

Why it matters: the item says that an analyst may take a finding otherwise and be right. Then the rules
give another judgment, and whoever reads the label takes that one for a mistake. Scores count it as right.

Bad:  `accept: {absent: true}` in the only finding, and `correctness: 2`, where the rules give 3 without it
Good: `correctness: {value: 2, accept: [3]}`, or no `accept` in the finding
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goldline.checks.telling import join, masked, of_response
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.condition import Value
from goldline.model.corpus import ItemContext, JudgmentView
from goldline.model.finding import Draft
from goldline.model.gold import Facts, FoundFact, Item, Label
from goldline.model.scale import NOT_JUDGED
from goldline.reading.names import listed, shown
from goldline.rules.contested import MOST_TRIED, Seen, alternatives, as_facts, count_ways
from goldline.rules.domain import same

CODE, NAME, LEVEL = "GL331", "accepted-label-missing", "info"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every label that some way of taking the contested findings leads away from."""
    guideline = guideline_of(item, context)
    findings = item.findings or ()
    if guideline is None or all(finding.accept is None for finding in findings):
        return
    ways = count_ways(findings)
    if ways > MOST_TRIED:
        yield Draft(
            item.where.key("findings"),
            f"the contested findings can be taken in {ways:,} ways, too many to try them all: each was tried"
            " alone, the others as they stand",
            "accept less, or part the item",
        )
    open_ = [label for label in item.labels if _is_ours(label, context)]
    away: dict[Label, list[tuple[tuple[Seen, ...], JudgmentView]]] = {}
    judge = vocabulary(guideline).judge
    plain = tuple((finding.type, finding.severity, finding.response) for finding in findings)
    for taken in sorted(alternatives(findings), key=lambda one: _distance(one, plain)):
        judgments = judge.judge(_with(context.facts, taken, findings))
        for label in open_:
            judgment = judgments[label.criterion, label.response]
            if judgment.state != "decided" or not _accepts(label, judgment):
                away.setdefault(label, []).append((taken, judgment))
    secret = masked(item, context)
    for label, found in away.items():
        yield Draft(label.where, *_tell(label, found, findings, secret))


def _is_ours(label: Label, context: ItemContext) -> bool:
    """Whether the rules decide this label, and agree with it: else another check speaks of it."""
    judgment = context.judgments.get((label.criterion, label.response))
    if judgment is None or label.exception or label.value == NOT_JUDGED:
        return False
    return judgment.state == "decided" and bool(judgment.rules) and same(judgment.value, label.value)


def _accepts(label: Label, judgment: JudgmentView) -> bool:
    return any(same(judgment.value, value) for value in (label.value, *label.accept))


def _with(facts: Facts, taken: Sequence[Seen], findings: Sequence[FoundFact]) -> Facts:
    # Whoever does not find it, or finds it to be another thing, has looked for it.
    looked_for = {f.type for f, one in zip(findings, taken, strict=True) if one is None or one[0] != f.type}
    inspected = tuple(sorted({*facts.inspected, *looked_for}))
    return replace(facts, findings=as_facts(taken), inspected=inspected)


def _distance(taken: Sequence[Seen], plain: Sequence[Seen]) -> int:
    return sum(one != as_it_stands for one, as_it_stands in zip(taken, plain, strict=True))


def _tell(
    label: Label,
    found: Sequence[tuple[tuple[Seen, ...], JudgmentView]],
    findings: Sequence[FoundFact],
    secret: bool,
) -> tuple[str, str]:
    taken, judgment = found[0]
    what = f"{shown(label.criterion)}{of_response(label.response)}"
    others = [
        (number, finding, one)
        for number, (finding, one) in enumerate(zip(findings, taken, strict=True), 1)
        if one != (finding.type, finding.severity, finding.response)
    ]
    if secret:
        numbers = join([str(number) for number, _, _ in others])
        which = f"finding {numbers} is" if len(others) == 1 else f"findings {numbers} are"
        return (
            f"where {which} taken otherwise, as accepted there, the rules no longer give a label on {what}"
            " that is accepted",
            "accept what the rules give then, or take `accept` out of the finding",
        )
    case = join([_otherwise(number, finding, one) for number, finding, one in others])
    gives = f"give {shown(judgment.value)}" if judgment.state == "decided" else "decide nothing"
    accepted = [label.value, *label.accept]
    alone = "is all that is accepted" if len(accepted) == 1 else "are all that are accepted"
    missing = _missing(found)
    add = f"add {listed(missing)} to the label's `accept`, or " if missing else ""
    return (
        f"where {case}, the rules {gives} on {what}, and {listed(accepted)} {alone}",
        f"{add}take out of the finding's `accept` what leads there",
    )


def _missing(found: Sequence[tuple[tuple[Seen, ...], JudgmentView]]) -> list[Value]:
    """Return the judgments that are not accepted, each once, nearest first."""
    values: list[Value] = []
    for _, judgment in found:
        if judgment.state == "decided" and not any(same(judgment.value, v) for v in values):
            values.append(judgment.value)
    return values


def _otherwise(number: int, finding: FoundFact, taken: Seen) -> str:
    name = f"finding {number} ({shown(finding.type)}, {finding.severity})"
    if taken is None:
        return f"{name} is not found"
    parts = [shown(taken[0])] if taken[0] != finding.type else []
    parts += [shown(taken[1])] if taken[1] != finding.severity else []
    return f"{name} is taken for {' and '.join(parts)}"
