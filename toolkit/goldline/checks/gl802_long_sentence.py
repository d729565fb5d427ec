"""A sentence that is too long to be held in mind.

Why it matters: analysts read a rule while they look at a response, many of them in their second or
third language. In a long sentence they lose the beginning before they reach the end, and apply half of it.

Bad:  `text: If the caption names a thing that is not in the frame, or gives a thing that is there a
      wrong colour, and the prompt did not ask for a guess, it gets 1 unless …`
Good: two sentences, or two rules
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.prose import english_passages, sentences, words_of
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.text import shorten

CODE, NAME, LEVEL = "GL802", "long-sentence", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield sentences with more words than the `sentence_words` of the settings."""
    most = corpus.settings.check.sentence_words
    for guideline in corpus.guidelines.values():
        for passage in english_passages(guideline):
            for sentence in sentences(passage.text):
                count = len(words_of(sentence))
                if count > most:
                    yield Draft(
                        passage.where,
                        f'a sentence of {count} words, more than {most}: "{shorten(sentence)}"',
                        "make two sentences of it, or a list",
                    )
