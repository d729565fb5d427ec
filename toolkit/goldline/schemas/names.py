"""The names of one guideline, for the schema of its items: what an editor offers and explains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldline.model.criterion import Criterion, Input, RecordedInput
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.model.taxonomy import Taxonomy
from goldline.schemas.item import LabelNames, Names
from goldline.schemas.parts import RULE_ID, STAMP, Pattern, Schema, choice, like, matching, name, one_of

_NOT_JUDGED = "Cannot be judged: it did not load, or the language is not known."


def names_of(guideline: Guideline) -> Names:
    """Return the names that an item of `guideline` may use, each with its meaning."""
    default = Names()
    modality, locale = default.modality, default.locale
    if guideline.modalities:
        modality = choice("What kind of item it is.", dict.fromkeys(guideline.modalities, ""))
    if guideline.locales:
        locale = choice("Its language and region.", dict.fromkeys(guideline.locales, ""))
    types = {path: type_.definition or type_.title for path, type_ in guideline.taxonomy.types.items()}
    return Names(
        guideline=_stamp(guideline),
        modality=modality,
        locale=locale,
        type=choice("A finding type by its path in the taxonomy.", types),
        severity=_severity(guideline.taxonomy, tuple(s.name for s in guideline.taxonomy.severities)),
        severities_of={
            path: _severity(guideline.taxonomy, type_.severities)
            for path, type_ in guideline.taxonomy.types.items()
            if len(type_.severities) < len(guideline.taxonomy.severities)
        },
        labels={key: _label_names(criterion) for key, criterion in guideline.criteria.items()},
        observations={
            source.observation: _observation(source)
            for source in _inputs(guideline)
            if isinstance(source, RecordedInput)
        },
    )


def _inputs(guideline: Guideline) -> list[Input]:
    return [*guideline.inputs.values(), *(i for c in guideline.criteria.values() for i in c.inputs.values())]


def _stamp(guideline: Guideline) -> Schema:
    # Older versions are right too: an item says under which one a person last confirmed it.
    says = "The guideline, and the version a person last confirmed the item under."
    regex = STAMP.regex.replace(STAMP.regex[1 : STAMP.regex.index("@")], guideline.id, 1)
    current = f"{guideline.id}@{guideline.version}"
    pattern = Pattern(
        regex, f"write `{guideline.id}` and the version it was confirmed under, such as `{current}`"
    )
    return {**like(pattern, says), "default": current}


def _severity(taxonomy: Taxonomy, names: tuple[str, ...]) -> Schema:
    return choice("How bad it is.", {s.name: s.definition for s in taxonomy.severities if s.name in names})


def _label_names(criterion: Criterion) -> LabelNames:
    rules = {rule.id: rule.text for rule in criterion.rules}
    if criterion.otherwise is not None and criterion.otherwise.id:
        rules[criterion.otherwise.id] = criterion.otherwise.text
    rule = (
        choice("A rule of this criterion.", rules) if rules else name(RULE_ID, "A rule id such as `COR-2`.")
    )
    return LabelNames(_judgment(criterion.scale, _line(criterion.question)), rule, criterion.target == "item")


def _judgment(scale: Scale, says: str) -> Schema:
    if scale.numeric:
        bounds = {
            key: _plain(bound)
            for key, bound in (("minimum", scale.minimum), ("maximum", scale.maximum))
            if bound is not None
        }
        never_judged = Pattern(
            f"^{NOT_JUDGED}$", f"a judgment here is a number, or `{NOT_JUDGED}`", "wrong-shape"
        )
        return {"type": ["number", "string"], "description": says, **bounds, **matching(never_judged)}
    meanings: dict[Any, str] = {
        level.value: ": ".join(part for part in (level.label, level.anchor.strip()) if part)
        for level in scale.levels
    }
    return {"description": says, **one_of({**meanings, NOT_JUDGED: _NOT_JUDGED})}


def _observation(source: RecordedInput) -> Schema:
    says = _line(source.ask) or "The answer."
    null: list[str] = ["null"] if source.nullable else []
    match source.kind:
        case "boolean":
            return {"type": ["boolean", *null], "description": says}
        case "enum":
            words: list[Any] = [*source.values, None] if source.nullable else [*source.values]
            return {"description": says, "enum": words}
        case kind:
            bounds = {
                key: _plain(bound)
                for key, bound in (("minimum", source.minimum), ("maximum", source.maximum))
                if bound is not None
            }
            return {"type": [kind, *null], "description": says, **bounds}


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
