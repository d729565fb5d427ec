"""`goldline merge-driver`: git calls it for a file that both sides of a merge changed."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("merge-driver")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path")
@click.argument("marker", type=int, default=7)
@click.pass_context
def command(ctx: click.Context, base: Path, ours: Path, theirs: Path, path: str, marker: int) -> None:
    """Merge a file by what it means. Git calls this; `goldline git install` tells it to.

    The result replaces OURS. Votes, findings, rules, labels and tags that the two sides added
    come together. What both changed differently stands there twice, between conflict marks
    that name both values. Where a file cannot be understood, git's own merge of lines is the result.
    """
    from goldline.app.merging import merge_file
    from goldline.render.escape import safe_text
    from goldline.writing.disk import write_file

    mine = ours.read_bytes()
    merged = merge_file(base.read_bytes(), mine, theirs.read_bytes(), path, marker=marker)
    if merged.data != mine:
        write_file(ours.resolve().parent, ours.name, merged.data, mine)
    for line in merged.conflicts:
        click.echo(safe_text(f"goldline: {line}"), err=True)
    if merged.reason:
        click.echo(safe_text(f"goldline: {path} was merged line by line: {merged.reason}"), err=True)
    ctx.exit(0 if merged.settled else 1)
