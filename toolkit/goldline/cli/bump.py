"""`goldline bump`."""

from __future__ import annotations

import click

from goldline.cli.common import MERGE_BASE, Place, complete_guidelines


@click.command("bump")
@click.argument("guidelines", nargs=-1, metavar="[GUIDELINE]…", shell_complete=complete_guidelines)
@click.option(
    "--against",
    default=MERGE_BASE,
    show_default=True,
    metavar="BASE",
    help="What was released: a revision, NAME@VERSION or folder.",
)
@click.option("--to", metavar="VERSION", help="This version rather than the lowest one that would do.")
@click.option("--reason", help="Why the guideline changes, for its changelog (asked for in a terminal).")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    guidelines: tuple[str, ...],
    against: str,
    to: str | None,
    reason: str | None,
    dry_run: bool,
) -> None:
    """Give each guideline that changed the version that its change demands.

    Writes `version`, `since` on what is new, `revised` on what means something else now, and an entry
    in the CHANGELOG.md beside the guideline with your reason and the numbers; escalations that were
    resolved since get the version that they led to. Nothing else moves, all is written or nothing, and a
    second run changes nothing more.

    Without BASE, the change is what your branch adds to the default branch.

    \b
    Examples:
      goldline bump --dry-run
      goldline bump image-caption --reason 'Two small errors were too many for a 3.'
      goldline bump image-caption --against image-caption@2.1.1
      goldline bump image-caption --to 3.0.0
    """
    from goldline.app.authoring.bumping import plan, survey
    from goldline.cli.asking import Asker
    from goldline.cli.finishing import refresh_editor
    from goldline.render.escape import safe_text

    place = Place.of(ctx.obj)
    tree = place.tree(None)
    base = place.base_of(tree, against)
    assert base is not None  # the option has a default
    cache = place.cache()
    releases = survey(base, tree, guidelines, to=(to or "").strip(), cache=cache)
    ask = Asker.here()
    reasons: dict[str, str] = {}
    for release in releases:
        if release.entry and (ask.there or reason is not None or not dry_run):
            for line in release.change.reasons if ask.there and reason is None else ():
                click.echo(safe_text(f"  {line}"))
            what = f"Why {release.guideline} {release.version} differs from {release.change.base.version}"
            reasons[release.guideline] = ask.text(what, reason, "reason")
    bumping = plan(base, tree, releases, reasons, cache=cache)
    if dry_run:
        for line in bumping.diff().splitlines():
            click.echo(safe_text(line))
    else:
        bumping.carry_out()
    for line in bumping.told:
        click.echo(safe_text(line))
    if not bumping.writes:
        _say_nothing_to_do(guidelines, [one.guideline for one in releases], base.name)
    elif dry_run:
        click.echo("nothing was written; leave --dry-run out to write it")
    else:
        refresh_editor(place, bumping.root)
        click.echo("next: read it with `git diff`, then `goldline check --against`")


def _say_nothing_to_do(wanted: tuple[str, ...], compared: list[str], base: str) -> None:
    from goldline.render.escape import safe_text

    for name in wanted:
        if name not in compared:
            click.echo(safe_text(f"{name}: new since {base}, so it keeps its version"))
    if compared or not wanted:
        click.echo(safe_text(f"nothing to do: every version says what changed since {base}"))
