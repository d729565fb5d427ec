"""Reports as text. Renderers are pure functions, report in and text out; none of them prints.

There is a file for each format, and the tables below name them all. A renderer is imported when it
is used: asking for plain text must not cost the import of an HTML template engine.

What came from a repository passes through an escaper of `escape.py`, one for each place that text
can end up in. Wording that formats share is in `words.py` and `statuses.py`; `arrange.py` puts a
comparison in the order in which people read it. To add a format, write its file, and an entry
of a table here that hands it what concerns it of a `Look`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from goldline.render.look import NO_CHECKS, Checks, Look

if TYPE_CHECKING:
    from goldline.model.explanation import Explanation
    from goldline.model.report import CheckReport, DiffReport

__all__ = [
    "RENDERERS_CHECK",
    "RENDERERS_DIFF",
    "RENDERERS_EXPLAIN",
    "Look",
    "render_check",
    "render_diff",
    "render_explanation",
]


def render_check(
    report: CheckReport, output_format: str, *, color: bool = False, checks: Checks = NO_CHECKS
) -> str:
    """Return what `check` found in one of the formats of `RENDERERS_CHECK`.

    `checks` give findings their names, and SARIF its help.
    """
    return RENDERERS_CHECK[output_format](report, Look(color=color, checks=checks))


def render_diff(
    report: DiffReport,
    output_format: str,
    *,
    color: bool = False,
    width: int = 100,
    limit: int | None = None,
    every: bool = False,
) -> str:
    """Return a comparison in one of the formats of `RENDERERS_DIFF`; see `Look` for the rest."""
    look = Look(color=color, width=width, limit=limit, every=every)
    return RENDERERS_DIFF[output_format](report, look)


def render_explanation(
    explanation: Explanation, output_format: str, *, color: bool = False, width: int = 100
) -> str:
    """Return an explanation in one of the formats of `RENDERERS_EXPLAIN`."""
    return RENDERERS_EXPLAIN[output_format](explanation, Look(color=color, width=width))


# --- check ----------------------------------------------------------------------------------


def _check_text(report: CheckReport, look: Look) -> str:
    from goldline.render.check_text import render_check_text

    return render_check_text(report, color=look.color, checks=look.checks)


def _check_json(report: CheckReport, _look: Look) -> str:
    from goldline.render.check_json import render_check_json

    return render_check_json(report)


def _check_markdown(report: CheckReport, look: Look) -> str:
    from goldline.render.check_markdown import LIMIT, render_check_markdown

    return render_check_markdown(report, checks=look.checks, limit=look.limit_or(LIMIT))


def _github(report: CheckReport, look: Look) -> str:
    from goldline.render.github import render_github

    return render_github(report, checks=look.checks)


def _sarif(report: CheckReport, look: Look) -> str:
    from goldline.render.sarif import render_sarif

    return render_sarif(report, checks=look.checks)


def _junit(report: CheckReport, look: Look) -> str:
    from goldline.render.junit import render_junit

    return render_junit(report, checks=look.checks)


def _codequality(report: CheckReport, look: Look) -> str:
    from goldline.render.codequality import render_codequality

    return render_codequality(report, checks=look.checks)


RENDERERS_CHECK: dict[str, Callable[[CheckReport, Look], str]] = {
    "text": _check_text,
    "json": _check_json,
    "markdown": _check_markdown,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "codequality": _codequality,
}
"""How to render a `CheckReport`, by the name of the format."""


# --- diff -----------------------------------------------------------------------------------


def _diff_text(report: DiffReport, look: Look) -> str:
    from goldline.render.diff_text import LIMIT, render_diff_text

    return render_diff_text(
        report,
        color=look.color,
        width=look.width,
        limit=look.limit_or(LIMIT),
        every=look.every,
    )


def _diff_json(report: DiffReport, look: Look) -> str:
    from goldline.render.diff_json import render_diff_json

    return render_diff_json(report, every=look.every)


def _diff_markdown(report: DiffReport, look: Look) -> str:
    from goldline.render.diff_markdown import LIMIT, render_diff_markdown

    return render_diff_markdown(report, limit=look.limit_or(LIMIT), every=look.every)


def _diff_html(report: DiffReport, look: Look) -> str:
    from goldline.render.diff_html import LIMIT, render_diff_html

    return render_diff_html(report, limit=look.limit_or(LIMIT), every=look.every)


RENDERERS_DIFF: dict[str, Callable[[DiffReport, Look], str]] = {
    "text": _diff_text,
    "json": _diff_json,
    "markdown": _diff_markdown,
    "html": _diff_html,
}
"""How to render a `DiffReport`, by the name of the format."""


# --- explain --------------------------------------------------------------------------------


def _explain_text(explanation: Explanation, look: Look) -> str:
    from goldline.render.explain_text import render_explain_text

    return render_explain_text(explanation, color=look.color, width=look.width)


def _explain_json(explanation: Explanation, _look: Look) -> str:
    from goldline.render.explain_json import render_explain_json

    return render_explain_json(explanation)


RENDERERS_EXPLAIN: dict[str, Callable[[Explanation, Look], str]] = {
    "text": _explain_text,
    "json": _explain_json,
}
"""How to render an `Explanation`, by the name of the format."""
