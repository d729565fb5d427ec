"""A judgment that gets better while the facts get worse.

Why it matters: nobody means that one more error, or a more severe one, improves a judgment. It
happens where a test names one severity or count and forgets what lies beyond.

`check` only mentions it, for it can be meant; `goldline verify` counts it as a flaw.

Bad:  `worst_harm: major` gives 1, and critical harm, for which there is no rule, falls through to 4
Good: `worst_harm: ">= major"`; or `worse: free` at the input, where it is meant
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL237", "worse-is-better", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the inputs whose worsening betters a judgment."""
    yield from report_flaws(corpus, "worse-is-better")
