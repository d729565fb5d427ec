"""`goldline schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldline.cli.common import Place, emit
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.frame import Frame

KINDS = ("guideline", "taxonomy", "criterion", "goldset", "item", "escalation")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "--guideline", "guideline_id", help="Items of this guideline: its criteria, levels, types, inputs."
)
@click.option("--rev", help="The guideline at a revision, NAME@VERSION or folder.")
@click.option("--write", type=click.Path(file_okay=False), help="Write every schema into this folder.")
@click.option(
    "--vscode", is_flag=True, help="With --write: bring .vscode/settings.json up to date, which maps them."
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write the schema into this file.")
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    guideline_id: str | None,
    rev: str | None,
    write: str | None,
    vscode: bool,
    output: str | None,
) -> None:
    """Write JSON Schemas (draft-07) that let an editor complete and check.

    There is one for each kind of file and, for items, one for each guideline: with it an editor
    offers the levels of a label with their anchors, the values of an observation and the types of
    findings.

    \b
    Examples:
      goldline schema criterion
      goldline schema item --guideline image-caption
      goldline schema --write .goldline/schemas
      goldline schema --write .goldline/schemas --vscode
    """
    if vscode and write is None:
        raise GoldlineError(
            "--vscode goes with --write", hint="goldline schema --write .goldline/schemas --vscode"
        )
    if write is not None:
        for path in write_all(Place.of(ctx.obj), rev, Path(write), vscode=vscode):
            click.echo(path)
        return
    if guideline_id is not None:
        if kind not in (None, "item"):
            raise GoldlineError(f"`{kind}` is the same for every guideline", hint="leave --guideline out")
        emit(_text(_of_guideline(Place.of(ctx.obj), rev, guideline_id)), output)
        return
    if kind is None:
        raise GoldlineError(
            "which schema?", hint=f"name one of {', '.join(KINDS)}, or --write a folder of all"
        )
    from goldline.schemas import schema_for

    emit(_text(schema_for(kind)), output)


def write_all(place: Place, rev: str | None, folder: Path, *, vscode: bool = False) -> list[str]:
    """Write the schemas of all kinds and all guidelines; return the paths that were written."""
    from goldline.app.editor import schema_files
    from goldline.app.frame import load_frame, readable_guideline

    frame = load_frame(place.tree(rev))
    for name in sorted(frame.layout.guidelines):
        readable_guideline(frame, name)  # one without its schema would be a silent gap
    folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    for name, data in schema_files(frame).items():
        path = folder / name.rsplit("/", 1)[1]
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
        written.append(str(path))
    if vscode:
        written.append(_map_schemas(place, frame, folder))
    return written


def _map_schemas(place: Place, frame: Frame, folder: Path) -> str:
    """Write which file has which schema into the settings of VS Code; return their path."""
    from goldline.app.editor import SETTINGS, vscode_settings
    from goldline.writing.disk import write_file

    root = place.folder if place.repo is None or place.repo.root is None else place.repo.root
    try:
        below = folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise GoldlineError(
            f"'{folder}' lies outside of '{root}', where an editor would not find it",
            hint="goldline schema --write .goldline/schemas --vscode",
        ) from error
    path = root / SETTINGS
    old = path.read_bytes() if path.is_file() else None
    new = vscode_settings(frame, old, below)
    if new is None:
        raise GoldlineError(
            f"{SETTINGS} cannot be read as plain JSON (it may hold comments), so it is left as it is",
            hint='put the schemas under "yaml.schemas" in it by hand',
        )
    if new != old:
        write_file(root, SETTINGS, new, old)
    return SETTINGS


def _of_guideline(place: Place, rev: str | None, name: str) -> dict[str, Any]:
    from goldline.app.frame import load_frame, readable_guideline
    from goldline.schemas import item_schema_for

    return item_schema_for(readable_guideline(load_frame(place.tree(rev)), name))


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
