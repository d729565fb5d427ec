"""A guideline that is named but is not there.

Why it matters: a set, an item or an escalation without its guideline has no rules, so none of its
labels can be checked or compared.

Bad:  `guideline: caption-qualty`
Good: `guideline: caption-quality`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import is_missing
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL120", "unknown-guideline", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every set, escalation, assessment and item that names a guideline which is not there."""
    named = [(gold_set.where, gold_set.guideline) for gold_set in corpus.sets.values()]
    named += [(escalation.where, escalation.guideline) for escalation in corpus.escalations.values()]
    named += [(one.where, one.guideline) for one in corpus.assessments]
    missing = {item.guideline for item in corpus.items} - set(corpus.guidelines)
    if missing:
        named += [(Where(item.file), item.guideline) for item in corpus.items if item.guideline in missing]
    for where, guideline in named:
        if is_missing(corpus, guideline):
            known = sorted(corpus.guidelines)
            yield Draft(
                where.down("guideline"),
                f"there is no guideline {shown(guideline)}{did_you_mean(guideline, known)}",
                f"there are {listed(known)}" if known else "write one in `guidelines/<guideline>/`",
            )
