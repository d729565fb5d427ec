"""`goldline ci`: report on a pull request in one job, comment on it in another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.pulls.reporting import Looked
    from goldline.model.pull import PullReport
    from goldline.store.revisions import Revision

_MOST_BYTES = 8 << 20


@click.group("ci")
def command() -> None:
    """Report on a pull request in CI, and comment on it.

    \b
    Two jobs, because only one of them may have rights:
      goldline ci report     reads the branch of whoever asks; has no secret and may write nothing
      goldline ci comment    writes the comment; reads nothing but that report, and trusts none of it
      goldline ci notes      the same on GitLab, for every open merge request
    """


# --- report ----------------------------------------------------------------------------------


@command.command("report")
@click.option("--base", metavar="REV", help="What it is to be merged into (default: the default branch).")
@click.option("--head", metavar="REV", default="HEAD", show_default=True, help="The change itself.")
@click.option("--out", "-o", type=click.Path(dir_okay=False), help="Write the report for `ci comment` here.")
@click.option("--sarif", type=click.Path(dir_okay=False), help="Write the findings as SARIF here.")
@click.option(
    "--codequality", type=click.Path(dir_okay=False), help="Write them as GitLab's code quality report here."
)
@click.option(
    "--summary",
    type=click.Path(dir_okay=False),
    envvar="GITHUB_STEP_SUMMARY",
    show_envvar=True,
    help="Add the report in Markdown to this file.",
)
@click.option(
    "--annotate/--no-annotate",
    default=None,
    help="Print findings as GitHub's annotations (default: where GitHub runs this).",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes to use (default: one a core).")
@click.pass_context
def report_change(
    ctx: click.Context,
    base: str | None,
    head: str,
    out: str | None,
    sarif: str | None,
    codequality: str | None,
    summary: str | None,
    annotate: bool | None,
    jobs: int | None,
) -> None:
    """Check, verify and compare a change with where it left its target.

    Settings are those of the base: what a change does to them is a finding, and does not yet count.
    Exit status: 0 nothing stands in the way, 1 something does, 2 it could not be looked at in full.

    \b
    Examples:
      goldline ci report                                    what CI would say of my branch
      goldline ci report --base main --head feature --out goldline-ci.json
    """
    from goldline.app.layout import SCOPE
    from goldline.app.pulls.reporting import look_at, report_on, write_pull_report
    from goldline.reading.pull import read_pull_report
    from goldline.store.revisions import merge_base, resolve
    from goldline.store.tree import CommitTree

    place = Place.of(ctx.obj)
    if place.repo is None:
        raise GoldlineError("there is no git repository here", hint="change to the folder of your clone")
    change = resolve(place.repo, head)
    tree = CommitTree(place.repo, change.commit, change.name, SCOPE)
    target = _target(place, base)
    left = merge_base(place.repo, change, target, scope=SCOPE)
    looked = look_at(left, tree, cache=place.cache(), workers=jobs, today=place.day_of(tree))
    report = report_on(looked, target.commit, left.commit or "", change.commit)
    text = write_pull_report(report)
    # Read back at once: what the second job would refuse must fail here, where people look for it.
    report = read_pull_report(text.encode())
    for path, content in (
        (out, text),
        (sarif, _found(looked, "sarif")),
        (codequality, _found(looked, "codequality")),
    ):
        if path is not None:
            _put(path, content)
    if summary:
        _put(summary, _markdown(report), add=True)
    if os.environ.get("GITHUB_ACTIONS") == "true" if annotate is None else annotate:
        click.echo(_found(looked, "github"), nl=False)
    _tell(report)
    ctx.exit(report.exit_status)


def _target(place: Place, base: str | None) -> Revision:
    from goldline.reading.settings import read_settings
    from goldline.store.revisions import find_default_branch, resolve

    assert place.repo is not None
    if base is not None:
        return resolve(place.repo, base)
    branch = read_settings(place.tree("HEAD"))[0].diff.default_branch
    return find_default_branch(place.repo, branch or None)


def _found(looked: Looked, output_format: str) -> str:
    from goldline.checks.registry import ALL
    from goldline.render import RENDERERS_CHECK, Look

    return RENDERERS_CHECK[output_format](looked.checked, Look(checks={check.code: check for check in ALL}))


def _put(path: str, text: str, *, add: bool = False) -> None:
    # A branch may hold a link of this name, to write through it into a file that is not its own.
    if Path(path).is_symlink():
        raise GoldlineError(
            "a report is not written through a link", hint="name a file outside of the branch"
        )
    try:
        with Path(path).open("a" if add else "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise GoldlineError(f"a report cannot be written: {error.strerror}") from error


def _tell(report: PullReport) -> None:
    from goldline.render.pull_markdown import verdict_words
    from goldline.render.words import plural

    counts = f"{plural(report.errors, 'error')}, {plural(report.warnings, 'warning')}"
    failing = sum(one.count for one in report.statuses if one.fails)
    click.echo(f"goldline: {verdict_words(report)}: {counts}, {plural(failing, 'judgment')} broken or open")
    for trouble in report.troubles:
        click.echo(f"goldline: {trouble.step} could not be done; the report says why", err=True)


# --- comment ---------------------------------------------------------------------------------


@command.command("comment")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--post", "wants_post", is_flag=True, help="Write it on the pull request, with GITHUB_TOKEN.")
@click.option("--pull", type=click.IntRange(1), metavar="NUMBER", help="The pull request.")
@click.option(
    "--event",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="GITHUB_EVENT_PATH",
    show_envvar=True,
    help="Without --pull: the `workflow_run` event that tells which one it is.",
)
@click.option("--repository", envvar="GITHUB_REPOSITORY", show_envvar=True, metavar="OWNER/NAME")
@click.option("--author", default="github-actions[bot]", show_default=True, help="Who writes the comment.")
def comment_on_change(
    file: Path,
    wants_post: bool,
    pull: int | None,
    event: Path | None,
    repository: str | None,
    author: str,
) -> None:
    """Print the comment that a report comes to, or keep it up to date on the pull request.

    FILE is what `ci report` wrote, or the archive in which GitHub hands it over. It counts as written by
    a stranger: whatever does not have the shape of a report is refused, and all of its words are escaped.

    \b
    Examples:
      goldline ci comment goldline-ci.json                  look at it
      goldline ci comment report.zip --post                 in a job that follows on `workflow_run`
    """
    from goldline.reading.pull import read_pull_report

    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise GoldlineError("this is not a report that goldline wrote: it is too large")
    report = read_pull_report(data)
    if not wants_post:
        click.echo(_markdown(report), nl=False)
        return
    from goldline.app.pulls.posting import post, pull_of
    from goldline.store.forge import GitHub

    forge = GitHub(
        repository or "",
        os.environ.get("GITHUB_TOKEN", ""),
        os.environ.get("GITHUB_API_URL") or "https://api.github.com",
    )
    if pull is None and event is None:
        raise GoldlineError("it is not said which pull request", hint="give --pull NUMBER, or --event FILE")
    number = pull if pull is not None or event is None else pull_of(forge, event, report)
    written = number is not None and post(
        forge, number, report, lambda own: _markdown(report, tuple(own)), author=author
    )
    if written:
        click.echo(f"the comment on pull request {number} is up to date")
    else:
        click.echo("the pull request has moved on or is closed: nothing was written")


def _markdown(report: PullReport, own: tuple[str, ...] = ()) -> str:
    from goldline.checks.registry import ALL
    from goldline.render.pull_markdown import render_pull_markdown

    return render_pull_markdown(report, checks={check.code: check for check in ALL}, own=own)


@command.command("notes")
@click.option("--request", type=click.IntRange(1), metavar="NUMBER", help="Only this merge request.")
@click.option("--project", envvar="CI_PROJECT_ID", show_envvar=True, metavar="NUMBER | GROUP/PROJECT")
@click.option("--api", envvar="CI_API_V4_URL", show_envvar=True, default="https://gitlab.com/api/v4")
@click.pass_context
def keep_notes(ctx: click.Context, request: int | None, project: str | None, api: str) -> None:
    """Keep one note on each open merge request of GitLab up to date, with GOLDLINE_TOKEN.

    For a scheduled pipeline of the default branch: a merge request's own pipeline runs what its branch
    says, so it must not hold a token that may write. The reports are those that the job `goldline` left
    as artifacts; each counts as written by a stranger. Exit status 1 where one of them was refused.

    \b
    Examples:
      goldline ci notes
      goldline ci notes --project acme/guidelines --request 12
    """
    from goldline.app.pulls.posting import post_notes
    from goldline.render.escape import safe_text
    from goldline.store.gitlab import GitLab

    forge = GitLab(project or "", os.environ.get("GOLDLINE_TOKEN", ""), api)
    numbers = forge.find_pulls() if request is None else [request]
    refused = 0
    for number, said, well in post_notes(forge, numbers, lambda report, own: _markdown(report, tuple(own))):
        click.echo(safe_text(f"merge request {number}: {said}"), err=not well)
        refused += not well
    if not numbers:
        click.echo("no merge request is open")
    ctx.exit(1 if refused else 0)
