"""`goldline consensus`."""

from __future__ import annotations

from pathlib import Path

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color

DECISIONS = click.option(
    "--decisions",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="What leads decided of work that is no gold (default: adjudications.jsonl in the repository).",
)


def decisions_file(place: Place, path: str | None) -> Path:
    """Return the list of decisions: the one that was named, else that of the repository."""
    from goldline.app.people.decisions import FILE

    if path is not None:
        return Path(path)
    root = place.repo.root if place.repo is not None else None
    return (root or place.folder) / FILE


@click.command("consensus")
@click.argument("logs", nargs=-1, type=click.Path(), metavar="LOG…")
@click.option("--votes", is_flag=True, help="The votes of the gold sets, besides the logs.")
@click.option("--latest", is_flag=True, help="Of two different judgments by one person the later one counts.")
@click.option("--encoding", default="utf-8", show_default=True, help="How the logs are encoded.")
@click.option("--rev", help="By the guidelines and gold at a revision, NAME@VERSION or folder.")
@DECISIONS
@click.option("--all", "every", is_flag=True, help="Everything in full.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    logs: tuple[str, ...],
    votes: bool,
    latest: bool,
    encoding: str,
    rev: str | None,
    decisions: str | None,
    every: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Show what many judgments say together: what to adjudicate, what gold to doubt, what could become gold.

    What is probably true is told by majority and by Dawid and Skene's model, which weighs people by how
    reliable they are. Without a log it is the votes of the gold sets. Work that is no gold item can become
    one where people agree on it: first what shows a rule that no gold shows, by the inputs in the log.

    \b
    Examples:
      goldline consensus june.csv
      goldline adjudicate cap-0007 --criterion correctness june.csv
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.people.consensus import find_consensus
    from goldline.app.people.decisions import decided_in
    from goldline.app.people.opening import open_judgments
    from goldline.render.consensus_text import render_consensus_json, render_consensus_text

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache())
    judgments = open_judgments(
        library, logs, votes=votes or not logs, latest=latest, encoding=encoding, facts=True
    )
    report = find_consensus(library, judgments, decided_in(decisions_file(place, decisions)))
    if output_format == "json":
        text = render_consensus_json(report)
    else:
        color = output is None and wants_color()
        text = render_consensus_text(report, color=color, width=terminal_width(), every=every)
    emit(text, output)
    ctx.exit(1 if report.problems.count("error") or report.queue or report.doubts else 0)
