"""`goldline show`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color

KINDS = ("item", "guideline", "criterion", "rule", "type", "level", "goldset", "escalation")


@click.command("show")
@click.argument("names", metavar="[GUIDELINE] [CRITERION] THING", nargs=-1, required=True)
@click.option("--guideline", metavar="ID", help="The one of this guideline, where several have such a name.")
@click.option(
    "--as", "kind", type=click.Choice(KINDS), help="What it is, where several things have the name."
)
@click.option("--rev", help="As it is at a revision, NAME@VERSION or folder.")
@click.option("--reveal", is_flag=True, help="Show what a held-out item says.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    guideline: str | None,
    kind: str | None,
    rev: str | None,
    reveal: bool,
    output_format: str,
) -> None:
    """Show one thing, with all that belongs to it.

    THING is the id of an item, rule, criterion, finding type, level (as criterion=level), gold set,
    escalation or guideline; where several things have that name, the guideline or criterion of the one
    that is meant stands before it. Words that a finding points at stand in «…», with its number behind.

    \b
    Examples:
      goldline show cap-0026                  an item: texts, findings, labels, votes
      goldline show COR-6                     a rule: condition, why, the gold it decides
      goldline show image-caption COR-6       the one of that guideline
      goldline show hallucination.object      a type: definition, who reads it, the gold with it
      goldline show correctness=2             a level: anchor, neighbours, the gold of it
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.browsing.showing import show_thing

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache(), reveal=reveal)
    *within, thing = names
    sheet = show_thing(library, thing, guideline=guideline, kind=kind, within=within)
    if output_format == "json":
        from goldline.render.browse_json import render_sheet_json

        emit(render_sheet_json(sheet), None)
        return
    from goldline.render.browse_text import render_sheet_text

    emit(render_sheet_text(sheet, color=wants_color(), width=terminal_width()), None)
