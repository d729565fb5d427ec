"""`goldline adjudicate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color
from goldline.cli.consensus import DECISIONS, decisions_file
from goldline.cli.finishing import finish

if TYPE_CHECKING:
    from goldline.model.consensus import Decision


@click.command("adjudicate")
@click.argument("item")
@click.argument("logs", nargs=-1, type=click.Path(), metavar="[LOG…]")
@click.option("--criterion", required=True, metavar="ID", help="What people disagree about.")
@click.option("--response", metavar="ID", help="Of which response, where there are several.")
@click.option("--value", help="The decision.")
@click.option("--by", default="", help="Who decided it.")
@click.option("--reason", default="", help="Why.")
@click.option("--exception", is_flag=True, help="The rules do not decide this one: the label stands anyway.")
@DECISIONS
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
    decisions: str | None,
    output_format: str,
) -> None:
    """Show both sides of a disagreement, and write down what was decided.

    The sides come from the item's votes and the logs, each with the rules that give its value. With
    --value the label and `adjudication` of a gold item are written to its file, and check looks at it. A
    label that the rules do not give needs other facts or rules, or --exception.

    Of work that is no gold item the facts in the log tell the rules, and the decision is written to
    --decisions, a judgment log that `goldline consensus` knows. What waits is listed by `goldline
    consensus`.

    \b
    Examples:
      goldline adjudicate cap-0007 june.csv --criterion correctness
      goldline adjudicate cap-0007 --criterion correctness --value 2 --by lead-1 --reason 'A toy is …'
    """
    from datetime import UTC, datetime

    from goldline.app.browsing.library import open_library
    from goldline.app.explaining import find_item
    from goldline.app.people.adjudicating import adjudicate, decide_work, find_dispute, find_work_dispute
    from goldline.app.people.opening import open_judgments
    from goldline.render.consensus_text import render_dispute_json, render_dispute_text

    place = Place.of(ctx.obj)
    tree = place.tree(None)
    library = open_library(tree, place.cache(), reveal=True)
    known = {one.id for one in library.items}
    gold = item in known or not logs or "/" in item
    if gold:
        found = find_item(library.frame, item)
        if value is not None and tree.root is not None:
            write = adjudicate(
                library, found, criterion, response, value, by=by, reason=reason, exception=exception
            )
            finish(ctx, place, tree.root, [write], "", edit=False)
            return
        dispute = find_dispute(library, open_judgments(library, logs, votes=True), found, criterion, response)
    else:
        judgments = open_judgments(library, logs, facts=True)
        dispute = find_work_dispute(library, judgments, item, criterion, response)
        if value is not None:
            _record(
                place,
                decisions,
                decide_work(
                    library,
                    dispute,
                    value,
                    by=by,
                    reason=reason,
                    now=datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            )
            return
    if output_format == "json":
        emit(render_dispute_json(dispute), None)
    else:
        emit(render_dispute_text(dispute, color=wants_color(), width=terminal_width()), None)


def _record(place: Place, decisions: str | None, decision: Decision) -> None:
    from goldline.app.people.decisions import record_decision
    from goldline.render.escape import safe_text
    from goldline.writing.disk import write_all

    path = decisions_file(place, decisions)
    write_all(path.parent, [record_decision(path, decision)])
    click.echo(safe_text(f"{decision.criterion} of {decision.item} is {decision.value}: added to {path}"))
    click.echo("next: where it teaches something, make it gold: goldline new item")
