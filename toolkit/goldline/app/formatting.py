"""`goldline fmt`: files of a repository in the format's order of keys, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from goldline.app.layout import lay_out
from goldline.errors import GoldlineError
from goldline.reading.yaml_events import plain_text
from goldline.store.tree import Tree
from goldline.writing.disk import Write, write_all
from goldline.writing.formatting import formatted


@dataclass(slots=True)
class Formatting:
    """What formatting would write, which files it refuses and why, and how many it looked at."""

    writes: list[Write] = field(default_factory=list)
    refused: list[GoldlineError] = field(default_factory=list)
    looked_at: int = 0

    def diff(self) -> str:
        """Return the changed lines of every file, as `git diff` shows them."""
        lines: list[str] = []
        for write in self.writes:
            before, after = plain_text(write.expected or b""), plain_text(write.data)
            old, new = f"a/{write.path}", f"b/{write.path}"
            lines += unified_diff(before.splitlines(), after.splitlines(), old, new, n=2, lineterm="")
        return "".join(f"{line}\n" for line in lines)

    def carry_out(self, root: Path) -> None:
        """Write all of it, or nothing."""
        write_all(root, self.writes)


def plan_formatting(tree: Tree, paths: Sequence[str] = ()) -> Formatting:
    """Return what formatting a tree would change: all files, or those named and those below a folder named.

    Raises `GoldlineError` where a name leads to no file of goldline's.
    """
    kinds = dict(kinds_of_files(list(tree.entries())))
    wanted = _wanted(kinds, paths)
    plan = Formatting(looked_at=len(wanted))
    for path, kept in tree.read_many(wanted):
        try:
            data = formatted(kept, kinds[path], path)
        except GoldlineError as error:
            plan.refused.append(error)
            continue
        if data != kept:
            plan.writes.append(_write(tree, path, kept, data))
    return plan


def kinds_of_files(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every file that has a place, with its kind."""
    layout = lay_out(paths)
    for files in layout.guidelines.values():
        for path in files:
            yield path, "criterion" if path.count("/") == 3 else PurePosixPath(path).stem
    for path in layout.sets.values():
        yield path, "goldset"
    for files in layout.items.values():
        for path in files:
            yield path, "item"
    for path in layout.escalations:
        yield path, "escalation"


def _wanted(kinds: dict[str, str], paths: Sequence[str]) -> list[str]:
    if not paths:
        return sorted(kinds)
    found: set[str] = set()
    for path in paths:
        below = "" if path == "." else f"{path.rstrip('/')}/"
        files = [file for file in kinds if file == path or file.startswith(below)]
        if not files:
            raise GoldlineError(
                f"`{path}` is no guideline, gold or escalation file here, and no folder of such files",
                hint="name a file or folder below guidelines/, goldsets/ or escalations/",
            )
        found.update(files)
    return sorted(found)


def _write(tree: Tree, path: str, kept: bytes, data: bytes) -> Write:
    """Return the write, with the line ends of the disk where git keeps others."""
    if tree.root is None:
        return Write(path, data, kept)
    there = (tree.root / path).read_bytes()
    if there != kept and plain_text(there) == plain_text(kept):
        data = data.replace(b"\n", b"\r\n")
    return Write(path, data, there)
