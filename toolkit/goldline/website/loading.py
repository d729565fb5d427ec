"""A revision to a `SiteModel`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from goldline.app.browsing.library import Library, open_library
from goldline.app.memory import Memory, digest_of
from goldline.app.people.edits import find_edits
from goldline.app.people.publishing import PublicFigures, figures_for_site
from goldline.model.criterion import Criterion
from goldline.model.escalation import Escalation
from goldline.model.guideline import Guideline
from goldline.store.cache import Cache
from goldline.store.tree import CommitTree, Tree
from goldline.website.history import History
from goldline.website.model import SiteModel
from goldline.website.publishable import PublicTree, publishable

if TYPE_CHECKING:
    from goldline.store.git import Repository

_GUIDELINES = "guidelines/"
_NAMED = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")


def load_site(
    tree: Tree,
    repo: Repository | None = None,
    cache: Cache | None = None,
    address: str = "",
    logs: Sequence[str] = (),
    memory: Memory | None = None,
) -> SiteModel:
    """Return what pages are made from; held-out items and drafts do not come in.

    `memory` holds what an earlier build worked out.
    `logs` of judgments add what they tell leads of agreement; of held-out items they tell nothing.
    """
    memory = memory or Memory()
    memory.begin()
    published = publishable(tree, cache, memory=memory)
    library = open_library(published.tree, cache, memory=memory)
    named = {item.id: item for item in sorted(library.items, key=lambda item: item.id)}
    items = {name: item for name, item in named.items() if item.status == "active"}
    files = {item.file for item in library.items}
    history = History(repo, published.tree, published.withheld, cache)
    guidelines = {name: _without_strangers(g, named.keys()) for name, g in library.guidelines.items()}
    return SiteModel(
        tree=published.tree,
        library=library,
        settings=library.frame.settings,
        guidelines=guidelines,
        sets={one.id: one for one in sorted(library.frame.sets.values(), key=lambda one: one.id)},
        items=items,
        retired={name: item for name, item in named.items() if item.status == "retired"},
        escalations=_escalations(library.frame.escalations.values(), named.keys(), published.withheld),
        releases={name: history.releases(guideline) for name, guideline in guidelines.items()},
        notes=library.notes(),
        address=address,
        commit=_commit(published.tree, repo),
        people=_people(library, logs, published.withheld, repo) if logs else None,
        memory=memory,
        besides=digest_of(
            [
                address,
                *sorted(named),
                *(f"{path} {blob}" for path, blob in published.tree.entries().items() if path not in files),
            ]
        ),
    )


def _people(
    library: Library, logs: Sequence[str], withheld: AbstractSet[str], repo: Repository | None
) -> PublicFigures:
    edits = find_edits(library, repo)
    return figures_for_site(library, logs, withheld, edits)


def _commit(tree: PublicTree, repo: Repository | None) -> str:
    """Return the commit that holds the guidelines as they are shown, or ""."""
    if tree.commit is not None or repo is None:
        return tree.commit or ""
    head = repo.find_head()
    if head is None:
        return ""
    held = CommitTree(repo, head, head, [_GUIDELINES]).entries()
    # Guidelines alone: of other files, even that one was changed can tell of what is held out.
    shown = {path: blob for path, blob in tree.entries().items() if path.startswith(_GUIDELINES)}
    return head if shown == held else ""


def _without_strangers(guideline: Guideline, known: AbstractSet[str]) -> Guideline:
    """Return a guideline whose rules name no example that is not published."""
    return replace(
        guideline,
        criteria={name: _only_known(criterion, known) for name, criterion in guideline.criteria.items()},
    )


def _only_known(criterion: Criterion, known: AbstractSet[str]) -> Criterion:
    rules = tuple(
        replace(rule, examples=tuple(one for one in rule.examples if one in known))
        for rule in criterion.rules
    )
    return replace(criterion, rules=rules)


def _escalations(
    found: Iterable[Escalation], known: AbstractSet[str], withheld: AbstractSet[str]
) -> tuple[Escalation, ...]:
    """Return the escalations about what is published, oldest first, without the names of anything else."""

    def unnamed(text: str) -> str:
        # People name items in what they write, and some of those are held out by now.
        return _NAMED.sub(lambda name: "another item" if name[0] in withheld else name[0], text)

    kept: list[Escalation] = []
    for one in found:
        if one.item and one.item not in known:
            continue
        outcome = one.outcome
        if outcome is not None:
            outcome = replace(outcome, gold=tuple(i for i in outcome.gold if i in known))
        one = replace(one, case=unnamed(one.case), question=unnamed(one.question), answer=unnamed(one.answer))
        kept.append(replace(one, outcome=outcome))
    return tuple(sorted(kept, key=lambda one: (one.opened, one.id)))
