"""A comparison that depends on which response stands first.

Why it matters: which response is called a is chance. If swapping them does not turn the judgment
around, the rules favour a place and not a response.

Bad:  a rule for `gap: ">= 2"` that gives `a-better`, and one for `gap: "<= -3"` that gives `b-better`
Good: `gap: ">= 2"` and `gap: "<= -2"`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL238", "lopsided-comparison", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the judgments that swapping the two responses does not turn around."""
    yield from report_flaws(corpus, "lopsided")
