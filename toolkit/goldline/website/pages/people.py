"""People, for leads: how well they agree, which rules cost most agreement, and where it goes over time.

There are such pages only where a site is built with logs. They name nobody and no item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from goldline.app.people.publishing import FEWEST_ITEMS, FEWEST_PEOPLE, PublicFigures
from goldline.model.agreement import CriterionAgreement
from goldline.model.guideline import Guideline
from goldline.model.trouble import RuleTrouble
from goldline.render.agreement_plots import coefficients_plot, meetings_plot, overview_plot, weeks_plot
from goldline.render.agreement_text import VERDICTS, noted, verdict_sentence
from goldline.render.html_page import page_environment, style_sheet
from goldline.render.plots.plot import Plot, plot_html
from goldline.render.trouble_plots import cost_plot, differ_plot, edits_plot, times_words
from goldline.render.trouble_text import outstanding_words
from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Heading, Page
from goldline.website.rendering import environment, render

_MOST_RULES = 10


@dataclass(frozen=True, slots=True)
class _Part:
    """A criterion: its plots, and the coefficients that are undefined, with the reason."""

    criterion: str
    title: str
    verdict: str
    plots: tuple[Markup, ...]
    undefined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A guideline on one of the pages."""

    guideline: Guideline
    said: str
    plots: tuple[Markup, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    parts: tuple[_Part, ...] = ()
    rules: tuple[tuple[RuleTrouble, str], ...] = ()


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the pages and their look; nothing where no logs were given."""
    people = site.people
    if people is None:
        return
    yield _page(site, links.PEOPLE, "How well people agree", list(_agreement(site, people)))
    yield _page(site, links.PEOPLE_RULES, "Which rules cost most agreement", list(_rules(site, people)))
    yield _page(site, links.PEOPLE_OVER_TIME, "Agreement over time", list(_over_time(site, people)))
    # Staged with the pages alone: a site without them is what it would be if there were no such section.
    own = environment().loader.get_source(environment(), "people.css")[0]  # type: ignore[union-attr]
    yield Asset(links.PEOPLE_STYLE, (own + style_sheet(page_environment(), "plots.css")).encode())


def _page(site: SiteModel, address: str, title: str, chapters: Sequence[_Chapter]) -> Page:
    return Page(
        address,
        title,
        render(
            "people.html.j2",
            address,
            site=site,
            title=title,
            chapters=chapters,
            fewest=(FEWEST_ITEMS, FEWEST_PEOPLE),
        ),
        outline=tuple(_heading(chapter) for chapter in chapters),
        search=False,
        alone=True,
        trail=() if address == links.PEOPLE else (("People", links.PEOPLE),),
    )


def _heading(chapter: _Chapter) -> Heading:
    below = tuple(Heading(_anchor(chapter, part.criterion), part.title) for part in chapter.parts)
    return Heading(chapter.guideline.id, chapter.guideline.title, below)


def _anchor(chapter: _Chapter, criterion: str) -> str:
    return f"{chapter.guideline.id}-{criterion}"


def _drawn(plots: Sequence[Plot | None]) -> tuple[Markup, ...]:
    return tuple(plot_html(plot) for plot in plots if plot is not None)


# --- agreement --------------------------------------------------------------------------------


def _agreement(site: SiteModel, people: PublicFigures) -> Iterator[_Chapter]:
    for guideline in site.guidelines.values():
        several = [one for one in people.criteria if one.guideline == guideline.id]
        if several:
            yield _Chapter(
                guideline,
                verdict_sentence(several),
                _drawn([overview_plot(several)]),
                tuple(noted(several)),
                tuple(_part(guideline, one) for one in several),
            )


def _part(guideline: Guideline, one: CriterionAgreement) -> _Part:
    undefined = [(each.title, each.figure.reason) for each in one.coefficients if each.figure.value is None]
    told = len(undefined) < len(one.coefficients)
    return _Part(
        one.criterion,
        guideline.criteria[one.criterion].title,
        VERDICTS[one.verdict][0],
        _drawn([coefficients_plot(one), meetings_plot(one, FEWEST_ITEMS)]) if told else (),
        tuple(undefined) if told else (("everything", undefined[0][1]),),
    )


# --- rules ------------------------------------------------------------------------------------


def _rules(site: SiteModel, people: PublicFigures) -> Iterator[_Chapter]:
    for guideline in site.guidelines.values():
        several = [one for one in people.rules if one.guideline == guideline.id and one.cost > 0]
        if several:
            first = several[0]
            said = (
                f"{first.rule} on {guideline.criteria[first.criterion].title.lower()} costs most: "
                f"{times_words(first.part, '%')} of all differences."
            )
            outstanding = [one for one in several if one.stands_out]
            said += "".join(f" Look first at {one.rule}: {outstanding_words(one)}." for one in outstanding)
            yield _Chapter(
                guideline,
                said,
                _drawn([cost_plot(several), differ_plot(several), edits_plot(several)]),
                rules=tuple((one, times_words(one.part, "%")) for one in several[:_MOST_RULES]),
            )


# --- over time --------------------------------------------------------------------------------


def _over_time(site: SiteModel, people: PublicFigures) -> Iterator[_Chapter]:
    for guideline in site.guidelines.values():
        parts = []
        for one in people.criteria:
            weeks = [
                week
                for week in people.over_time
                if (week.guideline, week.criterion) == (one.guideline, one.criterion)
            ]
            plot = weeks_plot(one, weeks) if one.guideline == guideline.id and one.figure.defined else None
            if plot is not None:
                title = guideline.criteria[one.criterion].title
                parts.append(_Part(one.criterion, title, "", _drawn([plot])))
        if parts:
            yield _Chapter(guideline, "", parts=tuple(parts))
