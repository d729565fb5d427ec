"""A case of a rule that changes nothing.

Why it matters: the list of cases reads as if each of them mattered. One that does not hides a slip,
or makes the rule longer than it is.

Bad:  `when: [{worst: major}, {worst: [major, critical]}]`
Good: `when: {worst: [major, critical]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.proofs import report_flaws
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL234", "idle-case", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield the cases without which nothing would change."""
    yield from report_flaws(corpus, "idle-case")
