"""`list`: what there is of one kind, a row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from goldline.app.browsing.library import Library, rule_name, rules_in
from goldline.errors import GoldlineError
from goldline.model.browsing import HIDDEN, Listing
from goldline.model.criterion import Rule
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed
from goldline.rules.show import show_cases, show_then
from goldline.store.git import Repository
from goldline.store.revisions import list_versions

Row = dict[str, Any]
Rows = Iterator[Row]


def list_things(
    library: Library,
    what: str,
    guidelines: Sequence[str] = (),
    repo: Repository | None = None,
    *,
    of: Sequence[str] = (),
) -> Listing:
    """Return all there is of one of `KINDS`, of these guidelines or of all of them.

    `of` narrows it down too: names of guidelines, criteria or gold sets. `repo` is where `versions` are
    looked for. Raises `GoldlineError` for an unknown kind or name.
    """
    if what not in KINDS:
        hint = did_you_mean(what, KINDS).removeprefix("; ") or f"there are {listed(list(KINDS))}"
        if what in library.guidelines:
            hint = f"`goldline show {what}` shows the guideline, `goldline list rules {what}` lists its rules"
        raise GoldlineError(f"there is nothing called `{what}` to list", hint=hint)
    chosen = library.chosen([*guidelines, *(name for name in of if name in library.guidelines)])
    parts = [name for name in of if name not in library.guidelines]
    known = _parts(library, chosen, what)
    for name in parts:
        if name not in known:
            raise _no_part(library, what, name, known)
    if what == "versions":
        rows = list(_versions(library, chosen, repo))
    else:
        rows = list(_ROWS[what](library, chosen))
    kept = tuple(row for row in rows if not parts or _PART_OF[what](row) in parts)
    return Listing(what, KINDS[what], kept, library.notes())


def _parts(library: Library, chosen: dict[str, Guideline], what: str) -> list[str]:
    """Return the names, besides those of guidelines, whose own can be listed alone."""
    if what in _OF_SETS:
        return sorted(name for name, one in library.frame.sets.items() if one.guideline in chosen)
    if what in _PART_OF:
        return list(dict.fromkeys(name for guideline in chosen.values() for name in guideline.criteria))
    return []


def _no_part(library: Library, what: str, name: str, known: list[str]) -> GoldlineError:
    kinds = "guideline" if not known else f"guideline or {'gold set' if what in _OF_SETS else 'criterion'}"
    names = [*library.guidelines, *known]
    hint = did_you_mean(name, names).removeprefix("; ") or f"there are {listed(names)}"
    return GoldlineError(f"there is no {kinds} `{name}` whose {what} could be listed", hint=hint)


KINDS: dict[str, tuple[str, ...]] = {
    "guidelines": ("id", "title", "version", "modalities", "locales", "criteria", "rules", "items"),
    "criteria": ("id", "guideline", "title", "scale", "hit_policy", "rules", "labels"),
    "rules": ("id", "guideline", "criterion", "when", "then", "items"),
    "types": ("id", "guideline", "title", "severities", "evidence", "since", "items"),
    "levels": ("id", "guideline", "label", "anchor", "items"),
    "goldsets": ("id", "title", "guideline", "visibility", "items", "active"),
    "items": ("id", "title", "set", "modality", "locale", "status", "labels"),
    "escalations": ("id", "status", "opened", "guideline", "criterion", "rules", "question"),
    "versions": ("id", "version", "date", "commit"),
}
"""What can be listed, with its columns."""


# --- guidelines ------------------------------------------------------------------------------


def _guidelines(library: Library, chosen: dict[str, Guideline]) -> Rows:
    counts = Counter(item.guideline for item in library.items)
    for name, guideline in chosen.items():
        yield {
            "id": name,
            "title": guideline.title,
            "version": guideline.version,
            "modalities": list(guideline.modalities),
            "locales": list(guideline.locales),
            "criteria": len(guideline.criteria),
            "rules": sum(len(rules_in(criterion)) for criterion in guideline.criteria.values()),
            "items": counts[name],
        }


def _criteria(library: Library, chosen: dict[str, Guideline]) -> Rows:
    counts = Counter(
        (item.guideline, name) for item in library.items for name in {one.criterion for one in item.labels}
    )
    for name, guideline in chosen.items():
        for criterion in guideline.criteria.values():
            scale = criterion.scale
            levels = "numbers" if scale.numeric else f"{len(scale.levels)} levels"
            yield {
                "id": criterion.id,
                "guideline": name,
                "title": criterion.title,
                "scale": scale.name or levels,
                "hit_policy": criterion.hit_policy or "people",
                "rules": len(rules_in(criterion)),
                "labels": counts[name, criterion.id],
            }


def _rules(library: Library, chosen: dict[str, Guideline]) -> Rows:
    for name, guideline in chosen.items():
        for criterion in guideline.criteria.values():
            for rule in rules_in(criterion):
                when = show_cases(rule.cases) if isinstance(rule, Rule) else "(where no rule holds)"
                yield {
                    "id": rule_name(rule),
                    "guideline": name,
                    "criterion": criterion.id,
                    "when": when.replace("\n", "  or  "),
                    "then": show_then(rule.then),
                    "items": len(library.deciding(name, criterion.id, rule_name(rule))),
                }


def _types(library: Library, chosen: dict[str, Guideline]) -> Rows:
    counts: Counter[tuple[str, str]] = Counter()
    for item in library.items:
        if item.status == "active":
            counts.update({(item.guideline, finding.type) for finding in item.findings or ()})
    for name, guideline in chosen.items():
        for path, type_ in guideline.taxonomy.types.items():
            yield {
                "id": path,
                "guideline": name,
                "title": type_.title,
                "severities": list(type_.severities),
                "evidence": list(type_.evidence),
                "since": type_.since,
                "items": counts[name, path],
            }


def _levels(library: Library, chosen: dict[str, Guideline]) -> Rows:
    counts: Counter[tuple[str, str, object]] = Counter()
    for item in library.items:
        if item.status == "active":
            counts.update({(item.guideline, one.criterion, one.value) for one in item.labels})
    for name, guideline in chosen.items():
        for criterion in guideline.criteria.values():
            for level in criterion.scale.levels:
                yield {
                    "id": f"{criterion.id}={level.value}",
                    "guideline": name,
                    "label": level.label,
                    "anchor": " ".join(level.anchor.split()),
                    "items": counts[name, criterion.id, level.value],
                }


# --- gold ------------------------------------------------------------------------------------


def _sets(library: Library, chosen: dict[str, Guideline]) -> Rows:
    every = Counter(item.set for item in library.items)
    active = Counter(item.set for item in library.items if item.status == "active")
    for folder, gold_set in sorted(library.frame.sets.items()):
        if gold_set.guideline in chosen:
            yield {
                "id": gold_set.id,
                "title": gold_set.title,
                "guideline": gold_set.guideline,
                "visibility": gold_set.visibility,
                "items": every[folder],
                "active": active[folder],
            }


def _items(library: Library, chosen: dict[str, Guideline]) -> Rows:
    for item in library.items:
        if item.guideline in chosen:
            yield {
                "id": item.id,
                # Titles are written for those who know the answer: “The ball that is not there”.
                "title": HIDDEN if library.hidden(item) else item.title,
                "set": item.set,
                "modality": item.modality,
                "locale": item.locale,
                "status": item.status,
                "labels": HIDDEN if library.hidden(item) else labels_of(item),
            }


def labels_of(item: Item) -> dict[str, Any]:
    """Return an item's labels by criterion; by `criterion.response` where there are several responses."""
    return {
        one.criterion if one.response is None else f"{one.criterion}.{one.response}": one.value
        for one in item.labels
    }


def _escalations(library: Library, chosen: dict[str, Guideline]) -> Rows:
    found = sorted(library.frame.escalations.values(), key=lambda one: (one.opened, one.id))
    for escalation in found:
        if escalation.guideline in chosen:
            yield {
                "id": escalation.id,
                "status": escalation.status,
                "opened": escalation.opened,
                "guideline": escalation.guideline,
                "criterion": escalation.criterion,
                "rules": list(escalation.rules),
                "question": " ".join(escalation.question.split()),
            }


# --- history ---------------------------------------------------------------------------------


def _versions(library: Library, chosen: dict[str, Guideline], repo: Repository | None) -> Rows:
    if repo is None:
        raise GoldlineError(
            "versions are found in the history, and there is no git repository here",
            hint="`goldline list guidelines` says which versions are here now",
        )
    head = library.frame.tree.commit or repo.find_head()
    for name, guideline in chosen.items():
        committed = [] if head is None else list(list_versions(repo, name, head))
        if library.frame.tree.commit is None and guideline.version not in {
            version for version, _ in committed
        }:
            yield {"id": name, "version": guideline.version, "date": "not committed yet", "commit": None}
        for version, commit in committed:
            yield {"id": name, "version": version, "date": repo.commit_date(commit), "commit": commit}


_ROWS: dict[str, Callable[[Library, dict[str, Guideline]], Rows]] = {
    "guidelines": _guidelines,
    "criteria": _criteria,
    "rules": _rules,
    "types": _types,
    "levels": _levels,
    "goldsets": _sets,
    "items": _items,
    "escalations": _escalations,
}

_OF_SETS = ("goldsets", "items")
_PART_OF: dict[str, Callable[[Row], str]] = {
    "criteria": lambda row: str(row["id"]),
    "rules": lambda row: str(row["criterion"]),
    "levels": lambda row: str(row["id"]).partition("=")[0],
    "escalations": lambda row: str(row["criterion"]),
    "goldsets": lambda row: str(row["id"]),
    "items": lambda row: str(row["set"]),
}
"""What each row of a kind belongs to, besides its guideline."""
