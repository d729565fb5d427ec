"""`goldline adjudicate`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color
from goldline.cli.finishing import finish


@click.command("adjudicate")
@click.argument("item")
@click.argument("logs", nargs=-1, type=click.Path(), metavar="[LOG…]")
@click.option("--criterion", required=True, metavar="ID", help="What people disagree about.")
@click.option("--response", metavar="ID", help="Of which response, where there are several.")
@click.option("--value", help="The decision.")
@click.option("--by", default="", help="Who decided it.")
@click.option("--reason", default="", help="Why.")
@click.option("--exception", is_flag=True, help="The rules do not decide this one: the label stands anyway.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(
    ctx: click.Context,
    item: str,
    logs: tuple[str, ...],
    criterion: str,
    response: str | None,
    value: str | None,
    by: str,
    reason: str,
    exception: bool,
    output_format: str,
) -> None:
    """Show both sides of a disagreement about a gold item, and write down what was decided.

    The sides come from the item's votes and the logs, each with the rules that give its value. With
    --value the label and `adjudication` are written to the item's file, and check looks at it. A label
    that the rules do not give needs other facts or rules, or --exception. `goldline consensus` lists
    what waits for a decision; what is no gold item yet is written as one first: `goldline new item`.

    \b
    Examples:
      goldline adjudicate cap-0007 june.csv --criterion correctness
      goldline adjudicate cap-0007 --criterion correctness --value 2 --by lead-1 --reason 'A toy is …'
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.explaining import find_item
    from goldline.app.people.adjudicating import adjudicate, find_dispute
    from goldline.app.people.opening import open_judgments
    from goldline.render.consensus_text import render_dispute_json, render_dispute_text

    place = Place.of(ctx.obj)
    tree = place.tree(None)
    library = open_library(tree, place.cache(), reveal=True)
    known = find_item(library.frame, item)
    if value is not None and tree.root is not None:
        write = adjudicate(
            library, known, criterion, response, value, by=by, reason=reason, exception=exception
        )
        finish(ctx, place, tree.root, [write], "", edit=False)
        return
    judgments = open_judgments(library, logs, votes=True)
    dispute = find_dispute(library, judgments, known, criterion, response)
    if output_format == "json":
        emit(render_dispute_json(dispute), None)
    else:
        emit(render_dispute_text(dispute, color=wants_color(), width=terminal_width()), None)
