"""Criteria written beside the small repository, to see what an input reads out of an item."""

from __future__ import annotations

from contract.workbench import Repo, text

CRITERIA = "guidelines/answers/criteria"


def judged_by(repo: Repo, body: str, *, scale: str = "three-point", id: str = "probe") -> None:
    """Write a criterion of that name."""
    head = f"id: {id}\ntitle: Probe\nquestion: How is it?\nscale: {scale}\n"
    repo.write(f"{CRITERIA}/{id}.yaml", head + text(body))


AMOUNT = "{type: numeric, minimum: 0, maximum: 1000}"


def reading(repo: Repo, name: str, of: str) -> None:
    """Write a numeric criterion that gives the input itself."""
    judged_by(
        repo,
        f"inputs:\n  x: {of}\nhit_policy: first\nrules:\n"
        "  - {id: NUM-1, text: What it reads., then: {formula: x}}\n",
        scale=AMOUNT,
        id=name,
    )
