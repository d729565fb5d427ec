"""`goldline table`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("table")
@click.argument("guideline")
@click.argument("criterion")
@click.option(
    "--facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="Mark the rows that hold for these facts, and the one that decides (may be repeated).",
)
@click.option("--rev", help="Show the table at a revision, NAME@VERSION or folder.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "markdown", "dmn"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the table to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    guideline: str,
    criterion: str,
    facts: tuple[str, ...],
    rev: str | None,
    output_format: str,
    output: str | None,
) -> None:
    """Show a criterion's rules as a decision table: a column an input, a row a case.

    The letter is DMN's for the hit policy (U A F P C+ C< C> C#), `-` an input that does not matter.
    `--format dmn` writes DMN 1.3, which tools for business rules read.

    \b
    Examples:
      goldline table image-caption correctness
      goldline table image-caption correctness --facts on_topic=true --facts worst_error=major
      goldline table image-caption overall --format dmn -o overall.dmn
    """
    from goldline.app.tabulating import export_dmn, tabulate
    from goldline.render.table_markdown import render_table_markdown
    from goldline.render.table_text import render_table_text

    tree = Place.of(ctx.obj).tree(rev)
    if output_format == "dmn":
        emit(export_dmn(tree, guideline, criterion), output)
        return
    table = tabulate(tree, guideline, criterion, facts)
    if output_format == "markdown":
        emit(render_table_markdown(table), output)
        return
    emit(render_table_text(table, color=output is None and wants_color(), width=terminal_width()), output)
