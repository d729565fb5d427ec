"""A criterion that is named but is not there.

Why it matters: a rule cannot rest on a judgment that nobody makes, and an escalation about a criterion
that does not exist reaches nobody who could answer it.

Bad:  `correct: {criterion: corectness}`
Good: `correct: {criterion: correctness}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import is_current
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL121", "unknown-criterion", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield pending escalations about a criterion that is not there; reading looks at guidelines.

    What closed ones were about is history, and may be gone by now. So may what an assessment asked that
    was graded, or drawn under an older version.
    """
    yield from _asked(corpus)
    for escalation in corpus.escalations.values():
        guideline = corpus.guidelines.get(escalation.guideline)
        name = escalation.criterion
        if guideline is None or not name or not is_current(escalation, guideline):
            continue
        folder = guideline.where.file.rpartition("/")[0]
        if name not in guideline.criteria and f"{folder}/criteria/{name}.yaml" not in corpus.files:
            known = list(guideline.criteria)
            yield Draft(
                escalation.where.down("criterion"),
                f"{shown(guideline.id)} has no criterion {shown(name)}{did_you_mean(name, known)}",
                f"there are {listed(known)}" if known else "",
            )


def _asked(corpus: Corpus) -> Iterator[Draft]:
    for one in corpus.assessments:
        guideline = corpus.guidelines.get(one.guideline)
        if guideline is None or one.result is not None or one.version != guideline.version:
            continue
        known = list(guideline.criteria)
        for number, asked in enumerate(one.asked):
            for at, (name, _) in enumerate(asked.targets):
                if name not in guideline.criteria:
                    yield Draft(
                        one.where.down("items", number, "asks", at, "criterion"),
                        f"{shown(guideline.id)} has no criterion {shown(name)}{did_you_mean(name, known)}",
                        "draw another assessment: `goldline assess new`",
                    )
