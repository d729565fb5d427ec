"""A forest plot: a row a thing, its figure as a mark, and how sure one can be of it as a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from goldline.render.plots.canvas import LETTER, Anchor, Canvas, Scale, Shape, ticks_of
from goldline.render.plots.plot import NARROW, WIDE, Plot, Table, plot
from goldline.render.terminal import width_of

Tone = Literal["plain", "second", "warn"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure and its line, either of which may be missing; `tip` is told where one points at it."""

    value: float | None
    low: float | None = None
    high: float | None = None
    shape: Shape | Literal["bar"] = "dot"
    dashed: bool = False
    tone: Tone = "plain"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, its numbers in words, and its marks, one above the other.

    Without a mark that has a value `words` tell why, and stand where the marks would.
    """

    name: str
    words: str
    marks: tuple[Mark, ...]

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(mark.value is not None for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where a plot goes, how its numbers are written, and lines that mean something."""

    low: float
    high: float
    words: Callable[[float], str]
    signposts: tuple[tuple[float, str], ...] = ()


def axis_around(
    rows: Sequence[Row],
    words: Callable[[float], str],
    *,
    least: tuple[float, float],
    most: tuple[float, float],
    signposts: tuple[tuple[float, str], ...] = (),
) -> Axis:
    """Return an axis that holds `least` and whatever is drawn, but nothing outside of `most`."""
    ends = [
        end
        for row in rows
        for mark in row.marks
        for end in (mark.value, mark.low, mark.high)
        if end is not None
    ]
    low = max(min([*ends, least[0]]), most[0])
    high = min(max([*ends, least[1]]), most[1])
    step = ticks_of(low, high, 5)
    gap = step[1] - step[0] if len(step) > 1 else high - low
    return Axis(max(_down(low, gap), most[0]), min(-_down(-high, gap), most[1]), words, signposts)


def _down(value: float, gap: float) -> float:
    """Return the round number below."""
    return round((value / gap + 1e-9) // 1 * gap, 9) if gap > 0 else value


def forest(
    title: str, reading: str, rows: Sequence[Row], axis: Axis, table: Table, *, small: bool = False
) -> Plot:
    """Return the rows as a plot, in their order."""

    def draw(narrow: bool) -> Canvas:
        return _draw(rows, axis, _NARROW if narrow else _WIDE)

    return plot(title, reading, draw, table, small=small)


# --- the drawing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: names left of the marks, or above them where there is no room."""

    name: str
    wide: float
    left: float
    right: float
    row: float
    at: float
    above: bool


_WIDE = _Layout("plot-wide", WIDE, 232, 584, 28, 14, False)
_NARROW = _Layout("plot-narrow", NARROW, 16, 322, 46, 32, True)
_HEAD, _FOOT = 24.0, 34.0
_APART = 9.0


def _draw(rows: Sequence[Row], axis: Axis, layout: _Layout) -> Canvas:
    head = _HEAD if axis.signposts else 6.0
    bottom = head + len(rows) * layout.row
    canvas = Canvas(layout.wide, bottom + _FOOT, layout.name)
    ticks = ticks_of(axis.low, axis.high, 4 if layout.above else 6)
    canvas.axis(
        "bottom",
        (axis.low, axis.high),
        (layout.left, layout.right),
        bottom,
        ticks,
        axis.words,
        bottom - head,
    )
    place = canvas.along(axis.low, axis.high, layout.left, layout.right)
    _signposts(canvas, axis, head, bottom, layout, place)
    for number, row in enumerate(rows):
        _row(canvas, row, head + number * layout.row, layout, place)
    return canvas


def _signposts(canvas: Canvas, axis: Axis, head: float, bottom: float, layout: _Layout, place: Scale) -> None:
    posts = sorted((place(value), name) for value, name in axis.signposts)
    for number, (at, name) in enumerate(posts):
        canvas.line(at, head - 4, at, bottom, "plot-signpost")
        half = width_of(name) * LETTER / 2
        near = [other for other, words in posts if abs(other - at) < half + width_of(words) * LETTER / 2 + 6]
        anchor: Anchor = "middle"
        if at + half > layout.wide - 4 or (len(near) > 1 and number == 0):
            anchor = "end"
        elif at - half < 4 or len(near) > 1:
            anchor = "start"
        canvas.words(at, head - 13, name, "plot-soft", anchor=anchor)


def _row(canvas: Canvas, row: Row, top: float, layout: _Layout, place: Scale) -> None:
    middle = top + layout.at
    if layout.above:
        taken = (width_of(row.words) + 1) * LETTER if row.drawn else 0
        canvas.words(4, top + 12, row.name, "plot-name", room=layout.right - 4 - taken)
        if row.drawn:
            canvas.words(layout.right, top + 12, row.words, "plot-soft", anchor="end")
    else:
        canvas.words(layout.left - 12, middle, row.name, "plot-name", anchor="end", room=layout.left - 12)
        if row.drawn:
            canvas.words(layout.right + 14, middle, row.words, "plot-soft", room=layout.wide - layout.right)
    if not row.drawn:
        room = layout.right - layout.left
        canvas.words(layout.left + 4, middle, row.words, "plot-soft", room=room)
        return
    several = len(row.marks) > 1
    for number, mark in enumerate(row.marks):
        _mark(canvas, mark, middle + (_APART * (number - (len(row.marks) - 1) / 2) if several else 0), place)


def _mark(canvas: Canvas, mark: Mark, y: float, place: Scale) -> None:
    tone = f"plot-{mark.tone}"
    if mark.shape == "bar" and mark.value is not None:
        start = place(0)
        canvas.rect(
            min(start, place(mark.value)),
            y - 8,
            abs(place(mark.value) - start),
            16,
            f"plot-bar {tone}",
            mark.tip,
        )
    if mark.low is not None and mark.high is not None:
        low, high = place(mark.low), place(mark.high)
        dashed = " plot-dashed" if mark.dashed else ""
        over = " plot-over" if mark.shape == "bar" else ""
        canvas.line(low, y, high, y, f"plot-reach {tone}{dashed}{over}", mark.tip)
        for end in (low, high):
            canvas.line(end, y - 3.5, end, y + 3.5, f"plot-end {tone}{over}")
    if mark.value is not None and mark.shape != "bar":
        canvas.mark(place(mark.value), y, mark.shape, f"plot-mark {tone}", mark.tip)
