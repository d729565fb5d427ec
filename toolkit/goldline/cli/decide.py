"""`goldline decide`."""

from __future__ import annotations

import sys
from itertools import islice

import click

from goldline.app.collector import without_collector
from goldline.cli.common import Place

_BLOCK = 5000


@click.command("decide")
@click.argument("guideline")
@click.argument("criterion")
@click.argument("rows", type=click.Path())
@click.option("--rev", help="Judge by the rules at a revision, NAME@VERSION or folder.")
@click.pass_context
def command(ctx: click.Context, guideline: str, criterion: str, rows: str, rev: str | None) -> None:
    """Judge rows of facts by a criterion's rules, a JSON line each.

    ROWS is a .csv, .jsonl or .parquet file with a column for each input of the criterion, by name,
    or `-` for CSV or JSON Lines from standard input. A column or cell that is not there is unknown;
    null is the recorded null (in CSV the word null). A row with a cell that its input cannot be is
    left undecided, and named on standard error.

    \b
    Examples:
      goldline decide image-caption correctness facts.csv
      goldline decide image-caption overall facts.jsonl --rev image-caption@1.0.0
    """
    from goldline.app.deciding import decide
    from goldline.render.escape import safe_text

    ctx.with_resource(without_collector())
    decisions = decide(Place.of(ctx.obj).tree(rev), guideline, criterion, rows, sys.stdin)
    lines = decisions.lines()
    while block := list(islice(lines, _BLOCK)):
        click.echo("\n".join(block))
    for sentence in decisions.complaints():
        click.echo(f"goldline: {safe_text(sentence)}", err=True)
    ctx.exit(1 if decisions.refused else 0)
