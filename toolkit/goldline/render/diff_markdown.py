"""What a change does to the gold, in Markdown: for a pull request's comment or a step's summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldline.model.report import DiffReport, JudgmentChange
from goldline.render.arrange import (
    Change,
    ChangeGroup,
    Part,
    StatusGroup,
    Teller,
    Told,
    count_statuses,
    group_changes,
    group_judgments,
)
from goldline.render.beyond_gold import SpaceGroup, ToldShift, example_words, group_spaces, releases
from goldline.render.escape import code_cell, code_span, fence, one_line, shorten
from goldline.render.markdown_page import MOST, Page, Section
from goldline.render.statuses import CALM, STATUS_WORDS, verdict_of
from goldline.render.word_diff import excerpts
from goldline.render.words import cause_words, missing_words, plural, side_words

LIMIT = 20

_LONGEST = 200
_ELSEWHERE = "`goldline diff` prints it whole in a terminal, and `--format html` as a page."
_JUDGMENTS = ("judgment", "judgments")
_CHANGES = ("change", "changes")
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def render_diff_markdown(
    report: DiffReport, *, limit: int = LIMIT, every: bool = False, most: int = MOST
) -> str:
    """Return the verdict, the judgments by status (what asks nothing of a reader is folded), and the changes.

    Of each status at most `limit` are listed (0: all), and the whole never has more than `most`
    characters; where that cuts something, the end says what is missing.
    """
    page = Page(most)
    verdict = verdict_of(report)
    page.add(f"**{verdict.text}** {verdict.besides}".rstrip())
    for release in releases(report, _cell):
        reasons = "".join(f"\n- {reason}" for reason in release.reasons)
        page.add(
            (release.sentence if release.ok else f"**{release.sentence}**")
            + (f"\n{reasons}" if reasons else "")
        )
    page.add(_compared(report))
    counts = count_statuses(report)
    if counts:
        page.add(
            "\n".join(
                [
                    "| status | judgments | |",
                    "|---|--:|---|",
                    *(_count(w.name, n, w.meaning) for w, n in counts),
                ]
            )
        )
    teller = Teller(report)
    groups = group_judgments(report, limit, every)
    serious = [group for group in groups if group.words.name not in CALM]
    for group in serious:
        page.add_section(_status(group, teller))
    for space in group_spaces(report, _cell, limit):
        page.add_section(_space(space))
    for changes in group_changes(report, limit):
        page.add_section(_group(changes))
    for group in groups:
        if group not in serious:
            page.add_section(_status(group, teller))
    if report.notes:
        page.add_section(
            Section(
                title="Notes",
                rows=[fence(shorten(note, _LONGEST * 5)) for note in report.notes],
                total=len(report.notes),
                noun=("note", "notes"),
            )
        )
    return page.text(_ELSEWHERE)


def _compared(report: DiffReport) -> str:
    sides = " → ".join(code_span(shorten(side_words(side), _LONGEST)) for side in (report.base, report.head))
    items = plural(report.summary.get("items", 0), "item")
    return f"Compared: {sides}, {items}, {plural(report.summary.get('judgments', 0), 'judgment')}."


def _count(name: str, count: int, meaning: str) -> str:
    return f"| {name} | {count:,} | {meaning} |"


# --- judgments ------------------------------------------------------------------------------


def _status(group: StatusGroup, teller: Teller) -> Section:
    known = group.words.name in STATUS_WORDS
    name = group.words.name if known else "other"
    return Section(
        title=f"{name.capitalize()}: {plural(group.judgments.total, 'judgment')}",
        rows=[_row(one, teller.tell(one)) for one in group.judgments.shown],
        total=group.judgments.total,
        noun=_JUDGMENTS,
        head=(
            "| item | criterion | before → now | gold label | rule | why |",
            "|---|---|---|---|---|---|",
        ),
        intro=f"{group.words.meaning.capitalize()}." if known else "",
        folded=group.words.name in CALM,
    )


def _row(one: JudgmentChange, told: Told) -> str:
    item = _cell(one.item) + (f"<br>response {_cell(one.response)}" if one.response is not None else "")
    if one.title:
        item += f"<br>{_cell(one.title)}"
    cells = [item, _cell(one.criterion), _cell(told.judged), _cell(told.gold), _cell(told.rules)]
    return f"| {' | '.join(cells)} | {'<br>'.join(_why(one, told))} |"


def _why(one: JudgmentChange, told: Told) -> Iterator[str]:
    for rule, news in told.news:
        yield f"{_cell(rule)} {news}"
    for cause in one.causes:
        yield cause_words(cause, _cell)
    if one.reworded:
        yield f"reworded: {', '.join(_cell(name) for name in one.reworded)}"
    if told.possible:
        yield f"possible: {_cell(told.possible)}"
    if one.missing:
        yield f"missing: {'; '.join(missing_words(name, _cell) for name in one.missing)}"


def _cell(text: str) -> str:
    return code_cell(shorten(one_line(text), _LONGEST))


# --- beyond the gold ------------------------------------------------------------------------


def _space(group: SpaceGroup) -> Section:
    names = f"{_in_summary(group.guideline)} › {_in_summary(group.criterion)}"
    return Section(
        title=f"{names} {group.words}, over all facts there can be",
        rows=[_shift(shift) for shift in group.shifts.shown],
        total=group.shifts.total,
        noun=("shift", "shifts"),
        head=("| before → now | where | rule | example |", "|---|---|---|---|") if group.shifts.total else (),
        intro=" ".join(group.notes),
        folded=True,
    )


def _shift(shift: ToldShift) -> str:
    cells = [_cell(shift.judged), shift.extent, _cell(shift.rules), example_words(shift.example)]
    return f"| {' | '.join(cells)} |"


# --- what changed ---------------------------------------------------------------------------


def _group(group: ChangeGroup) -> Section:
    names = [name for name in (group.guideline, group.criterion) if name is not None]
    title = f": {code_span(shorten(one_line(group.title), _LONGEST))}" if group.title else ""
    return Section(
        title=f"{' › '.join(map(_in_summary, names))}: {plural(group.changes.total, 'change')}",
        rows=[_change(change) for change in group.changes.shown],
        total=group.changes.total,
        noun=_CHANGES,
        head=("| what | part | before | after |", "|---|---|---|---|"),
        intro=" › ".join(code_span(shorten(name, _LONGEST)) for name in names) + title,
        folded=True,
    )


def _in_summary(name: str) -> str:
    # The summary of a fold is HTML, where no code span protects: only a name that is an id goes there.
    return f"<code>{name}</code>" if _ID.fullmatch(name) else "(unnamed)"


def _change(change: Change) -> str:
    what = f"{_cell(f'{change.element} {change.id}')}<br>{change.words}"
    parts = [part for part in change.parts if not part.same] or [Part("", None, None)]
    rows = []
    for at, part in enumerate(parts):
        before, after = excerpts(part.before or "", part.after or "")
        cells = [what if at == 0 else "", _cell(part.name), _prose(before), _prose(after)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _prose(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return "<br>".join(code_cell(line.strip()) for line in lines)
