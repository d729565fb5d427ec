"""`goldline agreement`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("agreement")
@click.argument("logs", nargs=-1, type=click.Path())
@click.option("--guideline", metavar="ID", help="Only this guideline.")
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option("--by", metavar="WHAT", help="Part it by modality, locale, type, rule, team, month, ….")
@click.option("--votes", is_flag=True, help="The votes of the gold sets, besides the logs.")
@click.option("--teams", type=click.Path(), help="A CSV with the columns annotator and team.")
@click.option("--latest", is_flag=True, help="Of two different judgments by one person the later one counts.")
@click.option("--encoding", default="utf-8", show_default=True, help="How the logs are encoded.")
@click.option("--rev", help="By the guidelines and gold at a revision, NAME@VERSION or folder.")
@click.option("--gamma", is_flag=True, help="Gamma of findings, too: of where they stand and what they are.")
@click.option("--all", "every", is_flag=True, help="Every coefficient, with its intervals.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    logs: tuple[str, ...],
    guideline: str | None,
    criterion: str | None,
    by: str | None,
    votes: bool,
    teams: str | None,
    latest: bool,
    encoding: str,
    rev: str | None,
    gamma: bool,
    every: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Show how well people agree, criterion by criterion, and which coefficient to believe.

    LOG is a .csv, .jsonl or .parquet file with a judgment a row: item, criterion, response, annotator,
    value. Without a log it is the votes of the gold sets. Rows that cannot be used are named, and the
    exit status is then 1.

    \b
    Examples:
      goldline agreement                              the votes behind the gold
      goldline agreement june.csv --by locale
      goldline agreement *.parquet --criterion correctness --all
      goldline agreement june.csv --format html -o june.html    with plots, to open in a browser
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.people.agreeing import agree
    from goldline.app.people.groups import read_teams
    from goldline.app.people.opening import open_judgments

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache())
    judgments = open_judgments(
        library,
        logs,
        votes=votes or not logs,
        keep=[by] if by else [],
        latest=latest,
        encoding=encoding,
        facts=by in ("rule", "modality", "locale"),
    )
    report = agree(
        library,
        judgments,
        guideline=guideline,
        criterion=criterion,
        by=by,
        teams=read_teams(teams),
        gamma=gamma,
    )
    if output_format == "json":
        from goldline.render.agreement_json import render_agreement_json

        text = render_agreement_json(report)
    elif output_format == "markdown":
        from goldline.render.agreement_markdown import render_agreement_markdown

        text = render_agreement_markdown(report)
    elif output_format == "html":
        from goldline.app.people.drifting import agree_over_time
        from goldline.render.agreement_html import render_agreement_html

        weeks = agree_over_time(library, judgments, guideline=guideline, criterion=criterion)
        text = render_agreement_html(report, weeks)
    else:
        from goldline.render.agreement_text import render_agreement_text

        color = output is None and wants_color()
        text = render_agreement_text(report, color=color, width=terminal_width(), every=every)
    emit(text, output)
    ctx.exit(1 if report.problems.count("error") else 0)
