"""A rule that can never hold.

Why it matters: analysts learn and search a rule that decides nothing, and whoever wrote it thinks
that it does.

Bad:  `when: {worst_error: none, errors: ">= 1"}`: without any error there is not one error
Good: tests of facts that can occur together
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL232", "dead-rule", "error"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the rules whose facts cannot occur together."""
    yield from report_flaws(corpus, "dead-rule")
