"""An outcome in a version that the guideline has not reached.

Why it matters: `resolved` says that the answer has become part of the guideline. Where it is only
planned, analysts look for a rule that is not there yet.

Bad:  `outcome: {version: 2.2.0}` while the guideline is at 2.1.0
Good: `status: answered` until 2.2.0 is there, then `status: resolved`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown
from goldline.rules.scene import newer

CODE, NAME, LEVEL = "GL704", "outcome-not-released", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield outcomes whose version is newer than the guideline's own."""
    for escalation in corpus.escalations.values():
        guideline = corpus.guidelines.get(escalation.guideline)
        outcome = escalation.outcome
        if guideline is not None and outcome is not None and newer(outcome.version, guideline.version):
            yield Draft(
                escalation.where.down("outcome", "version"),
                f"this is version {outcome.version}, and {shown(guideline.id)} is at {guideline.version}",
                "set `status: answered` until that version is there, or correct the version",
            )
