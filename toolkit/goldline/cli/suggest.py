"""`goldline suggest`."""

from __future__ import annotations

from shlex import quote

import click

from goldline.cli.common import MERGE_BASE, Place, complete_guidelines, emit, terminal_width, wants_color


@click.command("suggest")
@click.argument("guideline", required=False, shell_complete=complete_guidelines)
@click.option("-n", "--count", type=click.IntRange(1, 100), default=5, show_default=True, help="How many.")
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option(
    "--against",
    is_flag=False,
    flag_value=MERGE_BASE,
    metavar="[BASE]",
    help="Begin with what changes since a revision, NAME@VERSION or folder, and no item shows. "
    "Without BASE: since your branch left the default branch.",
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
      goldline suggest --against                 what my branch changes and no item shows
      goldline new item --from-suggestion 2      begin the second of them
    """
    from goldline.app.covering import suggest
    from goldline.render.coverage_json import render_suggestions_json
    from goldline.render.coverage_text import render_suggestions_text

    place = Place.of(ctx.obj)
    tree = place.tree(None)
    suggestions = suggest(
        tree,
        guideline,
        count=count,
        criterion=criterion,
        against=place.base_of(tree, against),
        cache=place.cache(),
    )
    if output_format == "json":
        emit(render_suggestions_json(suggestions), output)
        return
    color = output is None and wants_color()
    text = render_suggestions_text(suggestions, color=color, width=terminal_width())
    if suggestions:
        text += f"write one: goldline new item --from-suggestion N{_same(guideline, criterion, against)}\n"
    emit(text, output)


def _same(guideline: str | None, criterion: str | None, against: str | None) -> str:
    """Return the options with which `new item` counts the same suggestions."""
    options = {"--guideline": guideline, "--criterion": criterion, "--against": against}
    given = {name: value for name, value in options.items() if value is not None}
    return "".join(
        f" {name}" if value == MERGE_BASE else f" {name} {quote(value)}" for name, value in given.items()
    )
