"""Merging by what files mean: one file for git's merge driver, or two revisions as a forge would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldline.app.authoring.overlay import OverlayTree
from goldline.app.checking import check
from goldline.app.layout import is_yaml
from goldline.errors import GoldlineError
from goldline.model.finding import Finding
from goldline.model.merging import FileMerge, TreeMerge
from goldline.reading.yaml import read_yaml
from goldline.store.cache import Cache
from goldline.store.merge_file import merge_lines
from goldline.store.tree import Tree
from goldline.writing.merging import Conflict, merge_documents, told

_SHARED = frozenset(("guideline.yaml", "taxonomy.yaml", "goldset.yaml", "CHANGELOG.md"))
_MOST_KEYS = 6


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
    removed: set[str] = set()
    arrived: set[str] = set()
    for path in sorted(old):
        here, there = _place(path, old, mine), _place(path, old, other)
        arrived.add(there or "")
        if here is None or there is None:
            dispute = _removal(base, ours, theirs, path, here, there)
            if dispute:
                result.disputed_removals.append(dispute)
            elif here is not None:
                removed.add(here)
            continue
        if path not in (here, there) and here != there:
            result.disputed_removals.append(f"{path}: moved to {here} on our side, and to {there} on theirs")
            continue
        target = here if here != path else there
        if other[there] not in (old[path], mine[here]):
            data = theirs.read(there)
            if mine[here] == old[path]:
                result.from_theirs += 1
            else:
                merged = merge_file(base.read(path), ours.read(here), data, target)
                result.files.append(merged)
                data = merged.data
            changed[target] = data
        elif target != here:
            changed[target] = ours.read(here)
            result.from_theirs += 1
        if target != here:
            removed.add(here)
    for path in sorted(other.keys() - old.keys() - arrived):
        if path not in mine:
            changed[path] = theirs.read(path)
            result.from_theirs += 1
        elif mine[path] != other[path]:
            merged = merge_file(b"", ours.read(path), theirs.read(path), path)
            result.files.append(merged)
            changed[path] = merged.data
    result.removed = sorted(removed - changed.keys())
    if result.settled:
        whole = OverlayTree(ours, changed, {}, gone=result.removed)
        result.findings = list(_fresh(ours, theirs, whole, cache))
    return result


def _place(path: str, old: Mapping[str, str], side: Mapping[str, str]) -> str | None:
    """Return where a side has a file of the base: its name is the id of what it holds, so a move shows."""
    if path in side:
        return path
    name = path.rpartition("/")[2]
    found = [one for one in side if one not in old and one.rpartition("/")[2] == name]
    if name in _SHARED:  # every set has one of this name
        found = [one for one in found if side[one] == old[path]]
    return found[0] if len(found) == 1 else None


def _removal(
    base: Tree, ours: Tree, theirs: Tree, path: str, here: str | None, there: str | None
) -> str | None:
    """Return the dispute over a file that one side took out and the other changed, or None."""
    if here is None and there is None:
        return None
    if here is not None:
        said = _edited(base.read(path), ours.read(here), path)
        return f"{path}: {said} on our side, and taken out on theirs" if said else None
    assert there is not None
    said = _edited(base.read(path), theirs.read(there), path)
    return f"{path}: taken out on our side, and {said} on theirs" if said else None


def _edited(before: bytes, after: bytes, path: str) -> str:
    """Return which parts of a file a side changed, which would be lost with it; "" for none."""
    if before == after:
        return ""
    old, new = (read_yaml(data, path).value if is_yaml(path) else None for data in (before, after))
    if not isinstance(old, dict) or not isinstance(new, dict):
        return "changed"
    keys = [key for key in {**old, **new} if key not in old or key not in new or old[key] != new[key]]
    return f"changed ({', '.join(map(str, keys[:_MOST_KEYS]))})" if keys else "changed"


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
