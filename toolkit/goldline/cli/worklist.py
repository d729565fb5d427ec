"""`goldline worklist`."""

from __future__ import annotations

import click

from goldline.cli.common import MERGE_BASE, Place, emit
from goldline.model.worklist import REASONS


@click.command("worklist")
@click.option(
    "--against", default=MERGE_BASE, show_default=True, metavar="BASE", help="What was before the change."
)
@click.option(
    "--split", "parts", type=click.IntRange(1, 500), default=1, help="Divide it among so many people."
)
@click.option("--reason", multiple=True, type=click.Choice(list(REASONS)), help="Only these reasons.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write it into this file.")
@click.pass_context
def command(
    ctx: click.Context,
    against: str,
    parts: int,
    reason: tuple[str, ...],
    output_format: str,
    output: str | None,
) -> None:
    """List every gold label that a change asks people to look at again, as a queue to divide.

    The reasons: the rules now contradict the label (breaks, drifts) or do not decide it any more
    (undecided, uninspected); it rests on words that changed (review); or what decides it was
    revised since a person last confirmed it (stale). Exit status 1 where there is something to do.

    \b
    Examples:
      goldline worklist                                     what my edits touch
      goldline worklist --against image-caption@2.0.0 --split 3
      goldline worklist --reason stale --format csv -o stale.csv
    """
    from goldline.app.worklist import make_worklist
    from goldline.render import worklist_report

    place = Place.of(ctx.obj)
    tree = place.tree(None)
    base = place.base_of(tree, against)
    assert base is not None  # the option has a default
    report = make_worklist(base, tree, parts=parts, reasons=reason, cache=place.cache())
    render = {
        "text": worklist_report.render_worklist_text,
        "csv": worklist_report.render_worklist_csv,
        "json": worklist_report.render_worklist_json,
    }[output_format]
    emit(render(report), output)
    ctx.exit(1 if report.tasks else 0)
