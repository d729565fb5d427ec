"""A plot as a page holds it: a heading, how to read it, the drawing in two widths, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from goldline.render.html_page import page_environment
from goldline.render.plots.canvas import Canvas, plain

WIDE, NARROW = 760, 340
"""How wide a drawing is, beside a page of text and on a phone."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a plot: the heads of its columns, and rows of which the first cell names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot. `reading` tells how to read it and what it shows.

    `wide` and `narrow` are the same drawing; one that is to be small wherever it stands has no wide one.
    """

    title: str
    reading: str
    wide: Markup | None
    narrow: Markup
    table: Table


Draw = Callable[[bool], Canvas]


def plot(title: str, reading: str, draw: Draw, table: Table, *, small: bool = False) -> Plot:
    """Return a plot from a function that draws it, narrow or not."""
    told = f"{reading} The table that follows has the same numbers."
    wide = None if small else draw(False).svg(title, told)
    return Plot(title, reading, wide, draw(True).svg(title, told), table)


def plot_html(one: Plot) -> Markup:
    """Return a plot as HTML: a figure with its heading, the drawing, and the table folded away."""
    return Markup(_environment().get_template("plot.html.j2").render(plot=one))  # escaped by the template


@cache
def _environment() -> Environment:
    environment = page_environment()
    environment.filters["one_line"] = plain
    return environment
