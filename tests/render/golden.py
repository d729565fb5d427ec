"""Texts that a person has read and approved, kept as files.

After a change that is meant, run the tests with `GOLDLINE_WRITE_GOLDEN=1` and read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    """Fail unless `text` is what the file of that name holds."""
    file = FOLDER / name
    if os.environ.get("GOLDLINE_WRITE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
