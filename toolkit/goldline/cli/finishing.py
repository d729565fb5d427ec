"""What every `goldline new …` ends with: write, open the editor, check what was touched, say what is next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place, wants_color
from goldline.errors import GoldlineError
from goldline.render.escape import safe_text

if TYPE_CHECKING:
    from goldline.app.frame import Frame
    from goldline.writing.disk import Write


def open_frame(folder: str) -> tuple[Place, Frame, Path]:
    """Return the place, what it holds, and the folder on disk that new files go to."""
    from goldline.app.frame import load_frame

    place = Place.of(folder)
    tree = place.tree(None)
    if tree.root is None:
        raise GoldlineError("there is no folder to write to")
    return place, load_frame(tree), tree.root


def finish(
    ctx: click.Context,
    place: Place,
    root: Path,
    writes: list[Write],
    then: str,
    *,
    edit: bool,
    first: Sequence[Write] = (),
) -> None:
    """Write the files, print their paths and what check says of them; exit with 1 where it finds errors.

    An editor opens those that come `first`, one after another; where none is named, the first one.
    """
    from goldline.writing.disk import write_all

    write_all(root, writes)
    for write in writes:
        verb = "wrote" if write.expected is None else "changed"
        click.echo(safe_text(f"{verb} {write.path}"))
    if edit:
        for write in first or writes[:1]:
            open_editor(root / write.path)
    refresh_editor(place, root)
    errors = _check(place, {write.path for write in writes})
    if then:
        click.echo(f"next: {then}")
    ctx.exit(1 if errors else 0)


def refresh_editor(place: Place, root: Path) -> None:
    """Bring the schemas that an editor uses up to date, where the repository keeps them."""
    from goldline.app.editor import editor_writes
    from goldline.app.frame import load_frame
    from goldline.writing.disk import write_all

    writes = editor_writes(load_frame(place.tree(None)), root)
    if writes:
        write_all(root, writes)
        click.echo("brought the schemas of your editor up to date")


def open_editor(path: Path) -> None:
    """Open the file in the person's editor and wait for them."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise GoldlineError(
            "no editor is set, so the file was written and not opened",
            hint="set VISUAL or EDITOR, such as `export EDITOR=nano`, or open the file yourself",
        )
    try:
        click.edit(filename=str(path), editor=editor)
    except click.ClickException as error:
        raise GoldlineError(
            f"the editor did not end well: {error.message}", hint="the file was written"
        ) from error


def _check(place: Place, paths: set[str]) -> int:
    from dataclasses import replace

    from goldline.app.checking import check
    from goldline.checks.registry import ALL
    from goldline.render import RENDERERS_CHECK, Look

    report = check(place.tree(None), cache=place.cache())
    found = tuple(finding for finding in report.findings if finding.file in paths)
    if not found:
        click.echo("check: all is well there")
        return 0
    look = Look(color=wants_color(), checks={one.code: one for one in ALL})
    shown = RENDERERS_CHECK["text"](replace(report, findings=found), look)
    click.echo(shown, nl=not shown.endswith("\n"), color=True)
    return report.count("error") and sum(finding.severity == "error" for finding in found)
