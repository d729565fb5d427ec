"""The only door to the library that draws: marks, axes and words on a surface, given back as SVG.

A drawing has no ids, no styles and no colours of its own, only classes: pages with a strict policy can
hold any number of them, and a sheet of styles decides what they look like in light and in dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Literal

from markupsafe import Markup

from goldline.errors import GoldlineError
from goldline.render.escape import one_line, visible
from goldline.render.terminal import width_of

Shape = Literal["dot", "hollow", "diamond", "triangle"]
Anchor = Literal["start", "middle", "end"]
Scale = Callable[[float], float]

LETTER = 6.6
"""How wide a letter is as a rule, in the units of a drawing, at the size of its words."""
_SIZE = {"dot": 70, "hollow": 60, "diamond": 70, "triangle": 70}


def need_plots() -> None:
    """Raise `GoldlineError` where the library that draws is not installed."""
    _library()


@cache
def _library() -> Any:
    try:
        import detroit
    except ImportError:
        raise GoldlineError(
            "drawing plots needs the package detroit", hint="pip install 'goldline[people]'"
        ) from None
    return detroit


class Canvas:
    """A surface to draw on; `wide` and `high` in units that are pixels where there is room."""

    def __init__(self, wide: float, high: float, name: str) -> None:
        self._library = _library()
        self.wide, self.high = wide, high
        self._svg = (
            self._library.create("svg")
            .attr("class", name)
            .attr("viewBox", f"0 0 {_short(wide)} {_short(high)}")
        )
        self._title = self._svg.append("title")
        self._told = self._svg.append("desc")

    # --- scales and axes --------------------------------------------------------------------------

    def along(self, low: float, high: float, start: float, end: float) -> Scale:
        """Return where a number lies between `start` and `end`; what lies outside is drawn at the edge."""
        scale = self._library.scale_linear([low, high], [start, end]).set_clamp(True)
        return lambda value: float(scale(value))

    def columns(self, count: int, start: float, end: float) -> list[float]:
        """Return the middles of so many columns of one width."""
        names = [str(number) for number in range(count)]
        scale = self._library.scale_band(names, [start, end])
        return [float(scale(name)) + float(scale.get_bandwidth()) / 2 for name in names]

    def axis(
        self,
        side: Literal["bottom", "left"],
        bounds: tuple[float, float],
        span: tuple[float, float],
        at: float,
        ticks: Sequence[float],
        words: Callable[[float], str],
        grid: float,
    ) -> None:
        """Draw an axis from `span` to `span` at `at`, with lines of length `grid` across the drawing."""
        library = self._library
        scale = library.scale_linear(list(bounds), list(span))
        made = library.axis_bottom(scale) if side == "bottom" else library.axis_left(scale)
        made = made.set_tick_values(list(ticks)).set_tick_size_outer(0)
        # Whatever can be called goes: the library would look at how many arguments it takes.
        made = made.set_tick_format(lambda value: words(value))
        made = made.set_tick_size_inner(-grid).set_tick_padding(8)
        where = f"translate(0,{_short(at)})" if side == "bottom" else f"translate({_short(at)},0)"
        group = self._svg.append("g").attr("class", "plot-axis").attr("transform", where)
        group.call(made)

    # --- marks ------------------------------------------------------------------------------------

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str, tip: str = "") -> None:
        """Draw a line of a kind (a class)."""
        made = self._svg.append("line").attr("class", kind)
        for name, value in (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)):
            made.attr(name, _short(value))
        self._tip(made, tip)

    def path(self, points: Sequence[tuple[float, float] | None], kind: str) -> None:
        """Draw a line through points, interrupted where one is None."""
        # The library's own way to interrupt a line fails where the last point is missing (2.6).
        line = self._library.line()
        runs = (
            [(round(point[0], 1), round(point[1], 1)) for point in run if point is not None]
            for there, run in groupby(points, key=lambda point: point is not None)
            if there
        )
        self._svg.append("path").attr("class", kind).attr("d", "".join(line(run) for run in runs))

    def rect(self, x: float, y: float, wide: float, high: float, kind: str, tip: str = "") -> None:
        """Draw a rectangle."""
        made = self._svg.append("rect").attr("class", kind)
        for name, value in (("x", x), ("y", y), ("width", max(wide, 0)), ("height", max(high, 0))):
            made.attr(name, _short(value))
        self._tip(made, tip)

    def mark(self, x: float, y: float, shape: Shape, kind: str, tip: str = "") -> None:
        """Draw a mark; its shape tells what it stands for, whatever its colour."""
        library = self._library
        drawn = {
            "dot": library.symbol_circle,
            "hollow": library.symbol_circle,
            "diamond": library.symbol_diamond,
            "triangle": library.symbol_triangle,
        }[shape]
        made = (
            self._svg.append("path")
            .attr("class", f"{kind} plot-{shape}")
            .attr("transform", f"translate({_short(x)},{_short(y)})")
            .attr("d", library.symbol(drawn, _SIZE[shape])())
        )
        self._tip(made, tip)

    def words(
        self, x: float, y: float, text: str, kind: str = "", *, anchor: Anchor = "start", room: float = 0
    ) -> None:
        """Write words; what does not fit into `room` ends in `…` and is whole where one points at it."""
        shown = plain(text)
        short = fitting(shown, room) if room else shown
        made = (
            self._svg.append("text")
            .attr("x", _short(x))
            .attr("y", _short(y))
            .attr("dy", "0.32em")
            .attr("text-anchor", anchor)
            .text(short)
        )
        if kind:
            made.attr("class", kind)
        if short != shown:
            self._tip(made, text)

    @staticmethod
    def _tip(made: Any, text: str) -> None:
        if text:
            made.append("title").text(plain(text))

    # --- the whole --------------------------------------------------------------------------------

    def svg(self, title: str, told: str) -> Markup:
        """Return the drawing as one picture with a name and a description."""
        self._title.text(plain(title))
        self._told.text(plain(told))
        self._svg.attr("role", "img").attr("aria-label", plain(title))
        return Markup(self._svg.to_string(pretty_print=False).strip())  # escaped by the library


def plain(text: str) -> str:
    """Return text as one safe line that XML can hold: it knows no character of these two."""
    return "".join(visible(char) if char in "\ufffe\uffff" else char for char in one_line(text))


def fitting(text: str, room: float) -> str:
    """Return as much of `text` as fits into so many units, with `…` for what does not."""
    most = max(int(room / LETTER), 2)
    if width_of(text) <= most:
        return text
    while text and width_of(text) >= most:
        text = text[:-1]
    return text.rstrip() + "…"


def ticks_of(low: float, high: float, count: int) -> list[float]:
    """Return round numbers between two, about so many."""
    return [float(tick) for tick in _library().ticks(low, high, count)]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
