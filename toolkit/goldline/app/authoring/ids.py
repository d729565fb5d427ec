"""Ids that two branches cannot both take: words of the title, or a few random letters; never a count."""

from __future__ import annotations

import secrets
import unicodedata
from collections import Counter
from collections.abc import Collection

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without those that look like another: l, o, 0, 1
_LONGEST = 48
_ARTICLES = frozenset(("the", "a", "an"))


def new_id(title: str, taken: Collection[str], prefix: str = "") -> str:
    """Return an id for something of that title: `cap-ball-that-is-not-there`, or `cap-k3f7q2` for 海の犬."""
    words = slug(title)
    folded = {name.casefold() for name in taken}
    name = f"{prefix}{words or short(6)}"
    while name.casefold() in folded:
        name = f"{prefix}{words}-{short(4)}" if words else f"{prefix}{short(6)}"
    return name


def new_rule_id(prefix: str, taken: Collection[str]) -> str:
    """Return a rule id with a short random end, such as `COR-k3f`."""
    folded = {name.casefold() for name in taken}
    while (name := f"{prefix}-{short(3)}").casefold() in folded:
        pass
    return name


def slug(title: str) -> str:
    """Return the words of a title as an id; "" where too little of it is written in Latin letters."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c)
    )
    letters = [c for c in plain if c.isalnum()]
    latin = [c for c in letters if c.isascii()]
    if len(latin) < 3 or 2 * len(latin) < len(letters):
        return ""
    plain = plain.replace("'", "").replace("’", "")
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in plain).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}-{word}" if name else word[:_LONGEST]
    return f"n-{name}" if name[:1].isdigit() or name.startswith("x-") else name


def short(length: int) -> str:
    """Return a few random letters and digits, a letter first."""
    return secrets.choice(_LETTERS[:23]) + "".join(secrets.choice(_LETTERS) for _ in range(length - 1))


def common_prefix(names: Collection[str]) -> str:
    """Return what most of these ids begin with up to their first `-` (`cap-`), or ""."""
    firsts = Counter(name.partition("-")[0] for name in names if "-" in name)
    if not firsts:
        return ""
    first, count = firsts.most_common(1)[0]
    return f"{first}-" if count >= 2 and 2 * count > len(names) else ""


def rule_prefix(existing: Collection[str], criterion: str) -> str:
    """Return the capitals that rule ids of a criterion begin with: those of its rules, else from its name."""
    firsts = Counter(name.rpartition("-")[0] for name in existing)
    if firsts:
        return firsts.most_common(1)[0][0]
    consonants = [c for c in criterion.upper() if c.isalpha()]
    return "".join(consonants[:3]) or "R"
