"""The version of what escalations led to: known once the guideline gets it, and written then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goldline.app.frame import Frame
from goldline.writing.disk import Write
from goldline.writing.splice import Editor


def stamped_outcomes(
    base: Frame, head: Frame, root: Path, guideline: str, version: str, replaced: str
) -> Iterator[tuple[str, Write]]:
    """Yield the escalations that were resolved since a base, each with its file that names the version.

    One that names a version keeps it, unless that is the one that was `replaced` before its release.
    """
    before = {one.id for one in base.escalations.values() if one.status == "resolved"}
    for path, one in head.escalations.items():
        if one.guideline != guideline or one.status != "resolved" or one.id in before:
            continue
        if one.outcome is None or one.outcome.version not in ("", replaced):
            continue
        data = (root / path).read_bytes()
        editor = Editor(data, path)
        if one.outcome.version:
            editor.set(("outcome", "version"), version)
        else:
            editor.insert(("outcome",), "version", version)
        yield one.id, Write(path, editor.data, data)
