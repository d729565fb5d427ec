"""What plots tell of agreement: every coefficient with its intervals, levels that are mixed up, drift."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.agreement import FAIR, GOOD, CriterionAgreement, Meetings, Verdict
from goldline.model.figure import Figure, Interval
from goldline.render.agreement_text import VERDICTS, name_of
from goldline.render.figures import interval_words, number_words, short_figure_words
from goldline.render.plots import drift as over_time
from goldline.render.plots.canvas import Shape
from goldline.render.plots.forest import Axis, Mark, Row, axis_around, forest
from goldline.render.plots.heat import heat
from goldline.render.plots.plot import Plot, Table

_SHAPES: dict[Verdict, Shape] = {
    "good": "dot",
    "fair": "diamond",
    "poor": "triangle",
    "unsure": "hollow",
    "undefined": "hollow",
}
_MOST_ROWS = 60
_SIGNPOSTS = ((FAIR, "fair"), (GOOD, "good"))
_LINES = (
    "The solid line shows where it would lie with other people, the dashed line with other items, 95 times "
    "in 100; the wider one stands on top, and is the one to believe."
)
_SHAPES_SAID = "● good, ◆ fair, ▲ not enough, ○ open."


def overview_plot(several: Sequence[CriterionAgreement], by: str = "") -> Plot:
    """Return the coefficient to believe of each criterion, or of each part that `by` makes of one."""
    alone = by and len({one.criterion for one in several}) == 1
    names = [one.group if alone else name_of(one) for one in several]
    rows = [
        _row(name, one.figure, _SHAPES[one.verdict], VERDICTS[one.verdict][0])
        for name, one in zip(names, several, strict=True)
    ]
    table = Table(
        (
            by if alone else "Criterion",
            "How well",
            "Coefficient",
            "Value",
            "Interval",
            "Other interval",
            "Items",
            "People",
        ),
        tuple(
            (
                name,
                VERDICTS[one.verdict][0],
                _title_of(one),
                *_cells(one.figure),
                f"{one.items:,}",
                f"{one.raters:,}",
            )
            for name, one in zip(names, several, strict=True)
        ),
    )
    what = "How well people agree on each criterion" + (f", by {by}" if by else "")
    if alone:
        what = f"{several[0].criterion}: how well people agree, by {by}"
    reading = (
        "Each mark is the coefficient to believe: 1 is full agreement, 0 is what chance alone would give. "
        f"{_LINES} {_SHAPES_SAID}{_rest(rows)}"
    )
    return forest(what, reading, rows[:_MOST_ROWS], _axis(rows), table)


def coefficients_plot(one: CriterionAgreement) -> Plot:
    """Return every coefficient of a criterion, the one to believe with a mark of its own."""
    rows = [
        _row(each.title, each.figure, "diamond" if each.name == one.trusted else "dot")
        for each in one.coefficients
    ]
    table = Table(
        ("Coefficient", "Value", "Interval", "Other interval"),
        tuple((each.title, *_cells(each.figure)) for each in one.coefficients),
    )
    reading = f"◆ marks the one to believe: {_title_of(one)}. {_LINES}"
    return forest(f"{name_of(one)}: every coefficient", reading, rows, _axis(rows), table)


def split_plots(several: Sequence[CriterionAgreement], by: str) -> list[Plot]:
    """Return a plot for each coefficient of a criterion, with a row for each part."""
    titles = {each.name: each.title for one in several for each in one.coefficients}
    found = []
    for name, title in titles.items():
        figures = [(one.group, one.coefficient(name)) for one in several]
        there = [(group, figure) for group, figure in figures if figure is not None]
        rows = [_row(group, figure, "dot") for group, figure in there]
        table = Table(
            (by, "Value", "Interval", "Other interval"),
            tuple((group, *_cells(figure)) for group, figure in there),
        )
        what = f"{several[0].criterion}: {title}, by {by}"
        found.append(forest(what, _LINES + _rest(rows), rows[:_MOST_ROWS], _axis(rows), table))
    return found


def _rest(rows: Sequence[Row]) -> str:
    more = len(rows) - _MOST_ROWS
    return f" {more:,} more stand in the table alone." if more > 0 else ""


def meetings_plot(one: CriterionAgreement, fewest: int = 1) -> Plot | None:
    """Return which levels are mixed up; what rests on less than `fewest` things is not shown."""
    meetings = one.meetings
    if meetings is None or not any(map(any, meetings.weights)):
        return None
    counts = _shown(meetings, fewest)
    return heat(
        f"{name_of(one)}: what one person says and what another says of the same",
        "Read along a row: of 100 others who judged the same thing, so many say this. Framed is where both "
        "say the same; the more that stands beside the frames, the more the two levels are mixed up.",
        meetings.levels,
        counts,
        rows="one says",
        columns="another says",
    )


def _shown(meetings: Meetings, fewest: int) -> list[list[float | None]]:
    return [
        [None if 0 < items < fewest else weight for weight, items in zip(weights, counted, strict=True)]
        for weights, counted in zip(meetings.weights, meetings.items, strict=True)
    ]


def weeks_plot(one: CriterionAgreement, weeks: Sequence[CriterionAgreement]) -> Plot | None:
    """Return the coefficient to believe of a criterion from week to week; None of a single week."""
    figures = [(week.group, week.coefficient(one.trusted), week) for week in weeks]
    there = [(group, figure, week) for group, figure, week in figures if figure is not None]
    if len(there) < over_time.FEWEST:
        return None
    points = [
        over_time.Point(
            group,
            figure.value,
            None if figure.interval is None else figure.interval.low,
            None if figure.interval is None else figure.interval.high,
            short_figure_words(figure),
        )
        for group, figure, _ in there
    ]
    table = Table(
        ("When", "Value", "Interval", "Other interval", "Items", "People"),
        tuple(
            (group, *_cells(figure), f"{week.items:,}", f"{week.raters:,}") for group, figure, week in there
        ),
    )
    rows = [Row("", "", (Mark(point.value, point.low, point.high),)) for point in points]
    title = f"{one.criterion}: {_title_of(one)} over time"
    reading = (
        "Each dot is one stretch of time; the line through it is the wider interval. A change counts only "
        "where the lines hardly overlap."
    )
    least = min((end for point in points for end in (point.low, point.value) if end is not None), default=0.0)
    return over_time.drift(title, reading, points, _axis(rows, min(least, 0.6)), table)


# --- rows and cells ---------------------------------------------------------------------------


def _row(name: str, figure: Figure, shape: Shape, tail: str = "") -> Row:
    if figure.value is None:
        return Row(name, f"undefined: {figure.reason}", ())
    there: list[Interval | None] = [one for one in figure.intervals if one.low is not None]
    tip = f"{name}: {number_words(figure.value)}" + (f", {tail}" if tail else "")
    first, *others = there or [None]
    marks = [
        Mark(
            figure.value,
            None if first is None else first.low,
            None if first is None else first.high,
            shape,
            dashed=first is not None and first.over == "items",
            tip=tip if first is None else f"{tip}; {interval_words(first)}",
        )
    ]
    marks += [
        Mark(None, one.low, one.high, dashed=one.over == "items", tip=interval_words(one))
        for one in others
        if one is not None
    ]
    return Row(name, short_figure_words(figure), tuple(marks))


def _cells(figure: Figure) -> tuple[str, str, str]:
    """Return the value and two intervals for a table."""
    if figure.value is None:
        return f"undefined: {figure.reason}", "–", "–"
    first, second, *_ = [*map(_interval, figure.intervals), "–", "–"]
    return number_words(figure.value), first, second


def _interval(one: Interval) -> str:
    if one.low is None or one.high is None:
        return interval_words(one)
    return f"{number_words(one.low)} to {number_words(one.high)}, {one.method}"


def _axis(rows: Sequence[Row], least: float = 0.0) -> Axis:
    return axis_around(rows, number_words_short, least=(least, 1.0), most=(-1.0, 1.0), signposts=_SIGNPOSTS)


def number_words_short(value: float) -> str:
    """Return a tick of an axis: `0.2`, `1`."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".") or "0"


def _title_of(one: CriterionAgreement) -> str:
    return next(each.title for each in one.coefficients if each.name == one.trusted)
