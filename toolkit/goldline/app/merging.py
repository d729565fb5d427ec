"""Merging by what files mean: one file for git's merge driver, or two revisions as a forge would."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.app.authoring.overlay import OverlayTree
from goldline.app.checking import check
from goldline.app.layout import is_yaml
from goldline.errors import GoldlineError
from goldline.model.finding import Finding
from goldline.model.merging import FileMerge, TreeMerge
from goldline.store.cache import Cache
from goldline.store.merge_file import merge_lines
from goldline.store.tree import Tree
from goldline.writing.merging import Conflict, merge_documents, told


def merge_file(base: bytes, ours: bytes, theirs: bytes, path: str, *, marker: int = 7) -> FileMerge:
    """Return the merge of one file: by meaning, or line by line as git does where that cannot be had."""
    reason = ""
    if is_yaml(path):
        try:
            merged = merge_documents(base, ours, theirs, path, _merge_text, marker=marker)
        except GoldlineError as error:
            reason = error.message
        else:
            disputes = [sentence(conflict, path) for conflict in merged.conflicts]
            return FileMerge(path, merged.data, "meaning", not disputes, disputes)
    data, clean = merge_lines(base, ours, theirs, marker=marker)
    conflicts = [] if clean else [f"{path}: both sides changed the same lines"]
    return FileMerge(path, data, "lines", clean, conflicts, reason)


def sentence(conflict: Conflict, path: str) -> str:
    """Return what is disputed, as a person would say it: where, and what each side says."""
    where = ".".join(map(str, conflict.path)) or "the whole file"
    return (
        f"{path}: {where} {told(conflict.ours)} on our side and {told(conflict.theirs)} on theirs"
        f" (before: {told(conflict.base).removeprefix('is ')})"
    ).replace("(before: taken out)", "(before: nothing)")


def merge_trees(base: Tree, ours: Tree, theirs: Tree, cache: Cache | None = None) -> TreeMerge:
    """Return what merging `theirs` into `ours` gives, from the files alone: no driver need be installed.

    Where all merges, the whole is checked, and what neither side has for itself is among the findings:
    a rule of one side and gold of the other can contradict each other without a line in common.
    """
    result = TreeMerge(base.name, ours.name, theirs.name)
    old, mine, other = base.entries(), ours.entries(), theirs.entries()
    changed: dict[str, bytes] = {}
    for path in sorted(other.keys() | old.keys()):
        if other.get(path) == old.get(path) or other.get(path) == mine.get(path):
            continue
        here = path if path in mine else _moved(path, old, mine)
        if path not in other:
            if here is not None and mine[here] != old[path]:
                result.disputed_removals.append(f"{path}: changed on our side, and taken out on theirs")
        elif here is None:
            if path in old:
                result.disputed_removals.append(f"{path}: taken out on our side, and changed on theirs")
            else:
                changed[path] = theirs.read(path)
                result.from_theirs += 1
        elif mine[here] == old.get(path):
            changed[here] = theirs.read(path)
            result.from_theirs += 1
        else:
            before = base.read(path) if path in old else b""
            merged = merge_file(before, ours.read(here), theirs.read(path), here)
            result.files.append(merged)
            changed[here] = merged.data
    if result.settled:
        result.findings = list(_fresh(ours, theirs, OverlayTree(ours, changed, {}), cache))
    return result


def _moved(path: str, old: dict[str, str], mine: dict[str, str]) -> str | None:
    """Return where our side moved a file to: its name is the id of what it holds, so it stays."""
    name = path.rpartition("/")[2]
    if path not in old:
        return None
    found = [one for one in mine if one not in old and one.rpartition("/")[2] == name]
    return found[0] if len(found) == 1 else None


def _fresh(ours: Tree, theirs: Tree, merged: Tree, cache: Cache | None) -> Iterator[Finding]:
    """Yield the errors of the merged whole that neither side has."""
    known = {
        (one.code, one.file, one.message)
        for tree in (ours, theirs)
        for one in check(tree, cache=cache).findings
    }
    for one in check(merged, cache=cache).findings:
        if one.severity == "error" and (one.code, one.file, one.message) not in known:
            yield one


def _merge_text(base: str, ours: str, theirs: str) -> str | None:
    data, clean = merge_lines(base.encode(), ours.encode(), theirs.encode())
    return data.decode() if clean else None
