"""`goldline completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that completes commands in your shell.

    \b
    Examples:
      goldline completion bash >> ~/.bashrc
      goldline completion zsh  >> ~/.zshrc
      goldline completion fish > ~/.config/fish/completions/goldline.fish
    """
    from goldline.cli.main import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "goldline", "_GOLDLINE_COMPLETE").source())
