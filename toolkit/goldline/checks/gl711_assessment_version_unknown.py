"""An assessment under a version that its guideline has not reached.

Why it matters: a certificate says under which rules somebody passed. Of a version that does not exist
nobody can tell whether it judges as today's does, so the certificate says nothing.

Bad:  `guideline: caption-quality@3.0.0`, where the guideline says `version: 2.1.0`
Good: `guideline: caption-quality@2.1.0`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown
from goldline.rules.scene import newer

CODE, NAME, LEVEL = "GL711", "assessment-version-unknown", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield the version of every record that is newer than the guideline's own."""
    for one in corpus.assessments:
        guideline = corpus.guidelines.get(one.guideline)
        if guideline is not None and newer(one.version, guideline.version):
            yield Draft(
                one.where.down("guideline"),
                f"this assessment was made under {shown(one.version)}, but {shown(guideline.id)} is at "
                f"{shown(guideline.version)}",
                "take back what was changed in the record by hand, or raise the guideline's `version`",
            )
