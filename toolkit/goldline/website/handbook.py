"""What goldline says of itself, as data: its checks, its commands, and the keys of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from goldline.checks.registry import ALL
from goldline.errors import GoldlineError
from goldline.schemas import KINDS, schema_for

if TYPE_CHECKING:
    import click

COMMANDS = "goldline.commands"
"""The group of entry points under which the package names its commands."""
FILES = {
    "guideline": "guidelines/NAME/guideline.yaml",
    "taxonomy": "guidelines/NAME/taxonomy.yaml",
    "criterion": "guidelines/NAME/criteria/CRITERION.yaml",
    "goldset": "goldsets/SET/goldset.yaml",
    "item": "goldsets/SET/items/ITEM.yaml",
    "escalation": "escalations/ESCALATION.yaml",
}
FAMILIES = {
    "0": "Files that can be read",
    "1": "Names and shapes",
    "2": "Rules",
    "3": "Labels and facts",
    "4": "Evidence and media",
    "5": "The gold as a whole",
    "6": "Versions",
    "7": "Escalations",
    "8": "Plain language",
}
"""The first digit of a check's code, in words."""


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """A check; `says` is its explanation as Markdown."""

    code: str
    name: str
    level: str
    says: str
    against: bool


@dataclass(frozen=True, slots=True)
class ToldCommand:
    """A command with its call, its help (`plain` blocks keep their lines), and its options."""

    name: str
    call: str
    blocks: tuple[tuple[bool, str], ...]
    options: tuple[tuple[str, str], ...]
    below: tuple[ToldCommand, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return self.name.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class ToldFile:
    """A kind of file: where it stands, and its keys, each with whether it must be there."""

    kind: str
    path: str
    keys: tuple[tuple[str, bool, str], ...]


def checks() -> dict[str, list[ToldCheck]]:
    """Return all checks by the title of their family."""
    found: dict[str, list[ToldCheck]] = {}
    for one in ALL:
        # `Bad:` and `Good:` begin a paragraph each.
        says = re.sub(r"^(Why it matters|Bad|Good):", r"\n**\1:**", one.explanation, flags=re.MULTILINE)
        told = ToldCheck(one.code, one.name, one.level, says, one.check_change is not None)
        found.setdefault(FAMILIES.get(one.code[2], "Others"), []).append(told)
    return found


def commands() -> list[ToldCommand]:
    """Return all commands, in the order of `goldline --help`, of the package as it is installed.

    Raises `GoldlineError` where the installation says of no commands.
    """
    import click

    # Commands stand above the site, which one of them builds, and MkDocs may build it without any: so the
    # package says in its metadata where they are, as it does for MkDocs of the plugin.
    found = next(iter(entry_points(group=COMMANDS, name="goldline")), None)
    if found is None:
        raise GoldlineError(
            "this installation of goldline does not say where its commands are, so they cannot be listed",
            hint="install it again: pip install --force-reinstall goldline (in a checkout: pip install -e .)",
        )
    group: click.Group = found.load()
    with click.Context(group, info_name="goldline") as ctx:
        return list(_below(group, ctx))


def files() -> list[ToldFile]:
    """Return all kinds of files."""
    return [_file(kind, schema_for(kind)) for kind in KINDS]


def _file(kind: str, schema: dict[str, Any]) -> ToldFile:
    needed = schema.get("required", ())
    keys = (
        (name, name in needed, part.get("description", "")) for name, part in schema["properties"].items()
    )
    return ToldFile(kind, FILES[kind], tuple(keys))


def _below(group: click.Group, ctx: click.Context) -> Iterator[ToldCommand]:
    import click

    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        with click.Context(command, info_name=name, parent=ctx) as here:
            yield ToldCommand(
                name=here.command_path.removeprefix("goldline "),
                call=" ".join([here.command_path, *command.collect_usage_pieces(here)]),
                blocks=tuple(_blocks(command.help or "")),
                options=tuple(_options(command, here)),
                below=tuple(_below(command, here)) if isinstance(command, click.Group) else (),
            )


def _options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and "--help" not in param.opts:
            yield record


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    for block in re.split(r"\n\s*\n", cleandoc(text)):
        plain = block.startswith("\b")
        yield plain, block.removeprefix("\b").strip("\n") if plain else " ".join(block.split())
