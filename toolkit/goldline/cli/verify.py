"""`goldline verify`."""

from __future__ import annotations

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color


@click.command("verify")
@click.argument("guideline", required=False)
@click.option("--criterion", metavar="ID", help="Only this criterion.")
@click.option("--rev", help="Verify a revision, NAME@VERSION or folder.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--all", "every", is_flag=True, help="Also list remarks: rules that could be one, or left out.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.pass_context
def command(
    ctx: click.Context,
    guideline: str | None,
    criterion: str | None,
    rev: str | None,
    output_format: str,
    every: bool,
    output: str | None,
) -> None:
    """Prove what the rules decide for all facts there can be, gold or no gold.

    Finds facts without a rule, rules that contradict each other or never decide, levels that nothing
    leads to, worse facts with a better judgment, and comparisons that depend on the order of responses.
    GUIDELINE is a guideline's id; without it all are verified.

    \b
    Examples:
      goldline verify
      goldline verify image-caption --criterion correctness
    """
    from goldline.app.verifying import verify
    from goldline.render.verify_json import render_verify_json
    from goldline.render.verify_text import render_verify_text

    report = verify(Place.of(ctx.obj).tree(rev), guideline, criterion=criterion)
    if output_format == "json":
        text = render_verify_json(report)
    else:
        color = output is None and wants_color()
        text = render_verify_text(report, color=color, width=terminal_width(), every=every)
    emit(text, output)
    ctx.exit(0 if report.sound else 1)
