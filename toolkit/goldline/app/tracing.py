"""`log` and `blame`: who decided what, when, and under which version.

The history is walked as git simplifies one: where a parent has the thing as it is, the walk goes on there;
where none has, this commit changed it. Renames are followed by content: of the file, and of a rule in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from goldline.app.authoring.documents import Plain, labels_of, rules_of
from goldline.app.layout import ROOMS, is_yaml
from goldline.errors import GoldlineError
from goldline.model.tracing import Step, Trace
from goldline.reading.yaml import read_yaml
from goldline.store.git import Repository
from goldline.store.listing import read_commit_listing
from goldline.store.revisions import read_version
from goldline.writing.emit import flow, same

_LIKE = 60
_LARGEST = 1 << 20
_MOST_CANDIDATES = 400


class Thing(Protocol):
    """What can be traced: found in a document by its name there."""

    def find(self, document: Plain, name: str) -> Any:
        """Return what the document says of it; None where it is not there."""

    def names(self, document: Plain) -> list[str]:
        """Return the names under which a document holds such things."""

    def version(self, document: Plain, manifest: str) -> str:
        """Return the version under which it stood so."""


class Rule:
    """A rule of a criterion, by its id."""

    def find(self, document: Plain, name: str) -> Any:
        """Return the rule, or None."""
        return next((rule for _, rule in rules_of(document) if rule.get("id") == name), None)

    def names(self, document: Plain) -> list[str]:
        """Return the ids of all rules."""
        return [str(rule["id"]) for _, rule in rules_of(document) if "id" in rule]

    def version(self, document: Plain, manifest: str) -> str:
        """Return what the guideline's manifest says."""
        return manifest


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of an item for one criterion: the name is the criterion."""

    response: str = ""

    def find(self, document: Plain, name: str) -> Any:
        """Return the label; of several responses, a mapping by response."""
        found = {
            path[2] if len(path) > 2 else "": one
            for path, criterion, one in labels_of(document)
            if criterion == name
        }
        if self.response:
            return found.get(self.response)
        return found.get("") if set(found) <= {""} else found

    def names(self, document: Plain) -> list[str]:
        """Return the criteria that have a label."""
        return list(document.get("labels") or {})

    def version(self, document: Plain, manifest: str) -> str:
        """Return the version that the item is stamped with."""
        return str(document.get("guideline", "")).partition("@")[2]


def trace(repo: Repository, thing: Thing, path: str, name: str, now: Plain | None) -> tuple[list[Step], bool]:
    """Return what happened to a thing, newest first, and whether a shallow clone hides the beginning.

    `path` is its file and `name` its name there now; `now` the file's document in the working tree.
    """
    head = repo.find_head()
    walk = _Walk(repo, thing, head)
    steps = list(walk.steps(path, name, now))
    told = repo.describe_commits([step.commit for step in steps if step.commit])
    filled = []
    for step in steps:
        author, day, subject = told.get(step.commit, ("", "", "not committed yet" if not step.commit else ""))
        filled.append(
            Step(
                step.commit, author, day, subject, step.version, step.change, step.name, step.file, step.parts
            )
        )
    return filled, walk.cut


class _Walk:
    def __init__(self, repo: Repository, thing: Thing, head: str | None) -> None:
        self.repo, self.thing, self.head = repo, thing, head
        self.parents = repo.list_parents(head) if head else {}
        self.edge = repo.shallow_edge()
        self.cut = False
        self.blobs: dict[str, dict[str, str | None]] = {}
        self.documents: dict[str, Plain] = {}

    def steps(self, path: str, name: str, now: Plain | None) -> Iterator[Step]:
        """Yield what changed the thing, from the working tree back to where it began."""
        at = self.head
        document = now
        before = self._document(at, path) if at else {}
        if now is not None and not same(self.thing.find(now, name), self.thing.find(before, name)):
            step, path, name, found = self._step("", now, path, name, [at] if at else [])
            yield step
            if not found:
                return
        while at is not None:
            document = self._document(at, path)
            value = self.thing.find(document, name)
            parents = self.parents.get(at, ())
            alike = [one for one in parents if same(self.thing.find(self._document(one, path), name), value)]
            if alike:
                at = alike[0]
                continue
            if not parents and at in self.edge:
                self.cut = True
                return
            step, path, name, found = self._step(at, document, path, name, list(parents))
            yield step
            at = found or None

    def _step(
        self, commit: str, document: Plain, path: str, name: str, parents: list[str]
    ) -> tuple[Step, str, str, str]:
        """Return what a commit did, file and name of the thing before it, and the parent to go on from."""
        value = self.thing.find(document, name)
        version = self.thing.version(document, self._manifest(commit or self.head, path, document))
        for parent in parents:
            old_path = path if self._blob(parent, path) else self._renamed(commit, parent, path, document)
            before = self._document(parent, old_path) if old_path else {}
            old_name = self._old_name(document, before, name)
            old = self.thing.find(before, old_name)
            if old is None:
                continue
            kind: Literal["changed", "renamed", "moved"] = "changed"
            parts = tuple(_parts(old, value))
            if old_name != name:
                kind, parts = "renamed", (("id", old_name, name), *(one for one in parts if one[0] != "id"))
            elif old_path != path:
                kind = "moved"
            return Step(commit, "", "", "", version, kind, name, path, parts), old_path, old_name, parent
        parts = tuple(_parts({} if isinstance(value, dict) else None, value))
        return Step(commit, "", "", "", version, "added", name, path, parts), path, name, ""

    def _old_name(self, now: Plain, before: Plain, name: str) -> str:
        """Return what the thing was called before: a name that went, and said much the same."""
        if self.thing.find(before, name) is not None or not isinstance(self.thing, Rule):
            return name
        from rapidfuzz import fuzz

        value = self.thing.find(now, name)
        gone = set(self.thing.names(before)) - set(self.thing.names(now))
        best = max(
            gone, key=lambda one: (_likeness(fuzz, self.thing.find(before, one), value), one), default=""
        )
        return best if best and _likeness(fuzz, self.thing.find(before, best), value) >= _LIKE else name

    def _renamed(self, commit: str, parent: str, path: str, document: Plain) -> str:
        """Return where the file was in the parent; "" where it was not there."""
        from rapidfuzz import fuzz

        room = path.partition("/")[0]
        here = set(self._listing(commit)) if commit else {path}
        gone = [
            one
            for one in self._listing(parent)
            if (one not in here or not commit)
            and one.startswith(f"{room}/")
            and one.count("/") >= 2
            and is_yaml(one)
        ]
        file = path.rpartition("/")[2]
        for one in gone:
            if one.rpartition("/")[2] == file and one != path:
                return one
        if not commit:
            return ""
        text = flow({key: part for key, part in document.items() if key != "id"})
        scored = []
        for one in gone[:_MOST_CANDIDATES]:
            other = flow({key: part for key, part in self._document(parent, one).items() if key != "id"})
            scored.append((fuzz.ratio(text, other), one))
        best = max(scored, default=(0, ""))
        return best[1] if best[0] >= _LIKE else ""

    # --- reading -----------------------------------------------------------------------------

    def _listing(self, commit: str) -> list[str]:
        raw = self.repo.list_commit(commit, [f"{room}/" for room in ROOMS])
        return list(read_commit_listing(raw, self.repo.id_length).files)

    def _blob(self, commit: str, path: str) -> str | None:
        if path not in self.blobs:
            commits = list(self.parents)
            found = self.repo.find_objects(f"{one}:{path}" for one in commits)
            self.blobs[path] = dict(zip(commits, found, strict=True))
        return self.blobs[path].get(commit)

    def _document(self, commit: str, path: str) -> Plain:
        blob = self._blob(commit, path) if path else None
        if blob is None:
            return {}
        if blob not in self.documents:
            data = self._content(blob)
            value = read_yaml(data, path).value
            self.documents[blob] = value if isinstance(value, dict) else {}
        return self.documents[blob]

    def _content(self, blob: str) -> bytes:
        return next(iter(self.repo.read_blobs([blob], _LARGEST)))[1] or b""

    def _manifest(self, commit: str | None, path: str, document: Plain) -> str:
        parts = path.split("/")
        if commit is None or parts[0] != "guidelines":
            return ""
        blob = self._blob(commit, f"guidelines/{parts[1]}/guideline.yaml")
        return (read_version(self._content(blob)) or "") if blob else ""


def _likeness(fuzz: Any, one: Any, other: Any) -> float:
    plain = [
        {k: v for k, v in rule.items() if k != "id"} if isinstance(rule, dict) else rule
        for rule in (one, other)
    ]
    return float(fuzz.ratio(flow(plain[0]), flow(plain[1])))


def _parts(before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between two values of a thing, part by part."""
    if isinstance(before, dict) or isinstance(after, dict):
        old = before if isinstance(before, dict) else {"value": before}
        new = after if isinstance(after, dict) else {"value": after}
        for key in {**new, **old}:
            if not same(old.get(key), new.get(key)):
                yield str(key), _shown(old.get(key)), _shown(new.get(key))
    elif not same(before, after):
        yield "value", _shown(before), _shown(after)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else flow(value)


# --- the commands ----------------------------------------------------------------------------


def log_of_rule(repo: Repository, tree: Any, rule: str, guideline: str | None = None) -> Trace:
    """Return the history of a rule; raises `GoldlineError` where there is none, or several."""
    from goldline.reading.names import did_you_mean

    found: list[tuple[str, Plain]] = []
    known: list[str] = []
    for path in tree.entries():
        parts = path.split("/")
        if len(parts) == 4 and parts[0] == "guidelines" and parts[2] == "criteria" and is_yaml(path):
            document = read_yaml(tree.read(path), path).value
            if isinstance(document, dict):
                names = Rule().names(document)
                known += names
                if rule in names and guideline in (None, parts[1]):
                    found.append((path, document))
    if not found:
        hint = did_you_mean(rule, known).lstrip("; ")
        raise GoldlineError(f"there is no rule `{rule}`", hint=hint or "`goldline list rules` names them")
    if len(found) > 1:
        places = ", ".join(path.split("/")[1] for path, _ in found)
        raise GoldlineError(
            f"several guidelines have a rule `{rule}`", hint=f"say which: --guideline, one of {places}"
        )
    path, document = found[0]
    steps, cut = trace(repo, Rule(), path, rule, document)
    now = Rule().find(document, rule)
    facts = [("text", _shown(now.get("text"))), ("file", path)]
    return Trace(f"{rule} of {path.split('/')[1]}", tuple(facts), tuple(steps), cut)


def blame_label(repo: Repository, tree: Any, item: str, criterion: str, response: str = "") -> Trace:
    """Return the history of a label; raises `GoldlineError` where item or label are not there."""
    from goldline.reading.names import did_you_mean, listed

    paths = [
        path
        for path in tree.entries()
        if path.startswith("goldsets/") and "/items/" in path and is_yaml(path)
    ]
    stems = {path.rpartition("/")[2].rpartition(".")[0]: path for path in paths}
    path = item if item in paths else stems.get(item, "")
    if not path:
        hint = did_you_mean(item, list(stems)).lstrip("; ")
        raise GoldlineError(f"there is no item `{item}`", hint=hint or "`goldline list items` names them")
    document = read_yaml(tree.read(path), path).value
    if not isinstance(document, dict):
        raise GoldlineError(f"`{path}` cannot be read", hint="`goldline check` says what is wrong with it")
    labels = Labels(response)
    now = labels.find(document, criterion)
    if now is None:
        raise GoldlineError(
            f"`{item}` has no label for `{criterion}`",
            hint=f"it has labels for {listed(labels.names(document))}",
        )
    steps, cut = trace(repo, labels, path, criterion, document)
    return Trace(
        f"{criterion} of {document.get('id', item)}",
        tuple(_label_facts(document, now, criterion)),
        tuple(steps),
        cut,
    )


def _label_facts(document: Plain, label: Any, criterion: str) -> Iterator[tuple[str, str]]:
    value = label.get("value", label) if isinstance(label, dict) else label
    yield "label", _shown(value)
    if isinstance(label, dict):
        for key in ("rules", "exception", "decided_by", "escalation"):
            if key in label:
                yield key.replace("_", " "), _shown(label[key])
    adjudication = document.get("adjudication")
    if isinstance(adjudication, dict):
        yield "adjudicated", ", ".join(_shown(part) for part in adjudication.values())
    votes = [
        f"{vote.get('annotator')} {_shown(vote['values'][criterion])}"
        for vote in document.get("votes") or ()
        if isinstance(vote, dict) and criterion in (vote.get("values") or {})
    ]
    if votes:
        yield "votes", ", ".join(votes)
    yield "confirmed under", _shown(document.get("guideline"))
