"""A criterion whose facts can be combined in too many ways to look at all of them.

Why it matters: what GL230 to GL241 do not report of it may be there all the same. Nothing is wrong
with the criterion itself.

Bad:  twenty inputs of four values each in one criterion
Good: two criteria that answer a part of the question each, and one that joins their judgments
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import proofs_of
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL242", "unproved", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the criteria of which only a part could be looked at."""
    for proof in proofs_of(corpus):
        for reason in proof.unproved:
            yield Draft(
                proof.where.key("rules") if proof.rules else proof.where,
                f"not everything is proved of `{proof.criterion}`: {reason}",
                "what is reported of it is right, but something may be missing",
            )
