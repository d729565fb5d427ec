"""A quote that does not occur where it is said to occur.

Why it matters: readers are shown the words in their place. A quote that is not there shows nothing,
and often it means that the response was edited after it was judged.

Bad:  `- {quote: a green ball}`, where the response says “a red ball”
Good: `- {quote: a red ball}`; `occurrence: 2` for the second one; `in: prompt` for one in the prompt
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from goldline.checks.evidence import all_evidence
from goldline.checks.telling import masked, of_response, plural, quoted
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Evidence, FoundFact, Item

CODE, NAME, LEVEL = "GL401", "quote-not-found", "error"

_ALIKE = 70.0
_LONGEST_SEARCHED = 20_000


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every quote that is missing, or occurs less often than `occurrence` says."""
    for finding, evidence in all_evidence(item):
        quote = evidence.quote
        if quote is None:
            continue
        texts = _texts(item, finding, evidence)
        if texts is None:
            yield Draft(evidence.where.down("turn"), *_no_such_turn(item, evidence))
            continue
        count = sum([text.count(quote) for text in texts])
        if count >= evidence.occurrence or not texts:  # of a response that is not there: GL323
            continue
        what = _name(finding, evidence)
        if count:
            yield Draft(
                evidence.where.down("occurrence"),
                f"the quote occurs {'once' if count == 1 else plural(count, 'time')} in {what}, "
                f"and `occurrence: {evidence.occurrence}` is asked for",
                "count the occurrences from 1",
            )
        else:
            whole = "\n".join(texts)
            reason = "" if masked(item, context) else _nearly(quote, whole)
            shown = "the quote" if masked(item, context) else f"the quote {quoted(quote)}"
            yield Draft(
                evidence.where.down("quote"),
                f"{shown} does not occur in {what}{reason}",
                "copy the words from the text itself; `in` says where else they stand, `turn` in which turn",
            )


def _texts(item: Item, finding: FoundFact, evidence: Evidence) -> list[str] | None:
    """Return the texts that the quote may stand in, or None where it names a turn that is not there."""
    if evidence.turn is not None:
        turns = item.prompt.messages
        return [turns[evidence.turn - 1].text] if 0 < evidence.turn <= len(turns) else None
    match evidence.source:
        case "prompt":
            return [message.text for message in item.prompt.messages] or [item.prompt.text]
        case "reference":
            return [item.reference]
    return [r.text for r in item.responses if finding.response is None or r.id == finding.response]


def _no_such_turn(item: Item, evidence: Evidence) -> tuple[str, str]:
    turns = len(item.prompt.messages)
    if not turns:
        return "the prompt is no conversation, so it has no turns", "leave `turn` out"
    return f"the conversation has no turn {evidence.turn}", f"it has {plural(turns, 'turn')}, counted from 1"


def _name(finding: FoundFact, evidence: Evidence) -> str:
    if evidence.turn is not None:
        return f"turn {evidence.turn} of the conversation"
    if evidence.source == "response":
        return f"the text{of_response(finding.response)}" if finding.response else "the response"
    return f"the {evidence.source}"


def _nearly(quote: str, text: str) -> str:
    """Return in what the quote differs from the words that were probably meant, or nothing."""
    if not text.strip():
        return ", which is empty"
    if unicodedata.normalize("NFC", quote) in unicodedata.normalize("NFC", text):
        form = "composed (NFC)" if unicodedata.is_normalized("NFC", quote) else "decomposed (NFD)"
        return f": to the eye it does, but its accents are stored in another form than the text's: {form}"
    if " ".join(quote.split()) in " ".join(text.split()):
        return " with these spaces and line breaks"
    if quote.casefold() in text.casefold():
        return " with these capital letters"
    from rapidfuzz.fuzz import partial_ratio_alignment

    near = partial_ratio_alignment(quote[:_LONGEST_SEARCHED], text[:_LONGEST_SEARCHED], score_cutoff=_ALIKE)
    if near is None or near.src_end - near.src_start < len(quote[:_LONGEST_SEARCHED]) // 2:
        return ""
    return f"; nearest to it is {quoted(_whole_words(text, near.dest_start, near.dest_end))}"


def _whole_words(text: str, start: int, end: int) -> str:
    """Return a passage with the words at its ends made whole."""
    left, right = start, end
    while left > 0 and start - left < 12 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and right - end < 12 and not text[right].isspace():
        right += 1
    return text[left:right].strip()
