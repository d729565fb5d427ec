"""The released versions of every guideline, and what each one changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from goldline.app.diffing import diff
from goldline.app.layout import SCOPE
from goldline.app.releasing import list_tagged
from goldline.errors import GoldlineError
from goldline.model.guideline import Guideline
from goldline.model.report import DiffReport, ElementChange
from goldline.store.cache import Cache
from goldline.store.revisions import read_version
from goldline.store.tree import CommitTree, Tree
from goldline.website.comparing import kept_report
from goldline.website.publishable import publishable

if TYPE_CHECKING:
    from goldline.store.git import Repository

_LARGEST = 1 << 20
_NOTES = re.compile(r"^##\s+\[?v?(\d[^\s\]]*)\]?(?:.*?(\d{4}-\d\d-\d\d))?.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A version in the history: the commit that said so first, with its day, and the one that stands for it.

    That is the one that was tagged; without a tag, the last that said so.
    """

    version: str
    first: str
    last: str
    date: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a guideline, and what it changed since the one before (None for the first).

    `notes` is what its authors wrote of it in CHANGELOG.md (Markdown); `date` is theirs where they wrote
    one, else that of the commit; `trouble` says why there is no
    report where there should be one.
    """

    guideline: str
    version: str
    date: str
    commit: str
    before: str | None
    report: DiffReport | None
    notes: str
    trouble: str = ""

    def changes_of(self, criterion: str, element: str) -> ElementChange | None:
        """Return what became of a rule of a criterion in this version."""
        if self.report is None:
            return None
        return next(
            (
                one
                for one in self.report.changes
                if one.criterion == criterion and one.id == element and one.element in ("rule", "otherwise")
            ),
            None,
        )


class History:
    """Finds releases. Reports between two released versions are made when asked for."""

    def __init__(
        self, repo: Repository | None, head: Tree, withheld: frozenset[str], cache: Cache | None
    ) -> None:
        self._repo = repo
        self._head = head
        self._withheld = withheld
        self._cache = cache
        self._trees: dict[str, Tree] = {}

    @cached_property
    def _start(self) -> str | None:
        if self._repo is None:
            return None
        return self._head.commit or self._repo.find_head()

    def releases(self, guideline: Guideline) -> tuple[Release, ...]:
        """Return a guideline's versions, newest first; the tree being published is the newest."""
        if self._repo is None or self._start is None:
            moments: list[Moment] = []
        else:
            moments = list(find_moments(self._repo, guideline.id, self._start))
        if not moments or moments[0].version != guideline.version:
            moments.insert(0, Moment(guideline.version, "", "", ""))
        notes = self._notes(guideline.id)
        found: list[Release] = []
        for index, moment in enumerate(moments):
            day, said = notes.get(moment.version, ("", ""))
            before = moments[index + 1] if index + 1 < len(moments) else None
            report, trouble = None, ""
            if before is not None:
                try:
                    report = self._compare(guideline.id, before, None if index == 0 else moment)
                except GoldlineError as error:
                    trouble = error.message
            found.append(
                Release(
                    guideline=guideline.id,
                    version=moment.version,
                    date=day or moment.date,
                    commit=moment.first,
                    before=before.version if before is not None else None,
                    report=report,
                    notes=said,
                    trouble=trouble,
                )
            )
        return tuple(found)

    def _compare(self, guideline: str, before: Moment, now: Moment | None) -> DiffReport:
        """Return what changed between two versions; None for `now` is the tree that is published."""
        content = [guideline, before.version, before.last, *sorted(self._withheld), ""]
        if now is None:
            content += [self._head.name, self._head.commit or "", *self._head_content]
        else:
            content += [now.version, now.last]

        def compare() -> DiffReport:
            head = self._head if now is None else self._tree(now)
            return diff(self._tree(before), head, cache=self._cache, guidelines=[guideline])

        return kept_report(self._cache, content, compare)

    @cached_property
    def _head_content(self) -> list[str]:
        return [f"{path} {blob}" for path, blob in self._head.entries().items()]

    def _tree(self, moment: Moment) -> Tree:
        assert self._repo is not None
        if moment.last not in self._trees:
            tree = CommitTree(self._repo, moment.last, moment.version, SCOPE)
            self._trees[moment.last] = publishable(tree, self._cache, self._withheld).tree
        return self._trees[moment.last]

    def _notes(self, guideline: str) -> dict[str, tuple[str, str]]:
        """Return the day and the words of each version in a guideline's CHANGELOG.md."""
        path = f"guidelines/{guideline}/CHANGELOG.md"
        if path not in self._head.entries():
            return {}
        text = self._head.read(path, _LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
        marks = list(_NOTES.finditer(text))
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return {
            mark[1]: (mark[2] or "", text[mark.end() : end].strip())
            for mark, end in zip(marks, ends, strict=True)
        }


def find_moments(repo: Repository, guideline: str, head: str) -> Iterator[Moment]:
    """Yield every version that the manifest ever said, newest first."""
    known: dict[str, str | None] = {}
    spans: dict[str, list[str]] = {}
    history = repo.list_history(head)
    while commits := list(islice(history, 4096)):
        blobs = repo.find_objects(f"{commit}:guidelines/{guideline}/guideline.yaml" for commit in commits)
        new = dict.fromkeys(blob for blob in blobs if blob is not None and blob not in known)
        for blob, content in repo.read_blobs(new, _LARGEST):
            known[blob] = None if content is None else read_version(content)
        for commit, manifest in zip(commits, blobs, strict=True):
            version = None if manifest is None else known[manifest]
            if version is not None:
                span = spans.setdefault(version, [commit, commit])
                span[1] = commit
    tagged = dict(list_tagged(repo, guideline))
    for version, (last, first) in spans.items():
        yield Moment(version, first, tagged.get(version, last), repo.commit_date(first))
