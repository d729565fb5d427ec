"""`goldline log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place, emit, terminal_width

if TYPE_CHECKING:
    from goldline.model.tracing import Trace
    from goldline.store.git import Repository


@click.command("log")
@click.argument("rule")
@click.option("--guideline", metavar="ID", help="The one of this guideline, where several have such a rule.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(folder: str, rule: str, guideline: str | None, output_format: str) -> None:
    """Show what became of a rule: who changed it, when, under which version, and what it said before.

    The rule is followed where it, its criterion or its file got another name.

    \b
    Examples:
      goldline log COR-5
      goldline log COR-5 --guideline image-caption --format json
    """
    from goldline.app.tracing import log_of_rule

    place = Place.of(folder)
    print_trace(log_of_rule(repository_of(place), place.tree(None), rule, guideline), output_format)


def repository_of(place: Place) -> Repository:
    """Return the repository; raises `GoldlineError` where there is none."""
    from goldline.errors import GoldlineError

    if place.repo is None:
        raise GoldlineError("there is no git repository here, so there is no history")
    return place.repo


def print_trace(trace: Trace, output_format: str) -> None:
    """Print a history in that format."""
    from goldline.render.trace_report import render_trace_json, render_trace_text

    emit(
        render_trace_json(trace) if output_format == "json" else render_trace_text(trace, terminal_width()),
        None,
    )
