"""`goldline schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from goldline.cli.common import Place, emit
from goldline.errors import GoldlineError

KINDS = ("guideline", "taxonomy", "criterion", "goldset", "item", "escalation")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "--guideline", "guideline_id", help="Items of this guideline: its criteria, levels, types, inputs."
)
@click.option("--rev", help="The guideline at a revision, NAME@VERSION or folder.")
@click.option("--write", type=click.Path(file_okay=False), help="Write every schema into this folder.")
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write the schema into this file.")
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    guideline_id: str | None,
    rev: str | None,
    write: str | None,
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
    """
    if write is not None:
        for path in write_all(Place.of(ctx.obj), rev, Path(write)):
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


def write_all(place: Place, rev: str | None, folder: Path) -> list[str]:
    """Write the schemas of all kinds and all guidelines; return the paths that were written."""
    from goldline.app.frame import load_frame, readable_guideline
    from goldline.schemas import item_schema_for, schema_for

    schemas: dict[str, dict[str, Any]] = {kind: schema_for(kind) for kind in KINDS}
    frame = load_frame(place.tree(rev))
    for name in sorted(frame.layout.guidelines):
        schemas[f"item.{name}"] = item_schema_for(readable_guideline(frame, name))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    for name, schema in schemas.items():
        path = folder / f"{name}.schema.json"
        path.write_text(_text(schema), encoding="utf-8")
        written.append(str(path))
    return written


def _of_guideline(place: Place, rev: str | None, name: str) -> dict[str, Any]:
    from goldline.app.frame import load_frame, readable_guideline
    from goldline.schemas import item_schema_for

    return item_schema_for(readable_guideline(load_frame(place.tree(rev)), name))


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
