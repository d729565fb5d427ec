"""What check, verify and diff say of a change, as the flat words of a `PullReport`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from goldline.model.proof import Proof, VerifyReport
from goldline.model.pull import StatusCount, ToldJudgment, ToldProof, ToldShift, ToldVersion
from goldline.model.report import DiffReport, JudgmentChange
from goldline.reading.pull import LONGEST
from goldline.render.arrange import Teller, Told, count_statuses, group_judgments
from goldline.render.beyond_gold import example_words, group_spaces
from goldline.render.escape import one_line, shorten
from goldline.render.words import cause_words, missing_words

Secret = Callable[[JudgmentChange], bool]
T = TypeVar("T")

_MOST_WORDS = 300
_MOST_REASONS = 8
_MOST_NUMBER = 10**15


def count_told(report: DiffReport, fail_on: Sequence[str]) -> tuple[StatusCount, ...]:
    """Return every status that occurs with its number, most serious first."""
    return tuple(
        StatusCount(words.name, count, words.name in fail_on)  # type: ignore[arg-type]  # a known status
        for words, count in count_statuses(report)
    )


def tell_judgments(report: DiffReport, most: int, secret: Secret) -> tuple[ToldJudgment, ...]:
    """Return at most so many judgments of each status, most serious first."""
    teller = Teller(report)
    return tuple(
        _withheld(one) if secret(one) else _judgment(one, teller.tell(one))
        for group in group_judgments(report, most)
        for one in group.judgments.shown
    )


def _judgment(one: JudgmentChange, told: Told) -> ToldJudgment:
    item = one.item if one.response is None else f"{one.item}, response {one.response}"
    return ToldJudgment(
        status=one.status,  # type: ignore[arg-type]  # a known status
        guideline=words(one.guideline),
        criterion=words(one.criterion),
        item=words(item),
        title=words(one.title),
        judged=words(told.judged),
        gold=words(told.gold),
        rules=words(told.rules),
        why=tuple(words(reason) for reason in _why(one, told))[:_MOST_REASONS],
    )


def _withheld(one: JudgmentChange) -> ToldJudgment:
    """Return what may be said where everybody reads of an item that is held out: where it belongs."""
    place = (words(one.guideline), words(one.criterion))
    return ToldJudgment(one.status, *place, "a held-out item", "", "", "", "", ())  # type: ignore[arg-type]


def _why(one: JudgmentChange, told: Told) -> Iterator[str]:
    for rule, news in told.news:
        yield f"{rule} {news}"
    for cause in one.causes:
        yield cause_words(cause, _plain)
    if one.reworded:
        yield f"reworded: {', '.join(one.reworded)}"
    if told.possible:
        yield f"possible: {told.possible}"
    if one.missing:
        yield f"missing: {'; '.join(missing_words(name, _plain) for name in one.missing)}"


def tell_shifts(report: DiffReport, most: int) -> tuple[tuple[ToldShift, ...], int]:
    """Return at most so many differences beyond the gold, and how many there are."""
    found = [
        ToldShift(
            words(group.guideline),
            words(group.criterion),
            words(shift.judged),
            words(shift.rules),
            words(shift.extent),
            words(example_words(shift.example)),
        )
        for group in group_spaces(report, _plain)
        for shift in group.shifts.shown
    ]
    found += [
        ToldShift(words(group.guideline), words(group.criterion), words(group.words), "", "", words(note))
        for group in group_spaces(report, _plain)
        if not group.shifts.total
        for note in group.notes or ("",)
    ]
    return tuple(found[:most]), len(found)


def tell_versions(report: DiffReport, most: int) -> tuple[tuple[ToldVersion, ...], int]:
    """Return at most so many of the versions that a change concerns, and how many these are."""
    rows = [row for row in report.versions if row["required"] != "none" or not row["ok"]]
    rows.sort(key=lambda row: bool(row["ok"]))
    told = [
        ToldVersion(
            words(row["guideline"]),
            words(row["base"]),
            words(row["head"]),
            row["required"],
            row["declared"],
            row["ok"],
            tuple(words(reason) for reason in row["reasons"][:_MOST_REASONS]),
        )
        for row in rows[:most]
    ]
    return tuple(told), len(rows)


def tell_proofs(report: VerifyReport, most: int) -> tuple[tuple[ToldProof, ...], int]:
    """Return at most so many criteria with what was proved of them, flawed ones first, and how many."""
    order = sorted(report.proofs, key=lambda proof: (proof.exhaustive, -_grave(proof)))
    told = [
        ToldProof(
            words(proof.guideline),
            words(proof.criterion),
            proof.rules,
            min(proof.combinations, _MOST_NUMBER),
            _grave(proof),
            tuple(words(reason) for reason in proof.unproved[:_MOST_REASONS]),
        )
        for proof in order[:most]
    ]
    return tuple(told), len(report.proofs)


def _grave(proof: Proof) -> int:
    return sum(flaw.severity != "info" for flaw in proof.flaws)


def words(text: str, most: int = _MOST_WORDS) -> str:
    """Return words of the repository on one line and not too many of them."""
    return shorten(one_line(text), most)[:LONGEST]


def _plain(text: str) -> str:
    return text
