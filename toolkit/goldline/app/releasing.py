"""`release`: a committed version is verified, tagged, and told to those who work by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from goldline.app.checking import check
from goldline.app.comparing import compare_guideline, read_changelog
from goldline.app.diffing import diff
from goldline.app.frame import Frame, load_frame, readable_guideline
from goldline.app.layout import ASSESSMENTS, SCOPE, set_of
from goldline.app.verifying import verify
from goldline.errors import GoldlineError
from goldline.model.bulletin import Bulletin, BulletinChange, BulletinExample
from goldline.model.guideline import Guideline
from goldline.model.report import DiffReport
from goldline.reading.changelog import CONTRADICTED, entry_in, versions_in
from goldline.reading.yaml import read_yaml
from goldline.rules.scene import newer, parse_version
from goldline.rules.show import show_value
from goldline.store.cache import Cache
from goldline.store.git import Repository
from goldline.store.revisions import find_declaration, list_versions, read_version
from goldline.store.tagging import make_tag
from goldline.store.tree import CommitTree, WorkTree, changed

EXAMPLE = "example"
_MOST_EXAMPLES = 8
_TOLD = ("follows", "fixes", "relabelled")
_KINDS = {
    "major": "Some judgments change. Read this before you go on working.",
    "minor": "The guideline grows. No judgment that you gave before changes.",
    "patch": "Only words change. No judgment changes.",
    "none": "Nothing in the guideline changed.",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class Release:
    """A version on its way: where it is, what stands in its way, and what is told of it."""

    guideline: str
    version: str
    commit: str
    before: str
    obstacles: list[str] = field(default_factory=list)
    bulletin: Bulletin | None = None

    @property
    def tag(self) -> str:
        """The name of its tag."""
        return f"{self.guideline}@{self.version}"


def plan_release(repo: Repository, name: str, cache: Cache | None = None) -> Release:
    """Return the release of a guideline as it is committed now, with all that stands in its way.

    Raises `GoldlineError` where there is no such guideline, no commit, or the versions cannot be known.
    """
    head = repo.find_head()
    if head is None:
        raise GoldlineError("there is no commit yet, so nothing can be released", hint="commit first")
    if repo.shallow:
        raise GoldlineError(
            "this is a shallow clone, so it is not clear which version came before",
            hint="fetch the rest with `git fetch --unshallow --tags`",
        )
    tree = CommitTree(repo, head, "HEAD", SCOPE)
    frame = load_frame(tree)
    guideline = readable_guideline(frame, name)
    before = _version_before(repo, name, guideline.version, head)
    release = Release(name, guideline.version, head, before[0] if before else "")
    release.obstacles += _obstacles(repo, frame, guideline, release.tag, cache)
    notes = read_changelog(tree, guideline) or ""
    if guideline.version not in versions_in(notes):
        release.obstacles.append(
            f"CHANGELOG.md beside the guideline has no entry for {guideline.version}: "
            "`goldline bump` writes one"
        )
    span = entry_in(notes, guideline.version)
    if span is not None and f"- {CONTRADICTED}" in notes[slice(*span)]:
        against = f" --against {before[2]}" if before is not None else ""
        release.obstacles.append(
            f"CHANGELOG.md counts labels that {guideline.version} breaks, and none may break in a release: "
            f"`goldline bump {name}{against}` counts anew"
        )
    if before is None:
        release.bulletin = _bulletin(frame, guideline, None, "", notes, "none")
        return release
    base = CommitTree(repo, before[1], f"{name}@{before[0]}", SCOPE)
    base_frame = load_frame(base, names=False)
    change = compare_guideline(_as_it_was(base_frame, name, before), guideline, frame, cache, None)
    if not change.ok:
        why = f", for {change.reasons[0]}" if change.reasons else ""
        release.obstacles.append(
            f"{guideline.version} is not the version that this change demands after {before[0]}: "
            f"it is a {change.required} change{why}. `goldline bump {name} --against {before[2]}` "
            f"writes {change.needed}"
        )
    report = diff(base, tree, guidelines=(name,), cache=cache, head_frame=frame)
    release.bulletin = _bulletin(frame, guideline, report, before[0], notes, change.required)
    return release


def carry_out(repo: Repository, release: Release) -> None:
    """Tag the release; raises `GoldlineError` where something stands in its way."""
    if release.obstacles or release.bulletin is None:
        raise GoldlineError(f"{release.tag} cannot be released yet", hint=release.obstacles[0])
    one = release.bulletin
    message = f"{one.title} {one.version}\n\n{one.size}\n\n{one.notes}".strip() + "\n"
    make_tag(repo, release.tag, release.commit, message)


def _obstacles(
    repo: Repository, frame: Frame, guideline: Guideline, tag: str, cache: Cache | None
) -> Iterator[str]:
    if repo.find_refs([f"refs/tags/{tag}"]):
        yield f"there is a tag {tag} already: a version is released once"
    if repo.root is not None:
        loose = sorted(p for p in changed(frame.tree, WorkTree(repo, SCOPE)) if not p.startswith(ASSESSMENTS))
        if loose:
            more = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
            yield f"{loose[0]}{more} differs from what is committed: commit it, or put it aside"
    sets = [gold.folder for gold in frame.sets.values() if gold.guideline == guideline.id]
    folders = tuple(f"{folder}/" for folder in (guideline.where.file.rpartition("/")[0], *sets))
    errors = [
        one
        for one in check(frame.tree, cache=cache).findings
        if one.severity == "error" and one.file.startswith(folders)
    ]
    for one in errors[:5]:
        yield f"{one.code} in {one.file}, line {one.line}: {one.message}"
    if len(errors) > 5:
        yield f"and {len(errors) - 5} more errors: `goldline check` lists them"
    if not errors and not verify(frame.tree, guideline.id).sound:
        yield f"`goldline verify {guideline.id}` finds facts that the rules decide badly"


def _version_before(repo: Repository, name: str, version: str, head: str) -> tuple[str, str, str] | None:
    """Return the version before this one, its commit, and what a person calls it.

    It is the newest that has a tag; where none has, the last that the history declares, as it was then:
    what was changed since without another version is part of this release.
    """
    tagged = [
        (found, commit)
        for found, commit in list_tagged(repo, name)
        if parse_version(found) is not None and newer(version, found)
    ]
    if tagged:
        best = tagged[0]
        for one in tagged[1:]:
            best = one if newer(one[0], best[0]) else best
        return *best, f"{name}@{best[0]}"
    for found, newest in list_versions(repo, name, head):
        if found != version:
            commit = find_declaration(repo, name, found, head) or newest
            return found, commit, commit[:12]
    return None


def _as_it_was(frame: Frame, name: str, before: tuple[str, str, str]) -> Guideline:
    version, commit, _ = before
    try:
        return readable_guideline(frame, name)
    except GoldlineError as error:
        raise GoldlineError(
            f"{name} {version}, which came before, cannot be read as it was in commit {commit[:12]}",
            hint=f"tag the commit that was released: git tag {name}@{version} COMMIT",
        ) from error


def list_tagged(repo: Repository, name: str) -> Iterator[tuple[str, str]]:
    """Yield every released version of a guideline that has a tag, with its commit."""
    for tag in repo.list_tags(f"{name}@"):
        commit = repo.find_commit(f"refs/tags/{tag}")
        if commit is not None:
            blob = repo.find_objects([f"{commit}:guidelines/{name}/guideline.yaml"])[0]
            content = next(iter(repo.read_blobs([blob])))[1] if blob else None
            version = tag.partition("@")[2]
            if content is not None and read_version(content) == version:
                yield version, commit


# --- the bulletin ----------------------------------------------------------------------------


def _bulletin(
    frame: Frame, guideline: Guideline, report: DiffReport | None, before: str, notes: str, required: str
) -> Bulletin:
    entry, day = _entry(notes, guideline.version)
    return Bulletin(
        guideline=guideline.id,
        title=guideline.title,
        version=guideline.version,
        before=before,
        day=day,
        size=_KINDS[required] if before else "This is the first version.",
        notes=entry,
        changes=tuple(_changes(report)) if report is not None else (),
        examples=tuple(_examples(frame, report)) if report is not None else (),
    )


def _entry(notes: str, version: str) -> tuple[str, str]:
    """Return the body of a version's entry in a changelog, and the day of its heading."""
    span = entry_in(notes, version)
    if span is None:
        return "", ""
    heading, _, body = notes[slice(*span)].partition("\n")
    found = _DAY.search(heading)
    return body.strip(), found[0] if found else ""


def _changes(report: DiffReport) -> Iterator[BulletinChange]:
    """Yield what analysts read differently: texts of rules, questions, levels, guidance and types."""
    for one in report.changes:
        before, after = _words(one.before), _words(one.after)
        if before == after or not (before or after):
            continue
        what = f"{one.element} {one.id}".replace("words ", "") if one.id else one.element
        yield BulletinChange(one.criterion or "", what, before, after)


def _words(part: dict[str, str]) -> str:
    for key in ("text", "anchor", "question", "guidance", "definition", "ask", "title", "label"):
        if part.get(key):
            return " ".join(part[key].split())
    return ", ".join(f"{key} {value}" for key, value in part.items() if key not in ("why", "rank"))


def _examples(frame: Frame, report: DiffReport) -> Iterator[BulletinExample]:
    """Yield cases before and after: first from items that everybody may see, then from the rules alone."""
    count = 0
    for one in report.judgments:
        if one.status not in _TOLD or one.base == one.head or not _may_be_shown(frame, one.file):
            continue
        labels = report.labels.get((one.guideline, one.criterion), {})
        response = f", response {one.response}" if one.response else ""
        case = f"{one.item} ({one.title}){response}" if one.title else f"{one.item}{response}"
        yield BulletinExample(one.criterion, case, _level(one.base, labels), _level(one.head, labels))
        count += 1
        if count == _MOST_EXAMPLES // 2:
            break
    for shift in report.shifts[: _MOST_EXAMPLES - count]:
        labels = report.labels.get((shift["guideline"], shift["criterion"]), {})
        facts = ", ".join(f"{name} is {_fact(value)}" for name, value in (shift.get("witness") or {}).items())
        if facts:
            yield BulletinExample(
                shift["criterion"],
                f"where {facts}",
                _level(shift["base"], labels) if shift["base_state"] == "decided" else "not decided",
                _level(shift["head"], labels) if shift["head_state"] == "decided" else "not decided",
            )


def _may_be_shown(frame: Frame, file: str) -> bool:
    """Whether an item is an example: what is trained or tested with must not be told."""
    gold_set = frame.sets.get(set_of(file)) if file.startswith("goldsets/") else None
    if gold_set is None or file not in frame.tree.entries():
        return False
    document = read_yaml(frame.tree.read(file), file).value
    own = document.get("visibility") if isinstance(document, dict) else None
    return (own or gold_set.visibility) == EXAMPLE


def _level(value: Any, labels: Any) -> str:
    if value is None:
        return "none"
    label = labels.get(value) if isinstance(labels, dict) else None
    return f"{show_value(value)} ({label})" if label else show_value(value)


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None else str(value)
