"""What `goldline diff --format json` says, taken apart."""

from __future__ import annotations

from typing import Any

from contract.workbench import Repo

STATUSES = (
    "added",
    "removed",
    "review",
    "uninspected",
    "undecided",
    "decided",
    "unlabelled",
    "follows",
    "breaks",
    "fixes",
    "drifts",
    "relabelled",
    "same",
)

Judgment = dict[str, Any]


def diff(repo: Repo, *args: str) -> dict[str, Any]:
    """Return the whole answer of `goldline diff ARGS`."""
    done = repo.run("diff", *args, "--format", "json")
    assert done.exit_code in (0, 1), done.said
    answer = done.json
    assert isinstance(answer, dict)
    return answer


def judgments(repo: Repo, *args: str) -> dict[tuple[str, str, str | None], Judgment]:
    """Return all judgments by item, criterion and response, `same` ones too."""
    listed = diff(repo, *args, "--all")["judgments"]
    by_name = {(one["item"], one["criterion"], one["response"]): one for one in listed}
    assert len(by_name) == len(listed), "a judgment is listed twice"
    return by_name


def judgment(
    repo: Repo, item: str, *args: str, criterion: str = "correctness", response: str | None = None
) -> Judgment:
    """Return the judgment of one item."""
    return judgments(repo, *args)[item, criterion, response]


def statuses(repo: Repo, *args: str, criterion: str = "correctness") -> dict[str, str]:
    """Return the status of each item that is not the same, `item` or `item/response` by name."""
    return {
        item if response is None else f"{item}/{response}": one["status"]
        for (item, of, response), one in judgments(repo, *args).items()
        if of == criterion and one["status"] != "same"
    }


def now(repo: Repo, item: str, *, criterion: str = "correctness", response: str | None = None) -> Judgment:
    """Return the judgment of one item as it stands, the revision being compared with itself."""
    repo.commit("As it stands")
    one = judgment(repo, item, "HEAD", "HEAD", criterion=criterion, response=response)
    for side in ("{}", "{}_state", "{}_rules"):
        assert one[side.format("base")] == one[side.format("head")]
    return one
