"""A level of the scale that no facts lead to.

Why it matters: analysts see the level, think about it and may even choose it, but the rules never
give it.

Bad:  a scale of 1 to 4, and rules that give 1, 2 and 4
Good: a rule that gives 3, or a scale without it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL236", "level-never-given", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the levels that the rules of a criterion never give."""
    yield from report_flaws(corpus, "level-never-given")
