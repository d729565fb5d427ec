"""Which rules cost most agreement, as one self-contained page."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.model.trouble import RuleTrouble, TroubleReport
from goldline.render.people_page import people_page
from goldline.render.plots.plot import Plot
from goldline.render.trouble_plots import cost_plot, differ_plot, edits_plot
from goldline.render.trouble_text import LIMIT, outstanding_words, trouble_parts


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A guideline: its plots, and the rules that cost most with what was said of them."""

    name: str
    plots: tuple[Plot, ...]
    rules: tuple[tuple[str, RuleTrouble, tuple[tuple[str, str], ...]], ...]
    more: int


def render_trouble_html(report: TroubleReport, *, limit: int = LIMIT) -> str:
    """Return the page: the rules that stand out, then of each guideline its plots and its dearest rules.

    `limit` says how many of these are told (0: all).
    """
    chapters = []
    for name in dict.fromkeys(one.guideline for one in report.rules):
        costly = [one for one in report.rules if one.guideline == name and one.cost > 0]
        shown = costly[:limit] if limit else costly
        drawn = limit or len(costly)
        plots = [cost_plot(costly, max(drawn, 12)), differ_plot(costly, max(drawn, 12))] if costly else []
        edits = edits_plot(costly)
        chapters.append(
            _Chapter(
                name,
                tuple(plots if edits is None else [*plots, edits]),
                tuple((f"{one.criterion}, {one.rule}", one, tuple(trouble_parts(one))) for one in shown),
                len(costly) - len(shown),
            )
        )
    first = [(one, outstanding_words(one)) for one in report.outstanding]
    return people_page("trouble.html.j2", report=report, chapters=chapters, first=first)
