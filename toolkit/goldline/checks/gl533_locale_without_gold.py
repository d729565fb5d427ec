"""A locale of a guideline without gold, or with less than the settings ask for.

Why it matters: what is right in one language or region need not be in another. Without gold nobody
has tried whether the rules hold there.

Bad:  `locales: [en-US, ja-JP]`, and nothing but English in the gold
Good: an active item in each; `coverage = {locales = 0}` asks for none
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.coverage import covered, too_few
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL533", "locale-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every locale that a guideline lists and too few of its items are in."""
    least = corpus.settings.check.coverage.locales
    for guideline, counts in covered(corpus, least, lambda item: (item.locale,)):
        for index, locale in enumerate(guideline.locales):
            if counts[locale] < least:
                yield Draft(
                    guideline.where.down("locales", index),
                    f"{too_few(counts[locale], least)} is in the locale {shown(locale)}",
                    "write one, or take the locale out of the guideline",
                )
