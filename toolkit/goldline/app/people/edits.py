"""In which versions a rule came to read otherwise, by the history."""

from __future__ import annotations

from itertools import islice

from goldline.app.browsing.library import AnyRule, Library, rule_name, rules_in
from goldline.app.frame import load_frame
from goldline.model.guideline import Guideline
from goldline.rules.scene import parse_version
from goldline.rules.show import show_cases, show_then
from goldline.store.git import Repository
from goldline.store.revisions import list_versions
from goldline.store.tree import CommitTree

_MOST_VERSIONS = 12

RuleKey = tuple[str, str, str]


def find_edits(library: Library, repo: Repository | None) -> dict[RuleKey, tuple[str, ...]]:
    """Return the versions that changed each rule, oldest first; of rules never changed there is no entry.

    Without a history it is what the guideline itself says: the rule's `revised`.
    """
    found: dict[RuleKey, tuple[str, ...]] = {}
    for name, guideline in library.guidelines.items():
        now = _rules(guideline)
        for (criterion, rule), (_, revised) in now.items():
            if revised:
                found[name, criterion, rule] = (revised,)
        if repo is None:
            continue
        for key, versions in _by_history(library, guideline, repo).items():
            found[name, *key] = versions
    return found


def _by_history(
    library: Library, guideline: Guideline, repo: Repository
) -> dict[tuple[str, str], tuple[str, ...]]:
    head = library.frame.tree.commit or repo.find_head()
    if head is None:
        return {}
    commits = dict(islice(list_versions(repo, guideline.id, head), _MOST_VERSIONS))
    older: dict[tuple[str, str], str] | None = None
    edits: dict[tuple[str, str], list[str]] = {}
    known = [(parsed, version) for version in commits if (parsed := parse_version(version)) is not None]
    for _, version in sorted(known):
        rules = _rules_at(guideline, version, commits[version], repo)
        if rules is None:
            continue
        for key, words in rules.items():
            if older is not None and key in older and older[key] != words:
                edits.setdefault(key, []).append(version)
        older = rules
    return {key: tuple(several) for key, several in edits.items()}


def _rules_at(
    guideline: Guideline, version: str, commit: str, repo: Repository
) -> dict[tuple[str, str], str] | None:
    """Return the rules at a version: at its tag, else at the newest commit that says it."""
    if version == guideline.version:
        return {key: words for key, (words, _) in _rules(guideline).items()}
    name = f"{guideline.id}@{version}"
    tag = f"refs/tags/{name}"
    if repo.find_refs([tag]):
        commit = repo.find_commit(tag) or commit
    # Of nothing but this guideline: one after another, all of them take long to read.
    tree = CommitTree(repo, commit, name, [f"guidelines/{guideline.id}/"])
    then = load_frame(tree, names=False).guidelines.get(guideline.id)
    return None if then is None else {key: words for key, (words, _) in _rules(then).items()}


def _rules(guideline: Guideline) -> dict[tuple[str, str], tuple[str, str | None]]:
    return {
        (criterion.id, rule_name(rule)): (_words(rule), rule.revised)
        for criterion in guideline.criteria.values()
        for rule in rules_in(criterion)
    }


def _words(rule: AnyRule) -> str:
    cases = show_cases(rule.cases) if hasattr(rule, "cases") else ""
    return "\n".join([" ".join(rule.text.split()), cases, show_then(rule.then)])
