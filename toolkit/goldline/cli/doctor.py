"""`goldline doctor`."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

import click

from goldline import __version__
from goldline.cli.common import Place
from goldline.errors import GoldlineError

PACKAGES = (
    "click",
    "ruamel.yaml",
    "GitPython",
    "deepdiff",
    "Jinja2",
    "jsonschema-rs",
    "rapidfuzz",
    "pyarrow",
)


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say which versions, YAML parser, git, cache and settings are in force here."""
    width = 16
    faults = 0
    for name, text, well in _facts(ctx.obj):
        click.echo(f"{'  ' if well else '! '}{name:{width}}{text}")
        faults += not well
    ctx.exit(1 if faults else 0)


def _facts(folder: str) -> Iterator[tuple[str, str, bool]]:
    from goldline.reading.yaml import parser_name
    from goldline.reading.yaml_events import fast_available
    from goldline.render.escape import safe_text

    yield "goldline", __version__, True
    yield "Python", f"{platform.python_version()} on {platform.system()}", True
    for package in PACKAGES:
        try:
            yield package, version(package), True
        except PackageNotFoundError:
            yield (
                package,
                "not installed (only Parquet needs it)" if package == "pyarrow" else "missing",
                (package == "pyarrow"),
            )
    slow = "" if fast_available() else ": slow; pip install 'ruamel.yaml[oldlibyaml]' brings the C parser"
    yield "YAML parser", f"{parser_name()}{slow}", fast_available()
    try:
        yield from _place_facts(Place.of(folder), safe_text)
    except GoldlineError as error:
        yield "repository", safe_text(error.message), False


def _place_facts(place: Place, safe_text: Callable[[str], str]) -> Iterator[tuple[str, str, bool]]:
    from goldline.app.frame import load_frame
    from goldline.store.git import git_version

    repo = place.repo
    if repo is None:
        yield "repository", "none: this folder alone is read", True
    else:
        yield "git", git_version(), True
        kind = "bare" if repo.bare else str(repo.root)
        yield "repository", safe_text(kind), True
        shallow = "shallow: comparing with older versions may need `git fetch --unshallow`"
        yield "history", shallow if repo.shallow else "complete", not repo.shallow
    yield "cache", safe_text(place.cache().state), True
    frame = load_frame(place.tree(None))
    yield "settings", frame.settings.file or "defaults (no goldline.toml)", True
    items = sum(len(paths) for paths in frame.layout.items.values())
    yield (
        "content",
        f"{len(frame.layout.guidelines)} guidelines, {len(frame.layout.sets)} gold sets, {items} items, "
        f"{len(frame.layout.escalations)} escalations",
        True,
    )
