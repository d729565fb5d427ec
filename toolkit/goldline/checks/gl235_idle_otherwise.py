"""An `otherwise` that never applies.

Why it matters: it promises a judgment for what is left, and nothing is left. Often a rule above was
widened too far.

Bad:  a rule for `errors: "< 3"`, one for `errors: ">= 3"`, and an `otherwise`
Good: the rules alone; or rules that leave something to the `otherwise`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL235", "idle-otherwise", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield each `otherwise` that nothing is left for."""
    yield from report_flaws(corpus, "idle-otherwise")
