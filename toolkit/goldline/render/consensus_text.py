"""What many judgments say together, and one disagreement side by side, for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from goldline.model.consensus import Agreed, ConsensusReport, Dispute
from goldline.render.escape import one_line
from goldline.render.log_problems import problem_lines, problems_json
from goldline.render.terminal import Paint, hang, wrap
from goldline.render.words import listed, plural

_MOST = 15


def render_consensus_text(
    report: ConsensusReport, *, color: bool = False, width: int = 100, every: bool = False
) -> str:
    """Return what should follow from the judgments; each target only where every one is asked for."""
    paint = Paint(color)
    lines = problem_lines(report.problems, report.read, report.used, width, paint)
    lines += wrap(f"{plural(report.used, 'judgment')} of {plural(len(report.targets), 'target')}.", width)
    if report.decided:
        lines += wrap(f"{plural(report.decided, 'target')} that people differ on was decided before.", width)
    blocks = (
        (f"{plural(len(report.queue), 'target')} to adjudicate", list(_queue(report)), "goldline adjudicate"),
        (f"{plural(len(report.doubts), 'gold label')} to doubt", list(_doubts(report)), "goldline explain"),
        (
            f"{plural(len(report.candidates), 'candidate')} for gold",
            list(_candidates(report)),
            "goldline new",
        ),
    )
    for title, rows, command in blocks:
        lines += ["", paint(title, "bold") + (f": {command} ITEM" if rows and "new" not in command else "")]
        shown = rows if every else rows[:_MOST]
        for label, text in shown:
            lines += hang(f"  {one_line(label)}", one_line(text), width)
        if len(rows) > len(shown):
            lines.append(paint(f"  … and {len(rows) - len(shown):,} more: --all", "dim"))
    if every:
        lines += ["", paint("All targets", "bold")]
        for one in report.targets:
            lines += hang(f"  {one_line(_name(one))}", f"{one.value} ({_chance(one)}): {_spread(one)}", width)
    return "\n".join([*lines, *map(one_line, report.notes)]) + "\n"


def _name(one: Agreed) -> str:
    return f"{one.item} {one.criterion}" + (f" {one.response}" if one.response else "")


def _spread(one: Agreed) -> str:
    return ", ".join(f"{count} × {value}" for value, count in one.spread)


def _chance(one: Agreed) -> str:
    return f"{100 * min(one.chance, 0.999):.0f} %"


def _queue(report: ConsensusReport) -> Iterator[tuple[str, str]]:
    for one in report.queue:
        text = f"{_spread(one)}; probably {one.value} ({_chance(one)})"
        if one.gold and not one.held_out:
            text += f"; gold says {one.gold}"
        if one.discrimination is not None and one.discrimination < 0:
            text += "; the more reliable people are wrong here: is the item clear?"
        yield _name(one), text


def _doubts(report: ConsensusReport) -> Iterator[tuple[str, str]]:
    for doubt in report.doubts:
        gold = "held-out gold" if doubt.agreed.held_out else f"gold says {doubt.agreed.gold}"
        what = f"{doubt.against} of {doubt.experts} experts say otherwise"
        yield _name(doubt.agreed), f"{what}, most of them {doubt.says}; {gold}"


def _candidates(report: ConsensusReport) -> Iterator[tuple[str, str]]:
    for one in report.candidates:
        text = f"{one.agreed.value} by {_spread(one.agreed)}"
        if not one.fits:
            text += f"; but {listed(one.rules)} gives {one.outcome} by what they recorded: is the rule right?"
        elif one.shows:
            shows = f"shows {listed(one.shows)}" if one.rules else f"may show {listed(one.shows, 'or')}"
            text += f"; {shows}, which no gold shows"
        if one.facts:
            text += f"; {', '.join(f'{name} = {value}' for name, value in one.facts)}"
        yield _name(one.agreed), text


def render_consensus_json(report: ConsensusReport) -> str:
    """Return all of it."""
    return _dump(
        {
            "format": "goldline/consensus/1",
            "source": report.source,
            "targets": [_agreed(one) for one in report.targets],
            "queue": [_agreed(one) for one in report.queue],
            "doubts": [
                {**_agreed(one.agreed), "experts": one.experts, "against": one.against, "says": one.says}
                for one in report.doubts
            ],
            "candidates": [
                {
                    **_agreed(one.agreed),
                    "shows": list(one.shows),
                    "facts": dict(one.facts),
                    "rules": list(one.rules),
                    "outcome": one.outcome or None,
                }
                for one in report.candidates
            ],
            "decided": report.decided,
            "problems": problems_json(report.problems),
            "read": report.read,
            "used": report.used,
            "notes": list(report.notes),
        }
    )


def _agreed(one: Agreed) -> dict[str, Any]:
    return {
        "guideline": one.guideline,
        "item": one.item,
        "criterion": one.criterion,
        "response": one.response,
        "value": one.value,
        "chance": round(one.chance, 6),
        "majority": one.majority or None,
        "judgments": one.judgments,
        "spread": dict(one.spread),
        "difficulty": round(one.difficulty, 6),
        "discrimination": None if one.discrimination is None else round(one.discrimination, 6),
        "gold": None if one.held_out or not one.gold else one.gold,
    }


# --- one disagreement ---------------------------------------------------------------------------


def render_dispute_text(dispute: Dispute, *, color: bool = False, width: int = 100) -> str:
    """Return the sides with who is on each, and which rules give each value."""
    paint = Paint(color)
    what = f"{dispute.item}, {dispute.criterion}" + (f" of {dispute.response}" if dispute.response else "")
    lines = [paint(one_line(what), "bold"), *wrap(f"  {one_line(dispute.question)}", width), ""]
    for side in dispute.sides:
        label = f' "{one_line(side.label)}"' if side.label and side.label != side.value else ""
        head = f"{plural(len(side.people), 'person says', 'people say')} {side.value}{label}"
        lines += [*hang(paint(head, "bold"), one_line(listed(side.people)), width)]
        for rule, text in side.rules:
            lines += hang(f"  {rule}", one_line(text), width)
        if not side.rules:
            lines.append("  no rule gives this value by itself")
        if side.fired:
            lines += hang("  by what they recorded:", listed(map(one_line, side.fired)), width)
        if side.facts:
            facts = ", ".join(f"{name} = {value}" for name, value in side.facts)
            lines += hang("  they recorded:", one_line(facts), width)
        lines.append("")
    if not dispute.sides:
        lines += ["Nobody's judgments of this are in the logs or among the votes.", ""]
    if dispute.outcome:
        rules = f" ({listed(dispute.outcome_rules)})" if dispute.outcome_rules else ""
        whose = "what most recorded" if dispute.production else "the item's facts"
        lines.append(f"by {whose} the rules give {dispute.outcome}{rules}")
    if dispute.production:
        lines.append("it is no gold item")
    else:
        lines.append(f"gold says {dispute.gold}" if dispute.gold else "gold says nothing yet")
    lines.append("decide: --value VALUE --by NAME --reason TEXT")
    return "\n".join(lines) + "\n"


def render_dispute_json(dispute: Dispute) -> str:
    """Return the same as JSON."""
    return _dump(
        {
            "format": "goldline/dispute/1",
            "item": dispute.item,
            "guideline": dispute.guideline,
            "criterion": dispute.criterion,
            "response": dispute.response,
            "sides": [
                {
                    "value": side.value,
                    "people": list(side.people),
                    "rules": [{"rule": rule, "text": text} for rule, text in side.rules],
                    "fired": list(side.fired),
                    "facts": dict(side.facts),
                }
                for side in dispute.sides
            ],
            "gold": dispute.gold or None,
            "outcome": dispute.outcome or None,
            "outcome_rules": list(dispute.outcome_rules),
            "production": dispute.production,
        }
    )


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
