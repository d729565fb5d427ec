"""A rule that could be left out without changing any judgment.

Why it matters: it may teach something, but it can also be a leftover that nobody dares to remove.

Bad:  COR-1 `when: {worst: critical}` gives 1, COR-2 `when: {worst: ">= major"}` gives 1
Good: COR-2 alone
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL240", "needless-rule", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the rules that other rules make needless."""
    yield from report_flaws(corpus, "subsumed-rule")
