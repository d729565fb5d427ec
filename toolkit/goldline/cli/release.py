"""`goldline release`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place

if TYPE_CHECKING:
    from goldline.model.bulletin import Bulletin


@click.command("release")
@click.argument("name", metavar="GUIDELINE")
@click.option(
    "--dry-run", is_flag=True, help="Say what stands in the way and print the bulletin; tag nothing."
)
@click.option(
    "--bulletin",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the bulletin into this folder.",
)
@click.pass_context
def command(ctx: click.Context, name: str, dry_run: bool, bulletin: Path | None) -> None:
    """Release a guideline as it is committed: verify it, tag it NAME@VERSION, tell the analysts.

    The tag is annotated with the changelog's entry, and signed where git is set up so
    (`git config tag.gpgSign true`). Nothing is tagged where check finds errors, the version is
    not the one that the change demands, or the changelog has no entry. The bulletin says what
    changed for analysts, with examples before and after, as Markdown (a page), HTML (a mail)
    and JSON (an entry of a feed). It never shows gold that people train or are tested with.

    \b
    Examples:
      goldline release image-caption --dry-run
      goldline release image-caption --bulletin bulletins
    """
    from goldline.app.releasing import carry_out, plan_release
    from goldline.errors import GoldlineError
    from goldline.render import bulletin as render
    from goldline.render.escape import safe_text

    place = Place.of(ctx.obj)
    if place.repo is None:
        raise GoldlineError("there is no git repository here, so there is nothing to tag")
    release = plan_release(place.repo, name, place.cache())
    news = release.bulletin
    assert news is not None  # a release that could be planned has one
    if release.obstacles:
        click.echo(safe_text(f"{release.tag} cannot be released yet:"), err=True)
        for one in release.obstacles:
            click.echo(safe_text(f"  - {one}"), err=True)
    if dry_run:
        click.echo(render.render_bulletin_markdown(news), nl=False)
    if release.obstacles:
        ctx.exit(1)
    if not dry_run:
        if bulletin is not None:
            _write(bulletin, f"{news.guideline}-{news.version}", news)
        carry_out(place.repo, release)
        click.echo(safe_text(f"tagged {release.tag} at {release.commit[:10]}"))
        click.echo(safe_text(f"next: git push origin {release.tag}"))


def _write(folder: Path, name: str, news: Bulletin) -> None:
    """Write the three forms of a bulletin, all or none; those of an earlier try are replaced."""
    from goldline.render import bulletin as render
    from goldline.writing.disk import Write, write_all

    folder.mkdir(parents=True, exist_ok=True)
    forms = {
        f"{name}.md": render.render_bulletin_markdown(news),
        f"{name}.html": render.render_bulletin_html(news),
        f"{name}.json": render.render_bulletin_entry(news),
    }
    old = {file: (folder / file).read_bytes() if (folder / file).is_file() else None for file in forms}
    write_all(folder, [Write(file, text.encode(), old[file]) for file, text in forms.items()])
    for file in forms:
        click.echo(f"wrote {folder / file}")
