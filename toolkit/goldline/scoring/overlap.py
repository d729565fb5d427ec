"""How well two people's findings meet: spans of text, regions of pictures, segments of clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a finding points: a stretch (of characters or seconds) of a source, a box in it, or both."""

    source: str
    stretch: Span | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is compared: what it is, and where."""

    type: str
    severity: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Two findings, by their positions, that mean the same, and how much their evidence overlaps.

    `overlap` is None where one of them points at nothing.
    """

    first: int
    second: int
    overlap: float | None


def overlap_of_stretches(one: Span, other: Span) -> float:
    """Return the intersection of two stretches through their union (Jaccard's index)."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    joined = max(one[1], other[1]) - min(one[0], other[0])
    if joined <= 0:
        return 1.0 if one == other else 0.0
    return max(0.0, shared) / joined if shared > 0 else 0.0


def overlap_of_boxes(one: Box, other: Box) -> float:
    """Return the intersection of two boxes (x, y, width, height) through their union: the IoU."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0.0, wide) * max(0.0, high)
    joined = one[2] * one[3] + other[2] * other[3] - shared
    return shared / joined if joined > 0 else float(one == other)


def overlap_of_marks(one: Mark, other: Mark) -> float:
    """Return how much two marks overlap; of a box in a segment, the product of both."""
    if one.source != other.source:
        return 0.0
    found = 1.0
    if one.stretch is not None and other.stretch is not None:
        found *= overlap_of_stretches(one.stretch, other.stretch)
    if one.box is not None and other.box is not None:
        found *= overlap_of_boxes(one.box, other.box)
    comparable = (one.stretch is not None and other.stretch is not None) or (
        one.box is not None and other.box is not None
    )
    return found if comparable else 0.0


def overlap_of(one: Found, other: Found) -> float | None:
    """Return the best overlap of any two marks of two findings, or None where one has none."""
    if not one.marks or not other.marks:
        return None
    return max(overlap_of_marks(a, b) for a in one.marks for b in other.marks)


def match_findings(first: Sequence[Found], second: Sequence[Found]) -> list[Match]:
    """Return which findings of two people mean the same, each at most once.

    Two findings can match where their evidence overlaps, or where one of them points at nothing and the
    types are the same. The best pairs come first: same type, then most overlap, then same severity. (A
    greedy matching, as COCO's evaluation of detections does it.)
    """
    options = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            overlap = overlap_of(one, other)
            same = one.type == other.type
            if overlap or (overlap is None and same):
                rank = (same, overlap or 0.0, one.severity == other.severity)
                options.append((rank, -i, -j, overlap))
    used_first: set[int] = set()
    used_second: set[int] = set()
    found = []
    for _, i, j, overlap in sorted(options, key=lambda option: option[:3], reverse=True):
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            found.append(Match(-i, -j, overlap))
    return found


@dataclass(frozen=True, slots=True)
class Met:
    """How two people's findings of one item meet: F1, F1 of the same type, and the overlap of evidence.

    `overlap` is the mean over what both found alike with evidence; None where there is nothing such.
    """

    f1: float
    f1_of_types: float
    overlap: float | None


def meet(one: Sequence[Found], other: Sequence[Found]) -> Met:
    """Return how two people's findings of one item meet. Two people who both found nothing agree.

    Hripcsak and Rothschild (2005), JAMIA 12: where nobody can say what was not found, the mean F1 of any
    two takes the place of kappa.
    """
    if not one and not other:
        return Met(1.0, 1.0, None)
    matches = match_findings(one, other)
    same = sum(one[match.first].type == other[match.second].type for match in matches)
    overlaps = [match.overlap for match in matches if match.overlap is not None]
    count = len(one) + len(other)
    return Met(
        2 * len(matches) / count, 2 * same / count, sum(overlaps) / len(overlaps) if overlaps else None
    )
