"""Scorecards as one self-contained page, with plots drawn as SVG that read as tables too."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from goldline.model.figure import Share
from goldline.model.scorecard import ScoreReport
from goldline.render.escape import one_line, safe_text
from goldline.render.figures import number_words, share_words
from goldline.render.html_page import page_environment
from goldline.render.score_text import coverage_words, found_words
from goldline.render.words import listed, plural

_LEFT, _WIDE, _ROW = 190, 420, 26


@dataclass(frozen=True, slots=True)
class _Bar:
    """A share as a line from bound to bound with a dot, in the units of the drawing."""

    label: str
    words: str
    y: int
    low: float
    high: float
    at: float


def render_score_html(report: ScoreReport) -> str:
    """Return the page: a card for each person and team. It loads nothing and runs nothing."""
    environment = page_environment()
    environment.filters |= {"safe_text": safe_text, "one_line": one_line}
    environment.globals |= {
        "plural": plural,
        "listed": listed,
        "share": share_words,
        "number": number_words,
        "found": found_words,
        "criteria_bars": lambda card: bars([(one.criterion, one.accuracy) for one in card.criteria]),
        "week_bars": lambda card: bars([(one.week, one.accuracy) for one in card.weeks]),
        "left": _LEFT,
        "wide": _WIDE,
        "row": _ROW,
    }
    assert environment.loader is not None
    style = environment.loader.get_source(environment, "score.css")[0].replace("\r\n", "\n")
    return environment.get_template("score.html.j2").render(
        style=Markup(style),  # a file of this package, and hashed as it stands
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
        report=report,
        coverage=coverage_words(report),
        cards=[*([] if len(report.analysts) == 1 else report.teams), *report.analysts],
        title=title_of(report),
    )


def title_of(report: ScoreReport) -> str:
    """Return what the page is called."""
    if len(report.analysts) == 1:
        return f"Scorecard of {one_line(report.analysts[0].name)}"
    return f"Scorecards of {plural(len(report.analysts), 'person', 'people')}"


def bars(shares: list[tuple[str, Share]]) -> list[_Bar]:
    """Return shares as what is drawn; one of nothing is left out."""
    found: list[_Bar] = []
    for label, share in shares:
        if share.value is None or share.low is None or share.high is None:
            continue
        low, high, at = (round(_LEFT + _WIDE * part, 1) for part in (share.low, share.high, share.value))
        found.append(_Bar(one_line(label), share_words(share), len(found) * _ROW + 18, low, high, at))
    return found
