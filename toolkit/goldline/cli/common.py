"""What commands share: opening the repository and its cache, progress, colour and where output goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldline.app.layout import ROOMS, SCOPE

if TYPE_CHECKING:
    from goldline.store.cache import Cache
    from goldline.store.git import Repository
    from goldline.store.tree import Tree


MERGE_BASE = "the merge base"
"""What `--against` without a value stands for; no revision can be called so."""


@dataclass(slots=True)
class Place:
    """Where a command works: a folder, and the repository around it if there is one."""

    folder: Path
    repo: Repository | None

    @classmethod
    def of(cls, folder: str) -> Place:
        """Return the place for a folder."""
        from goldline.store.git import Repository

        path = Path(folder).resolve()
        return cls(path, Repository.find(path))

    def tree(self, spec: str | None) -> Tree:
        """Return the tree that a revision, `NAME@VERSION` or folder names (None: the working tree)."""
        from goldline.errors import GoldlineError
        from goldline.store.revisions import open_source

        if spec is not None and not spec.strip():
            raise GoldlineError("an empty name is no revision", hint="leave it out for the working tree")
        if spec is None and self.repo is None and not any((self.folder / room).is_dir() for room in ROOMS):
            raise GoldlineError(
                "there is no git repository here, and no guidelines",
                hint="change to the folder of your guidelines, or name it: goldline -C FOLDER …",
            )
        return open_source(self.repo, spec, scope=SCOPE, folder=self.folder)

    def base(self, spec: str, branch: str = "") -> Tree:
        """Return the tree to compare with; `MERGE_BASE` is where HEAD left `branch`, the default one."""
        if spec != MERGE_BASE:
            tree = self.tree(spec)
            if tree.root is not None and not tree.entries():
                from goldline.errors import GoldlineError

                raise GoldlineError(
                    f"there is nothing of a goldline repository in {tree.name} to compare with",
                    hint="name the folder that holds `guidelines/`",
                )
            return tree
        from goldline.store.revisions import default_base

        return default_base(self.repo, scope=SCOPE, branch=branch or None)

    def base_of(self, tree: Tree, spec: str | None) -> Tree | None:
        """Return the tree that `tree` is compared with by its own settings; None where nothing is named."""
        if spec is None:
            return None
        from goldline.reading.settings import read_settings

        return self.base(spec, read_settings(tree)[0].diff.default_branch)

    def day_of(self, tree: Tree) -> str | None:
        """Return the day a tree is of: a commit's own, None (today) for all else."""
        if self.repo is None or tree.commit is None:
            return None
        return self.repo.commit_date(tree.commit)

    def staged(self) -> Tree:
        """Return the index."""
        from goldline.errors import GoldlineError
        from goldline.store.tree import IndexTree

        if self.repo is None:
            raise GoldlineError("there is no git repository here, so nothing is staged")
        return IndexTree(self.repo, SCOPE)

    def cache(self) -> Cache:
        """Return the cache of this place; it is safe to lose, and never an error."""
        from goldline.store.cache import Cache

        return Cache.open(self.repo, self.folder)


def complete_guidelines(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of guidelines that begin so, for the shell."""
    return _folders(ctx, "guidelines/*/guideline.y*ml", incomplete)


def complete_goldsets(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of gold sets that begin so, for the shell."""
    return _folders(ctx, "goldsets/*/goldset.y*ml", incomplete)


def _folders(ctx: click.Context, pattern: str, incomplete: str) -> list[str]:
    root = Path(ctx.find_root().params.get("folder") or ".")
    return sorted(path.parent.name for path in root.glob(pattern) if path.parent.name.startswith(incomplete))


def wants_color(stream: Any = None) -> bool:
    """Whether to colour what goes to standard output: NO_COLOR and FORCE_COLOR are respected."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    target = sys.stdout if stream is None else stream
    return bool(target.isatty()) and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return how many columns there are to write in: the terminal's, 100 where there is none."""
    return min(shutil.get_terminal_size((100, 24)).columns, 160)


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[Callable[[int], None] | None]:
    """Yield a function that moves a bar on, or None where nobody watches or the work is short."""
    if length < 500 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def emit(text: str, output: str | None) -> None:
    """Write a report to standard output, or whole into a file."""
    if output is None:
        click.echo(text, nl=not text.endswith("\n"), color=True)
        return
    Path(output).write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
