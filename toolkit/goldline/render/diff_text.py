"""What a change does to the gold, for a lead at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.report import DiffReport, JudgmentChange
from goldline.render.arrange import (
    Change,
    ChangeGroup,
    Part,
    StatusGroup,
    Teller,
    Told,
    group_changes,
    group_judgments,
)
from goldline.render.beyond_gold import SpaceGroup, example_words, group_spaces, releases
from goldline.render.escape import one_line, safe_text
from goldline.render.statuses import Tone, verdict_of
from goldline.render.terminal import Paint, Row, column_width, hang, two_columns, width_of, wrap
from goldline.render.word_diff import Pieces, excerpts, word_changes
from goldline.render.words import cause_words, missing_words, plural, side_words

LIMIT = 20

_TONES: dict[Tone, tuple[str, ...]] = {
    "bad": ("red", "bold"),
    "unsure": ("yellow", "bold"),
    "good": ("green", "bold"),
    "plain": ("bold",),
}
_SAME = "(the same)"
_WIDEST_NAME = 16


def render_diff_text(
    report: DiffReport,
    *,
    color: bool = False,
    width: int = 100,
    limit: int = LIMIT,
    every: bool = False,
) -> str:
    """Return the verdict, what changed in the rules, the judgments by status, and the notes.

    Of each status, and of the changes of each criterion, at most `limit` are listed (0: all).
    """
    width = max(width, 60)
    paint = Paint(color)
    blocks = ["\n".join(_verdict(report, width, paint))]
    groups = group_changes(report, limit)
    if groups:
        blocks.append(_heading("What changed in the guidelines", paint))
        blocks += [_group(group, width, paint) for group in groups]
    statuses = group_judgments(report, limit, every)
    if statuses:
        blocks.append(_heading("What that does to the judgments", paint))
        teller = Teller(report)
        blocks += [_status(group, teller, width, paint) for group in statuses]
    spaces = group_spaces(report, one_line, limit)
    if spaces:
        blocks.append(_heading("What that does to all facts there can be, gold or no gold", paint))
        blocks += [_space(group, width, paint) for group in spaces]
    if report.notes:
        blocks.append(_heading("Notes", paint))
        blocks.append(
            "\n".join(line for note in report.notes for line in hang("-", one_line(note), width, 0))
        )
    return "\n\n".join(blocks) + "\n"


def _heading(text: str, paint: Paint) -> str:
    return paint(text, "bold") + "\n" + paint("═" * width_of(text), "dim")


def _verdict(report: DiffReport, width: int, paint: Paint) -> Iterator[str]:
    verdict = verdict_of(report)
    for line in wrap(verdict.text, width):
        yield paint(line, *_TONES[verdict.tone])
    if verdict.besides:
        yield from wrap(verdict.besides, width)
    for release in releases(report, one_line):
        for line in wrap(release.sentence, width):
            yield paint(line, *(() if release.ok else _TONES["bad"]))
        for reason in release.reasons:
            yield from hang("-", reason, width, 2)
    sides = f"{safe_text(side_words(report.base))} → {safe_text(side_words(report.head))}"
    items = plural(report.summary.get("items", 0), "item")
    yield from wrap(
        f"Compared: {sides}, {items}, {plural(report.summary.get('judgments', 0), 'judgment')}.", width
    )


# --- what changed ---------------------------------------------------------------------------


def _group(group: ChangeGroup, width: int, paint: Paint) -> str:
    name = safe_text(group.guideline)
    title = one_line(group.title)
    if group.criterion is not None:
        name += f" › {safe_text(group.criterion)}"
    lines = [paint(name, "bold") + (f"  {title}" if title else "")]
    for change in group.changes.shown:
        lines += ["", *_change(change, width, paint)]
    if group.changes.left_out:
        lines += ["", _more(group.changes.left_out, group.changes.total, "change")]
    return "\n".join(lines)


def _change(change: Change, width: int, paint: Paint) -> Iterator[str]:
    yield f"  {safe_text(change.element)} {paint(safe_text(change.id), 'cyan')}  {change.words}"
    parts = [part for part in change.parts if part.before or part.after]
    if not parts:
        return
    names = max(width_of(_name(part)) for part in parts)
    column = column_width(width, 4, names)
    rows = [_row(part, column, paint) for part in parts]
    yield from two_columns(rows, ("before", "after"), width, 4, paint)


def _row(part: Part, column: int, paint: Paint) -> Row:
    name = _name(part)
    if part.same:
        return Row(name, _cell(part.before or "", column), [(_SAME, paint(_SAME, "dim"))])
    before, after = excerpts(part.before or "", part.after or "")
    if not paint.on or part.before is None or part.after is None:
        return Row(name, _cell(before, column), _cell(after, column))
    old, new = word_changes(before, after, whole=part.whole)
    return Row(name, _marked(old, before, column, paint, "red"), _marked(new, after, column, paint, "green"))


def _name(part: Part) -> str:
    return safe_text(part.name)[:_WIDEST_NAME]


def _cell(text: str, column: int) -> list[tuple[str, str]]:
    return [(line, line) for part in text.strip("\n").split("\n") for line in wrap(safe_text(part), column)]


def _marked(pieces: Pieces, text: str, column: int, paint: Paint, style: str) -> list[tuple[str, str]]:
    """Return the cell's lines with the changed words painted.

    Wrapping drops spaces and escaping adds characters, so the marks are carried over by walking
    along the letters that wrapping leaves as they are.
    """
    marks = [
        piece.changed
        for piece in pieces
        for char in piece.text
        if char != "\n"
        for shown in safe_text(char)
        if not shown.isspace()
    ]
    at = 0
    lines: list[tuple[str, str]] = []
    for line, _ in _cell(text, column):
        shown, run, on = "", "", False
        for char in line:
            mark = on if char.isspace() else marks[at]
            at += 0 if char.isspace() else 1
            if mark != on:
                shown += paint(run, style) if on else run
                run, on = "", mark
            run += char
        lines.append((line, shown + (paint(run, style) if on else run)))
    return lines


# --- beyond the gold ------------------------------------------------------------------------


def _space(group: SpaceGroup, width: int, paint: Paint) -> str:
    name = f"{safe_text(group.guideline)} › {safe_text(group.criterion)}"
    lines = [f"{paint(name, 'bold')}  {group.words}"]
    for note in group.notes:
        lines += [f"  {line}" for line in wrap(note, width - 2)]
    for shift in group.shifts.shown:
        rules = safe_text(shift.rules)
        lines += [
            "",
            *(f"  {line}" for line in wrap(f"{safe_text(shift.judged)}: {shift.extent}", width - 2)),
        ]
        if rules:
            lines += hang("rule", rules, width, 4, 12)
        lines += hang("example", example_words(shift.example), width, 4, 12)
    if group.shifts.left_out:
        lines += ["", _more(group.shifts.left_out, group.shifts.total, "shift")]
    return "\n".join(lines)


# --- judgments ------------------------------------------------------------------------------


def _status(group: StatusGroup, teller: Teller, width: int, paint: Paint) -> str:
    words, judgments = group.words, group.judgments
    name = safe_text(words.name).upper()
    head = f"{name}: {plural(judgments.total, 'judgment')}"
    first = hang(head, f"({words.meaning})", width)
    blocks = ["\n".join([first[0].replace(head, paint(head, *_TONES[words.tone]), 1), *first[1:]])]
    blocks += ["\n".join(_judgment(one, teller, width, paint)) for one in judgments.shown]
    if judgments.left_out:
        blocks.append(_more(judgments.left_out, judgments.total, "judgment"))
    return "\n\n".join(blocks)


def _more(left: int, total: int, noun: str) -> str:
    return f"  … and {plural(left, f'more {noun}', f'more {noun}s')}, {total:,} in all."


def _judgment(one: JudgmentChange, teller: Teller, width: int, paint: Paint) -> Iterator[str]:
    name = safe_text(one.item) + (
        f" (response {safe_text(one.response)})" if one.response is not None else ""
    )
    title = one_line(one.title)
    head = hang(name, title, width, 2) if title else [f"  {name}"]
    yield head[0].replace(name, paint(name, "bold"), 1)
    yield from head[1:]
    for label, text in _lines(one, teller.tell(one)):
        yield from hang(label, text, width, 4, 12)


def _lines(one: JudgmentChange, told: Told) -> Iterator[tuple[str, str]]:
    yield "criterion", f"{safe_text(one.guideline)} › {safe_text(one.criterion)}"
    yield "judgment", safe_text(told.judged)
    yield "gold label", safe_text(told.gold)
    if told.rules:
        yield "rule", safe_text(told.rules)
    because = [f"{safe_text(rule)} {news}" for rule, news in told.news]
    because += [cause_words(cause, _quoted) for cause in one.causes]
    if because:
        yield "because", "; ".join(because)
    if one.reworded:
        yield "reworded", ", ".join(safe_text(name) for name in one.reworded)
    if told.possible:
        yield "possible", safe_text(told.possible)
    if one.missing:
        yield "missing", "; ".join(missing_words(name, _quoted) for name in one.missing)
    if one.file:
        yield "file", safe_text(one.file)


def _quoted(text: str) -> str:
    return f"`{one_line(text)}`"
