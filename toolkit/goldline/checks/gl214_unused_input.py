"""An input that no rule and no formula uses.

Why it matters: if it is a question, every analyst answers it on every item for nothing. If it counts
findings, somebody meant to write a rule with it and did not.

Bad:  `sentences: {integer: How many sentences?}`, and no rule that tests `sentences`
Good: `when: {sentences: "> 1"}` in a rule, or no such input
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import declared_inputs, rules_of, sound_guidelines
from goldline.model.corpus import Corpus
from goldline.model.criterion import Criterion, Input, RecordedInput, Rule
from goldline.model.finding import Draft
from goldline.model.formula import Formula
from goldline.model.guideline import Guideline
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL214", "unused-input", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every declared input that has no effect; where people alone judge, they use what they like."""
    for guideline in sound_guidelines(corpus):
        used = {name: set(_used(criterion)) for name, criterion in guideline.criteria.items()}
        asked = _asked_elsewhere(guideline)
        for criterion in guideline.criteria.values():
            if criterion.ruled:
                for source in declared_inputs(criterion):
                    if source.name not in used[criterion.id] and not _serves(source, asked):
                        yield _draft(source, f"of `{criterion.id}`")
        everything = set().union(*used.values())
        if any(criterion.ruled for criterion in guideline.criteria.values()):
            for source in guideline.inputs.values():
                if source.name not in everything and not _serves(source, asked):
                    yield _draft(source, "of any criterion")


def _draft(source: Input, whose: str) -> Draft:
    message = f"no rule {whose} uses the input {shown(source.name)}"
    return Draft(source.where.key(), message, "test it in a rule, or take it out")


def _used(criterion: Criterion) -> Iterator[str]:
    for rule in rules_of(criterion):
        if isinstance(rule, Rule):
            for case in rule.cases:
                yield from case.tests
        if isinstance(rule.then, Formula):
            yield from rule.then.names


def _asked_elsewhere(guideline: Guideline) -> set[str]:
    """Return what inputs of another name read: `{observation: on_topic, response: a}`."""
    return {
        source.observation
        for criterion in guideline.criteria.values()
        for source in criterion.inputs.values()
        if isinstance(source, RecordedInput) and source.observation != source.name
    }


def _serves(source: Input, asked: set[str]) -> bool:
    return isinstance(source, RecordedInput) and source.name == source.observation and source.name in asked
