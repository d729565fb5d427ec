"""What a kept result depends on besides the content: this very version of goldline, and more."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from goldline import __version__


@cache
def code_fingerprint() -> str:
    """Return a digest that changes whenever goldline, or the Python it runs on, does."""
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    root = Path(__file__).resolve().parent.parent
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith((".py", ".json", ".txt")):
                status = os.stat(os.path.join(folder, name))
                digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:24]


def fingerprint(parts: Iterable[str]) -> str:
    """Return a digest of the code and of all that a result depends on."""
    digest = hashlib.sha256(code_fingerprint().encode())
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:24]
