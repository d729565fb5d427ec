"""What a revision changes of another one: guidelines and their versions, and what the checks are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from goldline.app.frame import Frame, load_frame
from goldline.app.gold import load_rows
from goldline.app.gold_rows import unpack_row
from goldline.app.layout import ASSESSMENTS, set_of
from goldline.app.loosening import find_setting_changes
from goldline.checks.ignore import KEY, Ignore, find_ignores
from goldline.checks.telling import HELD_OUT
from goldline.impact.changes import find_changes
from goldline.impact.judgments import Comparison
from goldline.impact.marks import find_marks
from goldline.impact.versions import Bump, next_version, version_row
from goldline.impact.whole_space import tell_whole_space
from goldline.model.change import Change, GuidelineChange, Silence, Unseen, Witness
from goldline.model.finding import Place, Where
from goldline.model.guideline import Guideline
from goldline.model.report import JudgmentChange
from goldline.reading.yaml import read_yaml
from goldline.rules.scene import newer
from goldline.rules.show import show_value
from goldline.store.cache import Cache
from goldline.store.tree import Tree, changed

ACTIVE = "active"
_LARGEST = 1 << 20


def find_change(
    base_tree: Tree, head: Frame, *, cache: Cache | None = None, workers: int | None = None
) -> Change:
    """Return all that HEAD changes of a base; what cannot be compared is among `unseen`."""
    base = load_frame(base_tree, names=False)
    touched = changed(base_tree, head.tree)
    guidelines: list[GuidelineChange] = []
    unseen = list(_hidden(base, head))
    for name, paths in head.layout.guidelines.items():
        if touched.isdisjoint([*paths, *base.layout.guidelines.get(name, ())]):
            continue
        trouble = _trouble(name, base, head)
        if trouble is not None:
            unseen.append(trouble)
        elif name in base.guidelines:
            guidelines.append(
                compare_guideline(base.guidelines[name], head.guidelines[name], head, cache, workers)
            )
    settings, silences = find_setting_changes(base_tree, head.tree)
    silences = [*silences, *_new_ignores(base_tree, head, touched)]
    return Change(guidelines, silences, settings, unseen)


def _hidden(base: Frame, head: Frame) -> Iterator[Unseen]:
    """Yield what no tree can look into where guidelines should stand (a submodule, a link)."""
    for frame in (base, head):
        for path in frame.tree.unseen():
            if path.startswith("guidelines/"):
                yield Unseen(Place(path), path, f"what stands here cannot be read at {frame.tree.name}")


def _trouble(name: str, base: Frame, head: Frame) -> Unseen | None:
    at = Place(next((p for p in head.layout.guidelines[name] if "/guideline." in p), f"guidelines/{name}"))
    for frame in (head, base):
        if name not in frame.layout.guidelines:
            continue
        broken = frame.broken_guidelines().get(name)
        if broken:
            return Unseen(
                at, name, f"`{name}` cannot be read in full at {frame.tree.name} ({', '.join(broken[:3])})"
            )
    return None


def compare_guideline(
    base: Guideline, head: Guideline, frame: Frame, cache: Cache | None, workers: int | None
) -> GuidelineChange:
    """Return what became of one guideline; `frame` is HEAD's, whose gold may show it."""
    comparison = Comparison(base, head)
    whole = tell_whole_space(comparison, ())
    row = version_row(base, head, whole.spaces)
    required: Bump = row["required"]
    changes = find_changes(base, head)
    needs_witness = not row["ok"] and required != "none" and not comparison.same
    return GuidelineChange(
        base=base,
        head=head,
        required=required,
        declared=row["declared"],
        needed=head.version if row["ok"] else next_version(base.version, required),
        ok=row["ok"],
        falls=newer(base.version, head.version),
        reasons=tuple(row["reasons"]),
        witness=_witness(comparison, frame, cache, workers) if needs_witness else None,
        marks=tuple(find_marks(base, head, changes, whole.criteria, whole.shifts)),
        changelog=read_changelog(frame.tree, head),
    )


def read_changelog(tree: Tree, guideline: Guideline) -> str | None:
    """Return the changelog beside a guideline, or None where there is none."""
    path = f"{guideline.where.file.rpartition('/')[0]}/CHANGELOG.md"
    return tree.read(path, _LARGEST).decode("utf-8", "replace") if path in tree.entries() else None


# --- an item that shows it -------------------------------------------------------------------


def _witness(
    comparison: Comparison, frame: Frame, cache: Cache | None, workers: int | None
) -> Witness | None:
    """Return the first active item, in the order of files, whose judgment changes; never one held out."""
    public = [name for name, gold in frame.sets.items() if gold.visibility != HELD_OUT]
    paths = [path for name in public for path in frame.layout.items.get(name, ())]
    rows = load_rows(frame.tree, paths, cache, frame.settings.check.largest_file, workers).rows
    seen: set[tuple[bytes, bytes]] = set()
    for path in paths:
        if path not in rows:
            continue
        row = unpack_row(rows[path])
        if row.status != ACTIVE or row.guideline != comparison.id or (row.facts, row.labels) in seen:
            continue
        seen.add((row.facts, row.labels))
        for one in comparison.compare(row.case, None, existed=True, whole=False):
            if _moves(one) and not _is_held_out(frame.tree, path):
                return Witness(row.id, one.criterion, one.response, _said(one, "base"), _said(one, "head"))
    return None


def _moves(one: JudgmentChange) -> bool:
    return one.base_state == "decided" and (one.head_state, one.head) != ("decided", one.base)


def _said(one: JudgmentChange, side: str) -> str:
    match one.base_state if side == "base" else one.head_state:
        case None:
            return "not judged"
        case "decided":
            return f"`{show_value(one.base if side == 'base' else one.head)}`"
        case "gap":
            return "no rule"
        case "conflict":
            return "a conflict of rules"
        case state:
            return state


def _is_held_out(tree: Tree, path: str) -> bool:
    document = read_yaml(tree.read(path), path).value
    return not isinstance(document, dict) or document.get("visibility") == HELD_OUT


# --- what may stand from now on --------------------------------------------------------------


def _new_ignores(base: Tree, head: Frame, touched: set[str]) -> Iterator[Silence]:
    """Yield every `x-ignore` that the base does not have; one that only moved is no new one.

    What is said of an item that is held out keeps its reason to itself: it may tell the label.
    """
    here, there = _ignores(head.tree, touched), _ignores(base, touched)
    gone = touched - head.tree.entries().keys()
    same = Counter((one.file, one.code, one.reason) for one in there)
    moved = Counter((one.code, one.reason) for one in there if one.file in gone)
    for one in here:
        if same[one.file, one.code, one.reason]:
            same[one.file, one.code, one.reason] -= 1
        elif moved[one.code, one.reason]:
            moved[one.code, one.reason] -= 1
        else:
            at = Where(one.file, one.path).down(KEY)
            reason = "" if keeps_secrets(head, one.file) else one.reason
            yield Silence(at.key(one.code) if one.code else at, one.code, reason)


def keeps_secrets(frame: Frame, path: str) -> bool:
    """Whether a file is an item that is held out, or one of which that is not known; or a record of such."""
    if path.startswith(ASSESSMENTS):
        return True
    if not path.startswith("goldsets/") or "/items/" not in path:
        return False
    gold_set = frame.sets.get(set_of(path))
    return gold_set is None or gold_set.visibility == HELD_OUT or _is_held_out(frame.tree, path)


def _ignores(tree: Tree, touched: Iterable[str]) -> list[Ignore]:
    entries = tree.entries()
    paths = sorted(path for path in touched if path in entries and path.endswith((".yaml", ".yml")))
    return [
        ignore
        for path, data in tree.read_many(paths)
        if KEY.encode() in data
        for ignore in find_ignores(read_yaml(data, path).value, path)
    ]
