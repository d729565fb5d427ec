"""A heat map: how often what one side says meets what another says, level by level."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.render.plots.canvas import LETTER, Canvas
from goldline.render.plots.plot import NARROW, WIDE, Plot, Table, plot
from goldline.render.terminal import width_of

MOST_LEVELS = 12
"""With more levels there is no room for their numbers."""
_SHADES = (0.02, 0.1, 0.25, 0.5, 0.75)
_HEAD = 46.0


def heat(
    title: str,
    reading: str,
    levels: Sequence[str],
    counts: Sequence[Sequence[float | None]],
    *,
    rows: str,
    columns: str,
) -> Plot:
    """Return counts as a plot in which each row adds up to 100; a count of None is not shown.

    `rows` and `columns` say what the two sides are.
    """
    shares = [_shares(row) for row in counts]
    head = (f"{rows} ↓, {columns} →", *levels)
    table = Table(
        head,
        tuple(
            (level, *(_cell(count, share) for count, share in zip(row, parts, strict=True)))
            for level, row, parts in zip(levels, counts, shares, strict=True)
        ),
    )

    def draw(narrow: bool) -> Canvas:
        return _draw(levels, shares, rows, columns, narrow)

    return plot(title, reading, draw, table)


def _shares(row: Sequence[float | None]) -> list[float | None]:
    whole = sum(count for count in row if count is not None)
    return [None if count is None or not whole else count / whole for count in row]


def _cell(count: float | None, share: float | None) -> str:
    if count is None:
        return "not shown"
    return "–" if share is None else f"{percent(share)} % ({count:,.0f})"


def percent(share: float) -> str:
    """Return a share of 100; what is there but rounds to nothing is `<1`."""
    return "<1" if 0 < share < 0.005 else f"{100 * share:.0f}"


def _draw(
    levels: Sequence[str], shares: Sequence[Sequence[float | None]], rows: str, columns: str, narrow: bool
) -> Canvas:
    wide, left, high = (NARROW, 84.0, 30.0) if narrow else (WIDE, 232.0, 32.0)
    heads = list(levels)
    if any((width_of(level) + 1) * LETTER > (wide - left) / len(levels) for level in levels):
        # Names that no column has room for stand in the rows, with a number that stands above the column.
        heads = [str(number) for number in range(1, len(levels) + 1)]
        left = 150.0 if narrow else left
    cell = min((wide - left - 4) / len(levels), 88)
    right, bottom = left + cell * len(levels), _HEAD + high * len(levels)
    canvas = Canvas(wide, bottom + 6, "plot-narrow" if narrow else "plot-wide")
    canvas.words((left + right) / 2, 10, f"{columns} →", "plot-soft", anchor="middle")
    canvas.words(left - 10, 30, f"{rows} ↓", "plot-soft", anchor="end", room=left - 10)
    middles = canvas.columns(len(levels), left, right)
    for head, x in zip(heads, middles, strict=True):
        canvas.words(x, 32, head, "plot-name", anchor="middle")
    for number, (level, head, row) in enumerate(zip(levels, heads, shares, strict=True)):
        top = _HEAD + number * high
        name = level if head == level else f"{head}: {level}"
        canvas.words(left - 10, top + high / 2, name, "plot-name", anchor="end", room=left - 10)
        for place, (x, share) in enumerate(zip(middles, row, strict=True)):
            same = " plot-same" if place == number else ""
            tip = f"{rows} {level}, {columns} {levels[place]}: "
            if share is None:
                canvas.rect(
                    x - cell / 2 + 1, top + 1, cell - 2, high - 2, f"plot-none{same}", tip + "not shown"
                )
                canvas.words(x, top + high / 2, "·", "plot-soft", anchor="middle")
                continue
            shade = sum(share >= edge for edge in _SHADES)
            tip += f"{percent(share)} of 100"
            canvas.rect(x - cell / 2 + 1, top + 1, cell - 2, high - 2, f"plot-heat-{shade}{same}", tip)
            if share > 0:
                canvas.words(x, top + high / 2, percent(share), f"plot-on-{shade}", anchor="middle")
    return canvas
