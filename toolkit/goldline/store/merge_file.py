"""Git's own merge of three texts, line by line: for prose, and for what cannot be understood."""

from __future__ import annotations

import tempfile
from pathlib import Path

_MOST_CONFLICTS = 127


def merge_lines(base: bytes, ours: bytes, theirs: bytes, *, marker: int = 7) -> tuple[bytes, bool]:
    """Return the merged bytes, and whether all is settled; what is not stands between conflict marks.

    Bytes that are no text come back as ours, and not settled.
    """
    from goldline.store import gitpython  # costs a tenth of a second

    with tempfile.TemporaryDirectory(prefix="goldline-merge-") as folder:
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(data)
        labels = [part for label in ("ours", "base", "theirs") for part in ("-L", label)]
        process = gitpython.calls_at(Path(folder)).merge_file(
            "-p", "-q", f"--marker-size={marker}", *labels, "ours", "base", "theirs"
        )
        out, _ = process.communicate()
    if process.returncode > _MOST_CONFLICTS:  # no text: as git does, ours stays and nothing is settled
        return ours, False
    return out, process.returncode == 0
