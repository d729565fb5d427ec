"""An escalation that names a rule which is not in its guideline.

Why it matters: an escalation is useful because it shows which rule people could not apply. With a
rule that does not exist, whoever edits the real one never sees the question. What closed escalations
were about under an older version is history and may be gone by now; what they led to in the version
of today may not.

Bad:  `rules: [COR-22]`, where the rules are `COR-1` to `COR-9`
Good: `rules: [COR-2]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import is_current, rules_of
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL127", "unknown-rule", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every rule that a pending escalation, or an outcome in force, names in vain."""
    for escalation in corpus.escalations.values():
        guideline = corpus.guidelines.get(escalation.guideline)
        if guideline is None:
            continue
        named = []
        if is_current(escalation, guideline):
            named += [(escalation.where.down("rules", i), rule) for i, rule in enumerate(escalation.rules)]
        outcome = escalation.outcome
        if outcome is not None and outcome.version in ("", guideline.version):
            at = escalation.where.down("outcome", "rules")
            named += [(at.down(i), rule) for i, rule in enumerate(outcome.rules)]
        known = list(_rule_ids(guideline)) if named else []
        for where, rule in named:
            if rule not in known:
                yield Draft(
                    where,
                    f"{shown(guideline.id)} has no rule {shown(rule)}{did_you_mean(rule, known)}",
                    f"there are {listed(known)}" if known else "",
                )


def _rule_ids(guideline: Guideline) -> Iterator[str]:
    for criterion in guideline.criteria.values():
        yield from (rule.id for rule in rules_of(criterion) if rule.id)
