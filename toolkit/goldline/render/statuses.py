"""The statuses of judgments as people read them: their order, their meaning, and the verdict in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldline.model.report import DiffReport, JudgmentChange
from goldline.render.words import listed, plural

Tone = Literal["bad", "unsure", "good", "plain"]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status for people: what it means, and how a sentence says that one or several have it."""

    name: str
    meaning: str
    one: str
    many: str
    tone: Tone


_ALL = (
    StatusWords(
        "breaks",
        "agreed with the gold label before, and disagrees now",
        "breaks its label",
        "break their label",
        "bad",
    ),
    StatusWords(
        "undecided",
        "was decided before, and cannot be decided now",
        "can no longer be decided",
        "can no longer be decided",
        "bad",
    ),
    StatusWords(
        "uninspected",
        "was decided before, and now depends on types that nobody has looked for",
        "waits for someone to look for a new type",
        "wait for someone to look for a new type",
        "bad",
    ),
    StatusWords(
        "drifts",
        "changed, and agrees with the gold label neither before nor now",
        "drifts, against its label before and now",
        "drift, against their label before and now",
        "bad",
    ),
    StatusWords(
        "review",
        "a person should look again: an exception changed, or what the judgment rests on reads differently",
        "is an exception that changed",
        "are exceptions that changed",
        "unsure",
    ),
    StatusWords(
        "unlabelled",
        "changed, and there is no gold label to hold it against",
        "has no label",
        "have no label",
        "unsure",
    ),
    StatusWords(
        "follows",
        "changed, and the gold label was changed with it",
        "follows its label",
        "follow their label",
        "good",
    ),
    StatusWords(
        "fixes",
        "disagreed with the gold label before, and agrees now",
        "now agrees with its label",
        "now agree with their label",
        "good",
    ),
    StatusWords(
        "decided",
        "could not be decided before, and is decided now",
        "can now be decided",
        "can now be decided",
        "good",
    ),
    StatusWords(
        "relabelled",
        "is judged as before, but the gold label was changed",
        "was relabelled",
        "were relabelled",
        "plain",
    ),
    StatusWords("added", "its item or criterion is new", "is new", "are new", "plain"),
    StatusWords("removed", "its item or criterion is gone", "is gone", "are gone", "plain"),
    StatusWords("same", "is what it was", "stays the same", "stay the same", "plain"),
)

STATUS_WORDS = {words.name: words for words in _ALL}
"""Every status for people, most serious first."""

CALM = frozenset(words.name for words in _ALL if words.tone in ("good", "plain"))
"""Statuses that ask nothing of the reader."""

_CHANGED = (
    "breaks",
    "undecided",
    "uninspected",
    "drifts",
    "review",
    "unlabelled",
    "follows",
    "fixes",
    "decided",
)


def status_words(status: str) -> StatusWords:
    """Return a status for people; one that is not known is shown as it is."""
    return STATUS_WORDS.get(status) or StatusWords(status, status, status, status, "unsure")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison comes to: one sentence, what there is to say besides, how serious it is."""

    text: str
    besides: str
    tone: Tone


def verdict_of(report: DiffReport) -> Verdict:
    """Return the verdict in one line: how many judgments change, and what that does to their labels."""
    total = report.summary.get("judgments", 0)
    lost = _lost(report)
    if not total:
        return Verdict(f"{lost}There is no judgment to compare.", "", "bad" if lost else "unsure")
    counts = dict(report.summary)
    moved = sum(one.status == "review" and differs(one) for one in report.judgments)
    rereads = max(counts.get("review", 0) - moved, 0)
    counts["review"] = moved
    changed = {name: counts[name] for name in _CHANGED if counts.get(name)}
    tone: Tone = "bad" if lost else _tone(report)
    return Verdict(f"{lost}{_main(changed, total)}", _besides(counts, rereads), tone)


def _lost(report: DiffReport) -> str:
    """Return a sentence about guidelines that are gone, and a space after it; nothing where none is."""
    if not report.losses:
        return ""
    many = len(report.losses)
    items = sum(len(loss.items) for loss in report.losses)
    gone = f"{plural(many, 'guideline')} {'is' if many == 1 else 'are'} gone"
    if not items:
        return f"{gone}. "
    judged = "loses what judges it" if items == 1 else "lose what judges them"
    return f"{gone}, and {plural(items, 'gold item')} {judged}. "


def differs(one: JudgmentChange) -> bool:
    """Return whether the outcome is not what it was."""
    return (one.base, one.base_state) != (one.head, one.head_state)


def _main(changed: dict[str, int], total: int) -> str:
    many = sum(changed.values())
    if not many:
        return f"None of {plural(total, 'judgment')} changes."
    verb = "changes" if many == 1 else "change"
    said = listed(_phrase(name, count) for name, count in changed.items())
    return f"{many:,} of {plural(total, 'judgment')} {verb}: {said}."


def _besides(counts: dict[str, int], rereads: int) -> str:
    said = [_phrase(name, counts[name]) for name in ("relabelled", "added", "removed") if counts.get(name)]
    if rereads:
        verb = "rests" if rereads == 1 else "rest"
        said.insert(0, f"{rereads:,} {verb} on rules or words that changed and should be reviewed")
    return f"Besides, {listed(said)}." if said else ""


def _phrase(name: str, count: int) -> str:
    words = status_words(name)
    return f"{count:,} {words.one if count == 1 else words.many}"


def _tone(report: DiffReport) -> Tone:
    there = {name for name in STATUS_WORDS if report.summary.get(name)}
    worst_first: tuple[Tone, ...] = ("bad", "unsure")
    return next((t for t in worst_first if any(STATUS_WORDS[name].tone == t for name in there)), "good")
