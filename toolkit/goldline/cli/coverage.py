"""`goldline coverage`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("coverage")
@click.argument("guideline", required=False)
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option("--rev", help="Look at a revision, NAME@VERSION or folder.")
@click.option("--all", "every", is_flag=True, help="List every rule and condition that no item shows.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    guideline: str | None,
    criterion: str | None,
    rev: str | None,
    every: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Show which rules the active gold decides, and which of their conditions it shows to matter.

    A condition is shown where one item has all that a case of the rule asks for, and another one has
    all but this. GUIDELINE is a guideline's id; without it all are shown.

    \b
    Examples:
      goldline coverage
      goldline coverage image-caption --all
    """
    from goldline.app.covering import cover
    from goldline.render.coverage_json import render_coverage_json
    from goldline.render.coverage_text import render_coverage_text

    place = Place.of(ctx.obj)
    coverage = cover(place.tree(rev), guideline, criterion=criterion, cache=place.cache())
    if output_format == "json":
        emit(render_coverage_json(coverage), output)
        return
    color = output is None and wants_color()
    emit(render_coverage_text(coverage, color=color, width=terminal_width(), every=every), output)
