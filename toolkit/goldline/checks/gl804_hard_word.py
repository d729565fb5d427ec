"""A word beyond a reader whose English is CEFR B2, which the guideline does not explain.

Why it matters: an analyst who has to look a word up finds one of its meanings, and not always the one
that was meant. A technical term is welcome where `terms` explains it.

Bad:  `text: A spurious attribution gives 1.`
Good: `text: A false source gives 1.`, or `spurious` under `terms`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.prose import Passage, defined_words, english_passages, unquoted, words_of
from goldline.checks.readability import is_hard
from goldline.checks.words import VAGUE, forms, plainer
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.model.guideline import Guideline

CODE, NAME, LEVEL = "GL804", "hard-word", "info"


def check_guidelines(corpus: Corpus) -> Iterator[Draft]:
    """Yield each hard word of a guideline once, where it stands first, with how often it is used."""
    for guideline in corpus.guidelines.values():
        for word, passages in _hard_words(guideline).items():
            others = len(passages) - 1
            times = f", here and in {others} more {'place' if others == 1 else 'places'}" if others else ""
            simpler = plainer(word)
            hint = f'write "{simpler}"' if simpler else "use a more common word"
            yield Draft(
                passages[0].where,
                f'"{word}" is a word beyond B2{times}',
                f"{hint}, or explain it under `terms` in guideline.yaml",
            )


def _hard_words(guideline: Guideline) -> dict[str, list[Passage]]:
    defined = defined_words(guideline)
    found: dict[str, list[Passage]] = {}
    for passage in english_passages(guideline):
        if not passage.normative:
            continue
        for word in dict.fromkeys(words_of(unquoted(passage.text))):
            # A capital in the middle of a sentence is a name; at its start the word is looked up.
            lower = word.lower()
            if any(form in defined for form in forms(lower)) or lower in VAGUE or not is_hard(lower):
                continue
            if word != lower and not _begins_sentence(word, passage.text):
                continue
            found.setdefault(lower, []).append(passage)
    return found


def _begins_sentence(word: str, text: str) -> bool:
    before = text[: text.find(word)].rstrip(" \n\"'“‘*(-")
    return not before or before[-1] in ".!?:"
