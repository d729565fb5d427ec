"""The entry of a changelog that a release begins with: the author's reason, and the numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap

from goldline.model.report import DiffReport, ElementChange, JudgmentChange
from goldline.reading.changelog import CONTRADICTED, IN_THE_GOLD, OVER_ALL_FACTS
from goldline.render.arrange import labels_of
from goldline.render.beyond_gold import group_spaces
from goldline.render.escape import code_span, one_line, safe_text, shorten
from goldline.render.statuses import verdict_of
from goldline.render.words import listed, outcome_words, plural

WIDTH = 92
_MOST = 12
_LONGEST = 120
_KINDS = {
    "major": "Judgments change.",
    "minor": "The guideline grows. No existing judgment changes.",
    "patch": "No judgment changes.",
    "none": "Nothing in the guideline changed.",
}
_VERBS = (
    ("added", "New"),
    ("changed", "Changed"),
    ("moved", "Moved to another place in the order"),
    ("reworded", "Reworded"),
    ("removed", "Gone"),
)


def render_entry(
    report: DiffReport, *, version: str, day: str, kind: str, reason: str, hidden: Collection[str] = ()
) -> str:
    """Return the entry of one guideline's release, as Markdown.

    `kind` is the part of the version that the change demands, as if past 1.0.0; `hidden` are items
    that are held out, which no entry may name.
    """
    lines = [f"## {version} ({day})", "", *_wrapped(_KINDS.get(kind, _KINDS["patch"]), "")]
    if reason.strip():
        lines += ["", *map(_prose, reason.strip().splitlines())]
    points = [line for point in _changes(report) for line in _wrapped(point, "- ")]
    points += render_counted(report, hidden)
    if points:
        lines += ["", *points]
    return "\n".join(lines) + "\n"


def render_counted(report: DiffReport, hidden: Collection[str] = ()) -> list[str]:
    """Return the lines of the points that count: what the change does to the gold and to all facts."""
    return [
        line
        for points in (_gold(report, hidden), _spaces(report))
        for point in points
        for line in _wrapped(point, "- ")
    ]


def _prose(line: str) -> str:
    """Return a line of the author's Markdown that begins no entry of its own."""
    plain = safe_text(line.rstrip())
    return f"\\{plain}" if plain.startswith("#") else plain


def _wrapped(text: str, start: str) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- what changed ----------------------------------------------------------------------------


def _changes(report: DiffReport) -> Iterator[str]:
    for kind, verb in _VERBS:
        named = list(dict.fromkeys(_name(one) for one in report.changes if one.change == kind))
        if named:
            yield f"{verb}: {_some(named)}."


def _some(named: Sequence[str]) -> str:
    if len(named) <= _MOST:
        return listed(named)
    return f"{', '.join(named[:_MOST])} and {len(named) - _MOST} more"


def _name(one: ElementChange) -> str:
    of = f" of {_code(one.criterion)}" if one.criterion is not None else ""
    match one.element:
        case "words":
            return f"the {one_line(one.id)}{of or ' of the guideline'}"
        case "criterion":
            return (
                f"the criterion {_code(one.id)}" if one.change != "changed" else f"what is judged by {of[4:]}"
            )
        case "hit-policy" | "scale":
            return f"the {one.element.replace('-', ' ')}{of}"
        case "impossible":
            return f"an impossible combination{of}"
        case "rule":
            return f"rule {_code(one.id)}{of}{_rewritten(one)}"
        case "otherwise":
            return f"`otherwise`{of}{_rewritten(one)}"
        case "type":
            return f"the finding type {_code(one.id)}"
        case element:
            return f"the {element} {_code(one.id)}{of}"


def _rewritten(one: ElementChange) -> str:
    """Return what a rule asks and gives, before and now."""
    if one.change != "changed":
        return ""
    parts = [
        f"{name}: {_code(one.before[name])} → {_code(one.after[name])}"
        for name in ("when", "then")
        if one.before.get(name) and one.after.get(name) and one.before[name] != one.after[name]
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _code(text: str | None) -> str:
    return code_span(shorten(one_line(text or ""), _LONGEST))


# --- the gold --------------------------------------------------------------------------------


def _gold(report: DiffReport, hidden: Collection[str]) -> Iterator[str]:
    if not report.summary.get("judgments"):
        return
    verdict = verdict_of(report)
    yield f"{IN_THE_GOLD}{verdict.text} {verdict.besides}".rstrip()
    breaks = [one for one in report.judgments if one.status == "breaks"]
    if not breaks:
        return
    told = [_broken(report, one) for one in breaks if one.item not in hidden]
    secret = len(breaks) - len(told)
    shown = [*told[:_MOST], *([f"{len(told) - _MOST} more"] if len(told) > _MOST else [])]
    if secret:
        shown.append(f"{plural(secret, 'label')} of held-out items")
    yield f"{CONTRADICTED}{listed(shown)}."


def _broken(report: DiffReport, one: JudgmentChange) -> str:
    labels = labels_of(report, one.guideline, one.criterion)
    before = outcome_words(one.base, one.base_state, labels)
    after = outcome_words(one.head, one.head_state, labels)
    of = f" of {_code(one.response)}" if one.response is not None else ""
    return f"{_code(one.item)} on {_code(one.criterion)}{of} ({one_line(before)} → {one_line(after)})"


# --- all facts there can be ------------------------------------------------------------------


def _spaces(report: DiffReport) -> Iterator[str]:
    for group in group_spaces(report, _code):
        shifts = [f"{one_line(one.judged)} in {one.extent}" for one in group.shifts.shown[:3]]
        more = group.shifts.total - len(shifts)
        if more > 0:
            shifts.append(f"{more:,} more such changes")
        said = f": {'; '.join(shifts)}" if shifts else ""
        notes = "".join(f" {note}" for note in group.notes)
        yield f"{OVER_ALL_FACTS}{_code(group.criterion)} {group.words}{said}.{notes}"
