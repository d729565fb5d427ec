"""A rule that never decides, because other rules always decide before it.

Why it matters: it reads as if it meant something, but every item that it speaks of is judged by
another rule. Usually two rules were swapped, or one above was widened.

Bad:  under `first`, COR-1 `when: {worst_error: ">= minor"}` before COR-2 `when: {worst_error: critical}`
Good: COR-2, the narrower one, before COR-1
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL233", "masked-rule", "error"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the rules that hold somewhere and decide nowhere."""
    yield from report_flaws(corpus, "masked-rule")
