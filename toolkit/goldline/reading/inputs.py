"""Inputs: plain values become what a criterion reads, and references are looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from goldline.model.condition import Test
from goldline.model.criterion import (
    AnyInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    SumRow,
    WorstInput,
)
from goldline.model.finding import Where
from goldline.reading.names import did_you_mean, shown
from goldline.reading.parts import Parts, Plain, decimal, one_or_more
from goldline.rules.domain import Domain, Words
from goldline.rules.parse import BadTest, parse_test

RECORDED = ("boolean", "enum", "integer", "number")
_OF_FINDINGS = ("worst", "count", "any", "sum")
Builder = Callable[[str, Plain, Where, Parts], Input | None]


def build_input(name: str, raw: Plain, where: Where, target: str | None, parts: Parts) -> Input | None:
    """Return an input; None, with problems in `parts`, where what it reads is not there.

    `target` is that of its criterion; None for inputs that criteria share.
    """
    form, build = next((form, build) for form, build in _FORMS if form in raw)
    if form in _OF_FINDINGS and not parts.taxonomy_known:
        return None
    source = build(name, raw, where, parts)
    if source is None:
        return None
    if target == "response" and (reads := response_read(source)):
        spot = where.down("of" if isinstance(source, DifferenceInput) else "response")
        parts.report(
            "wrong-shape",
            spot,
            f"{shown(name)} reads {reads}, but this criterion is judged for each response by itself",
            "leave the response out, or say `target: item`",
        )
        return None
    return source if _has_order(source, raw, where, parts) else None


def response_read(source: Input) -> str:
    """Return in words which responses an input singles out; nothing where it singles out none."""
    if isinstance(source, DifferenceInput):
        return f"responses {shown(source.first)} and {shown(source.second)}"
    response = getattr(source, "response", None)
    return f"response {shown(response)}" if response else ""


def build_test(raw: object, domain: Domain, where: Where, parts: Parts, *, unknown: str = "") -> Test | None:
    """Return a test; None, with a problem in `parts`, where it cannot stand.

    `unknown` is the kind of problem for a value that is not there, where there is a kind of its own.
    """
    try:
        return parse_test(raw, domain)
    except BadTest as bad:
        kind = unknown if unknown and bad.kind == "outside-domain" else bad.kind
        near = ""
        if bad.kind == "outside-domain" and isinstance(domain, Words):
            near = did_you_mean(raw, domain.values)
        parts.report(kind, where, bad.message + near, bad.hint)
        return None


# --- the forms ----------------------------------------------------------------------------------


def _types(raw: object, where: Where, parts: Parts) -> tuple[str, ...] | None:
    paths = one_or_more(raw)
    found = [
        parts.has_type(path, where.down(index) if isinstance(raw, list) else where)
        for index, path in enumerate(paths)
    ]
    return paths if all(found) else None


def _severity(raw: Plain, where: Where, parts: Parts) -> tuple[Test | None, bool]:
    """Return the test on a finding's severity, if there is one, and whether it can be read."""
    if "severity" not in raw:
        return None, True
    spot = where.down("severity")
    test = build_test(raw["severity"], parts.severity_domain(), spot, parts, unknown="unknown-severity")
    return test, test is not None


def _worst(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    types = _types(raw["worst"], where.down("worst"), parts)
    return None if types is None else WorstInput(name, types, raw.get("response"), raw.get("worse"), where)


def _count(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    types = _types(raw["count"], where.down("count"), parts)
    severity, readable = _severity(raw, where, parts)
    if types is None or not readable:
        return None
    return CountInput(name, types, severity, raw.get("response"), raw.get("worse"), where)


def _any(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    types = _types(raw["any"], where.down("any"), parts)
    severity, readable = _severity(raw, where, parts)
    if types is None or not readable:
        return None
    return AnyInput(name, types, severity, raw.get("response"), raw.get("worse"), where)


def _sum(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    rows = [_row(row, where.down("sum", index), parts) for index, row in enumerate(raw["sum"])]
    whole = tuple(row for row in rows if row is not None)
    if len(whole) < len(rows):
        return None
    return SumInput(name, whole, raw.get("response"), raw.get("worse"), where)


def _row(raw: Plain, where: Where, parts: Parts) -> SumRow | None:
    types = _types(raw.get("type"), where.down("type"), parts)
    severity, readable = _severity(raw, where, parts)
    weight = decimal(raw["weight"])
    if types is None or weight is None or not readable:
        return None
    return SumRow(types, severity, weight, where)


def _recorded(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    kind = next(kind for kind in RECORDED if kind in raw)
    minimum, maximum = decimal(raw.get("minimum")), decimal(raw.get("maximum"))
    if minimum is not None and maximum is not None and minimum > maximum:
        parts.report(
            "wrong-shape", where.down("minimum"), f"`minimum` {minimum} lies above `maximum` {maximum}"
        )
        return None
    return RecordedInput(
        name=name,
        kind=kind,  # type: ignore[arg-type]  # one of RECORDED
        ask=raw.get("ask", "") if kind == "enum" else raw[kind],
        values=tuple(raw["enum"]) if kind == "enum" else (),
        ordered=raw.get("ordered", False),
        minimum=minimum,
        maximum=maximum,
        nullable=raw.get("nullable", False),
        observation=name,
        response=None,
        worse=raw.get("worse"),
        where=where,
    )


def _observation(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    recorded = parts.recorded.get(raw["observation"])
    if recorded is None:
        if raw["observation"] not in parts.recorded and not parts.unreadable:
            spot = where.down("observation")
            parts.report_unknown("unknown-input", spot, "recorded input", raw["observation"], parts.recorded)
        return None
    worse = raw.get("worse", recorded.worse)
    return replace(recorded, name=name, response=raw.get("response"), worse=worse, where=where)


def _criterion(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    criterion, response = raw["criterion"], raw.get("response")
    if not parts.has_criterion(criterion, where.down("criterion")):
        return None
    if response is not None and parts.criteria[criterion].target == "item":
        message = f"{shown(criterion)} is judged for the whole item, not for response {shown(response)}"
        parts.report("wrong-shape", where.down("response"), message, "leave `response` out")
        return None
    return CriterionInput(name, criterion, response, raw.get("worse"), where)


def _difference(name: str, raw: Plain, where: Where, parts: Parts) -> Input | None:
    criterion = raw["difference"]
    spot = where.down("difference")
    if not parts.has_criterion(criterion, spot):
        return None
    declared = parts.criteria[criterion]
    if declared.target == "item":
        message = f"{shown(criterion)} is judged for the whole item, so responses do not differ on it"
        parts.report("wrong-shape", spot, message)
        return None
    if declared.scale is not None and not declared.scale.ordered:
        message = f"the scale of {shown(criterion)} has no order, so there is no difference of levels"
        parts.report("no-order", spot, message)
        return None
    first, second = raw["of"]
    return DifferenceInput(name, criterion, first, second, raw.get("worse"), where)


def _rubric(name: str, raw: Plain, where: Where, _parts: Parts) -> Input | None:
    return RubricInput(name, raw["rubric"], raw.get("response"), raw.get("worse"), where)


# `difference` stands before `criterion`, as in the schema.
_FORMS: tuple[tuple[str, Builder], ...] = (
    ("worst", _worst),
    ("count", _count),
    ("any", _any),
    ("sum", _sum),
    *((kind, _recorded) for kind in RECORDED),
    ("observation", _observation),
    ("difference", _difference),
    ("criterion", _criterion),
    ("rubric", _rubric),
)


def _has_order(source: Input, raw: Plain, where: Where, parts: Parts) -> bool:
    """Whether `worse: higher` or `lower` makes sense for the input; reports it where it does not."""
    if raw.get("worse", "free") == "free":
        return True
    domain = parts.domain(source, ())
    if not isinstance(domain, Words) or domain.ordered or domain.values == (False, True):
        return True
    message = f"{shown(source.name)} has no order, so no value of it is worse than another"
    hint = "say `ordered: true` if its words stand lowest first, or take `worse` out"
    parts.report("no-order", where.down("worse"), message, hint)
    return False
