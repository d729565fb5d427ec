"""What git lists, as names and ids.

A listing can have a hundred thousand lines, so it is cut up as a whole: one decode, one split, one
comprehension, and single lines are looked at only where the whole shows that something is odd.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from goldline.model.finding import Place, Problem
from goldline.store.paths import Scope, folders_above, looks_safe, path_fault, printable


@dataclass(frozen=True, slots=True)
class Listing:
    """Every name in a tree, and the blob ids of its regular files.

    A file whose name must not be used (see `path_fault`) is among the names only.
    """

    names: list[str]
    files: dict[str, str]
    links: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    unmerged: list[str] = field(default_factory=list)
    irregular: list[str] = field(default_factory=list)  # on disk: neither file, folder nor link
    nested: list[str] = field(default_factory=list)  # on disk: folders with a repository of their own


def read_index_listing(raw: bytes, id_length: int) -> Listing:
    """Return what `ls-files -s -z` said: `mode id stage<TAB>path`, each ended by NUL."""
    lines, readable = _lines(raw)
    end, stage, path = 7 + id_length, 8 + id_length, 10 + id_length
    regular = [line for line in lines if line.startswith("100") and line[stage] == "0"]
    files = {line[path:]: line[7:end] for line in regular}
    if len(regular) == len(lines):
        return _listing(list(files), files, readable)
    odd = [line for line in lines if not line.startswith("100")]
    return _listing(
        list(dict.fromkeys(line[path:] for line in lines)),
        files,
        readable,
        links=[line[path:] for line in odd if line.startswith("120")],
        modules=[line[path:] for line in odd if line.startswith("160")],
        unmerged=list(dict.fromkeys(line[path:] for line in lines if line[stage] != "0")),
    )


def read_commit_listing(raw: bytes, id_length: int) -> Listing:
    """Return what `ls-tree -r -z` said: `mode type id<TAB>path`, each ended by NUL."""
    lines, readable = _lines(raw)
    end, path = 12 + id_length, 13 + id_length
    regular = [line for line in lines if line.startswith("100")]
    files = {line[path:]: line[12:end] for line in regular}
    if len(regular) == len(lines):
        return _listing(list(files), files, readable)
    return _listing(
        [line.partition("\t")[2] for line in lines],
        files,
        readable,
        links=[line[path:] for line in lines if line.startswith("120")],
        modules=[line.partition("\t")[2] for line in lines if line.startswith("160")],
    )


def read_names(raw: bytes) -> list[str]:
    """Return the names of a NUL-separated listing; what is not UTF-8 is kept as surrogates."""
    return _lines(raw)[0]


def _lines(raw: bytes) -> tuple[list[str], bool]:
    try:
        text, readable = raw.decode("utf-8"), True
    except UnicodeDecodeError:
        text, readable = raw.decode("utf-8", "surrogateescape"), False
    lines = text.split("\0")
    lines.pop()
    return lines, readable


def _listing(
    names: list[str],
    files: dict[str, str],
    readable: bool,
    links: list[str] | None = None,
    modules: list[str] | None = None,
    unmerged: list[str] | None = None,
) -> Listing:
    if not (readable and looks_safe("\0".join(names).encode("utf-8"))):
        files = {path: blob for path, blob in files.items() if path_fault(path) is None}
    return Listing(names, files, links or [], modules or [], unmerged or [])


def find_unseen(listing: Listing, scope: Scope) -> list[str]:
    """Return what is ours and cannot be read: unsafe names, links, submodules, pipes; fit to print."""
    absent = (path for path in listing.names if path not in listing.files)
    found = {path for path in absent if path_fault(path) is not None}
    found.update(listing.links, listing.modules, listing.irregular)
    return sorted(printable(path) for path in found if scope.meets(path))


def find_link_problems(links: Iterable[str], scope: Scope) -> Iterator[Problem]:
    """Yield the symbolic links among ours: they can point anywhere on the reader's disk."""
    for path in links:
        if scope.meets(path):
            yield Problem(
                "symlink",
                Place(printable(path)),
                f"'{printable(path)}' is a symbolic link: what it points at differs between computers.",
                "Put the file itself in its place.",
            )


def find_module_problems(modules: Iterable[str], scope: Scope) -> Iterator[Problem]:
    """Yield the submodules among ours: their files are not part of this repository."""
    for path in modules:
        if scope.meets(path):
            yield Problem(
                "submodule",
                Place(printable(path)),
                f"'{printable(path)}' is a git submodule. Its files belong to another repository, "
                "so nobody can review them here.",
                "Copy the files in, or keep them outside the folders of goldline.",
            )


def find_irregular_problems(paths: Iterable[str], scope: Scope) -> Iterator[Problem]:
    """Yield what is neither a file nor a folder among ours: a pipe, a device, a socket."""
    for path in paths:
        if scope.meets(path):
            yield Problem(
                "not-a-regular-file",
                Place(printable(path)),
                f"'{printable(path)}' is a pipe, a device or a socket, not a file. It was not read.",
                "Remove it from the folder.",
            )


def find_embedded_repositories(names: Collection[str], nested: Iterable[str] = ()) -> Iterator[Problem]:
    """Yield the folders that git takes for a repository when somebody works in them.

    `nested` are those that git itself reported.
    """
    found = set(nested)
    heads = [name[:-5] for name in names if name[-5:].casefold() == "/head"]
    if heads:
        folded = [name.casefold() for name in names]
        files, folders = set(folded), folders_above(folded)
        found |= {
            head
            for head in heads
            if f"{head.casefold()}/config" in files and f"{head.casefold()}/objects" in folders
        }
    for folder in sorted(found):
        yield Problem(
            "embedded-repository",
            Place(printable(folder)),
            f"The folder '{printable(folder)}' is a git repository inside this one. It can carry commands "
            "that run on the computer of anyone who works in it.",
            "Remove it; keep its files as ordinary files, if they are needed.",
        )
