"""A guideline's criteria as plain data from which a browser judges as `goldline.rules` does.

All that can be worked out beforehand is: which findings an input counts, what an input can be, which
judgments can be null. Numbers are texts (`{"n": "0.5"}`): a browser's own numbers are not exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix, Test, Value
from goldline.model.criterion import (
    AnyInput,
    Case,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    FindingInput,
    Input,
    Otherwise,
    RecordedInput,
    RubricInput,
    Rule,
    SumInput,
    WorstInput,
)
from goldline.model.formula import Binary, Call, Formula, Name, Negative, Number, Term
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale
from goldline.rules.domain import Domain, Locales, Numbers, Words
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.span import Span
from goldline.rules.table import Cell
from goldline.website.prose import plain

Plain = Any

FORMAT = "goldline/helper/1"


def compile_guideline(guideline: Guideline, judge: Judge | None = None) -> dict[str, Plain]:
    """Return the guideline's ruled criteria, its severities and finding types as plain data."""
    judge = judge or Judge(guideline)
    ruled = [criterion for criterion in guideline.criteria.values() if criterion.ruled]
    return _compiled(judge, ruled)


def compile_criterion(guideline: Guideline, criterion: str, judge: Judge | None = None) -> dict[str, Plain]:
    """Return the same for one criterion and those that it reads, which is all that its page needs."""
    judge = judge or Judge(guideline)
    return _compiled(judge, read_by(guideline, criterion))


def read_by(guideline: Guideline, criterion: str) -> list[Criterion]:
    """Return a criterion and the ruled ones that it reads, through others too, in the guideline's order."""
    wanted: dict[str, None] = {}
    queue = [criterion]
    for name in queue:
        if name in wanted or name not in guideline.criteria or not guideline.criteria[name].ruled:
            continue
        wanted[name] = None
        for source in guideline.criteria[name].inputs.values():
            if isinstance(source, CriterionInput | DifferenceInput):
                queue.append(source.criterion)
    return [found for found in guideline.criteria.values() if found.id in wanted]


def _compiled(judge: Judge, criteria: Iterable[Criterion]) -> dict[str, Plain]:
    taxonomy = judge.guideline.taxonomy
    return {
        "format": FORMAT,
        "id": judge.guideline.id,
        "version": judge.guideline.version,
        "severities": [severity.name for severity in taxonomy.severities],
        "types": [
            {"path": path, "title": kind.title, "severities": list(kind.severities)}
            for path, kind in taxonomy.types.items()
        ],
        "criteria": [_criterion(judge, criterion) for criterion in criteria],
    }


def _criterion(judge: Judge, criterion: Criterion) -> dict[str, Plain]:
    domains = judge.tables[criterion.id].domains
    inputs = {name: source for name, source in criterion.inputs.items() if name in domains}
    upstream = dict.fromkeys(
        source.criterion for source in inputs.values() if isinstance(source, CriterionInput | DifferenceInput)
    )
    return {
        "id": criterion.id,
        "title": criterion.title,
        "target": criterion.target,
        "modalities": list(criterion.modalities),
        "scale": _scale(criterion.scale),
        "inputs": {name: _input(judge, source) for name, source in inputs.items()},
        "domains": {name: _domain(domains[name]) for name in inputs},
        "may_be_null": [name for name in upstream if judge.may_be_null(name, criterion)],
        "hit_policy": criterion.hit_policy,
        "aggregate": criterion.aggregate,
        "priority": [plain_value(value) for value in criterion.priority],
        "rules": [_rule(rule) for rule in criterion.rules],
        "otherwise": None if criterion.otherwise is None else _otherwise(criterion.otherwise),
        "impossible": [_case(case) for case in criterion.impossible],
    }


# --- inputs -----------------------------------------------------------------------------------


def _input(judge: Judge, source: Input) -> dict[str, Plain]:
    match source:
        case WorstInput() | CountInput() | AnyInput() | SumInput():
            return {
                "kind": _KINDS[type(source)],
                "response": source.response,
                "effects": _effects(judge, source),
            }
        case RecordedInput():
            return {"kind": "recorded", "response": source.response, "observation": source.observation}
        case CriterionInput():
            scale = judge.judgment_domain(source.criterion)
            return {
                "kind": "criterion",
                "criterion": source.criterion,
                "response": source.response,
                "scale": _domain(scale),
            }
        case DifferenceInput():
            return {
                "kind": "difference",
                "criterion": source.criterion,
                "first": source.first,
                "second": source.second,
                "scale": _domain(judge.judgment_domain(source.criterion)),
            }
        case RubricInput():
            return {"kind": "rubric", "measure": source.measure, "response": source.response}
        case ContextInput():
            return {"kind": "context", "name": source.name}


_KINDS: Mapping[type, str] = {WorstInput: "worst", CountInput: "count", AnyInput: "any", SumInput: "sum"}


def _effects(judge: Judge, source: FindingInput) -> dict[str, Plain]:
    """Return what one finding does to the input, by `type severity`, where it does anything."""
    lens = judge.lens
    found: dict[str, Plain] = {}
    for path in lens.taxonomy.types:
        for severity, rank in lens.severities.ranks.items():
            name = f"{path} {severity}"
            if isinstance(source, SumInput):
                weight = lens.weight(source, path, str(severity))
                if weight:
                    found[name] = _number(weight)
            elif lens.matches(source, path, str(severity)):
                found[name] = rank if isinstance(source, WorstInput) else 1
    return found


def _domain(domain: Domain) -> dict[str, Plain]:
    match domain:
        case Words():
            return {
                "kind": "words",
                "values": [plain_value(value) for value in domain.values],
                "ordered": domain.ordered,
                "nullable": domain.nullable,
            }
        case Numbers():
            return {
                "kind": "numbers",
                "integer": domain.integer,
                "minimum": plain_value(domain.minimum),
                "maximum": plain_value(domain.maximum),
                "nullable": domain.nullable,
            }
        case Locales():
            return {"kind": "locales", "known": list(domain.known)}


def _scale(scale: Scale) -> dict[str, Plain]:
    return {
        "numeric": scale.numeric,
        "levels": [{"value": plain_value(level.value), "label": level.label} for level in scale.levels],
    }


# --- rules ------------------------------------------------------------------------------------


def _rule(rule: Rule) -> dict[str, Plain]:
    return {
        "id": rule.id,
        "text": plain(rule.text),
        **_then(rule.then),
        "cases": [_case(case) for case in rule.cases],
    }


def _otherwise(otherwise: Otherwise) -> dict[str, Plain]:
    return {"id": otherwise.name, "text": plain(otherwise.text), **_then(otherwise.then)}


def _then(then: Value | Formula) -> dict[str, Plain]:
    if not isinstance(then, Formula):
        return {"then": plain_value(then)}
    return {"formula": {"term": _term(then.term), "names": list(then.names)}}


def _case(case: Case) -> dict[str, Plain]:
    return {name: _test(test) for name, test in case.tests.items()}


def _test(test: Test) -> list[Plain]:
    match test:
        case Always():
            return ["always"]
        case Equals():
            return ["is", plain_value(test.value)]
        case Prefix():
            return ["prefix", test.prefix]
        case Compare():
            return ["compare", test.operator, plain_value(test.value)]
        case Interval():
            low, high = plain_value(test.low), plain_value(test.high)
            return ["between", low, high, test.low_open, test.high_open]
        case AnyOf():
            return ["any", [_test(part) for part in test.tests]]
        case Not():
            return ["not", [_test(part) for part in test.tests]]


def _term(term: Term) -> list[Plain]:
    match term:
        case Number():
            return ["n", _number(term.value)]
        case Name():
            return ["name", term.name]
        case Negative():
            return ["neg", _term(term.operand)]
        case Binary():
            return [term.operator, _term(term.left), _term(term.right)]
        case Call():
            return ["call", term.function, [_term(part) for part in term.arguments]]


# --- values -----------------------------------------------------------------------------------


def plain_value(value: Cell) -> Plain:
    """Return a value as data: a number as `{"n": "0.5"}`, a span by its bounds, all else as it is."""
    if isinstance(value, Span):
        return {
            "min": plain_value(value.low),
            "max": plain_value(value.high),
            "min_open": value.low_open,
            "max_open": value.high_open,
        }
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return {"n": _number(value)}
    return value


def plain_judgment(judgment: Judgment) -> dict[str, Plain]:
    """Return a judgment as data, its numbers exact: what the browser's judge gives for the same facts."""
    return {
        "outcome": plain_value(judgment.value),
        "state": judgment.state,
        "rules": list(judgment.rules),
        "possible": [plain_value(value) for value in judgment.possible],
        "possible_states": list(judgment.possible_states),
        "missing": list(judgment.missing),
    }


def _number(number: int | Decimal) -> str:
    exact = Decimal(number)
    if exact.is_infinite():
        return str(exact)
    if exact == 0:
        return "0"
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
