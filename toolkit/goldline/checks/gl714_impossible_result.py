"""A result with more right than was judged, or of more than was asked.

Why it matters: who may work is told by it. Grading cannot write such numbers, so the record was changed
by hand.

Bad:  `right: 26`, `judged: 24`
Good: `right: 22`, `judged: 24`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL714", "impossible-result", "error"

_HINT = "take back what was changed in the record by hand"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield counts that cannot be; where findings are asked nobody knows beforehand how many there are."""
    for one in corpus.assessments:
        result = one.result
        if result is None:
            continue
        asked = sum(len(each.targets) for each in one.asked)
        open_ended = any(each.findings for each in one.asked)
        if result.right > result.judged:
            message = f"{result.right} of {result.judged} judgments cannot be right"
            yield Draft(one.where.down("result", "right"), message, _HINT)
        elif result.judged + result.left_out > asked and not open_ended:
            message = f"{result.judged + result.left_out} judgments were graded, and {asked} were asked"
            yield Draft(one.where.down("result", "judged"), message, _HINT)
