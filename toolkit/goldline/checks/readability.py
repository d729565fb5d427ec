"""How hard a word or a sentence is for a reader whose English is CEFR B2.

Words have the levels of `cefrpy`. Sentences have their Flesch-Kincaid grade level: for one sentence
0.39 x words + 11.8 x syllables a word - 15.59, the years of school that a native reader needs
(Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted
Personnel", Research Branch Report 8-75, Naval Technical Training Command, 1975). Syllables are
counted by the hyphenation patterns of `pyphen`.

Both libraries take a while to load, so that happens when the first word is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Final

from goldline.checks.words import EVERYDAY, forms

B2: Final = 4.5
"""Where B2 ends: `cefrpy` counts from A1 as 1 to C2 as 6, and rounds."""

HARDEST_GRADE: Final = 12.0
"""The grade up to which a sentence is taken to be readable at B2.

In a guideline of 180 sentences that was written for B2 readers none reached 12.5 and nine in ten
stayed below 8; eight sentences in the style of contracts came out between 12.7 and 23.7.
"""

# In a short sentence one long word makes the grade jump.
_SHORT, _MARGIN = 8, 3.0


@cache
def level(word: str) -> float | None:
    """Return how hard a word in lower case is, 1 (A1) to 6 (C2), or None where no list holds it."""
    look_up = _level_of()
    return min((found for form in forms(word) if (found := look_up(form)) is not None), default=None)


def is_hard(word: str) -> bool:
    """Whether a word in lower case is beyond B2; names and other unknown words are not."""
    return word not in EVERYDAY and (level(word) or 0.0) > B2


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has, one at least."""
    return _hyphenated()(word).count("-") + 1


def grade(words: Collection[str], known: Collection[str] = ()) -> float:
    """Return the Flesch-Kincaid grade level of one sentence; `known` words count as one syllable."""
    if not words:
        return 0.0
    count = sum(1 if word.lower() in known else syllables(word.lower()) for word in words)
    return 0.39 * len(words) + 11.8 * count / len(words) - 15.59


def is_beyond_b2(words: Collection[str], known: Collection[str] = ()) -> bool:
    """Whether a sentence is harder than a B2 reader should have to read."""
    return grade(words, known) > HARDEST_GRADE + (_MARGIN if len(words) < _SHORT else 0.0)


@cache
def _level_of() -> Callable[[str], float | None]:
    from cefrpy import CEFRAnalyzer

    look_up: Callable[[str], float | None] = CEFRAnalyzer().get_average_word_level_float
    return look_up


@cache
def _hyphenated() -> Callable[[str], str]:
    from pyphen import Pyphen

    inserted: Callable[[str], str] = Pyphen(lang="en_US").inserted
    return inserted
