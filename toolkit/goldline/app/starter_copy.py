"""Starting from a guideline that is there already: a copy of it under a new id, without its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldline.app.frame import Frame, load_frame, readable_guideline
from goldline.app.layout import SCOPE
from goldline.app.starter import VERSION, Wanted
from goldline.app.starting import Content
from goldline.errors import GoldlineError
from goldline.model.finding import Step
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.item import build_item, facts_of
from goldline.rules.judge import Judge
from goldline.store.tree import FolderTree, Tree
from goldline.writing.emit import document
from goldline.writing.splice import Editor

# Each says something about versions, and the copy has had none but its first.
_OF_THE_PAST = ("since", "revised", "was")
# Below these stand names, or tests by name, of the author's choice: an input may be called `since`.
_NAMED = (("terms",), ("inputs",), ("scales",), ("findings",), ("children",))
_TESTS = ("when", "impossible")
Path_ = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """What the new repository starts with, and what its lead should know of it."""

    content: Content
    notes: tuple[str, ...]


def shipped_tree() -> Tree | None:
    """Return the guidelines that come with goldline, or None where this installation has none."""
    package = Path(str(files("goldline")))
    for folder in (package / "shipped", package.parent.parent):
        if (folder / "guidelines").is_dir():
            return FolderTree(folder, SCOPE, name="what goldline ships")
    return None


def copied_content(tree: Tree, name: str, wanted: Wanted, *, title: str, with_gold: bool) -> Copied:
    """Return a guideline of `tree`, with its gold where asked for, as `wanted` calls it.

    Its versions begin anew with 0.1.0: the new repository's history holds none of the old releases,
    so nothing in it could be compared with `NAME@2.0.0`. With them go `since`, `revised` and `was`.
    """
    frame = load_frame(tree)
    guideline = readable_guideline(frame, name)
    notes: list[str] = []
    gold = dict(_gold(frame, guideline, wanted, notes)) if with_gold else dict(_empty_set(wanted))
    drafts = {note.partition(" ")[0] for note in notes}
    kept = {path.rsplit("/", 1)[1].partition(".")[0] for path in gold} - drafts
    found = {}
    for path in frame.layout.guidelines[name]:
        editor = Editor(tree.read(path), path)
        if path == guideline.where.file:
            _set(editor, ("id",), wanted.name)
            _set(editor, ("version",), VERSION)
            if title:
                _set(editor, ("title",), title)
        _forget(editor, lambda item: item in kept)
        found[path.replace(f"guidelines/{name}/", f"guidelines/{wanted.name}/", 1)] = editor.data
    rule = next((r.id for c in guideline.criteria.values() for r in c.rules), "")
    items = sorted(path for path in gold if "/items/" in path)
    item = items[0].rsplit("/", 1)[1].partition(".")[0] if items else ""
    return Copied(Content({**found, **gold}, rule, item, starter=False), tuple(notes))


def _forget(editor: Editor, is_kept: Callable[[str], bool]) -> None:
    """Take out of a guideline's file what speaks of its versions, and examples that do not come along."""
    gone = [path for path in _paths(editor.value) if path[-1] in _OF_THE_PAST]
    for path in reversed(gone):
        _delete(editor, path)
    for path in [path for path in _paths(editor.value) if path[-1] == "examples"]:
        examples = [item for item in _at(editor.value, path) if is_kept(item)]
        if not examples:
            _delete(editor, path)
        elif examples != _at(editor.value, path):
            _set(editor, path, examples)


def _paths(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of every key that the format knows, first to last: not those that authors choose."""
    if isinstance(value, dict):
        for key, part in value.items():
            below = (*path, key)
            if path[-1:] not in _NAMED:
                yield below
            if key not in _TESTS:
                yield from _paths(part, below)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _paths(part, (*path, index))


# --- gold ------------------------------------------------------------------------------------


def _empty_set(wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    value = {
        "format": 1,
        "id": wanted.set,
        "title": "The basics",
        "guideline": wanted.name,
        "visibility": "training",
        "license": "CC0-1.0",
        "canary": wanted.canary,
    }
    yield f"goldsets/{wanted.set}/goldset.yaml", document(value, "goldset")


def _gold(
    frame: Frame, guideline: Guideline, wanted: Wanted, notes: list[str]
) -> Iterator[tuple[str, bytes]]:
    sets = [folder for folder, gold_set in frame.sets.items() if gold_set.guideline == guideline.id]
    if not sets:
        raise GoldlineError(
            f"`{guideline.id}` has no gold set in {frame.tree.name}",
            hint="leave --with-gold out, or name with --source a repository that has one",
        )
    tree, judge = frame.tree, Judge(guideline)
    for number, folder in enumerate(sets):
        name = wanted.set if len(sets) == 1 else f"{wanted.name}-{folder}"
        old, new = f"goldsets/{folder}/", f"goldsets/{name}/"
        editor = Editor(tree.read(frame.layout.sets[folder]), frame.layout.sets[folder])
        _set(editor, ("id",), name)
        _set(editor, ("guideline",), wanted.name)
        if "canary" in editor.value and number == 0:
            _set(editor, ("canary",), wanted.canary)
        yield frame.layout.sets[folder].replace(old, new, 1), editor.data
        for path in frame.layout.items.get(folder, ()):
            item_editor = Editor(tree.read(path), path)
            item = build_item(item_editor.value, path, folder)
            yield path.replace(old, new, 1), _item(item_editor, item, judge, wanted, notes)
        for path in frame.layout.media:
            if path.startswith(old):
                yield path.replace(old, new, 1), tree.read(path)


def _item(editor: Editor, item: Item, judge: Judge, wanted: Wanted, notes: list[str]) -> bytes:
    unseen = _not_looked_for(item, judge)
    _set(editor, ("guideline",), wanted.stamp)
    if "inspected" in editor.value:
        _delete(editor, ("inspected",))
    for path_ in list(_cited_escalations(editor.value.get("labels", {}), ("labels",))):
        _delete(editor, path_)
    if unseen and item.status == "active":
        notes.append(
            f"{item.id} is a draft now: nobody has looked in it for {', '.join(unseen)}. "
            "Look, then take `status: draft` out"
        )
        if "status" in editor.value:
            _set(editor, ("status",), "draft")
        else:
            editor.insert((), "status", "draft")
    return editor.data


def _cited_escalations(value: Any, path: Path_) -> Iterator[Path_]:
    """Yield where labels name an escalation; only in a label, for a criterion may be called so too."""
    if isinstance(value, dict):
        if "value" in value and "escalation" in value:
            yield (*path, "escalation")
        for key, part in value.items():
            yield from _cited_escalations(part, (*path, key))


def _not_looked_for(item: Item, judge: Judge) -> list[str]:
    """Return the types that nobody has looked for and on which a judgment hangs.

    The copy knows no newer types: there, they would count as looked for and not found.
    """
    judgments = judge.judge(facts_of(item, judge.guideline)).values()
    missing = dict.fromkeys(name for judgment in judgments for name in judgment.missing)
    return [name.removeprefix("type:") for name in missing if name.startswith("type:")]


# --- edits -----------------------------------------------------------------------------------


def _set(editor: Editor, path: Path_, value: Any) -> None:
    _edit(editor, lambda: editor.set(path, value), lambda whole: _put(whole, path, value))


def _delete(editor: Editor, path: Path_) -> None:
    _edit(editor, lambda: editor.delete(path), lambda whole: _take(whole, path))


def _edit(editor: Editor, edit: Callable[[], None], change: Callable[[Any], None]) -> None:
    """Edit in place; a file that cannot be edited so is written anew: it is a copy, and nobody's work."""
    try:
        edit()
    except GoldlineError:
        change(editor.value)
        fresh = Editor(document(editor.value), editor.file)
        editor.data, editor.value, editor.text, editor.root = fresh.data, fresh.value, fresh.text, fresh.root


def _at(value: Any, path: Iterable[Step]) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(whole: Any, path: Path_, value: Any) -> None:
    _at(whole, path[:-1])[path[-1]] = value


def _take(whole: Any, path: Path_) -> None:
    del _at(whole, path[:-1])[path[-1]]
