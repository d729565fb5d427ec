"""`goldline site`: the pages that analysts read."""

from __future__ import annotations

from pathlib import Path

import click

from goldline.cli.common import Place


@click.group("site")
def command() -> None:
    """Build the site of guidelines, gold and changes, or show it on this machine.

    \b
    Examples:
      goldline site build                     into build/site
      goldline site build --folder public     where GitLab wants it
      goldline site serve                     see edits at once, on http://127.0.0.1:8000
      goldline site build --log june.csv      with a section on people, for leads
    """


_log_option = click.option(
    "--log",
    "logs",
    multiple=True,
    type=click.Path(),
    help="A log of judgments: adds a section for leads. Repeatable.",
)


@command.command("build")
@click.option(
    "--folder",
    "-o",
    "out",
    type=click.Path(path_type=Path),
    help="Where to build to; default: build/site in the repository.",
)
@click.option("--rev", help="Build from a revision, NAME@VERSION or folder. Default: the working tree.")
@click.option("--strict", is_flag=True, help="Exit with status 1 where there is anything to warn of.")
@_log_option
@click.pass_context
def build_command(
    ctx: click.Context, out: Path | None, rev: str | None, strict: bool, logs: tuple[str, ...]
) -> None:
    """Build the site into a folder: for any web server, or to be opened from disk.

    Items that are held out, and drafts, leave no trace in it. With --log it has a section on how well
    people agree, for a site that only leads can reach: it names nobody, counts nothing that is held out,
    and tells nothing that rests on few items or people.
    """
    from goldline.website.building import build
    from goldline.website.preparing import Source

    place = Place.of(ctx.obj)
    root = place.repo.root if place.repo is not None and place.repo.root is not None else place.folder
    tree = place.tree(rev)
    built = build(Source(root, place.repo, place.cache(), lambda: tree, logs), out or root / "build" / "site")
    for note in built.notes:
        click.echo(f"warning: {note}", err=True)
    click.echo(f"{built.pages} pages in {built.folder}")
    click.echo(f"open {built.folder / 'index.html'}, or put the folder on a web server")
    ctx.exit(1 if strict and built.notes else 0)


@command.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@_log_option
@click.pass_context
def serve_command(ctx: click.Context, port: int, logs: tuple[str, ...]) -> None:
    """Show the site on this machine, and build it anew whenever a file changes. Ctrl-C ends it."""
    from goldline.website.building import serve
    from goldline.website.preparing import Source

    place = Place.of(ctx.obj)
    root = place.repo.root if place.repo is not None and place.repo.root is not None else place.folder
    click.echo(f"http://127.0.0.1:{port}/  (Ctrl-C to stop)", err=True)
    serve(Source(root, place.repo, place.cache(), lambda: place.tree(None), logs), port)
