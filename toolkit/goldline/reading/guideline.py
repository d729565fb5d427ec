"""Guidelines: the plain files of one folder become a `Guideline`, with everything looked up.

What is wrong is reported, all of it at once. What a fault leaves without a clear meaning is left
out, and so is whatever rests on it: everything that the guideline holds refers to what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldline.model.criterion import Criterion, CriterionInput, DifferenceInput, Input, RecordedInput
from goldline.model.finding import Problem, Where
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale
from goldline.reading.criterion import build_criterion
from goldline.reading.inputs import RECORDED, build_input
from goldline.reading.names import shown
from goldline.reading.parts import Declared, Parts, Plain, entries
from goldline.reading.scale import build_scale
from goldline.reading.shape import find_shape_problems
from goldline.reading.taxonomy import EMPTY, build_taxonomy

Inputs = dict[str, Input | None]


def build_guideline(
    folder: str, documents: dict[str, Any], broken: frozenset[str] = frozenset()
) -> tuple[Guideline | None, list[Problem]]:
    """Return the guideline of a folder, and its problems; None where guideline.yaml could not be read.

    `documents` maps paths to plain values, `broken` names files that are there and could not be
    read; what may stand in them is not reported as missing. A criterion with a fault is left out
    of `criteria` (and what rests on it too), but stands in `files`.
    """
    problems: list[Problem] = []
    files: dict[str, tuple[str, Plain]] = {}
    unreadable = {_role(folder, path) for path in broken}
    for path, value in sorted(documents.items()):
        role = _role(folder, path)
        found = find_shape_problems(role if "/" not in role else "criterion", value, path)
        problems += found
        if found:
            unreadable.add(role)
        elif role in files:
            message = f"this file and {files[role][0]} are both the {role} of one guideline"
            problems.append(Problem("duplicate-id", Where(path), message, "keep one of them"))
        else:
            files[role] = (path, value)
    if "guideline" not in files:
        if "guideline" not in unreadable:
            problems += _without_guideline(documents)
        return None, problems
    builder = _Builder(folder, files, frozenset(unreadable), problems)
    return builder.build(tuple(sorted({*documents, *broken}))), problems


def _role(folder: str, path: str) -> str:
    """Return what a file is: `guideline`, `taxonomy` or `criteria/<name>`."""
    return path.removeprefix(folder.rstrip("/") + "/").removesuffix(".yaml").removesuffix(".yml")


def _without_guideline(documents: Iterable[str]) -> list[Problem]:
    first = min(documents, default=None)
    message = "this folder has no guideline.yaml, so this file belongs to no guideline"
    return [] if first is None else [Problem("wrong-shape", Where(first), message)]


class _Builder:
    """A guideline in the making, from documents that have the right shape."""

    def __init__(
        self,
        folder: str,
        files: dict[str, tuple[str, Plain]],
        unreadable: frozenset[str],
        problems: list[Problem],
    ) -> None:
        self.folder = folder
        self.path, self.raw = files["guideline"]
        self.taxonomy = files.get("taxonomy")
        self.criteria = [(path, raw) for role, (path, raw) in sorted(files.items()) if "/" in role]
        self.documents = {role: raw for role, (_, raw) in files.items()}
        self.where = Where(self.path)
        self.parts = Parts(
            folder=folder,
            version=self.raw["version"],
            modalities=tuple(self.raw.get("modalities", ())),
            locales=tuple(self.raw.get("locales", ())),
            unreadable=unreadable,
            taxonomy=EMPTY,
            problems=problems,
        )

    def build(self, paths: tuple[str, ...]) -> Guideline:
        """Return the guideline as far as it has a clear meaning."""
        parts, raw = self.parts, self.raw
        self._check_names()
        if self.taxonomy is not None:
            path, value = self.taxonomy
            parts.taxonomy = build_taxonomy(value, path, parts)
        scales = self.where.down("scales")
        for name, scale in entries(raw.get("scales")):
            parts.scales[name] = build_scale(name, scale, scales.down(name), parts)
        for path, criterion in self.criteria:
            scale = self._scale(criterion, Where(path))
            parts.criteria[criterion["id"]] = Declared(criterion.get("target", "response"), scale)
        own = self._build_inputs()
        built: dict[str, Criterion] = {}
        for path, criterion in self.criteria:
            made = build_criterion(criterion, Where(path), own[criterion["id"]], parts)
            if made is not None:
                built[made.id] = made
        self._drop_circles(built, own)
        shared = {name: source for name, source in parts.shared.items() if source is not None}
        kept = _upstream_first(_closed(built))
        return Guideline(
            id=raw["id"],
            title=raw["title"],
            version=raw["version"],
            summary=raw.get("summary", ""),
            modalities=parts.modalities,
            locales=parts.locales,
            terms={term: text for term, text in raw.get("terms", {}).items() if isinstance(text, str)},
            scales={name: scale for name, scale in parts.scales.items() if scale is not None},
            inputs={name: source for name, source in shared.items() if _upstream(source) in (None, *kept)},
            taxonomy=parts.taxonomy,
            criteria=kept,
            where=self.where,
            files=paths,
            documents=self.documents,
        )

    def _check_names(self) -> None:
        """Report ids that differ from the names of their files, and criteria that share an id."""
        self._check_id(self.raw["id"], self.folder.rstrip("/").rpartition("/")[2], self.where, "folder")
        seen: dict[str, str] = {}
        unique = []
        for path, raw in self.criteria:
            name = path.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
            self._check_id(raw["id"], name, Where(path), "file")
            if raw["id"] in seen:
                message = f"the id {shown(raw['id'])} is taken by the criterion in {seen[raw['id']]}"
                self.parts.report("duplicate-id", Where(path, ("id",)), message)
            else:
                seen[raw["id"]] = path
                unique.append((path, raw))
        self.criteria = unique

    def _check_id(self, id_: str, name: str, where: Where, what: str) -> None:
        if id_ != name:
            message = f"the id is {shown(id_)}, but the {what} is called {shown(name)}"
            hint = f"rename the {what}, or write `id: {name}`"
            self.parts.report("id-is-not-file-name", where.down("id"), message, hint)
            # Whoever refers to it by the name of its file has been told enough.
            self.parts.unreadable |= {f"criteria/{name}"}

    def _scale(self, raw: Plain, where: Where) -> Scale | None:
        scale = raw["scale"]
        spot = where.down("scale")
        if isinstance(scale, dict):
            return build_scale("", scale, spot, self.parts)
        if scale not in self.parts.scales:
            self.parts.report_unknown("unknown-scale", spot, "scale", scale, self.parts.scales)
        return self.parts.scales.get(scale)

    # --- inputs -------------------------------------------------------------------------------

    def _build_inputs(self) -> dict[str, Inputs]:
        """Return each criterion's own inputs; recorded ones first, since others may refer to them."""
        places: list[tuple[str | None, str, Plain, Where]] = [
            (None, name, raw, self.where.down("inputs", name))
            for name, raw in entries(self.raw.get("inputs"))
        ]
        for path, criterion in self.criteria:
            root = Where(path, ("inputs",))
            places += [
                (criterion["id"], name, raw, root.down(name))
                for name, raw in entries(criterion.get("inputs"))
            ]
        made: dict[str | None, Inputs] = {None: {}, **{id_: {} for id_ in self.parts.criteria}}
        places.sort(key=lambda place: not _is_recorded(place[2]))
        for criterion_id, name, raw, where in places:
            target = None if criterion_id is None else self.parts.criteria[criterion_id].target
            source = made[criterion_id][name] = build_input(name, raw, where, target, self.parts)
            if _is_recorded(raw):
                self._record(name, source)
            elif name in self.parts.recorded and raw.get("observation") != name:
                self._report_redefined(name, where, "there an answer is recorded, and here it is worked out")
        self.parts.shared = made.pop(None)
        return {id_: made[id_] for id_ in self.parts.criteria}

    def _record(self, name: str, source: Input | None) -> None:
        recorded = source if isinstance(source, RecordedInput) else None
        first = self.parts.recorded.setdefault(name, recorded)
        if first is None:
            self.parts.recorded[name] = recorded
        elif recorded is not None and (differences := _differences(first, recorded)):
            self._report_redefined(name, recorded.where, "not the same " + " and ".join(differences))

    def _report_redefined(self, name: str, where: Where, how: str) -> None:
        first = self.parts.recorded[name]
        elsewhere = f"in {first.where.file}" if first is not None else "elsewhere"
        message = f"{shown(name)} means something else {elsewhere}: {how}"
        hint = "one name is one question everywhere: declare it once in guideline.yaml, or rename this one"
        self.parts.report("input-redefined", where.key(), message, hint)

    # --- what rests on what -------------------------------------------------------------------

    def _drop_circles(self, built: dict[str, Criterion], own: dict[str, Inputs]) -> None:
        """Take out criteria that rest on themselves, and report each circle."""
        reads: dict[str, dict[str, Where]] = {}
        for id_, inputs in own.items():
            used = [*inputs.values(), *(built[id_].inputs.values() if id_ in built else ())]
            reads[id_] = {
                name: source.where
                for source in used
                if source is not None and (name := _upstream(source)) is not None
            }
        for circle in _circles({id_: list(names) for id_, names in reads.items()}):
            path = " → ".join(shown(name) for name in (*circle, circle[0]))
            where = reads[circle[0]][circle[1 % len(circle)]]
            message = f"{shown(circle[0])} rests on itself: {path}"
            self.parts.report("circular-criteria", where, message, "take one of these inputs out")
            for name in circle:
                built.pop(name, None)


def _is_recorded(raw: Plain) -> bool:
    return any(kind in raw for kind in RECORDED)


def _differences(one: RecordedInput, other: RecordedInput) -> list[str]:
    """Return in words how two declarations of a recorded input differ."""
    found = []
    if one.kind != other.kind:
        return ["kind of answer"]
    if one.ask.split() != other.ask.split():
        found.append("question")
    if one.values != other.values or one.ordered != other.ordered:
        found.append("words to choose from")
    if (one.minimum, one.maximum) != (other.minimum, other.maximum):
        found.append("bounds")
    if one.nullable != other.nullable:
        found.append("`nullable`")
    return found


def _upstream(source: Input) -> str | None:
    """Return the criterion that an input reads, if it reads one."""
    return source.criterion if isinstance(source, CriterionInput | DifferenceInput) else None


def _reads(criterion: Criterion) -> list[str]:
    return [name for source in criterion.inputs.values() if (name := _upstream(source)) is not None]


def _circles(reads: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Return every circle that a walk from each criterion to what it reads comes upon."""
    done: set[str] = set()
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in reads:
        trail: list[str] = []
        ahead: list[list[str]] = [[start]]
        while ahead:
            if not ahead[-1]:
                ahead.pop()
                if trail:
                    done.add(trail.pop())
                continue
            name = ahead[-1].pop(0)
            if name in trail:
                circle = trail[trail.index(name) :]
                least = circle.index(min(circle))
                found.setdefault(frozenset(circle), (*circle[least:], *circle[:least]))
            elif name in reads and name not in done:
                trail.append(name)
                ahead.append(list(reads[name]))
    return sorted(found.values())


def _upstream_first(criteria: dict[str, Criterion]) -> dict[str, Criterion]:
    """Return the criteria so that each stands behind those it reads, else by the names of their files."""
    ordered: dict[str, Criterion] = {}
    waiting = dict(criteria)
    while waiting:
        ready = [id_ for id_, one in waiting.items() if all(name in ordered for name in _reads(one))]
        for id_ in ready or list(waiting):
            ordered[id_] = waiting.pop(id_)
    return ordered


def _closed(criteria: dict[str, Criterion]) -> dict[str, Criterion]:
    """Return the criteria that read none but each other."""
    kept = dict(criteria)
    while True:
        dangling = [
            id_ for id_, criterion in kept.items() if any(name not in kept for name in _reads(criterion))
        ]
        if not dangling:
            return kept
        for id_ in dangling:
            del kept[id_]
