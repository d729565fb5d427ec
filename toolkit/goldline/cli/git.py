"""`goldline git`: install, uninstall, status, and what git calls to show a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place

if TYPE_CHECKING:
    from goldline.store.git import Repository


@click.group("git")
def command() -> None:
    """Let git merge and show goldline's files by what they mean.

    \b
    Examples:
      goldline git install      once in each clone
      goldline git status       is it in place?
      goldline git uninstall    take it out again
    """


@command.command("install")
@click.option("--command", "call", default="goldline", show_default=True, help="How git is to call goldline.")
@click.pass_obj
def install_drivers(folder: str, call: str) -> None:
    """Tell git to call goldline for guidelines, gold and escalations. Twice is as good as once.

    Two branches that add votes, findings, labels or rules then merge; two that change one label
    conflict, with both values named. `git diff` reads like sentences. To see plain lines again:
    `git diff --no-textconv`.
    """
    from goldline.app.git_drivers import ATTRIBUTES, LINES, install

    repo = _repository(folder)
    before = install(repo, call)
    click.echo(f"{ATTRIBUTES}: " + ("there already" if before.attributes else "these lines were added"))
    for line in () if before.attributes else LINES:
        click.echo(f"  {line}")
    click.echo(
        "this clone's settings: merge.goldline and diff.goldline " + ("renewed" if before.settings else "set")
    )
    click.echo(
        "next: commit .gitattributes. It is for everybody; the settings are only for this clone, "
        "so each colleague runs `goldline git install` once. Without it git merges lines, as before."
    )


@command.command("uninstall")
@click.pass_obj
def uninstall_drivers(folder: str) -> None:
    """Take out what `install` put in, and nothing else."""
    from goldline.app.git_drivers import uninstall

    before = uninstall(_repository(folder))
    if before.attributes or before.settings:
        click.echo("taken out: the lines of .gitattributes, and the settings of this clone")
    else:
        click.echo("there was nothing to take out")


@command.command("status")
@click.pass_context
def show_status(ctx: click.Context) -> None:
    """Say whether git calls goldline here; exit with 1 where it does not."""
    from goldline.app.git_drivers import state_of
    from goldline.render.escape import safe_text

    state = state_of(_repository(ctx.obj))
    click.echo(".gitattributes names goldline: " + ("yes" if state.attributes else "no"))
    click.echo(
        "this clone knows how to call it: "
        + (f"yes, `{safe_text(state.command)}`" if state.settings else "no")
    )
    if not state.complete:
        click.echo("git merges lines here; `goldline git install` changes that")
    ctx.exit(0 if state.complete else 1)


@command.command("textconv", hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
def show_sentences(file: Path) -> None:
    """Print a file as sentences, for `git diff`; what cannot be read, as it stands."""
    from goldline.app.sentences import sentences

    click.echo(sentences(file.read_bytes()), nl=False)


def _repository(folder: str) -> Repository:
    from goldline.errors import GoldlineError

    repo = Place.of(folder).repo
    if repo is None:
        raise GoldlineError("there is no git repository here", hint="run `git init` first, or change folder")
    return repo
