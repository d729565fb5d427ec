"""`goldline fmt`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from goldline.cli.common import Place


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--check", "check_only", is_flag=True, help="Write nothing; list the files, exit with 1.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show the lines that would change.")
@click.option("--staged", is_flag=True, help="Look at what the next commit holds (with --check or --diff).")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], check_only: bool, show_diff: bool, staged: bool
) -> None:
    """Bring keys into the order in which the format shows them. Without PATHS: in all files.

    Only the order changes. Values stay what they are, comments travel with their key, a file
    that is in order stays as it is, byte for byte. A file that cannot be formatted without
    loss is left alone and named.

    \b
    Examples:
      goldline fmt                                   all files
      goldline fmt goldsets/captions                 the files of one set
      goldline fmt --check                           for CI: exit 1 where something is out of order
      goldline fmt --diff guidelines/caption-quality
    """
    from goldline.app.formatting import plan_formatting
    from goldline.errors import GoldlineError
    from goldline.render.escape import safe_text

    place = Place.of(ctx.obj)
    looking = check_only or show_diff
    if staged and not looking:
        raise GoldlineError("what is staged can only be looked at", hint="add --check or --diff")
    tree = place.staged() if staged else place.tree(None)
    root = place.repo.root if place.repo is not None and place.repo.root is not None else place.folder
    plan = plan_formatting(tree, [_from_root(path, root, place.folder) for path in paths])
    if show_diff:
        for line in plan.diff().splitlines():
            click.echo(safe_text(line))
    elif check_only:
        for write in plan.writes:
            click.echo(safe_text(write.path))
    else:
        plan.carry_out(root)
        for write in plan.writes:
            click.echo(safe_text(f"formatted {write.path}"))
    for error in plan.refused:
        for line in str(error).split("\n"):
            click.echo(safe_text(line), err=True)
    click.echo(_closing(len(plan.writes), plan.looked_at, looking=looking), err=looking)
    ctx.exit(1 if plan.refused or (looking and plan.writes) else 0)


def _from_root(path: str, root: Path, folder: Path) -> str:
    """Return a path that a person typed as seen from the root of the repository."""
    return Path(os.path.relpath(os.path.normpath(folder / path), root)).as_posix()


def _closing(changed: int, seen: int, *, looking: bool) -> str:
    files = f"{seen} file{'' if seen == 1 else 's'}"
    if not changed:
        return f"{files} looked at: all in order"
    would = "would be " if looking else ""
    then = "; `goldline fmt` does it" if looking else "; `git diff` shows every line"
    return f"{changed} of {files} {would}formatted{then}"
