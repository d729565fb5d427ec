"""What came of assessments, for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from goldline.model.assessment import Certificate, Due, Exposure, Grade
from goldline.model.figure import Share
from goldline.render.escape import one_line
from goldline.render.figures import share_words
from goldline.render.terminal import Paint, hang, pad, width_of, wrap
from goldline.render.words import listed, plural

_STYLES = {"pass": "green", "fail": "red", "more evidence": "yellow"}
_NEXT = {
    "pass": "",
    "fail": "Speak about the criteria above, then draw another one: goldline assess new",
    "more evidence": "It is open still. Draw a second one, which adds to this: goldline assess new",
}


def render_grade_text(grade: Grade, *, color: bool = False, width: int = 100) -> str:
    """Return a grade. Nothing in it tells which items were asked, so it can go to the analyst."""
    paint = Paint(color)
    verdict = paint(grade.verdict.upper(), _STYLES[grade.verdict], "bold")
    head = f"{verdict}  {one_line(grade.analyst)}, {grade.guideline} {grade.version} ({grade.assessment})"
    forms = "" if grade.forms == 1 else f", in {grade.forms} assessments together"
    lines = [head, *wrap(f"  right {share_words(grade.share)}{forms}", width)]
    if grade.again:
        lines.append("  this submission was graded before, and counts once")
    if grade.minutes is not None:
        lines.append(f"  took {grade.minutes:g} minutes, usual are {grade.expected_minutes:g}")
    lines.append("")
    names = max([width_of(one_line(one.title)) for one in grade.criteria] or [0])
    for one in grade.criteria:
        words = one.words if one.right.value is None else share_words(one.right)
        more = f"; {one.words}" if one.words and one.right.value is not None else ""
        lines += hang(f"  {pad(one_line(one.title), names)}", words + more, width)
    if grade.notes:
        lines += ["", *(line for note in grade.notes for line in wrap(f"  {one_line(note)}", width))]
    if _NEXT[grade.verdict]:
        lines += ["", *wrap(f"  {_NEXT[grade.verdict]}", width)]
    return "\n".join(lines) + "\n"


def render_grades_json(grades: Sequence[Grade], refused: Sequence[tuple[str, str, str]]) -> str:
    """Return grades, and what was refused and why, as JSON."""
    return _dump(
        {
            "format": "goldline/grades/1",
            "grades": [
                {
                    "assessment": one.assessment,
                    "analyst": one.analyst,
                    "guideline": one.guideline,
                    "version": one.version,
                    "verdict": one.verdict,
                    "evidence": round(one.evidence, 6),
                    "passes_at": round(one.upper, 6),
                    "fails_at": round(one.lower, 6),
                    "right": _share(one.share),
                    "assessments": one.forms,
                    "criteria": [
                        {"criterion": each.criterion, "right": _share(each.right), "words": each.words}
                        for each in one.criteria
                    ],
                    "unanswered": one.unanswered,
                    "minutes": one.minutes,
                    "expected_minutes": one.expected_minutes,
                    "notes": list(one.notes),
                    "graded_before": one.again,
                }
                for one in grades
            ],
            "refused": [{"file": file, "message": why, "hint": hint} for file, why, hint in refused],
        }
    )


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "low": share.low, "high": share.high}


def render_exposures_text(found: Sequence[Exposure]) -> str:
    """Return every held-out item with how often it was shown, burnt ones first."""
    burnt = [one for one in found if one.burnt]
    lines = [f"{plural(len(found), 'held-out item')}, {len(burnt)} burnt: they are not drawn any more"]
    wide = max([width_of(one.item) for one in found] or [0])
    for one in sorted(found, key=lambda each: (not each.burnt, -each.shown, each.item)):
        words = f"shown {one.shown} times" if one.shown != 1 else "shown once"
        lines.append(
            f"  {pad(one_line(one.item), wide)}  {words}"
            + (f"  BURNT ({one_line(one.burnt)})" if one.burnt else "")
        )
    if burnt:
        lines.append(
            "Retire burnt items (`status: retired`), or make them training gold, and write new ones."
        )
    return "\n".join(lines) + "\n"


def render_exposures_json(found: Sequence[Exposure]) -> str:
    """Return the same as JSON."""
    rows = [
        {
            "item": one.item,
            "guideline": one.guideline,
            "shown": one.shown,
            "analysts": list(one.analysts),
            "burnt": one.burnt or None,
        }
        for one in found
    ]
    return _dump({"format": "goldline/exposure/1", "items": rows})


def render_due_text(found: Sequence[Due], notes: Sequence[str]) -> str:
    """Return who needs an assessment, and why."""
    lines = [plural(len(found), "assessment") + " due" if found else "Nobody needs an assessment now."]
    wide = max([width_of(one_line(one.analyst)) for one in found] or [0])
    for one in found:
        lines.append(f"  {pad(one_line(one.analyst), wide)}  {one_line(one.guideline)}: {one_line(one.why)}")
    return "\n".join([*lines, *map(one_line, notes)]) + "\n"


def render_due_json(found: Sequence[Due], notes: Sequence[str]) -> str:
    """Return the same as JSON."""
    rows = [
        {
            "analyst": one.analyst,
            "guideline": one.guideline,
            "why": one.why,
            "hours": one.hours,
            "last": one.last or None,
            "verdict": one.verdict or None,
        }
        for one in found
    ]
    return _dump({"format": "goldline/due/1", "due": rows, "notes": list(notes)})


def render_certificates_text(found: Sequence[Certificate], against: str) -> str:
    """Return who may work under the guideline, and whose certificate a change has ended, and why."""
    ended = [one for one in found if not one.valid]
    if not found:
        return "Nobody has passed an assessment yet.\n"
    lines = [f"{plural(len(found), 'certificate')}, {len(ended)} ended{f' by {against}' if against else ''}"]
    wide = max(width_of(one_line(one.analyst)) for one in found)
    for one in found:
        state = "valid" if one.valid else "ENDED"
        head = (
            f"  {pad(one_line(one.analyst), wide)}  {state}  {one.guideline} {one.version}, {one.passed[:10]}"
        )
        lines.append(f"{head}: {one_line(one.why)}" if one.why else head)
    if ended:
        who = listed(dict.fromkeys(one_line(one.analyst) for one in ended))
        lines.append(f"Draw new assessments for {who}: goldline assess new")
    return "\n".join(lines) + "\n"


def render_certificates_json(found: Sequence[Certificate], against: str) -> str:
    """Return the same as JSON."""
    rows = [
        {
            "analyst": one.analyst,
            "guideline": one.guideline,
            "version": one.version,
            "assessment": one.assessment,
            "passed": one.passed,
            "valid": one.valid,
            "why": one.why or None,
            "criteria": [{"criterion": name, "verdict": verdict} for name, verdict in one.criteria],
        }
        for one in found
    ]
    return _dump({"format": "goldline/certificates/1", "against": against or None, "certificates": rows})


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
