"""Findings of which people may differ and be right: every way in which an item's may be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from goldline.model.gold import FoundFact

MOST_TRIED = 256

Seen = tuple[str, str, str | None] | None
"""A finding as facts hold it: type, severity and response; None where it is not found."""


def count_ways(findings: Sequence[FoundFact]) -> int:
    """Return in how many ways these findings may be taken together."""
    return prod(len(ways(finding)) for finding in findings)


def alternatives(findings: Sequence[FoundFact]) -> Iterator[tuple[Seen, ...]]:
    """Yield the findings in every way that is right, as they stand first, each in its own place.

    Where there are more than `MOST_TRIED` ways together, one finding at a time is taken otherwise.
    """
    each = [ways(finding) for finding in findings]
    if prod(map(len, each)) <= MOST_TRIED:
        yield from product(*each)
        return
    plain = [several[0] for several in each]
    yield tuple(plain)
    tried = 1
    for at, several in enumerate(each):
        for one in several[1:]:
            if tried < MOST_TRIED:
                tried += 1
                yield (*plain[:at], one, *plain[at + 1 :])


def ways(finding: FoundFact) -> list[Seen]:
    """Return how one finding may be taken: as it stands first, then all that its `accept` allows."""
    plain: Seen = (finding.type, finding.severity, finding.response)
    accept = finding.accept
    if accept is None:
        return [plain]
    types = (finding.type, *accept.types)
    severities = (finding.severity, *accept.severities)
    found: dict[Seen, None] = dict.fromkeys((t, s, finding.response) for t in types for s in severities)
    if accept.absent:
        found[None] = None
    return list(found)


def as_facts(taken: Sequence[Seen]) -> tuple[tuple[str, str, str | None], ...]:
    """Return findings taken in one way, as `Facts` hold them: those that are found, in order."""
    return tuple(sorted((one for one in taken if one is not None), key=lambda f: (f[0], f[1], f[2] or "")))
