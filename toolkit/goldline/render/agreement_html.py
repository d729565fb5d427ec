"""Agreement as one self-contained page: what to believe at a glance, then each criterion with its plots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldline.model.agreement import AgreementReport, CriterionAgreement, FindingsAgreement
from goldline.render.agreement_plots import (
    coefficients_plot,
    meetings_plot,
    overview_plot,
    split_plots,
    weeks_plot,
)
from goldline.render.agreement_text import VERDICTS, counts_words, name_of, noted, verdict_sentence
from goldline.render.people_page import people_page
from goldline.render.plots.plot import Plot

_MOST_PARTS = 40
"""Of more parts, the maps of these are enough to look at."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A criterion: what to know of it, and its plots, those of its parts last."""

    name: str
    verdict: str
    opened: bool
    said: tuple[str, ...]
    undefined: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    more: tuple[Plot, ...]


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A guideline."""

    name: str
    verdict: str
    overview: tuple[Plot, ...]
    notes: tuple[tuple[str, str], ...]
    findings: tuple[FindingsAgreement, ...]
    parts: tuple[_Part, ...]


def render_agreement_html(report: AgreementReport, weeks: AgreementReport | None = None) -> str:
    """Return the page. `weeks` is the same part by part in time, where there are times."""
    over_time = () if weeks is None else weeks.criteria
    chapters = [
        _chapter(report, name, over_time) for name in dict.fromkeys(one.guideline for one in report.criteria)
    ]
    return people_page("agreement.html.j2", report=report, chapters=chapters, timeless=weeks is None)


def _chapter(report: AgreementReport, name: str, weeks: Sequence[CriterionAgreement]) -> _Chapter:
    several = [one for one in report.criteria if one.guideline == name]
    criteria = dict.fromkeys(one.criterion for one in several)
    return _Chapter(
        name,
        verdict_sentence(several),
        (overview_plot(several, report.by),),
        tuple(noted(several)),
        tuple(one for one in report.findings if one.guideline == name),
        tuple(
            _part(
                [one for one in several if one.criterion == criterion],
                report.by,
                [one for one in weeks if (one.guideline, one.criterion) == (name, criterion)],
            )
            for criterion in criteria
        ),
    )


def _part(several: Sequence[CriterionAgreement], by: str, weeks: Sequence[CriterionAgreement]) -> _Part:
    first = several[0]
    drift = weeks_plot(first, weeks)
    plots = [overview_plot(several, by)] if by else [coefficients_plot(first)]
    mixed = [plot for one in several if (plot := meetings_plot(one)) is not None]
    said = [f"{name_of(one)}: {counts_words(one)}" if by else counts_words(one) for one in several]
    if not by:
        said.append(f"believe {_title(first)}: {first.because}")
        if first.meetings is None:
            said.append("so many different numbers were given that no map shows which are mixed up")
    return _Part(
        name=first.title if first.title != first.criterion else first.criterion,
        verdict=verdict_sentence(several).removesuffix(".") if by else VERDICTS[first.verdict][0],
        opened=any(one.verdict == "poor" for one in several),
        said=tuple(said),
        undefined=tuple(dict.fromkeys(_undefined(several))),
        plots=(*plots, *([] if by else mixed), *([] if drift is None else [drift])),
        more=(*split_plots(several, by), *mixed[:_MOST_PARTS]) if by else (),
    )


def _undefined(several: Sequence[CriterionAgreement]) -> list[tuple[str, str]]:
    return [
        (f"{one.group}: {each.title}" if one.group else each.title, each.figure.reason)
        for one in several
        for each in one.coefficients
        if each.figure.value is None
    ]


def _title(one: CriterionAgreement) -> str:
    return next(each.title for each in one.coefficients if each.name == one.trusted)
