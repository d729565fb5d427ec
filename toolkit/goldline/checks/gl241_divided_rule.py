"""Two neighbouring rules that could be one.

Why it matters: two rules are twice the reading. If analysts need not tell them apart, one is
enough.

Bad:  COR-1 `when: {register: casual}` gives 2, COR-2 `when: {register: formal}` gives 2
Good: COR-1 `when: {register: [casual, formal]}` gives 2
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL241", "divided-rule", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield neighbouring rules that differ in one input alone and give the same."""
    yield from report_flaws(corpus, "mergeable-rules")
