"""`goldline blame`."""

from __future__ import annotations

import click

from goldline.cli.common import Place
from goldline.cli.log import print_trace, repository_of


@click.command("blame")
@click.argument("item")
@click.argument("criterion")
@click.option(
    "--response", default="", metavar="NAME", help="The label of this response, where there are several."
)
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(folder: str, item: str, criterion: str, response: str, output_format: str) -> None:
    """Show who decided a gold label, when, and under which version of the guideline.

    The item is followed where it was moved or got another id.

    \b
    Examples:
      goldline blame cap-0007 correctness
      goldline blame sbs-0004 safety --response a
    """
    from goldline.app.tracing import blame_label

    place = Place.of(folder)
    print_trace(blame_label(repository_of(place), place.tree(None), item, criterion, response), output_format)
