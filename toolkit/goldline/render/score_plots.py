"""What plots tell of scorecards: who is harsh or mild, who is right how often, what is taken for what."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.figure import Figure, Share
from goldline.model.scorecard import CriterionScore, FlagKind, Scorecard, WeekScore
from goldline.render.figures import share_words, short_figure_words
from goldline.render.plots import drift as over_time
from goldline.render.plots.canvas import Shape
from goldline.render.plots.forest import Axis, Mark, Row, Tone, axis_around, forest
from goldline.render.plots.heat import MOST_LEVELS, heat
from goldline.render.plots.plot import Plot, Table

_MOST_PEOPLE = 80
_RIGHT = (
    "The share of judgments that are right. The line shows where the true share lies, 95 times in 100: few "
    "judgments make it long."
)
_BOUNDS = "The line shows where it would lie with other items, 95 times in 100."
_SAID: dict[FlagKind, str] = {
    "harsher": "harsher than the gold",
    "milder": "milder than the gold",
    "fast": "fast",
    "worse-over-time": "worse over time",
    "better-over-time": "better over time",
}


def harshness_plot(cards: Sequence[Scorecard], usual: float | None) -> Plot | None:
    """Return who judges harsher or milder than the gold, the harshest first; None without ordered scales."""
    ranked = sorted(
        (card for card in cards if card.lean.value is not None), key=lambda card: card.lean.value or 0.0
    )
    if not ranked:
        return None
    rows = [
        _lean_row(card.name or "everybody", card.lean, *_look(card, ("harsher", "milder")))
        for card in _ends(ranked)
    ]
    table = Table(
        ("Who", "Mean error in levels", "Harsher", "Milder", "Judgments", "Look at"),
        tuple(
            (
                card.name or "everybody",
                lean_words(card.lean),
                f"{sum(one.harsher for one in card.criteria):,}",
                f"{sum(one.milder for one in card.criteria):,}",
                f"{card.accuracy.whole:,}",
                ", ".join(_SAID[flag.kind] for flag in card.flags) or "–",
            )
            for card in ranked
        ),
    )
    reading = (
        "Left of 0 is harsher than the gold, right of it milder, in levels of the scale. "
        f"{_BOUNDS} ▲ stands out from the others by more than luck.{_left_out(ranked)}"
    )
    return forest("Harsher or milder than the gold", reading, rows, _lean_axis(rows, usual), table)


def right_plot(cards: Sequence[Scorecard], what: str = "person") -> Plot:
    """Return how often each person or team is right, the least first."""
    ranked = sorted(
        (card for card in cards if card.accuracy.value is not None), key=lambda card: card.accuracy.value or 0
    )
    rows = [
        share_row(card.name or "everybody", card.accuracy, *_look(card, tuple(_SAID)))
        for card in _ends(ranked)
    ]
    table = Table(
        ("Who", "Right", "With near misses in part", "Look at"),
        tuple(
            (
                card.name or "everybody",
                share_words(card.accuracy),
                share_words(card.weighted),
                ", ".join(_SAID[flag.kind] for flag in card.flags) or "–",
            )
            for card in ranked
        ),
    )
    reading = f"{_RIGHT} ▲ has something to look at.{_left_out(ranked)}"
    return forest(f"How often each {what} is right", reading, rows, share_axis(rows), table)


def criteria_plot(card: Scorecard, *, small: bool = False) -> Plot:
    """Return how often someone is right on each criterion."""
    names = criterion_names(card.criteria)
    rows = [share_row(name, one.accuracy) for name, one in zip(names, card.criteria, strict=True)]
    table = Table(
        ("Criterion", "Right", "With near misses in part", "Harsher", "Milder", "Not judged"),
        tuple(
            (
                name,
                share_words(one.accuracy),
                share_words(one.weighted),
                f"{one.harsher:,}",
                f"{one.milder:,}",
                f"{one.not_judged:,}",
            )
            for name, one in zip(names, card.criteria, strict=True)
        ),
    )
    reading = _RIGHT
    return forest("Right on each criterion", reading, rows, share_axis(rows), table, small=small)


def criteria_lean_plot(card: Scorecard) -> Plot | None:
    """Return on which criteria someone is harsh or mild; None where no scale has levels in order."""
    named = [
        (name, one)
        for name, one in zip(criterion_names(card.criteria), card.criteria, strict=True)
        if one.levels and one.lean.value is not None
    ]
    if not named:
        return None
    rows = [_lean_row(name, one.lean, "dot", "plain") for name, one in named]
    table = Table(
        ("Criterion", "Mean error in levels", "Harsher", "Milder"),
        tuple((name, lean_words(one.lean), f"{one.harsher:,}", f"{one.milder:,}") for name, one in named),
    )
    reading = f"Left of 0 is harsher than the gold, right of it milder, in levels of the scale. {_BOUNDS}"
    return forest("Harsher or milder, by criterion", reading, rows, _lean_axis(rows, None), table)


def weeks_plot(weeks: Sequence[WeekScore]) -> Plot | None:
    """Return how often someone was right from week to week; None of a single week."""
    if len(weeks) < over_time.FEWEST:
        return None
    points = [
        over_time.Point(
            one.week, one.accuracy.value, one.accuracy.low, one.accuracy.high, share_words(one.accuracy)
        )
        for one in weeks
    ]
    rows = [share_row(one.week, one.accuracy) for one in weeks]
    table = Table(
        ("Week", "Right", "Mean error in levels"),
        tuple((one.week, share_words(one.accuracy), lean_words(one.lean)) for one in weeks),
    )
    reading = (
        "Each dot is the share of one week's judgments that are right, and its line where the true share "
        "lies. A change counts only where the lines hardly overlap."
    )
    return over_time.drift("Right from week to week", reading, points, share_axis(rows), table)


def mixed_plots(card: Scorecard) -> list[Plot]:
    """Return for each criterion what is said where the gold says what."""
    found = []
    for name, one in zip(criterion_names(card.criteria), card.criteria, strict=True):
        if 0 < len(one.levels) <= MOST_LEVELS:
            cells = {(gold, said): count for gold, said, count in one.matrix}
            counts = [[float(cells.get((gold, said), 0)) for said in one.levels] for gold in one.levels]
            found.append(
                heat(
                    f"{name}: what is said where the gold says what",
                    "Read along a row: of 100 judgments where the gold says this, so many say that. Framed "
                    "is what is right; accepted answers count as the gold's.",
                    one.levels,
                    counts,
                    rows="gold",
                    columns="said",
                )
            )
    return found


# --- rows -------------------------------------------------------------------------------------


def criterion_names(criteria: Sequence[CriterionScore]) -> list[str]:
    """Return what criteria are called, with their guideline where there are several: it may be cut off."""
    several = len({one.guideline for one in criteria}) > 1
    return [f"{one.criterion} · {one.guideline}" if several else one.criterion for one in criteria]


def share_row(name: str, share: Share, shape: Shape = "dot", tone: Tone = "plain") -> Row:
    """Return a share as a row."""
    if share.value is None or share.low is None or share.high is None:
        return Row(name, "nothing was judged", ())
    words = f"{100 * share.value:.0f} % ({100 * share.low:.0f} to {100 * share.high:.0f})"
    tip = f"{name}: {share_words(share)}"
    return Row(name, words, (Mark(share.value, share.low, share.high, shape, tone=tone, tip=tip),))


def share_axis(rows: Sequence[Row]) -> Axis:
    """Return an axis for shares, near to what there is."""
    least = min((mark.low for row in rows for mark in row.marks if mark.low is not None), default=0.0)
    return axis_around(
        rows, lambda value: f"{100 * value:.0f} %", least=(min(least, 0.8), 1.0), most=(0.0, 1.0)
    )


def lean_words(figure: Figure) -> str:
    """Return a mean error with its sign and interval: `-0.21 (-0.30 to -0.12)`."""
    return short_figure_words(figure, _signed)


def _signed(value: float) -> str:
    return f"{value + 0.0:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _lean_row(name: str, figure: Figure, shape: Shape, tone: Tone) -> Row:
    words = lean_words(figure)
    if figure.value is None:
        return Row(name, words, ())
    one = figure.interval
    low, high = (None, None) if one is None else (one.low, one.high)
    return Row(name, words, (Mark(figure.value, low, high, shape, tone=tone, tip=f"{name}: {words}"),))


def _lean_axis(rows: Sequence[Row], usual: float | None) -> Axis:
    posts = [(0.0, "as the gold")]
    if usual is not None and abs(usual) >= 0.05:
        posts.append((usual, "most people"))
    return axis_around(
        rows,
        lambda value: _signed(round(value, 2)),
        least=(-0.2, 0.2),
        most=(-20.0, 20.0),
        signposts=tuple(posts),
    )


def _look(card: Scorecard, kinds: Sequence[FlagKind]) -> tuple[Shape, Tone]:
    flagged = any(flag.kind in kinds for flag in card.flags)
    return ("triangle", "warn") if flagged else ("dot", "plain")


def _ends(ranked: Sequence[Scorecard]) -> list[Scorecard]:
    """Return both ends of a long list: who stands in the middle is in the table."""
    if len(ranked) <= _MOST_PEOPLE:
        return list(ranked)
    half = _MOST_PEOPLE // 2
    flagged = [card for card in ranked[half:-half] if card.flags]
    return [*ranked[:half], *flagged, *ranked[-half:]]


def _left_out(ranked: Sequence[Scorecard]) -> str:
    more = len(ranked) - len(_ends(ranked))
    return f" {more:,} in the middle stand in the table alone." if more else ""
