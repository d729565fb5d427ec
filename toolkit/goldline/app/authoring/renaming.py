"""`rename`: an id, everywhere it is used, in one go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from goldline.app.authoring import spots
from goldline.app.authoring.documents import Plain, formulas_of, inputs_of, taxonomy_nodes
from goldline.app.authoring.inventory import Inventory, stem
from goldline.app.authoring.overlay import OverlayTree
from goldline.app.authoring.preview import preview
from goldline.app.authoring.spots import Edits, Finder
from goldline.app.checking import check
from goldline.app.frame import Frame, load_frame
from goldline.errors import GoldlineError
from goldline.model.finding import Finding
from goldline.reading.names import did_you_mean, listed, shown
from goldline.schemas import parts
from goldline.store.cache import Cache
from goldline.store.tree import Tree
from goldline.writing.disk import Move, Write, write_all
from goldline.writing.order import key_order
from goldline.writing.splice import Editor

_STAMPED = ("item", "escalation", "assessment")
"""What says of which guideline it is."""

KINDS = {
    "item": "An item: its file, and where rules and escalations cite it.",
    "rule": "A rule: in its criterion, labels and escalations.",
    "criterion": "A criterion: its file, labels, votes, inputs and escalations.",
    "type": "A finding type: in the taxonomy, findings and inputs; its old name stays known as `was`.",
    "level": "A level of a scale: in rules, tests, labels and votes.",
    "input": "An input: in tests, formulas and observations.",
    "guideline": "A guideline: its folder, and every stamp on gold and escalations.",
    "goldset": "A gold set: its folder.",
}
_PATTERNS = {
    "item": parts.ID,
    "rule": parts.RULE_ID,
    "criterion": parts.KEY_ID,
    "type": parts.TYPE_PATH,
    "input": parts.INPUT_NAME,
    "guideline": parts.ID,
    "goldset": parts.ID,
}
_RECORDED = ("boolean", "enum", "integer", "number")


@dataclass(slots=True)
class Renaming:
    """What a rename would do: files to write, files and folders to move, and what it leaves alone."""

    root: FilePath
    tree: Tree
    writes: list[Write] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def after(self) -> OverlayTree:
        """Return the tree as it would be."""
        changed = {write.path: write.data for write in self.writes}
        return OverlayTree(self.tree, changed, {move.old: move.new for move in self.moves})

    def diff(self) -> str:
        """Return what would change, line by line."""
        return preview(self.writes)

    def carry_out(self) -> None:
        """Write and move everything, or nothing."""
        write_all(self.root, self.writes, self.moves)


def plan_rename(
    tree: Tree,
    kind: str,
    old: str,
    new: str,
    *,
    guideline: str | None = None,
    criterion: str | None = None,
    scale: str | None = None,
    prose: bool = False,
) -> Renaming:
    """Return what renaming `old` to `new` would do. Raises `GoldlineError` where it cannot be done whole.

    `prose` replaces the id in texts too, where it stands as a word of its own.
    """
    if tree.root is None:
        raise GoldlineError("only files on disk can be renamed", hint="leave the revision out")
    planner = _Planner(load_frame(tree), tree.root, kind, old, _new_name(kind, old, new), prose=prose)
    getattr(planner, f"plan_{kind}")(guideline=guideline, criterion=criterion, scale=scale)
    return planner.plan


def refuse_new_findings(plan: Renaming, cache: Cache | None = None) -> None:
    """Raise `GoldlineError` where `check` would find something after the rename that it does not find now.

    Mere advice (the new name brings a hard word) stands in nobody's way: it becomes a note.
    """
    moved = {move.old: move.new for move in plan.moves}
    before = Counter(_key(finding, moved) for finding in check(plan.tree, cache=cache).findings)
    after = check(plan.after(), cache=cache).findings
    fresh = Counter(_key(finding, {}) for finding in after) - before
    if not fresh:
        return
    new = [finding for finding in after if _key(finding, {}) in fresh]
    grave = [finding for finding in new if finding.severity != "info"]
    if not grave:
        plan.notes += [f"{one.code} in {one.file}: {one.message}" for one in new[:3]]
        return
    told = grave[0]
    raise GoldlineError(
        f"nothing was renamed: `goldline check` would find {sum(fresh.values())} more than now, "
        f"such as {told.code} in {told.file}: {told.message}",
        hint="mend what stands in the way, or choose another name",
    )


def _key(finding: Finding, moved: dict[str, str]) -> tuple[str, str]:
    file = finding.file
    for old, new in moved.items():
        if file == old or file.startswith(old + "/"):
            file = new + file[len(old) :]
    return finding.code, file


def _new_name(kind: str, old: str, new: str) -> str:
    if kind == "type" and "." not in new and "." in old:
        new = f"{old.rpartition('.')[0]}.{new}"  # the last part alone is enough
    pattern = _PATTERNS.get(kind)
    if pattern is not None and not (
        len(new) <= 64 * (1 + 6 * (kind == "type")) and re.fullmatch(pattern.regex, new)
    ):
        raise GoldlineError(f"{shown(new)} cannot be its name", hint=pattern.says)
    if kind == "type" and new.rpartition(".")[0] != old.rpartition(".")[0]:
        raise GoldlineError(
            f"{shown(new)} stands elsewhere in the taxonomy than {shown(old)}",
            hint="rename the last part only; a type that moves means something else: add it as a new one",
        )
    if new == old:
        raise GoldlineError("the old and the new name are the same")
    return new


class _Planner(Inventory):
    """Collects what one rename changes."""

    def __init__(self, frame: Frame, root: FilePath, kind: str, old: str, new: str, *, prose: bool) -> None:
        super().__init__(frame, root, old)
        self.kind, self.new, self.prose = kind, new, prose
        self.plan = Renaming(root, frame.tree)

    # --- one for each kind --------------------------------------------------------------------

    def plan_item(self, **_: Any) -> None:
        paths = [path for group in self.frame.layout.items.values() for path in group]
        path = self._only(paths, "item")
        self._refuse_taken(map(stem, paths))
        self._edit(None, spots.find_item(self.old, self.new), self.old, word=True)
        self.plan.moves.append(Move(path, _renamed(path, self.new)))

    def plan_rule(self, *, guideline: str | None, **_: Any) -> None:
        rules = {g: list(self.rules(g)) for g in self.guidelines(guideline)}
        name = self._owner(rules, "rule", "--guideline")
        self._refuse_taken(rules[name])
        self._edit(name, spots.find_rule(self.old, self.new), self.old, word=True)

    def plan_criterion(self, *, guideline: str | None, **_: Any) -> None:
        criteria = {g: [d["id"] for d in self.criteria(g)] for g in self.guidelines(guideline)}
        name = self._owner(criteria, "criterion", "--guideline")
        self._refuse_taken(criteria[name])
        self._edit(name, spots.find_criterion(self.old, self.new), self.old)
        path = self._only(self.frame.layout.guidelines[name], "criterion")
        self.plan.moves.append(Move(path, _renamed(path, self.new)))

    def plan_type(self, *, guideline: str | None, **_: Any) -> None:
        types = {
            g: [own for _, own, _ in taxonomy_nodes(self.taxonomy(g))] for g in self.guidelines(guideline)
        }
        name = self._owner(types, "finding type", "--guideline")
        self._refuse_taken(types[name])
        self._edit(name, spots.find_type(self.old, self.new), self.old.rpartition(".")[2])

    def plan_level(self, *, guideline: str | None, criterion: str | None, scale: str | None) -> None:
        found = [
            (g, scale_name, users)
            for g in self.guidelines(guideline)
            for scale_name, users, levels in self.scales(g)
            if self.old in map(str, levels)
            and (criterion is None or criterion in users)
            and (scale is None or scale == scale_name)
        ]
        if not found:
            levels = [
                str(v) for g in self.guidelines(guideline) for _, _, values in self.scales(g) for v in values
            ]
            hint = did_you_mean(self.old, levels) or f"there are {listed(sorted(set(levels)))}"
            raise GoldlineError(f"there is no level {shown(self.old)}", hint=hint.lstrip("; "))
        if len(found) > 1:
            users = sorted({user for _, _, names in found for user in names})
            raise GoldlineError(
                f"several scales have a level {shown(self.old)}",
                hint=f"say which: --criterion, one of {listed(users)}",
            )
        name, scale_name, criteria = found[0]
        values = next(
            values for s, users, values in self.scales(name) if (s, users) == (scale_name, criteria)
        )
        old = next(value for value in values if str(value) == self.old)
        new: str | int = int(self.new) if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", self.new) else self.new
        if isinstance(new, str) and not re.fullmatch(parts.LEVEL_WORD.regex, new):
            raise GoldlineError(f"{shown(new)} cannot be its name", hint=parts.LEVEL_WORD.says)
        self._refuse_taken(map(str, values))
        self._refuse_formulas(name, frozenset(criteria), numeric=isinstance(old, int))
        shared = self.document(self.file(name, "guideline")).get("inputs") or {}
        finder = spots.find_level(old, new, frozenset(criteria), scale_name, shared)
        self._edit(name, finder, self.old)

    def plan_input(self, *, guideline: str | None, criterion: str | None, **_: Any) -> None:
        names = {g: list(self.inputs(g)) for g in self.guidelines(guideline)}
        name = self._owner(
            {g: [n for n, _, _ in found] for g, found in names.items()}, "input", "--guideline"
        )
        self._refuse_taken(n for n, _, _ in names[name])
        owners = {owner: source for n, owner, source in names[name] if n == self.old}
        recorded = any(form in source for source in owners.values() for form in _RECORDED)
        everyone = frozenset(document["id"] for document in self.criteria(name))
        if recorded or "" in owners:  # one namespace, or declared for the whole guideline
            criteria, shared = everyone, "" in owners
        elif criterion is not None or len(owners) == 1:
            criteria, shared = frozenset([criterion or next(iter(owners))]), False
        else:
            raise GoldlineError(
                f"several criteria have an input {shown(self.old)}",
                hint=f"say which: --criterion, one of {listed(sorted(owners))}",
            )
        finder = spots.find_input(self.old, self.new, criteria, shared=shared, recorded=recorded)
        self._edit(name, finder, self.old)

    def plan_guideline(self, **_: Any) -> None:
        known = list(self.frame.layout.guidelines)
        self._refuse_unknown(known, "guideline")
        self._refuse_taken(known)
        self._edit(self.old, spots.find_guideline(self.old, self.new), self.old)
        self.plan.moves.append(Move(f"guidelines/{self.old}", f"guidelines/{self.new}"))
        self.plan.notes.append(
            f"earlier versions stay known as `{self.old}@VERSION` only; compare with them by tag or commit"
        )

    def plan_goldset(self, **_: Any) -> None:
        known = list(self.frame.layout.sets)
        self._refuse_unknown(known, "gold set")
        self._refuse_taken([*known, *self.frame.layout.items])
        path = self.frame.layout.sets[self.old]
        self._edit_file(path, "goldset", spots.find_set(self.old, self.new))
        self.plan.moves.append(Move(f"goldsets/{self.old}", f"goldsets/{self.new}"))

    # --- the edits ------------------------------------------------------------------------------

    def _edit(self, guideline: str | None, finder: Finder, token: str, *, word: bool = False) -> None:
        """Note the edits of all files that a guideline reaches, and where texts speak of the id."""
        needle = token.encode()
        mention = re.compile(rf"(?<![\w@-]){re.escape(token)}(?![\w-])") if word else None
        for path, kind in self.files(guideline):
            data = self.bytes(path)
            if needle not in data and not path.endswith(f"/{token}.yaml"):
                continue
            document = self.document(path)
            stamp = document.get("guideline")
            if guideline is not None and kind in _STAMPED and _name_of(stamp) != guideline:
                continue
            self._edit_file(path, kind, finder, mention)

    def _edit_file(
        self, path: str, kind: str, finder: Finder, mention: re.Pattern[str] | None = None
    ) -> None:
        data = self.bytes(path)
        editor = Editor(data, path)
        edits = Edits()
        finder(kind, editor.value, edits)
        if mention is not None and kind not in ("assessment", "burnt"):  # nobody writes texts in these
            self._mentions(path, editor.value, edits, mention)
        if edits:
            order = _TYPE_ORDER if kind == "taxonomy" else key_order(kind)
            edits.make(editor, order)
            self.plan.writes.append(Write(path, editor.data, data))

    def _mentions(self, path: str, document: Plain, edits: Edits, mention: re.Pattern[str]) -> None:
        for where, text in _texts(document):
            if where in edits.values or not mention.search(text):
                continue
            if self.prose and text != self.old:
                edits.words[where] = (mention, self.new)
            else:
                self.plan.mentions.append(f"{path}: {'.'.join(map(str, where))}")

    # --- refusals -------------------------------------------------------------------------------

    def _owner(self, names: dict[str, list[str]], what: str, option: str) -> str:
        owners = [guideline for guideline, known in names.items() if self.old in known]
        if not owners:
            known = [name for group in names.values() for name in group]
            self._refuse_unknown(known, what)
        if len(owners) > 1:
            raise GoldlineError(
                f"several guidelines have {_a(what)} {shown(self.old)}",
                hint=f"say which: {option}, one of {listed(owners)}",
            )
        return owners[0]

    def _only(self, paths: list[str], what: str) -> str:
        found = [
            path for path in paths if stem(path) == self.old and (what != "criterion" or path.count("/") == 3)
        ]
        if not found:
            self._refuse_unknown([stem(path) for path in paths], what)
        if len(found) > 1:
            raise GoldlineError(
                f"{shown(self.old)} is there twice: {listed(found)}", hint="rename one of the files by hand"
            )
        return found[0]

    def _refuse_unknown(self, known: list[str], what: str) -> None:
        if self.old not in known:
            hint = did_you_mean(self.old, known).lstrip("; ") or (
                f"there are {listed(known)}" if known else ""
            )
            raise GoldlineError(f"there is no {what} {shown(self.old)}", hint=hint)

    def _refuse_taken(self, known: Iterable[str]) -> None:
        if self.new.casefold() in {name.casefold() for name in known} - {self.old.casefold()}:
            raise GoldlineError(f"{shown(self.new)} is there already", hint="choose another name")

    def _refuse_formulas(self, guideline: str, criteria: frozenset[str], *, numeric: bool) -> None:
        shared = self.document(self.file(guideline, "guideline"))
        for document in self.criteria(guideline) if numeric else ():
            sources = [*inputs_of(shared), *inputs_of(document)]
            names = {name for _, name, source in sources if source.get("criterion") in criteria}
            for _, formula in formulas_of(document):
                used = names & set(re.findall(r"[a-z][a-z0-9_]*", formula))
                if used:
                    raise GoldlineError(
                        f"the formula `{formula}` of `{document['id']}` computes with that level",
                        hint="another number would change its results; to mean that, edit the scale by hand",
                    )


_TYPE_ORDER = ("title", "definition", "evidence", "severities", "since", "revised", "was", "children")


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _name_of(stamp: object) -> str:
    return stamp.partition("@")[0] if isinstance(stamp, str) else ""


def _renamed(path: str, name: str) -> str:
    folder, _, file = path.rpartition("/")
    return f"{folder}/{name}.{file.rpartition('.')[2]}"
