"""`goldline suggest`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("suggest")
@click.argument("guideline", required=False)
@click.option("-n", "--count", type=click.IntRange(1, 100), default=5, show_default=True, help="How many.")
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option(
    "--against",
    metavar="BASE",
    help="Begin with what changes since a revision, NAME@VERSION or folder, and no item shows.",
)
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    guideline: str | None,
    count: int,
    criterion: str | None,
    against: str | None,
    output_format: str,
    output: str | None,
) -> None:
    """List the facts of the few new gold items that would show most of the rules.

    Each suggestion says which findings and answers the item needs, which judgment it would get, and
    which rule or condition it would be the first to show. GUIDELINE is a guideline's id; without it
    all are looked at.

    \b
    Examples:
      goldline suggest image-caption
      goldline suggest image-caption -n 10 --against image-caption@2.0.0
    """
    from goldline.app.covering import suggest
    from goldline.render.coverage_json import render_suggestions_json
    from goldline.render.coverage_text import render_suggestions_text

    place = Place.of(ctx.obj)
    suggestions = suggest(
        place.tree(None),
        guideline,
        count=count,
        criterion=criterion,
        against=place.tree(against) if against is not None else None,
        cache=place.cache(),
    )
    if output_format == "json":
        emit(render_suggestions_json(suggestions), output)
        return
    color = output is None and wants_color()
    emit(render_suggestions_text(suggestions, color=color, width=terminal_width()), output)
