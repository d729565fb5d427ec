"""Whether two texts say the same: a key for equal ones, a sketch to find similar ones, a measure.

Comparing every text with every other is out of the question. A sketch is a handful of numbers that
similar texts are likely to share: the smallest hashes of their pairs of neighbouring words (bottom-k
sketches, after Broder 1997). Texts that share one are worth comparing, all others are not.

Hashes are CRCs, which are the same in every process and on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b
from itertools import pairwise, repeat
from zlib import crc32

from rapidfuzz.fuzz import ratio

_USUAL_SKETCH = 5
_LONGEST_COMPARED = 1200

# What stands inside a number is part of it: 3.5 is not 35, and -5 is not 5.
_IN_NUMBERS = re.compile(r"(?<=\d)[.,:/](?=\d)|(?<!\w)-(?=\d)")
_MAYBE_IN_NUMBERS = re.compile(r"[-.,:/]\d")
_KEPT = {".": "\u00b7", ",": "\u00b7", ":": "\u00b7", "/": "\u00b7", "-": "\u2212"}


_ASCII = bytes(byte if chr(byte).isalnum() or chr(byte) in "+<=>|~^$" else 0x20 for byte in range(128)).ljust(
    256
)

# Scripts without spaces are cut into pieces where certain bytes of their UTF-8 form occur: an edit
# changes the pieces around it alone, as with words.
_PIECES = bytes(0x20 if byte >= 0x80 and byte & 7 == 7 else byte for byte in range(256))


def fold(text: str) -> str:
    """Return a text in lower case, with single spaces and no punctuation."""
    if not text:
        return ""
    text = text.casefold()
    with_numbers = _MAYBE_IN_NUMBERS.search(text) is not None
    if text.isascii():
        if not with_numbers:
            return b" ".join(text.encode().translate(_ASCII).split()).decode()
    elif not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if with_numbers:
        text = _IN_NUMBERS.sub(lambda found: _KEPT[found[0]], text)
    return " ".join(_apart().sub(" ", text).split())


@cache
def _apart() -> re.Pattern[str]:
    """Return a pattern of what stands between words in any script: punctuation, spaces and controls."""
    kept = set(_KEPT.values())
    # Without the ideographs and syllables of East Asia, which are all letters.
    codes = (*range(0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000))
    found = [c for c in map(chr, codes) if unicodedata.category(c)[0] in "PZC" and c not in kept]
    return re.compile(f"[{re.escape(''.join(found))}]+")


def text_key(text: str) -> int:
    """Return a number that is equal for texts which differ at most in case, spaces and punctuation."""
    return folded_key(fold(text))


def folded_key(folded: str) -> int:
    """Return the key of a text that is folded already."""
    letters = folded if folded.isascii() else folded.replace(" ", "")
    return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def sketch(text: str, most: int = _USUAL_SKETCH) -> tuple[int, ...]:
    """Return a few hashes of a text, of which nearly equal texts share some."""
    return folded_sketch(fold(text), most)


def folded_sketch(folded: str, most: int = _USUAL_SKETCH, seed: int = 0) -> tuple[int, ...]:
    """Return the sketch of a text that is folded already; other seeds give sketches of another kind."""
    words = folded.encode("utf-8", "surrogatepass").translate(_PIECES).split()
    if len(words) < 2:
        return tuple(crc32(word, seed) for word in words)
    pairs = map(b" ".join, pairwise(words))
    return tuple(sorted(set(map(crc32, pairs, repeat(seed))))[:most])


def alike(one: str, other: str, at_least: float = 0.0) -> float:
    """Return how alike two texts are, 0 to 100: the share of characters that they have in order.

    Below `at_least` the answer is 0, which is found sooner.
    """
    return ratio(one, other, score_cutoff=at_least)


def clip(text: str, most: int = _LONGEST_COMPARED) -> str:
    """Return a text for comparing: of a long one the beginning and the end."""
    return text if len(text) <= most else text[: most * 2 // 3] + text[-(most // 3) :]
