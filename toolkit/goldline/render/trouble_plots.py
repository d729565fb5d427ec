"""What plots tell of rules: which cost most agreement, and whether their last edit helped."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.figure import Figure
from goldline.model.trouble import RuleTrouble
from goldline.render.figures import share_words
from goldline.render.plots.forest import Axis, Mark, Row, axis_around, forest
from goldline.render.plots.plot import Plot, Table

LIMIT = 12
_OVER = "The line on it shows where it would lie with other items, 95 times in 100."


def cost_plot(several: Sequence[RuleTrouble], limit: int = LIMIT) -> Plot:
    """Return each rule's part of all differences, the dearest first."""
    rows = [_bar(one, one.part) for one in several[:limit]]
    table = Table(
        (
            "Rule",
            "Part of all differences",
            "Two people differ",
            "Wrong against the gold",
            "Items",
            "Judgments",
        ),
        tuple(
            (
                rule_name(one),
                times_words(one.part, "%"),
                times_words(one.differ, "in 100"),
                share_words(one.wrong),
                f"{one.units:,}",
                f"{one.judgments:,}",
            )
            for one in several
        ),
    )
    reading = (
        "A long bar is a rule on which people differ most, in all they judge: the first place to look. "
        f"{_OVER}{_rest(several, limit)}"
    )
    return forest("Each rule's part of all differences", reading, rows, _axis(rows), table)


def differ_plot(several: Sequence[RuleTrouble], limit: int = LIMIT) -> Plot:
    """Return how often two people differ where a rule decides."""
    rows = [_bar(one, one.differ) for one in several[:limit]]
    table = Table(
        ("Rule", "Two people differ", "Items"),
        tuple((rule_name(one), times_words(one.differ, "in 100"), f"{one.units:,}") for one in several),
    )
    reading = (
        f"Of 100 pairs of people who judge the same thing, so many differ. {_OVER} A rule that decides few "
        "items can stand high here and cost little."
    )
    return forest("How often two people differ, by the rule that decides", reading, rows, _axis(rows), table)


def edits_plot(several: Sequence[RuleTrouble], limit: int = LIMIT) -> Plot | None:
    """Return how often people differed before the last edit of a rule, and since; None of no such rule."""
    edited = [one for one in several if one.before.value is not None and one.after.value is not None]
    if not edited:
        return None
    rows = [
        Row(
            f"{one.rule} in {one.edited[-1]} · {one.criterion}",
            EFFECTS[one.effect],
            (
                _mark(one.before, "hollow", dashed=True, tip="before"),
                _mark(one.after, "dot", tip="since"),
            ),
        )
        for one in edited[:limit]
    ]
    table = Table(
        ("Rule", "Edited in", "Before", "Since", "What that shows"),
        tuple(
            (
                rule_name(one),
                one.edited[-1],
                times_words(one.before, "in 100"),
                times_words(one.after, "in 100"),
                EFFECTS[one.effect],
            )
            for one in edited
        ),
    )
    reading = (
        "How often two people differ: ○ and the dashed line before the rule's last edit, ● and the solid "
        "line since. An edit helped where ● lies left of ○ and the lines hardly overlap."
    )
    return forest("Before and after the last edit", reading, rows, _axis(rows), table)


EFFECTS = {
    "helped": "helped",
    "made it worse": "made it worse",
    "not shown": "not shown",
    "": "too few items",
}


def rule_name(one: RuleTrouble) -> str:
    """Return a rule with its criterion, the rule first: what is cut off is at the end."""
    return f"{one.rule} · {one.criterion}"


def times_words(figure: Figure, unit: str) -> str:
    """Return a share as `42 in 100 (31 to 53)`."""
    if figure.value is None:
        return f"undefined: {figure.reason}"
    one = figure.interval
    if one is None or one.low is None or one.high is None:
        return f"{100 * figure.value:.0f} {unit}"
    return f"{100 * figure.value:.0f} {unit} ({100 * one.low:.0f} to {100 * one.high:.0f})"


def _bar(one: RuleTrouble, figure: Figure) -> Row:
    words = times_words(figure, "%")
    if figure.value is None:
        return Row(rule_name(one), words, ())
    return Row(rule_name(one), words, (_mark(figure, "bar", tip=one.text or rule_name(one)),))


def _mark(figure: Figure, shape: str, *, dashed: bool = False, tip: str = "") -> Mark:
    one = figure.interval
    told = f"{tip}: {times_words(figure, '%')}" if tip else ""
    low, high = (None, None) if one is None else (one.low, one.high)
    tone = "second" if dashed else "plain"
    return Mark(figure.value, low, high, shape, dashed, tone, told)  # type: ignore[arg-type]


def _axis(rows: Sequence[Row]) -> Axis:
    return axis_around(rows, lambda value: f"{100 * value:.0f} %", least=(0.0, 0.1), most=(0.0, 1.0))


def _rest(several: Sequence[RuleTrouble], limit: int) -> str:
    more = len(several) - limit
    if more <= 0:
        return ""
    part = sum(one.cost for one in several[limit:])
    return f" {more:,} more with {100 * part:.0f} % of the differences stand in the table alone."
