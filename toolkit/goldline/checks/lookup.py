"""What several checks look for: what is cited where, what exists, and what can be relied on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goldline.model.corpus import Corpus, Summary
from goldline.model.criterion import Criterion, Input, Otherwise, Rule
from goldline.model.escalation import Escalation
from goldline.model.finding import Where
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale

PENDING = ("open", "answered")
"""The statuses of escalations that are still to lead to something."""

_ITEM_FILE = re.compile(r"goldsets/[^/]+/items/(?:.*/)?([^/]+)\.ya?ml")


@dataclass(frozen=True, slots=True)
class Citation:
    """An item that a rule names as an example."""

    item: str
    rule: str
    guideline: Guideline
    where: Where


def citations(corpus: Corpus) -> Iterator[Citation]:
    """Yield every example of every rule."""
    for guideline in corpus.guidelines.values():
        for criterion in guideline.criteria.values():
            for rule in criterion.rules:
                for index, item in enumerate(rule.examples):
                    yield Citation(item, rule.id, guideline, rule.where.down("examples", index))


def cited_items(corpus: Corpus) -> Iterator[tuple[Citation, Summary]]:
    """Yield every example of every rule with the item that it names, where there is one."""
    cited = list(citations(corpus))
    items = items_named(corpus, {citation.item for citation in cited})
    for citation in cited:
        if citation.item in items:
            yield citation, items[citation.item]


def items_named(corpus: Corpus, names: Collection[str]) -> dict[str, Summary]:
    """Return the items of these ids, by id, in one pass over all."""
    return {item.id: item for item in corpus.items if item.id in names} if names else {}


def item_files(corpus: Corpus) -> set[str]:
    """Return the ids that the files of items are named after, whether the files could be read or not.

    What refers to a file that could not be read does not dangle: mending the file is enough.
    """
    return {found[1] for path in corpus.files if (found := _ITEM_FILE.fullmatch(path))}


def is_missing(corpus: Corpus, guideline: str) -> bool:
    """Whether there is no such guideline, not even one whose file could not be read."""
    path = f"guidelines/{guideline}/guideline"
    there = guideline in corpus.guidelines or f"{path}.yaml" in corpus.files or f"{path}.yml" in corpus.files
    return not there


def sound_guidelines(corpus: Corpus) -> Iterator[Guideline]:
    """Yield the guidelines that were read in full: of the others it is not known what they leave out."""
    troubled = {"/".join(problem.at.file.split("/")[:2]) for problem in corpus.problems}
    for guideline in corpus.guidelines.values():
        if guideline.where.file.rpartition("/")[0] not in troubled:
            yield guideline


def scales(guideline: Guideline) -> Iterator[tuple[Scale, str]]:
    """Yield every scale once, with its name in messages."""
    for name, scale in guideline.scales.items():
        yield scale, f"of the scale `{name}`"
    for criterion in guideline.criteria.values():
        if not criterion.scale.name:
            yield criterion.scale, f"of `{criterion.id}`"


def rules_of(criterion: Criterion) -> Iterator[Rule | Otherwise]:
    """Yield the rules in order, then `otherwise` where there is one."""
    yield from criterion.rules
    if criterion.otherwise is not None:
        yield criterion.otherwise


def declared_inputs(criterion: Criterion) -> Iterator[Input]:
    """Yield the inputs that stand in the criterion's own file, rather than in its guideline's."""
    root = (*criterion.where.path, "inputs")
    for source in criterion.inputs.values():
        if source.where.file == criterion.where.file and source.where.path[: len(root)] == root:
            yield source


def is_current(escalation: Escalation, guideline: Guideline) -> bool:
    """Whether what an escalation names must exist today: it is pending, or of the version of today."""
    return escalation.status in PENDING or escalation.stamp == guideline.version
