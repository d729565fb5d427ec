"""`goldline list`."""

from __future__ import annotations

import sys

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("list")
@click.argument("what", default="guidelines")
@click.argument("of", metavar="[OF]...", nargs=-1)
@click.option("--guideline", multiple=True, metavar="ID", help="Only of this guideline (may be repeated).")
@click.option("--rev", help="As it is at a revision, NAME@VERSION or folder.")
@click.option("--reveal", is_flag=True, help="Show the labels of held-out items too.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(
    ctx: click.Context,
    what: str,
    of: tuple[str, ...],
    guideline: tuple[str, ...],
    rev: str | None,
    reveal: bool,
    output_format: str,
) -> None:
    """List what there is, a row each.

    WHAT is one of guidelines, criteria, rules, types, levels, goldsets, items, escalations and
    versions. The counts of items are of active ones: those that a rule decides, that a type was
    found in, that a level is the label of. OF keeps those of a guideline, criterion or gold set. A table
    is cut to the width of the terminal; what goes into a pipe or a file is whole.

    \b
    Examples:
      goldline list                              the guidelines
      goldline list rules                        each with how many gold items it decides
      goldline list rules image-caption          those of one guideline
      goldline list items caption-basics         those of one gold set
      goldline list items --guideline image-caption --format json
      goldline list versions                     every version that the history holds
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.browsing.listing import list_things

    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache(), reveal=reveal)
    listing = list_things(library, what, guideline, place.repo, of=of)
    if output_format == "json":
        from goldline.render.browse_json import render_listing_json

        emit(render_listing_json(listing), None)
        return
    from goldline.render.browse_text import render_listing_text

    width = terminal_width() if sys.stdout.isatty() else None
    emit(render_listing_text(listing, color=wants_color(), width=width), None)
