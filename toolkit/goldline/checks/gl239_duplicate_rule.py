"""Two rules that say the same.

Why it matters: analysts look for a difference between them, and a change of one is forgotten in the
other.

Bad:  COR-2 `when: {worst: ">= major"}` and COR-4 `when: {worst: [major, critical]}`, both give 1
Good: one of them
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL239", "duplicate-rule", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the rules that repeat an earlier one."""
    yield from report_flaws(corpus, "duplicate-rule")
