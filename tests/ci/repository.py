"""Git, and the edits that the tests of pull requests make."""

from __future__ import annotations

import subprocess
from pathlib import Path

CRITERION = "guidelines/claims/criteria/correctness.yaml"
MANIFEST = "guidelines/claims/guideline.yaml"
ITEM = "goldsets/claims-basics/items/old-bridge-colour.yaml"
SET = "goldsets/claims-basics/goldset.yaml"


def git(root: Path, *args: str) -> str:
    """Run git here and return what it printed, without the line break at its end."""
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.strip()


def edit(root: Path, path: str, before: str, after: str) -> None:
    """Replace a text that must be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert before in text, f"{path} does not say {before!r}"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def make_stricter(root: Path) -> None:
    """Let the rule for small errors give the lowest level: the label of an item then stands against it."""
    edit(
        root, CRITERION, "when: {worst_error: minor}\n    then: 2", "when: {worst_error: minor}\n    then: 1"
    )
