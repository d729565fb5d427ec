"""`goldline rename`."""

from __future__ import annotations

import click

from goldline.cli.common import Place

KINDS = ("item", "rule", "criterion", "type", "level", "input", "guideline", "goldset")


@click.command("rename")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("old")
@click.argument("new")
@click.option("--guideline", metavar="ID", help="Where several guidelines have such a thing.")
@click.option("--criterion", metavar="ID", help="Whose level, or whose input.")
@click.option("--scale", metavar="NAME", help="The shared scale whose level it is.")
@click.option("--prose", is_flag=True, help="Replace the id of a rule or item in texts too.")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    kind: str,
    old: str,
    new: str,
    guideline: str | None,
    criterion: str | None,
    scale: str | None,
    prose: bool,
    dry_run: bool,
) -> None:
    """Give something another id, in every file that uses it.

    All is changed or nothing. Only the ids change: comments, order and line ends stay as they are.
    Where `goldline check` would find more afterwards than now, nothing is renamed.

    \b
    Examples:
      goldline rename item cap-0007 cap-brand-that-nobody-can-see
      goldline rename rule COR-6 COR-many-small-errors --prose
      goldline rename criterion style language
      goldline rename type hallucination.text misread
      goldline rename level --criterion overall revise repair --dry-run
    """
    from goldline.app.authoring.renaming import plan_rename, refuse_new_findings
    from goldline.cli.finishing import refresh_editor
    from goldline.render.escape import safe_text

    place = Place.of(ctx.obj)
    plan = plan_rename(
        place.tree(None), kind, old, new, guideline=guideline, criterion=criterion, scale=scale, prose=prose
    )
    refuse_new_findings(plan, place.cache())
    if dry_run:
        for line in plan.diff().splitlines():
            click.echo(safe_text(line))
    else:
        plan.carry_out()
        refresh_editor(place, plan.root)
    would = "would be " if dry_run else ""
    for move in plan.moves:
        click.echo(safe_text(f"{would}moved: {move.old} -> {move.new}"))
    count = len(plan.writes)
    click.echo(f"{count} {'file' if count == 1 else 'files'} {would}changed")
    if plan.mentions:
        click.echo(f"texts that speak of {safe_text(old)} and were left alone (--prose changes them):")
        for mention in plan.mentions:
            click.echo(safe_text(f"  {mention}"))
    for note in plan.notes:
        click.echo(safe_text(f"note: {note}"))
    if not dry_run:
        click.echo("`git diff` shows every line; `goldline diff` what it means for the gold")
