"""A severity that makes no difference to any criterion.

Why it matters: analysts must choose it for each finding, and argue about it, although every rule
passes it over.

Bad:  severities `[trivial, minor, major]`, and every input counts `severity: ">= minor"`
Good: severities `[minor, major]`, or an input that reads `trivial` too
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import sound_guidelines
from goldline.model.condition import Test
from goldline.model.corpus import Corpus
from goldline.model.criterion import AnyInput, CountInput, Input, SumInput, WorstInput
from goldline.model.finding import Draft
from goldline.model.guideline import Guideline
from goldline.model.taxonomy import EVERYTHING
from goldline.reading.names import shown
from goldline.rules.domain import holds, words

CODE, NAME, LEVEL = "GL213", "unread-severity", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every severity that no input lets through, where inputs read findings at all."""
    for guideline in sound_guidelines(corpus):
        inputs = [source for c in guideline.criteria.values() for source in c.inputs.values()]
        read = {name for source in inputs for name in _severities(source, guideline)}
        if not read:
            continue
        for severity in guideline.taxonomy.severities:
            if severity.name not in read:
                yield Draft(
                    severity.where,
                    f"no criterion reads findings of severity {shown(severity.name)}",
                    "read it in an input, or take it out of the taxonomy",
                )


def _severities(source: Input, guideline: Guideline) -> Iterator[str]:
    """Yield the severities that an input lets through."""
    names = [severity.name for severity in guideline.taxonomy.severities]
    domain = words(names, ordered=True)
    filters: list[tuple[tuple[str, ...], Test | None]]
    match source:
        case WorstInput():
            filters = [(source.types, None)]
        case CountInput() | AnyInput():
            filters = [(source.types, source.severity)]
        case SumInput():
            filters = [(row.types or (EVERYTHING,), row.severity) for row in source.rows]
        case _:
            return
    for types, test in filters:
        for path in guideline.taxonomy.below(types):
            allowed = guideline.taxonomy.types[path].severities
            yield from (n for n in allowed if test is None or holds(test, n, domain))
