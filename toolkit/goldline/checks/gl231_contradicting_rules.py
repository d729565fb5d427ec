"""Rules that hold for the same facts and must not.

Why it matters: under `unique` just one rule may hold, under `any` all that hold must agree. Where
they do not there is no judgment, and analysts pick the rule that they saw first.

Bad:  COR-2 gives 1 for two errors or more, COR-3 gives 2 for a major error, hit policy `unique`
Good: tests that exclude each other, or a hit policy that says which rule wins
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL231", "contradicting-rules", "error"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the largest groups of rules that contradict each other."""
    yield from report_flaws(corpus, "conflict")
