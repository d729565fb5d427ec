"""What a change asks people to look at: complete, divided fairly, and stamped when it was looked at."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from goldline.writing import disk
from releasing.conftest import Run, git

RULES = "guidelines/image-caption/criteria/correctness.yaml"
GUIDELINE = "guidelines/image-caption/guideline.yaml"
ITEM = "goldsets/caption-basics/items/animals/cap-0005.yaml"


@pytest.fixture
def stricter(root: Path) -> Path:
    """Give a repository on a branch where one major error gives 1, not 2."""
    git(root, "checkout", "-qb", "stricter")
    text = (root / RULES).read_text(encoding="utf-8")
    rule = "when: {worst_error: major}\n    then: "
    (root / RULES).write_text(text.replace(f"{rule}2", f"{rule}1", 1), encoding="utf-8")
    return root


def tasks(run: Run, *args: str) -> list[dict[str, Any]]:
    result = run("worklist", "--format", "json", *args)
    answer = json.loads(result.stdout)
    assert answer["format"] == "goldline/worklist/1"
    found: list[dict[str, Any]] = answer["tasks"]
    assert result.exit_code == (1 if found else 0)
    return found


def test_every_label_that_the_diff_counts_is_in_the_queue_and_no_other(stricter: Path, run: Run) -> None:
    wanted = {"breaks", "drifts", "undecided", "uninspected", "review"}
    rows = json.loads(run("diff", "--format", "json").stdout)["judgments"]
    touched = sorted(
        (row["item"], row["criterion"], row["status"]) for row in rows if row["status"] in wanted
    )
    found = sorted(
        (one["item"], one["criterion"], one["reason"]) for one in tasks(run) if one["reason"] != "stale"
    )
    assert found == touched
    assert ("cap-0005", "correctness", "breaks") in found


def test_parts_share_items_whole_and_labels_evenly(stricter: Path, run: Run) -> None:
    found = tasks(run, "--split", "3")
    owners: dict[str, set[int]] = {}
    for one in found:
        owners.setdefault(one["item"], set()).add(one["part"])
    assert all(len(parts) == 1 for parts in owners.values())
    sizes = [sum(one["part"] == part for one in found) for part in (1, 2, 3)]
    assert max(sizes) - min(sizes) <= max(sum(one["item"] == item for one in found) for item in owners)
    assert sorted(map(str, found)) != []
    assert tasks(run, "--split", "3") == found


def test_the_queue_tells_no_label(stricter: Path, run: Run) -> None:
    assert set(tasks(run)[0]) == {
        *("part", "reason", "item", "criterion", "response", "guideline", "file", "says")
    }


def test_a_spreadsheet_can_open_it(stricter: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("worklist", "--format", "csv").stdout)))
    assert {row["item"] for row in rows} == {one["item"] for one in tasks(run)}


def test_text_shows_boxes_to_tick_and_the_way_on(stricter: Path, run: Run) -> None:
    shown = run("worklist", "--split", "2", "--reason", "breaks").output
    assert "part 2 of 2" in shown
    assert f"[ ] cap-0005  {ITEM}" in shown
    assert "breaks  correctness: the rules now contradict the label" in shown


def test_what_was_revised_since_it_was_confirmed_is_stale_until_it_is_confirmed(root: Path, run: Run) -> None:
    text = (root / RULES).read_text(encoding="utf-8")
    revised = text.replace("  - id: COR-4\n", "  - id: COR-4\n    revised: 2.1.1\n", 1)
    (root / RULES).write_text(revised, encoding="utf-8")
    git(root, "commit", "-qam", "Revise")
    stale = tasks(run, "--against", "HEAD", "--reason", "stale")
    assert "cap-0005" in [one["item"] for one in stale]
    ids = [one["item"] for one in stale]
    assert run("confirm", *ids).exit_code == 0
    assert tasks(run, "--against", "HEAD", "--reason", "stale") == []
    lines = [
        line for line in git(root, "diff", "-U0").splitlines() if line[:1] in "+-" and line[1:2] != line[:1]
    ]
    assert len(lines) == 2 * len(ids)
    assert all(line[1:].startswith("guideline: image-caption@") for line in lines)


def test_nothing_changed_is_nothing_to_do(run: Run) -> None:
    result = run("worklist", "--against", "HEAD", "--reason", "breaks")
    assert (result.exit_code, "no gold label is touched" in result.output) == (0, True)


def test_confirming_says_which_new_types_it_vouches_for(root: Path, run: Run) -> None:
    path = "goldsets/caption-basics/items/people/cap-0001.yaml"
    text = (root / path).read_text(encoding="utf-8").replace("inspected: [hallucination.text]\n", "")
    start = text.index("guideline: ")
    stop = text.index("\n", start)
    (root / path).write_text(text[:start] + "guideline: image-caption@1.0.0" + text[stop:], encoding="utf-8")
    result = run("confirm", "cap-0001", "--dry-run")
    assert "looked for hallucination.text in it, too" in result.output
    assert "1.0.0 -> 2." in result.output
    assert "image-caption@1.0.0" in (root / path).read_text(encoding="utf-8")


def test_an_item_confirmed_under_a_later_version_is_not_set_back(root: Path, run: Run) -> None:
    text = (root / ITEM).read_text(encoding="utf-8")
    (root / ITEM).write_text(text.replace("image-caption@1.0.0", "image-caption@9.0.0"), encoding="utf-8")
    result = run("confirm", "cap-0005")
    assert (result.exit_code, "was confirmed under 9.0.0" in result.output) == (2, True)
    assert run("confirm", "cap-9999").exit_code == 2


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_all_are_stamped_or_none(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    real, calls = getattr(os, name), 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if name == "open" and not str(args[0]).endswith(disk.SUFFIX):
            return real(*args, **kwargs)
        calls += 1
        if calls == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(disk.os, name, call)
        result = run("confirm", "cap-0005", "cap-0001")
    assert result.exit_code == 2
    assert git(root, "status", "--porcelain") == ""
