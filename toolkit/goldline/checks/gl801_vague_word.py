"""A vague word in a text that decides judgments.

Why it matters: ten analysts read "usually" or "significant" in ten ways, and each of them is right. What
can be counted, seen or listed is read in one way.

Bad:  `text: Significant errors usually give 1.`
Good: `text: Two or more major errors give 1.`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.prose import defined_words, english_passages
from goldline.checks.words import find_vague
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL801", "vague-word", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield vague words in rules, questions, anchors and definitions.

    Words in quotes, and words to which the guideline gives a meaning, are left alone; so is
    guidance, which may explain.
    """
    for guideline in corpus.guidelines.values():
        defined = defined_words(guideline)
        for passage in english_passages(guideline):
            if passage.normative:
                for word, instead in find_vague(passage.text, defined):
                    yield Draft(passage.where, f'"{word}" means something else to each analyst', instead)
