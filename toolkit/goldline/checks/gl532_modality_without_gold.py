"""A modality of a guideline without gold, or with less than the settings ask for.

Why it matters: the guideline says that it holds for such items, and nothing shows how.

Bad:  `modalities: [image-caption, video-description]`, and captions alone in the gold
Good: an active item of each; `coverage = {modalities = 0}` asks for none
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.coverage import covered, too_few
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL532", "modality-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every modality that a guideline lists and too few of its items have."""
    least = corpus.settings.check.coverage.modalities
    for guideline, counts in covered(corpus, least, lambda item: (item.modality,)):
        for index, modality in enumerate(guideline.modalities):
            if counts[modality] < least:
                yield Draft(
                    guideline.where.down("modalities", index),
                    f"{too_few(counts[modality], least)} is of the modality {shown(modality)}",
                    "write one, or take the modality out of the guideline",
                )
