"""Facts that can occur, and for which no rule says what to judge.

Why it matters: an analyst who meets them has nothing to go by, so two analysts judge differently.
No gold item needs to show it: all combinations of facts are looked at, except those that cannot
occur.

Bad:  rules for `asked: "< 0.5"` and `asked: ">= 0.5"`, and items without a rubric, where `asked` is null
Good: a rule for null as well, an `otherwise`, or the combination under `impossible`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL230", "facts-without-rule", "error"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the facts without a rule, criterion by criterion."""
    yield from report_flaws(corpus, "gap")
