"""A figure from week to week, with how sure one can be of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldline.render.plots.canvas import Canvas, ticks_of
from goldline.render.plots.forest import Axis
from goldline.render.plots.plot import NARROW, WIDE, Plot, Table, plot

FEWEST = 2
"""A single week shows no drift."""
_HIGH, _FOOT, _HEAD = 170.0, 30.0, 22.0
_NAME = 66.0


@dataclass(frozen=True, slots=True)
class Point:
    """A week: its figure with bounds, each of which may be missing, and the same in words."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    words: str


def drift(title: str, reading: str, points: Sequence[Point], axis: Axis, table: Table) -> Plot:
    """Return the weeks as a plot, in their order."""

    def draw(narrow: bool) -> Canvas:
        return _draw(points, axis, narrow)

    return plot(title, reading, draw, table)


def _draw(points: Sequence[Point], axis: Axis, narrow: bool) -> Canvas:
    wide, left = (NARROW, 46.0) if narrow else (WIDE, 60.0)
    right, bottom = wide - 12.0, _HEAD + _HIGH
    canvas = Canvas(wide, bottom + _FOOT, "plot-narrow" if narrow else "plot-wide")
    canvas.axis(
        "left",
        (axis.low, axis.high),
        (bottom, _HEAD),
        left,
        ticks_of(axis.low, axis.high, 5),
        axis.words,
        right - left,
    )
    up = canvas.along(axis.low, axis.high, bottom, _HEAD)
    middles = canvas.columns(len(points), left, right)
    for value, name in axis.signposts:
        canvas.line(left, up(value), right, up(value), "plot-signpost")
        canvas.words(right, up(value) - 8, name, "plot-soft", anchor="end")
    line = [
        None if point.value is None else (x, up(point.value))
        for x, point in zip(middles, points, strict=True)
    ]
    canvas.path(line, "plot-trend")
    every = max(1, round(_NAME * len(points) / (right - left) + 0.49))
    for number, (x, point) in enumerate(zip(middles, points, strict=True)):
        if number % every == 0:
            canvas.words(x, bottom + 16, point.name, "plot-name", anchor="middle")
        if point.low is not None and point.high is not None:
            canvas.line(x, up(point.low), x, up(point.high), "plot-reach plot-plain", point.words)
        if point.value is not None:
            canvas.mark(x, up(point.value), "dot", "plot-mark plot-plain", f"{point.name}: {point.words}")
        else:
            canvas.words(x, bottom - 12, "–", "plot-soft", anchor="middle")
    return canvas
