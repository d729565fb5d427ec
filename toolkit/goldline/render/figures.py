"""Figures, intervals and shares in words and as JSON. An undefined one is never a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldline.model.figure import Figure, Interval, Share

DIGITS = 6


def number_words(value: float) -> str:
    """Return a coefficient with two digits: `0.83`, `-0.02`."""
    return f"{value + 0.0:.2f}"


def figure_words(figure: Figure) -> str:
    """Return a figure with the widest interval there is: `0.83 (0.79 to 0.87 over raters)`."""
    if figure.value is None:
        return f"undefined: {figure.reason}"
    interval = figure.interval
    tail = f" ({interval_words(interval)})" if interval is not None else ""
    return number_words(figure.value) + tail


def short_figure_words(figure: Figure, write: Callable[[float], str] = number_words) -> str:
    """Return a figure with its widest interval, without what that is over: `0.83 (0.79 to 0.87)`."""
    if figure.value is None:
        return f"undefined: {figure.reason}"
    one = figure.interval
    if one is None or one.low is None or one.high is None:
        return write(figure.value)
    return f"{write(figure.value)} ({write(one.low)} to {write(one.high)})"


def interval_words(interval: Interval) -> str:
    """Return an interval: `0.79 to 0.87 over raters`, or why there is none."""
    if interval.low is None or interval.high is None:
        return f"none over {interval.over}: {interval.reason}"
    return f"{number_words(interval.low)} to {number_words(interval.high)} over {interval.over}"


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure as JSON: `value` is null with a `reason` where it is undefined."""
    return {
        "value": rounded(figure.value),
        "reason": figure.reason or None,
        "intervals": [
            {
                "over": one.over,
                "low": rounded(one.low),
                "high": rounded(one.high),
                "level": 0.95,
                "method": one.method or None,
                "reason": one.reason or None,
            }
            for one in figure.intervals
        ],
    }


def rounded(value: float | None) -> float | None:
    """Return a number as reports keep it, so that the order of rows never shows in the last digits."""
    return None if value is None else round(value, DIGITS) + 0.0


def share_words(share: Share) -> str:
    """Return a share with its bounds: `84 % (71 to 92, 42 of 50)`, or `none` of nothing."""
    if share.value is None or share.low is None or share.high is None:
        return "none"
    part = f"{share.part:,.0f}" if float(share.part).is_integer() else f"{share.part:,.1f}"
    bounds = f"{100 * share.low:.0f} to {100 * share.high:.0f}"
    return f"{100 * share.value:.0f} % ({bounds}; {part} of {share.whole:,})"


def share_json(share: Share) -> dict[str, Any]:
    """Return a share as JSON, with its Wilson bounds."""
    return {
        "value": rounded(share.value),
        "part": rounded(share.part),
        "of": share.whole,
        "low": rounded(share.low),
        "high": rounded(share.high),
    }
