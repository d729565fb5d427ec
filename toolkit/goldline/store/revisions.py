"""What people call a version of the repository, turned into a tree.

This is the one place where a name typed by a user, or sent by a CI job, meets git. It passes a narrow
form first, then `rev-parse --verify`, and comes out as a full commit id; behind that point there are
only ids. A name with two meanings is refused, with both of them named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from goldline.errors import GoldlineError
from goldline.store.paths import printable
from goldline.store.tree import CommitTree, FolderTree, MemoryTree, Tree, WorkTree

if TYPE_CHECKING:
    from goldline.store.git import Repository

# What git allows in the name of a branch, less braces (`@{1}`, `^{/text}`), then steps: ~2, ^, ^2~3.
_REVISION = re.compile(
    r"(?P<name>@|(?![-/.])(?:(?!\.\.|@\{|//)[^\x00-\x20\x7f-\xa0~^:?*\[\]\\{}])+)(?P<steps>(?:[~^][0-9]{0,6})*)"
)
_VERSIONED = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]{0,63})@(?P<version>[0-9][0-9A-Za-z.+-]{0,99})")
_FOLDER = re.compile(r"\.{1,2}|(?:\.{0,2}|~)[/\\].*|[A-Za-z]:[/\\].*|.*[/\\]")
_HEX = re.compile(r"[0-9a-f]{4,64}")
_VERSION_LINE = re.compile(
    r"""^(["']?)version\1[ \t]*:[ \t]*(["']?)([^"'\s#]+)\2[ \t]*(?:#.*)?\r?$""", re.MULTILINE
)

_WAYS = "Name a branch, a tag, a commit id, NAME@VERSION, or a folder (written like ./drafts)."
_DEEPEN = "Fetch the rest with `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`), then try again."
_MAX_MANIFEST = 1 << 20
_MANY = 20


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, and what the user called it."""

    name: str
    commit: str


def open_source(
    repo: Repository | None, spec: str | None, *, scope: Sequence[str], folder: Path | None = None
) -> Tree:
    """Return the tree that `spec` names, with `scope` as its prefixes. The first of these that fits:

    1. Nothing: the working tree, or `folder` (else the current one) where there is no repository.
    2. Written like a path (`./x`, `../x`, `/x`, `~/x`, `x/`, `.`): that folder, never a revision.
    3. `NAME@VERSION`: the tag of exactly this name; without one the newest commit in the history of
       HEAD whose `guidelines/NAME/guideline.yaml` has this version.
    4. A revision: a tag, a branch, a remote branch, `HEAD`, a commit id or the beginning of one, each
       followed by `~N` or `^N` if need be.
    5. A folder that exists.

    Refused as ambiguous: a name that several of tag, branch and remote branch bear or that begins a
    commit id besides; and a revision with a `/` in it where a folder of that name exists as well.
    Raises a `GoldlineError` where nothing fits.
    """
    if not spec:
        return FolderTree(folder or Path.cwd(), scope) if repo is None else WorkTree(repo, scope)
    if _FOLDER.fullmatch(spec):
        return FolderTree(Path(os.path.expanduser(spec)), scope, name=printable(spec))
    is_folder = os.path.isdir(spec)
    if repo is None:
        if is_folder:
            return FolderTree(Path(spec), scope, name=printable(spec))
        raise GoldlineError(
            f"'{printable(spec)}' is not a folder, and there is no git repository here in which it could be "
            "a revision.",
            hint="Change to the folder of your guidelines.",
        )
    if (versioned := _VERSIONED.fullmatch(spec)) is not None:
        commit = find_version(repo, versioned["name"], versioned["version"])
        return CommitTree(repo, commit, spec, scope)
    found = None if is_folder and not _REVISION.fullmatch(spec) else find_revision(repo, spec)
    if found is not None and is_folder and "/" in spec:
        raise GoldlineError(
            f"'{printable(spec)}' is a revision and a folder as well.",
            hint=f"Write ./{printable(spec)} for the folder, or refs/heads/{printable(spec)} for the branch.",
        )
    if found is not None:
        return CommitTree(repo, found.commit, found.name, scope)
    if is_folder:
        return FolderTree(Path(spec), scope, name=printable(spec))
    raise _unknown(repo, spec)


def resolve(repo: Repository, spec: str) -> Revision:
    """Return the commit that a revision or `NAME@VERSION` names."""
    if (versioned := _VERSIONED.fullmatch(spec)) is not None:
        return Revision(spec, find_version(repo, versioned["name"], versioned["version"]))
    found = find_revision(repo, spec)
    if found is None:
        raise _unknown(repo, spec)
    return found


def find_revision(repo: Repository, spec: str) -> Revision | None:
    """Return the commit that a revision names, or None; a bad form or two meanings are an error."""
    form = _REVISION.fullmatch(spec)
    if form is None:
        reason = (
            "it starts with '-', like an option" if spec.startswith("-") else "its form is not allowed here"
        )
        raise GoldlineError(
            f"'{printable(spec)}' cannot be the name of a revision: {reason}.", hint=_two_sides(spec) or _WAYS
        )
    name = form["name"]
    if _HEX.fullmatch(name) and len(name) == repo.id_length:
        # Git takes a full id for the commit, whatever a branch of that name says.
        commit = repo.find_commit(spec)
    else:
        bearers = list(repo.find_refs(_possible_refs(name)))
        if _HEX.fullmatch(name) and bearers and repo.is_abbreviation(name):
            bearers.append(f"the commit id {name}…")
        if len(bearers) > 1:
            raise GoldlineError(
                f"'{printable(name)}' has {len(bearers)} meanings: {', '.join(map(printable, bearers))}.",
                hint="Write the one you mean in full, or its commit id.",
            )
        commit = repo.find_commit((bearers[0] if bearers else name) + form["steps"])
    return None if commit is None else Revision(spec, commit)


def _two_sides(spec: str) -> str:
    """Return how to name the two sides that `A..B` names for git, or nothing."""
    base, dots, head = spec.partition("...") if "..." in spec else spec.partition("..")
    if not dots or not _REVISION.fullmatch(base or "HEAD") or not _REVISION.fullmatch(head or "HEAD"):
        return ""
    return f"Name two revisions one after the other: {base or 'HEAD'} {head or 'HEAD'}."


def _possible_refs(name: str) -> list[str]:
    if name in ("@", "HEAD"):
        return []
    kinds = ("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/")
    found = [kind + name for kind in kinds if (kind + name).startswith("refs/")]
    return [*found, f"refs/remotes/{name}/HEAD"]


def _unknown(repo: Repository, spec: str) -> GoldlineError:
    if repo.find_head() is None:
        return GoldlineError(
            f"There is no '{printable(spec)}': the repository has no commits yet.",
            hint="Commit your files first.",
        )
    if repo.shallow:
        return GoldlineError(
            f"There is no '{printable(spec)}' here, but this is a shallow clone, without all of the history.",
            hint=_DEEPEN,
        )
    return GoldlineError(
        f"There is no revision, version or folder named '{printable(spec)}'.",
        hint=f"{_WAYS} A branch or tag made elsewhere needs `git fetch --tags` first.",
    )


# NAME@VERSION


def find_version(repo: Repository, guideline: str, version: str) -> str:
    """Return the commit of a guideline at a version; it is an error, with the versions there are, if none."""
    tag = f"refs/tags/{guideline}@{version}"
    if repo.find_refs([tag]) and (tagged := repo.find_commit(tag)):
        return tagged
    head = repo.find_head()
    seen: list[str] = []
    for found, commit in list_versions(repo, guideline, head) if head else ():
        if found == version:
            return commit
        seen.append(found)
    if repo.shallow:
        raise GoldlineError(
            f"Version {version} of '{guideline}' is not here, but this is a shallow clone, "
            "without all of the history.",
            hint=_DEEPEN,
        )
    if not seen:
        raise GoldlineError(
            f"No commit has a guideline '{guideline}' with a version.",
            hint="Check the name: it is that of its folder in guidelines/. A new one must be committed.",
        )
    listed = ", ".join(seen[:_MANY]) + (f" and {len(seen) - _MANY} older ones" if len(seen) > _MANY else "")
    raise GoldlineError(
        f"No commit has version {version} of '{guideline}'. There are: {listed}.",
        hint="A version that was never committed on this branch may be on another one, or need a tag.",
    )


def list_versions(repo: Repository, guideline: str, head: str) -> Iterator[tuple[str, str]]:
    """Yield every version that a manifest in the history of `head` ever said, newest first, with its commit.

    The commit is the newest that says so: the first one met on a walk from `head` on which children
    come before their parents, so clocks play no part.
    """
    known: dict[str, str | None] = {}
    said: set[str] = set()
    history = repo.list_history(head)
    size = 64
    while commits := list(islice(history, size)):
        size *= 4  # versions asked for are mostly recent ones; a long history should not cost much more
        blobs = repo.find_objects(f"{commit}:guidelines/{guideline}/guideline.yaml" for commit in commits)
        new = dict.fromkeys(blob for blob in blobs if blob is not None and blob not in known)
        for blob, content in repo.read_blobs(new, _MAX_MANIFEST):
            known[blob] = None if content is None else read_version(content)
        for commit, manifest in zip(commits, blobs, strict=True):
            version = None if manifest is None else known[manifest]
            if version is not None and version not in said:
                said.add(version)
                yield version, commit


def find_declaration(repo: Repository, guideline: str, version: str, head: str) -> str | None:
    """Return the commit that brought a version into the history of `head`, None where none did.

    Later commits may say the same version and have changed what it means: they were not what was declared.
    """
    commits = list(repo.list_history(head))
    blobs = repo.find_objects(f"{commit}:guidelines/{guideline}/guideline.yaml" for commit in commits)
    wanted = dict.fromkeys(blob for blob in blobs if blob is not None)
    saying = {
        blob
        for blob, content in repo.read_blobs(wanted, _MAX_MANIFEST)
        if content is not None and read_version(content) == version
    }
    found = [commit for commit, blob in zip(commits, blobs, strict=True) if blob in saying]
    return found[-1] if found else None


def read_version(manifest: bytes) -> str | None:
    """Return the version that a manifest states, read from its line alone: old manifests may not be valid."""
    found = _VERSION_LINE.search(manifest.decode("utf-8-sig", "replace"))
    return None if found is None else found[3]


# The base of a comparison


def default_base(repo: Repository | None, *, scope: Sequence[str], branch: str | None = None) -> Tree:
    """Return what the working tree is compared with: the merge base of HEAD and the default branch.

    The default branch is `branch` where given (on `origin`, else here), else origin's HEAD, else the first
    of origin/main, origin/master, main and master. Before the first commit the base is empty.

    Where git cannot say for certain what the merge base is, this refuses rather than guesses, as a wrong
    base reads as 'nothing changed': a missing branch, unrelated histories, a shallow clone that may hide
    the true base, and branches merged into each other crosswise, which have several.
    """
    if repo is None:
        raise GoldlineError(
            "There is no git repository here to compare with.",
            hint="Name two folders, or change to the folder of your guidelines.",
        )
    head = repo.find_head()
    if head is None:
        return MemoryTree({}, name="no commits yet", prefixes=scope)
    return merge_base(repo, Revision("HEAD", head), find_default_branch(repo, branch), scope=scope)


def merge_base(repo: Repository, head: Revision, target: Revision, *, scope: Sequence[str]) -> Tree:
    """Return where HEAD left a target; refuses, as `default_base`, where that cannot be told for certain."""
    bases = repo.merge_bases(head.commit, target.commit)
    if repo.shallow and not _is_proven(repo, [head.commit, target.commit], bases):
        raise GoldlineError(
            f"This is a shallow clone, in which it cannot be told where {head.name} left {target.name}.",
            hint=_DEEPEN,
        )
    if not bases:
        raise GoldlineError(
            f"{head.name} and {target.name} have no commit in common, so there is nothing to compare with.",
            hint="Name the revision to compare with.",
        )
    if len(bases) > 1:
        raise GoldlineError(
            f"{head.name} and {target.name} were merged into each other crosswise and left each other at "
            f"{len(bases)} commits: {', '.join(base[:12] for base in bases)}.",
            hint=f"Merge {target.name} into your branch once more, or name one of them to compare with.",
        )
    return CommitTree(repo, bases[0], f"merge base with {target.name}", scope)


def find_default_branch(repo: Repository, branch: str | None = None) -> Revision:
    """Return the tip of the default branch; it is an error if it is not here."""
    if branch is None:
        refs = ["refs/remotes/origin/HEAD"]
        refs += [
            f"refs/{where}/{name}" for where in ("remotes/origin", "heads") for name in ("main", "master")
        ]
    else:
        form = _REVISION.fullmatch(branch)
        if form is None or form["steps"] or form["name"] == "@":
            raise GoldlineError(
                f"'{printable(branch)}' cannot be the name of the default branch.",
                hint="Name it as git does: main, origin/main.",
            )
        refs = [f"refs/{where}/{branch}" for where in ("remotes/origin", "heads", "remotes")]
    for ref in repo.find_refs(refs):
        if commit := repo.find_commit(ref):
            return Revision(ref.removeprefix("refs/remotes/").removeprefix("refs/heads/"), commit)
    wanted = f"The default branch '{printable(branch)}'" if branch else "A default branch (main or master)"
    raise GoldlineError(
        f"{wanted} is not in this clone, so there is nothing to compare with.",
        hint="Fetch it (in GitHub Actions: `fetch-depth: 0`), name it in the settings, "
        "or name the revision to compare with.",
    )


def _is_proven(repo: Repository, tips: Sequence[str], bases: Sequence[str]) -> bool:
    """Return whether the missing part of a shallow clone cannot hold a better merge base.

    It cannot where everything that was cut off lies behind the base that was found.
    """
    if len(bases) != 1:
        return False
    return not (repo.shallow_edge() & repo.list_range(tips, without=bases[0]))
