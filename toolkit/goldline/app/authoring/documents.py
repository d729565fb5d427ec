"""The parts of documents that names stand in: inputs, tests, labels, votes, findings, observations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldline.schemas.item import LABEL_KEYS

Plain = dict[str, Any]
Path = tuple[str | int, ...]
Spot = tuple[Path, Any]
"""A path in a document, and what stands there."""


def rules_of(criterion: Plain) -> Iterator[Spot]:
    """Yield every rule, `otherwise` included where it is more than a value."""
    for index, rule in enumerate(criterion.get("rules") or ()):
        yield ("rules", index), rule
    if isinstance(criterion.get("otherwise"), dict):
        yield ("otherwise",), criterion["otherwise"]


def cases_of(criterion: Plain) -> Iterator[Spot]:
    """Yield every case: tests by the name of their input."""
    for path, rule in rules_of(criterion):
        when = rule.get("when")
        if isinstance(when, list):
            for index, case in enumerate(when):
                yield (*path, "when", index), case
        elif isinstance(when, dict):
            yield (*path, "when"), when
    for index, case in enumerate(criterion.get("impossible") or ()):
        yield ("impossible", index), case


def inputs_of(document: Plain) -> Iterator[tuple[Path, str, Plain]]:
    """Yield every input that a guideline or criterion declares, with its name."""
    for name, source in (document.get("inputs") or {}).items():
        if isinstance(source, dict):
            yield ("inputs", name), name, source


def formulas_of(criterion: Plain) -> Iterator[Spot]:
    """Yield every formula."""
    outcomes = [((*path, "then"), rule.get("then")) for path, rule in rules_of(criterion)]
    for path, outcome in [*outcomes, (("otherwise",), criterion.get("otherwise"))]:
        if isinstance(outcome, dict) and isinstance(outcome.get("formula"), str):
            yield (*path, "formula"), outcome["formula"]


def outcomes_of(criterion: Plain) -> Iterator[Spot]:
    """Yield every judgment that rules can give, and every one that `priority` lists."""
    for path, rule in rules_of(criterion):
        if not isinstance(rule.get("then"), dict):
            yield (*path, "then"), rule.get("then")
    if "otherwise" in criterion and not isinstance(criterion["otherwise"], dict):
        yield ("otherwise",), criterion["otherwise"]
    for index, value in enumerate(criterion.get("priority") or ()):
        yield ("priority", index), value


def labels_of(item: Plain) -> Iterator[tuple[Path, str, Any]]:
    """Yield every label, a value or a mapping, with its criterion."""
    for criterion, label in (item.get("labels") or {}).items():
        path: Path = ("labels", criterion)
        if "responses" in item and isinstance(label, dict) and not any(key in label for key in LABEL_KEYS):
            for response, one in label.items():
                yield (*path, response), criterion, one
        else:
            yield path, criterion, label


def judgments_of(item: Plain) -> Iterator[tuple[Path, str, Any]]:
    """Yield every judgment that labels and votes hold, with its criterion."""
    for path, criterion, label in labels_of(item):
        if not isinstance(label, dict):
            yield path, criterion, label
            continue
        yield (*path, "value"), criterion, label.get("value")
        for index, value in enumerate(label.get("accept") or ()):
            yield (*path, "accept", index), criterion, value
    for index, vote in enumerate(item.get("votes") or ()):
        for criterion, value in (vote.get("values") or {}).items():
            place: Path = ("votes", index, "values", criterion)
            if isinstance(value, dict):
                for response, one in value.items():
                    yield (*place, response), criterion, one
            else:
                yield place, criterion, value


def types_of(item: Plain) -> Iterator[Spot]:
    """Yield every finding type that an item names."""
    for index, path in enumerate(item.get("inspected") or ()):
        yield ("inspected", index), path
    for where, holder in _holders(item):
        for index, finding in enumerate(holder.get("findings") or ()):
            place: Path = (*where, "findings", index)
            yield (*place, "type"), finding.get("type")
            accept = finding.get("accept") or {}
            for at, path in enumerate(accept.get("types") or ()):
                yield (*place, "accept", "types", at), path


def observations_of(item: Plain) -> Iterator[tuple[Path, Plain]]:
    """Yield every mapping of answers by input."""
    for where, holder in _holders(item):
        answers = holder.get("observations") or {}
        if "responses" not in item:
            yield (*where, "observations"), answers
            continue
        for response, flat in answers.items():
            if isinstance(flat, dict):
                yield (*where, "observations", response), flat


def input_types_of(document: Plain) -> Iterator[Spot]:
    """Yield every finding type that inputs read."""
    for path, _, source in inputs_of(document):
        for form in ("worst", "count", "any"):
            yield from _one_or_more((*path, form), source.get(form))
        for index, row in enumerate(source.get("sum") or ()):
            yield from _one_or_more((*path, "sum", index, "type"), row.get("type"))


def taxonomy_nodes(taxonomy: Plain) -> Iterator[tuple[Path, str, Plain]]:
    """Yield every type of a taxonomy with its path in the document and its own path."""
    waiting: list[tuple[Path, str, Plain]] = [(("findings",), "", taxonomy.get("findings") or {})]
    while waiting:
        path, prefix, children = waiting.pop(0)
        for name, node in children.items():
            if not isinstance(node, dict):
                continue
            own = f"{prefix}.{name}" if prefix else name
            yield (*path, name), own, node
            waiting.append(((*path, name, "children"), own, node.get("children") or {}))


def _holders(item: Plain) -> Iterator[tuple[Path, Plain]]:
    yield (), item
    for index, vote in enumerate(item.get("votes") or ()):
        yield ("votes", index), vote


def _one_or_more(path: Path, raw: Any) -> Iterator[Spot]:
    if isinstance(raw, str):
        yield path, raw
    elif isinstance(raw, list):
        for index, one in enumerate(raw):
            yield (*path, index), one
