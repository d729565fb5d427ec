"""Names of files: which are in scope, which are refused, which would not survive another computer.

Names are data from strangers. They are judged as text here, before any of them touches a disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from goldline.model.finding import Place, Problem

MAX_PART_BYTES = 255  # what ext4, APFS and NTFS allow for one name
MAX_PATH = 240  # Windows allows 260 characters, and the folder of the clone needs some of them

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"]
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_UNDECODED = re.compile(r"[\ud800-\udfff]")
_NOT_ON_WINDOWS = re.compile(r'[<>"|?*]')
_GIT_FOLDER = re.compile(r"/(?:\.git|git~1)/")

# Judging a hundred thousand names one by one takes a second, a test of the whole listing a few
# hundredths. A listing of these bytes alone needs little more.
_PLAIN = bytes(range(0x20, 0x7F)).replace(b"\\", b"").replace(b":", b"") + bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a tree that is ours: folders (written with a `/` at the end) and single files.

    Without prefixes everything is in scope.
    """

    folders: tuple[str, ...]
    files: frozenset[str]

    @classmethod
    def of(cls, prefixes: Iterable[str]) -> Scope:
        """Return the scope that these prefixes name."""
        named = list(prefixes)
        return cls(
            folders=tuple(prefix for prefix in named if prefix.endswith("/")),
            files=frozenset(prefix for prefix in named if not prefix.endswith("/")),
        )

    @property
    def everything(self) -> bool:
        """Return whether nothing is left out."""
        return not self.folders and not self.files

    @property
    def prefixes(self) -> list[str]:
        """Return the prefixes again, sorted."""
        return sorted([*self.folders, *self.files])

    def holds(self, path: str) -> bool:
        """Return whether this file is in scope."""
        return self.everything or path.startswith(self.folders) or path in self.files

    def pick(self, files: dict[str, str]) -> dict[str, str]:
        """Return the files that are in scope, in the order given."""
        if self.everything:
            return files
        folders, single = self.folders, self.files
        return {path: blob for path, blob in files.items() if path.startswith(folders) or path in single}

    def meets(self, path: str) -> bool:
        """Return whether what stands at this path is in scope, or hides a part of the scope behind it."""
        if self.holds(path):
            return True
        below = path + "/"
        return any(prefix.startswith(below) for prefix in (*self.folders, *self.files))


def path_fault(path: str) -> str | None:
    """Return why this path must never be opened, in words that follow 'the path', or None if it may be.

    A good path is relative, POSIX, and stays below the folder it is counted from on every system.
    """
    if not path:
        return "is empty"
    if _UNDECODED.search(path):
        return "is not valid UTF-8"
    if _CONTROL.search(path):
        return "holds a control character"
    if "\\" in path:
        return "holds a backslash; write / between folders"
    if path.startswith("/"):
        return "starts at the root of the disk; write it relative to its folder"
    if path.startswith("~"):
        return "starts with ~; write it relative to its folder"
    if _SCHEME.match(path):
        return "is a URL or starts with a drive letter; write it relative to its folder"
    if ":" in path:
        return "holds a colon"
    fenced = f"/{path}/"
    if "/../" in fenced:
        return "leaves its folder ('..')"
    if "//" in fenced or "/./" in fenced:
        return "holds an empty part ('//', './' or a '/' at its end)"
    if "git" in (folded := fenced.casefold()) and _GIT_FOLDER.search(folded):
        return "points into git's own folder"
    return None


def portability_fault(path: str) -> str | None:
    """Return why this path cannot exist on some systems, in words that follow 'the name', or None."""
    for part in path.split("/"):
        if reason := _part_fault(part):
            return reason
    return _length_fault(path)


def _part_fault(part: str) -> str | None:
    if part.partition(".")[0].rstrip(" ").casefold() in _RESERVED:
        return f"holds '{part}', which Windows keeps for a device"
    if part[-1:] in (".", " "):
        return "ends in a dot or a space, which Windows drops"
    if _NOT_ON_WINDOWS.search(part):
        return 'holds one of < > " | ? *, which Windows refuses'
    if len(part.encode("utf-8", "surrogateescape")) > MAX_PART_BYTES:
        return f"has a part longer than {MAX_PART_BYTES} bytes"
    return None


def _length_fault(path: str) -> str | None:
    return f"is longer than {MAX_PATH} characters, too long for Windows" if len(path) > MAX_PATH else None


def printable(path: str) -> str:
    r"""Return the path as text that can be shown anywhere: what cannot be is escaped, like `zz\xff`."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), shown)


def looks_safe(listing: bytes) -> bool:
    """Return whether every name of a NUL-separated listing is surely free of path faults.

    False means only that the names must be looked at one by one. Bytes that are not UTF-8 are
    the caller's to notice, as it has to decode the listing anyway.
    """
    if listing.translate(None, _PLAIN + b"\0"):
        return False
    if not listing.isascii() and _CONTROL.search(listing.replace(b"\0", b"/").decode("utf-8", "replace")):
        return False
    fenced = _fence(listing)
    return not any(mark in fenced for mark in (b"/../", b"/./", b"//", b"/~", b"/.git/", b"git~1"))


def looks_portable(listing: bytes) -> bool:
    """Return whether every name of a NUL-separated listing can surely exist on every system."""
    if not listing.isascii() or len(listing.translate(None, b'<>"|?*')) != len(listing):
        return False
    fenced = _fence(listing)
    if b"./" in fenced or b" /" in fenced or max(map(len, listing.split(b"\0"))) > MAX_PATH:
        return False
    return not any(
        b"/" + start in fenced and re.search(b"/" + start + rb"[in$out1-9]* *[./]", fenced)
        for start in (b"con", b"prn", b"aux", b"nul", b"com", b"lpt")
    )


def _fence(listing: bytes) -> bytes:
    """Return the listing in lower case with a `/` around every part of every name."""
    return b"/" + listing.lower().replace(b"\0", b"/") + b"/"


def find_name_problems(paths: Collection[str], scope: Scope) -> Iterator[Problem]:
    """Yield the names that would break on somebody's computer, and those that hide from tools.

    Control characters, names that are not UTF-8 and collisions count wherever they are in the tree:
    one such name can make a comparison of whole commits come out empty. The rest counts in scope.
    """
    joined = "\0".join(paths)
    listing = joined.encode("utf-8", "surrogateescape")
    held = list(paths) if scope.everything else [path for path in paths if scope.holds(path)]
    if not looks_safe(listing) or _UNDECODED.search(joined):
        yield from _unsafe(paths, scope)
        held = [path for path in held if path_fault(path) is None]
    if not looks_portable(listing):
        yield from _unportable(held)
    yield from _collisions(paths, joined)


def _unsafe(paths: Iterable[str], scope: Scope) -> Iterator[Problem]:
    for path in paths:
        reason = path_fault(path)
        # A name with a backslash or a colon elsewhere in the repository is its owners' own affair.
        if reason and (scope.holds(path) or _CONTROL.search(path) or _UNDECODED.search(path)):
            yield _bad(path, reason, "Rename it with plain letters, digits, '-' and '.'.")


def _unportable(paths: Collection[str]) -> Iterator[Problem]:
    hint = "Rename it, so that it can be checked out on every computer."
    for path in paths:
        name = path.rpartition("/")[2]
        if reason := _part_fault(name) or _length_fault(path):
            yield _bad(path, reason, hint)
    for folder in sorted(folders_above(paths)):
        if reason := _part_fault(folder.rpartition("/")[2]):
            yield _bad(folder, reason, hint)


def _bad(path: str, reason: str, hint: str) -> Problem:
    shown = printable(path)
    return Problem("bad-path", Place(shown), f"The name '{shown}' {reason}.", hint)


def folders_above(paths: Iterable[str]) -> set[str]:
    """Return every folder above these files."""
    found: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _collisions(paths: Collection[str], joined: str) -> Iterator[Problem]:
    """Yield files, and folders, whose names are one name on a computer that ignores case or form."""
    # Case-folding the whole listing at once is ten times faster than name by name.
    if not paths:
        return
    folded = _fold(joined).split("\0")
    if len(folded) != len(paths) or len(set(folded)) != len(paths):
        yield from _collide(paths)
    folders = folders_above(paths)
    if len({_fold(folder) for folder in folders}) != len(folders):
        yield from _collide(sorted(folders))


def _collide(paths: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path in paths:
        twin = first.setdefault(_fold(path), path)
        if twin == path or _fold(path.rpartition("/")[0]) != _fold(twin.rpartition("/")[0]):
            continue
        if path.rpartition("/")[2] == twin.rpartition("/")[2]:
            continue  # their folders collide, which is said once, of the folders
        same_form = unicodedata.normalize("NFC", path) != unicodedata.normalize("NFC", twin)
        difference = "capital letters" if same_form else "how an accent is stored"
        yield Problem(
            "path-collision",
            Place(printable(path)),
            f"'{printable(path)}' and '{printable(twin)}' differ only in {difference}: "
            "on many computers they are one file, and one of the two is lost.",
            "Rename one of them.",
        )


def _fold(path: str) -> str:
    """Return one text for all the names that are the same to somebody's computer (Unicode's D145)."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())
