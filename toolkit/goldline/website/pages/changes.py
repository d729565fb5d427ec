"""What every version changed: a page for each, a list for each guideline, one list of all, and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldline.model.report import JudgmentChange
from goldline.render.arrange import Teller, count_statuses, group_changes, group_judgments
from goldline.render.beyond_gold import example_words, group_spaces, releases
from goldline.render.diff_html import told_causes, told_lines, told_missing
from goldline.render.escape import one_line
from goldline.render.statuses import verdict_of
from goldline.website import links
from goldline.website.feeds import feed_json, feed_rss
from goldline.website.history import Release
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Heading, Page
from goldline.website.references import references, rule_addresses
from goldline.website.rendering import release_words, render
from goldline.website.terms import Terms

_MOST = 200


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield the list of all versions, a list and pages for each guideline, and the feeds."""
    everything = all_releases(site)
    here = links.CHANGES
    yield Page(
        here,
        "Changes",
        render("changes.html.j2", here, site=site, releases=everything, guideline=None),
        search=False,
        wide=True,
    )
    yield Asset(links.FEED_RSS, feed_rss(site, everything))
    yield Asset(links.FEED_JSON, feed_json(site, everything))
    for name, guideline in site.guidelines.items():
        mine = site.releases.get(name, ())
        here = links.changes(name)
        yield Page(
            here,
            f"Versions · {guideline.title}",
            render("changes.html.j2", here, site=site, releases=mine, guideline=guideline),
            search=False,
            source=f"guidelines/{name}/CHANGELOG.md",
        )
        for release in mine:
            yield _version(site, release)


def all_releases(site: SiteModel) -> list[Release]:
    """Return the versions of all guidelines, newest first; those of one day by guideline."""
    found = [release for releases in site.releases.values() for release in releases]
    order = {id(one): index for index, one in enumerate(found)}
    # What is not committed yet is the newest.
    return sorted(found, key=lambda one: (one.date or "9999", -order[id(one)]), reverse=True)


def _version(site: SiteModel, release: Release) -> Page:
    guideline = site.guidelines[release.guideline]
    here = links.version(release.guideline, release.version)
    outline: list[Heading] = []
    context: dict[str, object] = {}
    report = release.report
    if report is not None:
        statuses = group_judgments(report, 0)
        spaces = group_spaces(report, one_line, _MOST)
        outline = [Heading("rules", "What changed in the guideline")]
        if statuses:
            outline.append(Heading("judgments", "What that does to the gold"))
        if spaces:
            outline.append(Heading("facts", "What that does to all facts"))
        context = {
            "verdict": verdict_of(report),
            "counts": count_statuses(report),
            "groups": group_changes(report, _MOST),
            "statuses": [(group, *_by_visibility(site, group.judgments.shown)) for group in statuses],
            "bumps": releases(report, one_line),
            "spaces": spaces,
            "tell": Teller(report).tell,
        }
    body = render(
        "version.html.j2",
        here,
        site=site,
        guideline=guideline,
        release=release,
        notes=Terms(guideline, here, references(site, guideline)).html(release.notes),
        rules_of=rule_addresses(site, guideline),
        told_lines=told_lines,
        told_causes=told_causes,
        told_missing=told_missing,
        example_words=example_words,
        release_words=release_words,
        **context,
    )
    return Page(
        here,
        f"{guideline.title} {release.version}",
        body,
        outline=tuple(outline),
        description=release_words(release),
    )


def _by_visibility(
    site: SiteModel, changes: Iterable[JudgmentChange]
) -> tuple[list[JudgmentChange], list[JudgmentChange]]:
    """Return judgments that may be read at once, and those of training items, to be judged first."""
    shown: list[JudgmentChange] = []
    covered: list[JudgmentChange] = []
    for one in changes:
        item = site.item(one.item)
        (shown if item is not None and site.visibility(item) == "example" else covered).append(one)
    return shown, covered
