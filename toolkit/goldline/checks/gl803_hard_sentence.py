"""A sentence beyond a reader whose English is CEFR B2.

Why it matters: most analysts read English as a foreign language. A sentence of long, rare words is
understood in part, and the part that was not understood is guessed. How hard a sentence is comes from
its length and its syllables (the Flesch-Kincaid grade level; above 12 it is reported), so technical
terms count only where the guideline does not explain them under `terms`.

Bad:  `text: Misattribution of provenance constitutes a substantive misrepresentation.`
Good: `text: A wrong source is a major error.`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.prose import defined_words, english_passages, sentences, words_of
from goldline.checks.readability import grade, is_beyond_b2, is_hard, syllables
from goldline.checks.words import plainer
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.text import shorten

CODE, NAME, LEVEL = "GL803", "hard-sentence", "info"

_MOST_SHOWN = 5


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield sentences that are hard, though not too long, with the words that make them so."""
    most = corpus.settings.check.sentence_words
    for guideline in corpus.guidelines.values():
        defined = defined_words(guideline)
        for passage in english_passages(guideline):
            for sentence in sentences(passage.text):
                words = words_of(sentence)
                if len(words) <= most and is_beyond_b2(words, defined):
                    yield Draft(
                        passage.where,
                        f'hard to read (school year {grade(words, defined):.0f}): "{shorten(sentence)}"',
                        _way_out([word.lower() for word in words if word.lower() not in defined]),
                    )


def _way_out(words: list[str]) -> str:
    """Return what to replace: words beyond B2 first, else the longest ones."""
    hard = [word for word in dict.fromkeys(words) if is_hard(word) or syllables(word) > 3 or plainer(word)]
    hard.sort(key=lambda word: (not is_hard(word), -syllables(word)))
    named = [f'"{w}" ({p})' if (p := plainer(w)) else f'"{w}"' for w in hard[:_MOST_SHOWN]]
    if not named:
        return "make two sentences of it"
    return f"say it with shorter words than {', '.join(named)}"
