"""`goldline help`."""

from __future__ import annotations

import click

from goldline.errors import GoldlineError


@click.command("help")
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Explain a check by its code (GL203) or name, or a command. Without a topic: list all checks.

    \b
    Examples:
      goldline help GL301
      goldline help diff
    """
    from goldline.cli.main import COMMANDS, cli

    if topic is not None and topic in COMMANDS:
        chosen = cli.get_command(ctx, topic)
        assert chosen is not None
        click.echo(chosen.get_help(click.Context(chosen, info_name=f"goldline {topic}")))
        return
    from goldline.checks.registry import ALL, by_code, by_name

    if topic is None:
        for check in ALL:
            needs = "  (with `check --against` alone)" if check.check_change is not None else ""
            click.echo(f"{check.code}  {check.level:7}  {check.name}{needs}")
        click.echo("\n`goldline help CODE` explains one; `goldline COMMAND --help` a command.")
        return
    found = by_code(topic) or by_name(topic.lower())
    if found is None:
        from difflib import get_close_matches

        names = [name for check in ALL for name in (check.code, check.name)]
        near = get_close_matches(topic, names, n=3, cutoff=0.4)
        raise GoldlineError(
            f"there is no check or command `{topic}`",
            hint=f"did you mean {' or '.join(near)}?" if near else "`goldline help` lists the checks",
        )
    click.echo(f"{found.code} {found.name} ({found.level})\n\n{found.explanation}")
