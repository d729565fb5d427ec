"""`goldline merge`."""

from __future__ import annotations

from pathlib import Path

import click

from goldline.cli.common import Place, emit


@click.command("merge")
@click.argument("revisions", nargs=-1, required=True, metavar="BRANCH | BASE OURS THEIRS")
@click.option("--into", default="HEAD", show_default=True, help="What BRANCH is merged into.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--output", type=click.Path(path_type=Path), help="Put the merged files into this folder.")
@click.pass_context
def command(
    ctx: click.Context, revisions: tuple[str, ...], into: str, output_format: str, output: Path | None
) -> None:
    """Say what merging would settle, and what not. Nothing in the repository is changed.

    For forges that merge lines and know no drivers: this reads the commits themselves, merges
    what both sides changed by what it means, and checks the whole as it would be.

    \b
    Examples:
      goldline merge relabel-animals --into main
      goldline merge main HEAD origin/relabel-animals     with a base of your own choice
      goldline merge relabel-animals --output merged      the merged files, in a folder
    """
    from goldline.app.merging import merge_trees
    from goldline.errors import GoldlineError
    from goldline.render.merge_report import render_merge_json, render_merge_text

    place = Place.of(ctx.obj)
    if place.repo is None:
        raise GoldlineError("there is no git repository here, so there is nothing to merge")
    if len(revisions) not in (1, 3):
        raise GoldlineError(
            "give one branch, or three revisions",
            hint="goldline merge BRANCH, or goldline merge BASE OURS THEIRS",
        )
    if len(revisions) == 3:
        base, ours, theirs = (place.tree(one) for one in revisions)
    else:
        ours, theirs = place.tree(into), place.tree(revisions[0])
        base = place.tree(_merge_base(place, ours.commit, theirs.commit))
    report = merge_trees(base, ours, theirs, place.cache())
    if output is not None:
        from goldline.writing.disk import Write, write_all

        output.mkdir(parents=True, exist_ok=True)
        there = {one.path: output / one.path for one in report.files}
        write_all(
            output,
            [
                Write(one.path, one.data, there[one.path].read_bytes() if there[one.path].is_file() else None)
                for one in report.files
            ],
        )
    emit(render_merge_json(report) if output_format == "json" else render_merge_text(report), None)
    ctx.exit(0 if report.settled and not report.findings else 1)


def _merge_base(place: Place, ours: str | None, theirs: str | None) -> str:
    from goldline.errors import GoldlineError

    if place.repo is None or ours is None or theirs is None:
        raise GoldlineError("only commits can be merged", hint="name two branches, or three revisions")
    bases = place.repo.merge_bases(ours, theirs)
    if len(bases) == 1:
        return bases[0]
    if not bases and place.repo.shallow:
        raise GoldlineError(
            "this is a shallow clone, and the common ancestor of the two is not in it",
            hint="fetch the rest with `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`)",
        )
    what = "have no common ancestor" if not bases else f"have {len(bases)} common ancestors"
    raise GoldlineError(f"the two {what}", hint="name the base yourself: goldline merge BASE OURS THEIRS")
