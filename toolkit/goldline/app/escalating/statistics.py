"""What many escalations show together: how long people wait, and which rules make them ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from goldline.model.escalations import EscalationRow, EscalationStatistics, Repeat, Tally

LIKE = 70
"""From this likeness of their words on (of 100) two questions of one guideline count as the same."""
_STATUSES = ("open", "answered", "resolved", "declined")


def statistics_of(rows: Sequence[EscalationRow], today: str, open_days: int) -> EscalationStatistics:
    """Return what these escalations show together; `open_days` is how long an answer may take."""
    waiting = [row for row in rows if row.status == "open"]
    return EscalationStatistics(
        today=today,
        statuses=tuple(
            Tally(
                status,
                sum(row.status == status for row in rows),
                sum(row.status == status == "open" for row in rows),
            )
            for status in _STATUSES
        ),
        waiting=tuple(sorted(row.age for row in waiting)),
        waited=tuple(sorted(row.age for row in rows if row.status != "open")),
        overdue=tuple(row for row in waiting if row.age > open_days),
        open_days=open_days,
        guidelines=_tallies(rows, lambda row: [_name(row)]),
        criteria=_tallies(rows, lambda row: [f"{_name(row)} {row.criterion}"] if row.criterion else []),
        rules=_tallies(rows, lambda row: [f"{_name(row)} {rule}" for rule in row.rules]),
        teams=_tallies(rows, lambda row: [row.team] if row.team else []),
        people=_tallies(rows, lambda row: [row.by]),
        repeats=tuple(_repeats(rows)),
    )


def _name(row: EscalationRow) -> str:
    return row.guideline.partition("@")[0]


def _tallies(
    rows: Sequence[EscalationRow], names: Callable[[EscalationRow], Iterable[str]]
) -> tuple[Tally, ...]:
    counts: dict[str, list[int]] = {}
    for row in rows:
        for name in names(row):
            entry = counts.setdefault(name, [0, 0])
            entry[0] += 1
            entry[1] += row.status == "open"
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0]))
    return tuple(Tally(name, *numbers) for name, numbers in ordered)


def _repeats(rows: Sequence[EscalationRow]) -> Iterable[Repeat]:
    """Yield groups of questions with much the same words, the largest first."""
    from rapidfuzz import fuzz, process, utils  # costs some hundredths of a second

    groups: list[tuple[list[EscalationRow], int]] = []
    by_guideline: dict[str, list[EscalationRow]] = {}
    for row in sorted(rows, key=lambda row: (row.opened, row.id)):
        by_guideline.setdefault(_name(row), []).append(row)
    for same in by_guideline.values():
        taken: set[int] = set()
        texts = [row.question for row in same]
        for index, text in enumerate(texts):
            if index in taken:
                continue
            rest = {at: other for at, other in enumerate(texts) if at > index and at not in taken}
            found = process.extract(
                text,
                rest,
                scorer=fuzz.token_sort_ratio,
                processor=utils.default_process,
                score_cutoff=LIKE,
                limit=None,
            )
            if found:
                taken.update(at for _, _, at in found)
                members = [same[at] for at in sorted([index, *(at for _, _, at in found)])]
                groups.append((members, int(min(score for _, score, _ in found))))
    for members, likeness in sorted(groups, key=lambda group: (-len(group[0]), group[0][0].id)):
        yield Repeat(tuple(row.id for row in members), likeness, members[0].question)
