"""A guideline as elements with parts: what it means, and what it says.

The outline is what two versions are compared by. Parts under `means` decide judgments; parts
under `words` are what people read. Bookkeeping (`since`, `revised`) is neither.
"""

from __future__ import annotations

from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    SumRow,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale
from goldline.rules.show import show_cases, show_test, show_then, show_value

Parts = dict[str, str]
Element = dict[str, Parts]
Outline = dict[str, dict[str, dict[str, Element]]]
"""By criterion ("" for the guideline itself), then kind of element, then its id."""


def outline_of(guideline: Guideline) -> Outline:
    """Return the guideline's outline; every text in it is what a lead would read."""
    found: Outline = {
        "": {
            "words": {
                "title": _words(text=guideline.title),
                "summary": _words(text=guideline.summary),
            },
            "modality": {name: _means() for name in guideline.modalities},
            "locale": {name: _means() for name in guideline.locales},
            "term": {name: _words(text=text) for name, text in guideline.terms.items()},
            "severity": {
                severity.name: _both({"rank": str(rank)}, {"definition": severity.definition})
                for rank, severity in enumerate(guideline.taxonomy.severities)
            },
            "type": {
                kind.path: _both(
                    {"severities": ", ".join(kind.severities), "evidence": ", ".join(kind.evidence)},
                    {"title": kind.title, "definition": kind.definition},
                )
                for kind in guideline.taxonomy.types.values()
            },
        }
    }
    for criterion in guideline.criteria.values():
        found[criterion.id] = _criterion(criterion)
    return found


def _criterion(criterion: Criterion) -> dict[str, dict[str, Element]]:
    policy = {
        "policy": criterion.hit_policy or "people judge",
        "aggregate": criterion.aggregate or "",
        "priority": ", ".join(show_value(value) for value in criterion.priority),
    }
    found: dict[str, dict[str, Element]] = {
        "criterion": {
            criterion.id: _means(target=criterion.target, modalities=", ".join(criterion.modalities))
        },
        "words": {
            "title": _words(text=criterion.title),
            "question": _words(text=criterion.question),
            "guidance": _words(text=criterion.guidance),
        },
        "scale": {criterion.id: _scale(criterion.scale)},
        "level": {
            show_value(level.value): _both(
                {"rank": str(rank)}, {"label": level.label, "anchor": level.anchor}
            )
            for rank, level in enumerate(criterion.scale.levels)
        },
        "input": {
            name: _input(source)
            for name, source in criterion.inputs.items()
            if not isinstance(source, ContextInput)
        },
        "hit-policy": {criterion.id: _means(**policy)},
        "rule": {
            rule.id: _both(
                {"when": show_cases(rule.cases), "then": show_then(rule.then)},
                {"text": rule.text, "why": rule.why},
            )
            for rule in criterion.rules
        },
        "otherwise": {},
        "impossible": {show_cases([case]): _means() for case in criterion.impossible},
    }
    if criterion.otherwise is not None:
        found["otherwise"][criterion.otherwise.name] = _both(
            {"then": show_then(criterion.otherwise.then)},
            {"text": criterion.otherwise.text, "why": criterion.otherwise.why},
        )
    return found


def _scale(scale: Scale) -> Element:
    return _means(
        type=scale.type,
        better=scale.better,
        minimum="" if scale.minimum is None else show_value(scale.minimum),
        maximum="" if scale.maximum is None else show_value(scale.maximum),
    )


def _input(source: Input) -> Element:
    match source:
        case WorstInput():
            return _means(reads="the worst of " + ", ".join(source.types), of=source.response or "")
        case CountInput() | AnyInput():
            verb = "how many" if isinstance(source, CountInput) else "whether there is any"
            test = "" if source.severity is None else f", severity {show_test(source.severity)}"
            return _means(reads=f"{verb} of " + ", ".join(source.types) + test, of=source.response or "")
        case SumInput():
            rows = "; ".join(_row(row) for row in source.rows)
            return _means(reads=f"the sum of weights ({rows})", of=source.response or "")
        case RecordedInput():
            bounds = [show_value(b) if b is not None else "" for b in (source.minimum, source.maximum)]
            means = {
                "reads": source.kind + (f" of {source.observation}" if source.response else ""),
                "values": (" < " if source.ordered else ", ").join(source.values),
                "minimum": bounds[0],
                "maximum": bounds[1],
                "nullable": "yes" if source.nullable else "",
                "of": source.response or "",
            }
            return _both(means, {"ask": source.ask})
        case CriterionInput():
            return _means(reads=f"the judgment of {source.criterion}", of=source.response or "")
        case DifferenceInput():
            return _means(reads=f"{source.criterion} of {source.first} above {source.second}")
        case RubricInput():
            return _means(reads=f"the {source.measure} of the item's rubric", of=source.response or "")
        case ContextInput():
            return _means(reads=f"the item's {source.name}")


def _row(row: SumRow) -> str:
    parts = [", ".join(row.types)] if row.types else []
    if row.severity is not None:
        parts.append(show_test(row.severity))
    return f"{' '.join(parts) or 'any'} {show_value(row.weight)}"


def _means(**parts: str) -> Element:
    return _both(parts, {})


def _words(**parts: str) -> Element:
    return _both({}, parts)


def _both(means: Parts, words: Parts) -> Element:
    return {
        "means": {name: text for name, text in means.items() if text},
        "words": {name: text for name, text in words.items() if text},
    }
