"""`goldline`: the group of commands, loaded one at a time, and the one place where trouble ends.

Exit status: 0 all well, 1 something found, 2 the call or the repository is unusable, 3 a fault of
goldline itself.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from goldline import __version__
from goldline.errors import GoldlineError

COMMANDS = {
    "init": "Start a repository: a small guideline, a gold set, and all around it.",
    "adjudicate": "Show both sides of a disagreement, and write down the decision.",
    "agreement": "Show how well people agree, and which coefficient to believe.",
    "assess": "Draw assessments from held-out gold, grade them, and say who needs one.",
    "bump": "Give changed guidelines the version that their change demands.",
    "blame": "Show who decided a gold label, when, and under which version.",
    "check": "Find what is wrong in guidelines, gold and escalations.",
    "ci": "Report on a pull request in CI, and comment on it.",
    "confirm": "Stamp gold that was looked at again under the guideline as it is now.",
    "consensus": "Show what many judgments say together, and what waits for a decision.",
    "coverage": "Show which rules and conditions the gold shows.",
    "decide": "Judge rows of facts by a criterion's rules.",
    "diff": "Show which gold judgments a change of rules moves.",
    "doctor": "Say which versions, parsers, caches and settings are in force.",
    "escalate": "Open an escalation: a question that the rules leave open.",
    "escalations": "List, answer, resolve, import and count escalations.",
    "explain": "Show why one gold item is judged as it is.",
    "list": "List guidelines, criteria, rules, types, levels, gold, escalations, versions.",
    "show": "Show one item, rule, criterion, type, level or escalation.",
    "fmt": "Bring keys into the order of the format, and change nothing else.",
    "git": "Let git merge and show goldline's files by what they mean.",
    "grep": "Find items and rules by what they say.",
    "help": "Explain a check (GL203), or a command.",
    "log": "Show what became of a rule: who changed it, and what it said before.",
    "merge": "Say what merging a branch would settle, and what not.",
    "merge-driver": "Merge one file; git calls this.",
    "new": "Write a new guideline, criterion, input, rule, type, gold set, item or escalation.",
    "release": "Verify and tag a version, and tell the analysts what changed.",
    "rename": "Give something another id, in every file that uses it.",
    "rules": "Show which rules cost most agreement (--trouble).",
    "score": "Show how analysts stand to the gold, and who needs a closer look.",
    "schema": "Write JSON Schemas that let an editor complete and check.",
    "suggest": "List the facts of the new gold items that would show most.",
    "site": "Build the site that analysts read, or show it on this machine.",
    "table": "Show a criterion's rules as a decision table, or write it as DMN.",
    "verify": "Prove what the rules decide for all facts there can be.",
    "worklist": "List the gold labels that a change asks people to look at again.",
    "completion": "Print the script that completes commands in your shell.",
}

EPILOG = """
\b
Examples:
  goldline check                          everything that is wrong here
  goldline diff                           what my edits do to the gold
  goldline diff image-caption@1.0.0       what changed since that release
  goldline explain cap-0007               why that item is judged so
  goldline help GL301                     what a check means, and the way out
"""


class Commands(click.Group):
    """Loads a command's module only when it is called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"goldline.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; an unknown name is answered with the nearest one."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            ctx.fail(f"There is no command `{name}`.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; every way in which it can end becomes an exit status."""
        make_streams_forgiving()
        try:
            return super().invoke(ctx)
        except GoldlineError as error:
            from goldline.render.escape import safe_text

            for line in f"goldline: {error}".split("\n"):
                click.echo(safe_text(line), err=True)
            ctx.exit(2)
        except (click.exceptions.Exit, click.ClickException, click.Abort, KeyboardInterrupt):
            raise
        except BrokenPipeError:
            leave_pipe()
        except Exception as error:
            report_fault(error)
            ctx.exit(3)


def make_streams_forgiving() -> None:
    """Let every character be printed somehow, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def leave_pipe() -> None:
    """End quietly when the reader of our output has gone (`goldline check | head`)."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    raise SystemExit(141)


def report_fault(error: Exception) -> None:
    """Say that goldline itself is at fault; the trace only where it is asked for."""
    click.echo(f"goldline: a fault of goldline itself: {type(error).__name__}: {error}", err=True)
    if os.environ.get("GOLDLINE_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True)
    else:
        click.echo("  hint: please report it, with what GOLDLINE_DEBUG=1 prints", err=True)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goldline")
@click.option(
    "-C",
    "--repo",
    "folder",
    type=click.Path(exists=True, file_okay=False),
    default=".",
    help="Work on the repository in this folder.",
)
@click.pass_context
def cli(ctx: click.Context, folder: str) -> None:
    """Check and compare evaluation guidelines and gold sets that are kept in git."""
    ctx.obj = folder


def main() -> None:
    """Run the command line."""
    try:
        cli(prog_name="goldline")
    finally:
        # What the command held dies with the process, which need not look through it for circles first.
        gc.freeze()
