"""`goldline rules`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("rules")
@click.argument("logs", nargs=-1, type=click.Path())
@click.option("--trouble", is_flag=True, help="Say which rules cost most agreement.")
@click.option("--guideline", metavar="ID", help="Only this guideline.")
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option("--votes", is_flag=True, help="The votes of the gold sets, besides the logs.")
@click.option("--latest", is_flag=True, help="Of two different judgments by one person the later one counts.")
@click.option("--encoding", default="utf-8", show_default=True, help="How the logs are encoded.")
@click.option("--rev", help="By the guidelines and gold at a revision, NAME@VERSION or folder.")
@click.option("--reveal", is_flag=True, help="Show what held-out items say too.")
@click.option("--all", "every", is_flag=True, help="Every rule.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    logs: tuple[str, ...],
    trouble: bool,
    guideline: str | None,
    criterion: str | None,
    votes: bool,
    latest: bool,
    encoding: str,
    rev: str | None,
    reveal: bool,
    every: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Show which sentence of a guideline costs most agreement, and whether its last edit helped.

    Brings what people said to the rule that decides each item: where they differ, where they miss the
    gold, what they escalated, and what was edited. LOG is a log of judgments; without one it is the
    votes of the gold sets. `goldline list rules` lists rules by the gold they decide.

    \b
    Examples:
      goldline rules --trouble
      goldline rules --trouble june.csv july.csv --guideline image-caption
      goldline rules --trouble june.csv --format html -o rules.html    with plots, to open in a browser
    """
    from goldline.errors import GoldlineError

    if not trouble:
        raise GoldlineError(
            "what of the rules?",
            hint="`goldline rules --trouble` says which cost most agreement; `goldline list rules` lists all",
        )
    from goldline.app.browsing.library import open_library
    from goldline.app.people.edits import find_edits
    from goldline.app.people.opening import open_judgments
    from goldline.app.people.trouble import find_trouble

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache(), reveal=reveal)
    judgments = open_judgments(
        library, logs, votes=votes or not logs, latest=latest, encoding=encoding, facts=True
    )
    edits = find_edits(library, place.repo)
    report = find_trouble(library, judgments, edits, guideline=guideline, criterion=criterion)
    if output_format == "json":
        from goldline.render.trouble_json import render_trouble_json

        text = render_trouble_json(report)
    elif output_format == "html":
        from goldline.render.trouble_html import render_trouble_html
        from goldline.render.trouble_text import LIMIT

        text = render_trouble_html(report, limit=0 if every else LIMIT)
    else:
        from goldline.render.trouble_text import LIMIT, render_trouble_text

        color = output is None and wants_color()
        text = render_trouble_text(report, color=color, width=terminal_width(), limit=0 if every else LIMIT)
    emit(text, output)
    ctx.exit(1 if report.problems.count("error") else 0)
