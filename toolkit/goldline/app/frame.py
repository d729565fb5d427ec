"""Everything of a revision but its items: guidelines, sets, escalations, settings.

These files are few, so they are read whole each time; items are many (see `items.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from goldline.app.layout import Layout, lay_out
from goldline.errors import GoldlineError
from goldline.model.escalation import Escalation
from goldline.model.finding import Place, Problem
from goldline.model.gold import GoldSet
from goldline.model.guideline import Guideline
from goldline.model.settings import Settings
from goldline.reading.cut_prose import find_cut_prose
from goldline.reading.escalation import build_escalation
from goldline.reading.goldset import build_set
from goldline.reading.guideline import build_guideline
from goldline.reading.names import did_you_mean, listed
from goldline.reading.positions import Positions
from goldline.reading.settings import read_settings
from goldline.reading.shape import find_shape_problems
from goldline.reading.yaml import TOLERATED, read_yaml
from goldline.store.tree import Tree


@dataclass(slots=True)
class Frame:
    """What the items of a revision hang in."""

    tree: Tree
    layout: Layout
    settings: Settings
    guidelines: dict[str, Guideline] = field(default_factory=dict)
    sets: dict[str, GoldSet] = field(default_factory=dict)
    escalations: dict[str, Escalation] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def broken_guidelines(self) -> dict[str, list[str]]:
        """Return the guidelines that could not be read in full, each with its broken files."""
        found: dict[str, list[str]] = {}
        for name, files in self.layout.guidelines.items():
            broken = [path for path in files if path in self.broken]
            if broken or name not in self.guidelines:
                found[name] = broken or files
        return found


def load_frame(tree: Tree, settings: Settings | None = None, *, names: bool = True) -> Frame:
    """Return the frame of a tree; every fault is among its `problems`, nothing is raised for data.

    Without `names` nobody looks at what is wrong with the tree itself, which in a large one takes long.
    """
    layout = lay_out(list(tree.entries()))
    problems: list[Problem] = list(tree.problems()) if names else []
    if settings is None:
        settings, found = read_settings(tree)
        problems += found
    frame = Frame(tree, layout, settings, problems=problems)
    kinds = dict(_kinds(layout))
    documents = _read_documents(frame, kinds)
    _build_guidelines(frame, documents)
    for folder, path in layout.sets.items():
        if path in documents:
            frame.sets[folder] = build_set(f"goldsets/{folder}", documents[path], path)
    for path in layout.escalations:
        if path in documents:
            escalation = build_escalation(documents[path], path)
            frame.escalations[path] = escalation
    return frame


def _kinds(layout: Layout) -> Iterable[tuple[str, str]]:
    for paths in layout.guidelines.values():
        for path in paths:
            name = path.rsplit("/", 1)[1]
            kind = name.partition(".")[0] if path.count("/") == 2 else "criterion"
            yield path, kind
    for path in layout.sets.values():
        yield path, "goldset"
    for path in layout.escalations:
        yield path, "escalation"


def _read_documents(frame: Frame, kinds: dict[str, str]) -> dict[str, Any]:
    """Return the documents that have the shape of their kind; the others are noted as broken."""
    limit = frame.settings.check.largest_file
    documents: dict[str, Any] = {}
    for path, data in frame.tree.read_many(kinds, limit):
        value, problems = read_document(data, path, kinds[path], limit)
        frame.problems += problems
        if value is None:
            frame.broken.add(path)
        else:
            documents[path] = value
    return documents


def read_document(data: bytes, path: str, kind: str, limit: int) -> tuple[Any, list[Problem]]:
    """Return a document and its problems; None where it cannot be built upon."""
    reading = read_yaml(data, path, limit=limit)
    problems = list(reading.problems)
    if reading.value is None:
        return None, problems
    cuts = [] if reading.plain else find_cut_prose(reading.value, data, path)
    shape = find_shape_problems(kind, reading.value, path)
    if cuts:
        shape = _without_consequences(shape, cuts, data)
    problems += cuts
    usable = not shape and all(problem.kind in TOLERATED for problem in problems)
    return (reading.value if usable else None), problems + shape


def _without_consequences(shape: list[Problem], cuts: list[Problem], data: bytes) -> list[Problem]:
    """Return what is wrong with a shape besides what cut prose explains: the keys that its rest became."""
    positions = Positions(data)
    lines = {cut.at.line for cut in cuts if isinstance(cut.at, Place)}

    def explained(problem: Problem) -> bool:
        at = problem.at
        line = at.line if isinstance(at, Place) else positions.key(at.path)[0]
        return problem.kind == "cut-prose" or (problem.kind == "unknown-key" and line in lines)

    return [problem for problem in shape if not explained(problem)]


def _build_guidelines(frame: Frame, documents: dict[str, Any]) -> None:
    for name, paths in frame.layout.guidelines.items():
        present = {path: documents[path] for path in paths if path in documents}
        broken = frozenset(path for path in paths if path in frame.broken)
        guideline, problems = build_guideline(f"guidelines/{name}", present, broken)
        frame.problems += problems
        frame.broken.update(problem.at.file for problem in problems)
        if guideline is not None:
            frame.guidelines[name] = guideline


def readable_guideline(frame: Frame, name: str) -> Guideline:
    """Return a guideline by id; raises `GoldlineError` where there is none, or not all of it can be read."""
    broken = frame.broken_guidelines()
    if name in broken:
        files = ", ".join(broken[name][:3])
        raise GoldlineError(
            f"the guideline `{name}` cannot be read in full ({files})", hint="`goldline check` says why"
        )
    if name not in frame.guidelines:
        known = sorted(frame.layout.guidelines)
        hint = did_you_mean(name, known).removeprefix("; ") or (
            f"there are {listed(known)}" if known else "there is none here"
        )
        raise GoldlineError(f"there is no guideline `{name}`", hint=hint)
    return frame.guidelines[name]
