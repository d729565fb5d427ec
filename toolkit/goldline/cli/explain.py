"""`goldline explain`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("explain")
@click.argument("item")
@click.option("--rev", help="Explain the item as it is at a revision, NAME@VERSION or folder.")
@click.option("--criterion", multiple=True, metavar="ID", help="Only this criterion (may be repeated).")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(
    ctx: click.Context, item: str, rev: str | None, criterion: tuple[str, ...], output_format: str
) -> None:
    """Show why one gold item is judged as it is.

    ITEM is the item's id or its file. First the facts, then each criterion's rules in order with
    the test that failed or held, the judgment that they give, and the label.

    \b
    Examples:
      goldline explain cap-0007
      goldline explain cap-0007 --criterion correctness --rev image-caption@1.0.0
    """
    from goldline.app.explaining import explain
    from goldline.render import RENDERERS_EXPLAIN, Look

    explanation = explain(Place.of(ctx.obj).tree(rev), item, criteria=criterion)
    look = Look(color=wants_color(), width=terminal_width())
    emit(RENDERERS_EXPLAIN[output_format](explanation, look), None)
