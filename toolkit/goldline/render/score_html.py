"""Scorecards as one self-contained page: who to look at, then plots, then each person."""

from __future__ import annotations

from statistics import median

from goldline.model.scorecard import Scorecard, ScoreReport
from goldline.render.escape import one_line
from goldline.render.people_page import people_page
from goldline.render.plots.plot import Plot
from goldline.render.score_plots import (
    criteria_lean_plot,
    criteria_plot,
    harshness_plot,
    mixed_plots,
    right_plot,
    weeks_plot,
)
from goldline.render.score_text import coverage_words, found_words
from goldline.render.words import plural


def render_score_html(report: ScoreReport) -> str:
    """Return the page: a card for each person and team. It loads nothing and runs nothing."""
    alone = report.analysts[0] if len(report.analysts) == 1 else None
    flagged = [(card, flag) for card in report.analysts for flag in card.flags]
    return people_page(
        "score.html.j2",
        report=report,
        title=title_of(report),
        coverage=coverage_words(report),
        found=found_words,
        alone=alone,
        flagged=[] if alone is not None else flagged,
        everybody=[] if alone is not None else _of_everybody(report),
        together=[] if alone is not None or report.together is None else _in_full(report.together),
        cards=[(alone, _in_full(alone))]
        if alone is not None
        else [
            *((card, _of_team(card)) for card in _teams(report)),
            *(
                (card, _of_many(card) if card.flags or len(report.analysts) <= _MOST_CARDS else [])
                for card in report.analysts
            ),
        ],
    )


def title_of(report: ScoreReport) -> str:
    """Return what the page is called."""
    if len(report.analysts) == 1:
        return f"Scorecard of {one_line(report.analysts[0].name)}"
    return f"Scorecards of {plural(len(report.analysts), 'person', 'people')}"


def _teams(report: ScoreReport) -> tuple[Scorecard, ...]:
    return report.teams if len(report.teams) > 1 else ()


def _of_everybody(report: ScoreReport) -> list[Plot]:
    leans = [card.lean.value for card in report.analysts if card.lean.value is not None]
    usual = median(leans) if leans else None
    plots = [harshness_plot(report.analysts, usual), right_plot(report.analysts)]
    if len(report.teams) > 1:
        plots.append(right_plot(report.teams, "team"))
    return [plot for plot in plots if plot is not None]


_MOST_CARDS = 120
"""Of more people a page would be too large to open: of them only those to look at have a plot in it."""


def _in_full(card: Scorecard) -> list[Plot]:
    return [*_of_team(card), *mixed_plots(card)] if card.criteria else []


def _of_team(card: Scorecard) -> list[Plot]:
    if not card.criteria:
        return []
    plots = [criteria_plot(card), criteria_lean_plot(card), weeks_plot(card.weeks)]
    return [plot for plot in plots if plot is not None]


def _of_many(card: Scorecard) -> list[Plot]:
    """Return the one plot that stands on a page with everybody's."""
    return [criteria_plot(card, small=True)] if card.criteria else []
