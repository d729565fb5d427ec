"""A finding type that no gold item shows, or fewer than the settings ask for.

Why it matters: analysts tell types apart by examples. A type that is in no gold is mixed up with its
neighbours, and no test can show who can find it. A type counts as shown where one below it is.

Bad:  `hallucination.ocr` in the taxonomy, and no item with such a finding
Good: an active item with one; `coverage = {types = 0}` asks for none
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.coverage import covered, too_few
from goldline.model.corpus import Corpus, Summary
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL534", "type-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every type that too few items have a finding of, or of one below it."""
    least = corpus.settings.check.coverage.types
    for guideline, counts in covered(corpus, least, _shown_types):
        for kind in guideline.taxonomy.types.values():
            count = counts[kind.path]
            if count < least and (kind.parent is None or counts[kind.parent] >= least):
                yield Draft(
                    kind.where,
                    f"{too_few(count, least)} has a finding of {shown(kind.path)}",
                    "write an item in which it can be found",
                )


def _shown_types(item: Summary) -> set[str]:
    """Return the types of an item's findings and all above them."""
    found = set()
    for path in item.types:
        while path:
            found.add(path)
            path = path.rpartition(".")[0]
    return found
