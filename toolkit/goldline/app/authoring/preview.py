"""What writing files would change, line by line, for `--dry-run`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

from goldline.reading.yaml_events import plain_text
from goldline.writing.disk import Write


def preview(writes: Iterable[Write]) -> str:
    """Return the lines that would change, in the form of a patch without context."""
    lines: list[str] = []
    for write in writes:
        before, after = plain_text(write.expected or b""), plain_text(write.data)
        lines += unified_diff(
            before.splitlines(), after.splitlines(), write.path, write.path, n=0, lineterm=""
        )
    return "".join(f"{line}\n" for line in lines)
