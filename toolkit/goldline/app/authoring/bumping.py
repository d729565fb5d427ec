"""`bump`: the version that a change demands, written with all that a release needs.

`survey` says what each guideline needs; `plan` makes the files of it. What a changelog counts is
counted over the files as they will be: a new finding type with its `since` leaves judgments open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath

from goldline.app.authoring.outcomes import stamped_outcomes
from goldline.app.authoring.overlay import OverlayTree
from goldline.app.authoring.preview import preview
from goldline.app.comparing import compare_guideline
from goldline.app.diffing import diff
from goldline.app.frame import Frame, load_frame, readable_guideline
from goldline.app.layout import set_of
from goldline.checks.registry import by_name
from goldline.checks.telling import HELD_OUT
from goldline.errors import GoldlineError
from goldline.impact.versions import Bump, is_enough, next_version
from goldline.model.change import GuidelineChange, Mark
from goldline.model.report import DiffReport
from goldline.reading.changelog import COUNTED, entry_in, versions_in
from goldline.reading.names import listed, shown
from goldline.reading.text import shorten
from goldline.reading.yaml import read_yaml
from goldline.render.changelog import render_counted, render_entry
from goldline.rules.scene import newer, parse_version
from goldline.store.cache import Cache
from goldline.store.tree import Tree
from goldline.writing.changelog import insert_entry, renew_counted
from goldline.writing.disk import Write, write_all
from goldline.writing.order import key_order
from goldline.writing.splice import Editor

_LONGEST = 160
_AFTER_ID = ("id", "since", "revised")
_AFTER_TITLE = ("title", "since", "revised")
_AFTER_LEVEL = ("value", "label", "anchor", "since", "revised")


@dataclass(frozen=True, slots=True)
class Release:
    """What one guideline needs: its version, marks on what is new or changed, a changelog entry.

    `replaced` is a version that was declared since the base and gives way to a higher one.
    """

    change: GuidelineChange
    version: str
    marks: tuple[Mark, ...]
    entry: bool
    replaced: str

    @property
    def guideline(self) -> str:
        """The guideline's id."""
        return self.change.head.id

    @property
    def raised(self) -> bool:
        """Whether the version in the file is not yet the one it needs."""
        return self.version != self.change.head.version

    @property
    def needed(self) -> bool:
        """Whether anything is to be written."""
        return self.raised or self.entry or bool(self.marks)


@dataclass(slots=True)
class Bumping:
    """What a bump would write, and in plain words what each part of it is."""

    root: FilePath
    writes: list[Write] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def diff(self) -> str:
        """Return what would change, line by line."""
        return preview(self.writes)

    def carry_out(self) -> None:
        """Write everything, or nothing."""
        write_all(self.root, self.writes)


def survey(
    base_tree: Tree,
    tree: Tree,
    wanted: Iterable[str] = (),
    *,
    to: str = "",
    cache: Cache | None = None,
    workers: int | None = None,
) -> list[Release]:
    """Return what each guideline needs that changed since a base, or each of those wanted that both have.

    Raises `GoldlineError` where one of them cannot be read on either side, or `to` is no version for it.
    """
    if tree.root is None:
        raise GoldlineError("only files on disk can be given a version", hint="leave the revision out")
    base, head = load_frame(base_tree, names=False), load_frame(tree)
    names = list(dict.fromkeys(wanted))
    found = [
        _release(change, to)
        for name in names or sorted(head.layout.guidelines)
        if (change := _change(name, base, head, cache, workers)) is not None
    ]
    changed = [one for one in found if one.needed]
    if to and len(changed if not names else found) > 1:
        ids = [one.guideline for one in (changed if not names else found)]
        raise GoldlineError(
            f"{shown(to)} cannot be the version of several guidelines", hint=f"name one of {listed(ids)}"
        )
    return found


def _change(
    name: str, base: Frame, head: Frame, cache: Cache | None, workers: int | None
) -> GuidelineChange | None:
    """Return what became of a guideline; None for a new one, which needs no other version."""
    guideline = readable_guideline(head, name)
    if name not in base.layout.guidelines:
        return None
    _refuse_faults(head, name)
    before = readable_guideline(base, name)
    return compare_guideline(before, guideline, head, cache, workers)


def _refuse_faults(frame: Frame, name: str) -> None:
    for problem in frame.problems:
        check = by_name(problem.kind)
        if check is not None and check.level == "error" and problem.at.file.startswith(f"guidelines/{name}/"):
            raise GoldlineError(
                f"{shown(name)} has errors, so it gets no version: {problem.at.file}: {problem.message}",
                hint="`goldline check` shows where; mend them first",
            )


def _release(change: GuidelineChange, to: str) -> Release:
    base, now = change.base.version, change.head.version
    version = to or change.needed
    required: Bump = change.required  # type: ignore[assignment]  # a row of `versions` has no other
    if to:
        if parse_version(to) is None:
            raise GoldlineError(f"{shown(to)} is no version", hint="write three numbers, such as 2.1.0")
        if not is_enough(base, to, required):
            least = next_version(base, required)
            raise GoldlineError(
                f"{shown(to)} is not enough for {shown(change.head.id)} after {base}: "
                f"this is a {required} change",
                hint=f"{least} is the lowest version that is",
            )
    replaced = now if now != version and newer(now, base) else ""
    marks = tuple(mark for mark in change.marks if not _fits(mark, base, version, replaced))
    entry = version != base and version not in versions_in(change.changelog or "")
    return Release(change, version, marks, entry, replaced)


def _fits(mark: Mark, base: str, version: str, replaced: str) -> bool:
    if mark.value is None or mark.value == replaced:
        return False
    return newer(mark.value, base) and not newer(mark.value, version)


# --- the files -------------------------------------------------------------------------------


def plan(
    base: Tree,
    tree: Tree,
    releases: Iterable[Release],
    reasons: Mapping[str, str],
    *,
    day: str = "",
    cache: Cache | None = None,
    workers: int | None = None,
) -> Bumping:
    """Return what to write for these releases; `reasons` has the author's words by guideline."""
    root = tree.root
    assert root is not None  # `survey` refuses all else
    bumping = Bumping(root)
    releases = list(releases)
    needed = [release for release in releases if release.needed]
    for release in needed:
        bumping.writes += _marked_files(root, release)
    led = list(_led_to(base, tree, root, releases))
    bumping.writes += [write for _, write in led]
    after = OverlayTree(tree, {write.path: write.data for write in bumping.writes}, {})
    frame = load_frame(after, names=False)
    for release in releases:
        if release.needed:
            readable_guideline(frame, release.guideline)  # it must still be one
            bumping.told += _told(release)
        if not (release.entry or _counts(release)):
            continue
        report = diff(
            base, after, guidelines=(release.guideline,), cache=cache, workers=workers, head_frame=frame
        )
        path = release.change.changelog_file
        old = (root / path).read_bytes() if release.change.changelog is not None else None
        hidden = _held_out(frame, report)
        if not release.entry and old is not None:
            renewed = renew_counted(old, path, release.version, render_counted(report, hidden))
            if renewed != old:
                bumping.writes.append(Write(path, renewed, old))
                bumping.told.append(f"{path} is counted anew: its entry for {release.version}")
            continue
        entry = render_entry(
            report,
            version=release.version,
            day=day or date.today().isoformat(),
            kind=_kind(release.change),
            reason=reasons.get(release.guideline, ""),
            hidden=hidden,
        )
        title = f"Changes to the guideline {release.guideline}"
        bumping.writes.append(Write(path, insert_entry(old, path, title, entry), old))
        bumping.told += _told_entry(release)
    bumping.told += [told for told, _ in led]
    return bumping


def _counts(release: Release) -> bool:
    """Whether its changelog has an entry for this version that counts what the change does."""
    span = entry_in(release.change.changelog or "", release.version)
    if span is None or release.version == release.change.base.version:
        return False
    return COUNTED.search((release.change.changelog or "")[slice(*span)]) is not None


def _led_to(
    base: Tree, tree: Tree, root: FilePath, releases: Iterable[Release]
) -> Iterator[tuple[str, Write]]:
    """Yield the escalations whose outcome gets its version, each with what is told of it."""
    moving = [release for release in releases if release.version != release.change.base.version]
    if not moving:
        return
    old, new = load_frame(base, names=False), load_frame(tree, names=False)
    for one in moving:
        for name, write in stamped_outcomes(old, new, root, one.guideline, one.version, one.replaced):
            yield f"{name} led to {one.guideline} {one.version} ({write.path})", write


def _marked_files(root: FilePath, release: Release) -> Iterator[Write]:
    editors: dict[str, tuple[Editor, bytes]] = {}

    def editor(path: str) -> Editor:
        if path not in editors:
            data = (root / path).read_bytes()
            editors[path] = Editor(data, path), data
        return editors[path][0]

    if release.raised:
        editor(release.change.head.where.file).set(("version",), release.version)
    for mark in release.marks:
        one, path = editor(mark.where.file), mark.where.path
        if mark.value is not None:
            one.set((*path, mark.key), release.version)
        else:
            one.insert(path, mark.key, release.version, order=_order(mark))
    yield from (Write(path, one.data, data) for path, (one, data) in editors.items())


def _order(mark: Mark) -> tuple[str, ...]:
    """Return the keys after which people expect a mark."""
    path = mark.where.path
    if not path:
        return key_order("criterion")
    if "levels" in path:
        return _AFTER_LEVEL
    return _AFTER_TITLE if path[0] == "findings" else _AFTER_ID


def _kind(change: GuidelineChange) -> str:
    """Return what the change is as if past 1.0.0; before that, patch stands for all that breaks nothing."""
    early = parse_version(change.base.version)
    return (
        "major" if early is not None and not early.major and change.required == "minor" else change.required
    )


def _held_out(frame: Frame, report: DiffReport) -> set[str]:
    """Return the items whose labels break and that nobody may name."""
    found: set[str] = set()
    for one in report.judgments:
        if one.status != "breaks" or one.item in found:
            continue
        gold_set = frame.sets.get(set_of(one.file))
        document = read_yaml(frame.tree.read(one.file), one.file).value
        own = document.get("visibility") if isinstance(document, dict) else HELD_OUT
        seen = own or (gold_set.visibility if gold_set is not None else HELD_OUT)
        if seen == HELD_OUT:
            found.add(one.item)
    return found


# --- in plain words --------------------------------------------------------------------------


def _told(release: Release) -> Iterator[str]:
    change = release.change
    kind = "no change" if change.required == "none" else f"a {change.required} change"
    what = f"{change.head.version} -> {release.version}" if release.raised else f"stays {release.version}"
    yield f"{release.guideline}: {what}, {kind} since {change.base.version}"
    yield from (f"  {shorten(reason, _LONGEST)}" for reason in change.reasons)
    for mark in release.marks:
        yield f"  {mark.what} gets `{mark.key}: {release.version}` ({mark.where.file})"


def _told_entry(release: Release) -> Iterator[str]:
    yield f"  {release.change.changelog_file} gets an entry for {release.version}"
    if release.replaced and release.replaced in versions_in(release.change.changelog or ""):
        yield (
            f"  its entry for {release.replaced}, which is not released, stands below: "
            "take over what still holds, and delete it"
        )
