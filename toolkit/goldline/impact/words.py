"""The words a judgment rests on: compared, they tell whether a person should look at it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from goldline.model.criterion import (
    AnyInput,
    CountInput,
    Criterion,
    RecordedInput,
    SumInput,
    WorstInput,
)
from goldline.model.gold import Facts
from goldline.model.scale import Level
from goldline.model.taxonomy import FindingType
from goldline.rules.judgment import Judgment
from goldline.rules.scene import Lens


def words_of(
    lens: Lens, criterion: Criterion, judgment: Judgment, facts: Facts, response: str | None
) -> dict[str, str]:
    """Return what people read of all that this judgment rests on, by what it is (`rule COR-2`, …).

    The rules that fired, the question and guidance, the level given, the questions of the inputs,
    and the definitions of found types (that the criterion reads), of all types above them, for what is
    found is one of those too, and of severities.
    """
    found = {"question": criterion.question, "guidance": criterion.guidance}
    found.update(_rule_words(criterion, judgment.rules))
    level = criterion.scale.level(judgment.value) if judgment.decided else None
    if level is not None:
        found.update(_level_words([level]))
    found.update(_input_words(criterion))
    found.update(_found_words(lens, criterion, facts, response))
    return found


def may_read_differently(old_lens: Lens, old: Criterion, new_lens: Lens, new: Criterion) -> bool:
    """Whether there can be a judgment on both sides whose words differ, whatever the facts."""
    if old_lens.taxonomy != new_lens.taxonomy:
        return True
    return bool(reworded(_all_words(old), _all_words(new)))


def _all_words(criterion: Criterion) -> dict[str, str]:
    """Return what people read of a criterion, whatever it judges; but nothing of types and severities."""
    found = {"question": criterion.question, "guidance": criterion.guidance}
    otherwise = () if criterion.otherwise is None else (criterion.otherwise.name,)
    found.update(_rule_words(criterion, (*(rule.id for rule in criterion.rules), *otherwise)))
    found.update(_level_words(criterion.scale.levels))
    found.update(_input_words(criterion))
    return found


def _rule_words(criterion: Criterion, fired: Collection[str]) -> Iterator[tuple[str, str]]:
    for rule in criterion.rules:
        if rule.id in fired:
            yield f"rule {rule.id}", rule.text
    if criterion.otherwise is not None and criterion.otherwise.name in fired:
        yield f"rule {criterion.otherwise.name}", criterion.otherwise.text


def _level_words(levels: Iterable[Level]) -> Iterator[tuple[str, str]]:
    for level in levels:
        yield f"level {level.value}", f"{level.label}\n{level.anchor}"


def _input_words(criterion: Criterion) -> Iterator[tuple[str, str]]:
    for name, source in criterion.inputs.items():
        if isinstance(source, RecordedInput):
            yield f"input {name}", source.ask


def _found_words(
    lens: Lens, criterion: Criterion, facts: Facts, response: str | None
) -> Iterator[tuple[str, str]]:
    """Yield what is said of each found type and severity, or of what it counts as where it is not known."""
    taxonomy = lens.taxonomy
    patterns = tuple(_types_read(criterion))
    for path, severity, of in facts.findings or ():
        if response is not None and of not in (response, None):
            continue
        known = lens.know(path, severity)
        if known is None or not any(taxonomy.covers(pattern, known[0]) for pattern in patterns):
            continue
        kind = taxonomy.types[known[0]]
        yield f"type {path}", _type_words(kind)
        while kind.parent is not None and kind.parent in taxonomy.types:
            kind = taxonomy.types[kind.parent]
            yield f"type {kind.path}", _type_words(kind)
        yield f"severity {severity}", taxonomy.severities[taxonomy.ranks[known[1]]].definition


def _type_words(kind: FindingType) -> str:
    return f"{kind.title}\n{kind.definition}"


def _types_read(criterion: Criterion) -> Iterator[str]:
    for source in criterion.inputs.values():
        match source:
            case WorstInput() | CountInput() | AnyInput():
                yield from source.types
            case SumInput():
                for row in source.rows:
                    yield from row.types or ("*",)


def reworded(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return what stands on both sides and reads differently."""
    return tuple(name for name, text in after.items() if name in before and before[name] != text)
