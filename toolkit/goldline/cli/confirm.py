"""`goldline confirm`."""

from __future__ import annotations

import click

from goldline.cli.finishing import finish, open_frame


@click.command("confirm")
@click.argument("items", nargs=-1, required=True, metavar="ITEM…")
@click.option("--dry-run", is_flag=True, help="Say what would be stamped, and write nothing.")
@click.pass_context
def command(ctx: click.Context, items: tuple[str, ...], dry_run: bool) -> None:
    """Stamp items that you looked at again under the guideline as it is now.

    Only the version in `guideline:` changes. It says that a person read the item under that
    version: that its labels stand, and that newer finding types were looked for. Nobody should
    stamp what nobody read.

    \b
    Examples:
      goldline confirm cap-0007
      goldline confirm cap-0007 cap-0011 --dry-run
    """
    from goldline.app.worklist import plan_confirmation
    from goldline.render.escape import safe_text

    place, frame, root = open_frame(ctx.obj)
    writes, told = plan_confirmation(frame, items)
    for line in told:
        click.echo(safe_text(line))
    if writes and not dry_run:
        finish(ctx, place, root, writes, "", edit=False)
