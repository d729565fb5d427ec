"""Git LFS pointers: the few lines that stand in a commit for a large file kept elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

LFS_MARK = b"version https://git-lfs"
MAX_POINTER_BYTES = 1024
MAX_SIZE = 1 << 40  # a pointer is written by a stranger: no medium of ours is larger than a terabyte

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"(?:ext-[0-9]-[a-z0-9.-]+ [^\n]+\n)*"
    rb"oid sha256:([0-9a-f]{64})\n"
    rb"size (0|[1-9][0-9]{0,12})\n"
)


@dataclass(frozen=True, slots=True)
class LfsPointer:
    """What a pointer points at: the SHA-256 and the size of the real content."""

    sha256: str
    size: int


def is_lfs_pointer(content: bytes) -> bool:
    """Return whether this content means to be a pointer, well formed or not: it is not the medium itself."""
    return len(content) <= MAX_POINTER_BYTES and content.startswith(LFS_MARK)


def read_lfs_pointer(content: bytes) -> LfsPointer | None:
    """Return what a well-formed pointer points at, or None for anything else."""
    if len(content) > MAX_POINTER_BYTES:
        return None
    found = _POINTER.fullmatch(content)
    if found is None or int(found[2]) > MAX_SIZE:
        return None
    return LfsPointer(sha256=found[1].decode("ascii"), size=int(found[2]))
