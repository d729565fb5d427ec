"""`goldline score`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color

if TYPE_CHECKING:
    from goldline.model.scorecard import ScoreReport


@click.command("score")
@click.argument("logs", nargs=-1, type=click.Path())
@click.option("--analyst", metavar="NAME", help="One person's scorecard, in full.")
@click.option("--for-analyst", is_flag=True, help="As the analyst may get it: nothing of held-out items.")
@click.option(
    "--against",
    type=click.Choice(["gold"]),
    default="gold",
    show_default=True,
    expose_value=False,
    help="What is right.",
)
@click.option("--votes", is_flag=True, help="The votes of the gold sets, besides the logs.")
@click.option("--teams", type=click.Path(), help="A CSV with the columns annotator and team.")
@click.option(
    "--pass", "mark", type=click.FloatRange(0, 1), metavar="SHARE", help="Say who passes, such as 0.8."
)
@click.option("--latest", is_flag=True, help="Of two different judgments by one person the later one counts.")
@click.option("--encoding", default="utf-8", show_default=True, help="How the logs are encoded.")
@click.option("--rev", help="Against the gold at a revision, NAME@VERSION or folder.")
@click.option("--reveal", is_flag=True, help="Show what held-out items say too.")
@click.option("--all", "every", is_flag=True, help="Everybody in full.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option(
    "--each", type=click.Path(file_okay=False), help="Write a page for each analyst to this folder."
)
@click.pass_context
def command(
    ctx: click.Context,
    logs: tuple[str, ...],
    analyst: str | None,
    for_analyst: bool,
    votes: bool,
    teams: str | None,
    mark: float | None,
    latest: bool,
    encoding: str,
    rev: str | None,
    reveal: bool,
    every: bool,
    output_format: str,
    output: str | None,
    each: str | None,
) -> None:
    """Show how each analyst's judgments stand to the gold, and who needs a closer look.

    LOG is a .csv, .jsonl or .parquet file with a judgment a row; without one it is the votes of the
    gold sets. Right is what the label says, what it accepts, and what contested findings would lead to.
    With --pass few judgments prove nothing: then the verdict is 'more evidence'.

    \b
    Examples:
      goldline score june.csv
      goldline score june.csv --analyst a17 --pass 0.8
      goldline score june.csv --analyst a17 --for-analyst --format html -o a17.html
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.people.groups import read_teams
    from goldline.app.people.opening import open_judgments
    from goldline.app.people.scoring import score

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache(), reveal=reveal)
    judgments = open_judgments(
        library,
        logs,
        votes=votes or not logs,
        keep=["team"],
        latest=latest,
        encoding=encoding,
        versions=True,
    )
    of_people = read_teams(teams)

    def scored(name: str | None, private: bool) -> ScoreReport:
        return score(library, judgments, analyst=name, for_analyst=private, teams=of_people, pass_mark=mark)

    report = scored(analyst, for_analyst)
    if each is not None:
        from goldline.render.score_html import render_score_html

        folder = Path(each)
        folder.mkdir(parents=True, exist_ok=True)
        for card in report.analysts:
            page = folder / f"{page_name(card.name)}.html"
            page.write_text(render_score_html(scored(card.name, True)), encoding="utf-8")
        count = len(report.analysts)
        what = "1 page" if count == 1 else f"{count} pages"
        click.echo(f"{what} in {each}, each for its analyst alone", err=True)
    if each is None or output is not None or analyst is not None:
        emit(_rendered(report, output_format, every, output is None), output)
    failed = any(card.outcome == "fail" for card in report.analysts)
    ctx.exit(1 if judgments.problems.count("error") or failed else 0)


def page_name(name: str) -> str:
    """Return a file's name for an analyst: safe whatever they are called, and no two alike."""
    import re
    from hashlib import sha256

    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return f"{plain or 'analyst'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _rendered(report: ScoreReport, output_format: str, every: bool, to_screen: bool) -> str:
    if output_format == "json":
        from goldline.render.score_json import render_score_json

        return render_score_json(report)
    if output_format == "html":
        from goldline.render.score_html import render_score_html

        return render_score_html(report)
    from goldline.render.score_text import render_score_text

    color = to_screen and wants_color()
    return render_score_text(report, color=color, width=terminal_width(), every=every)
