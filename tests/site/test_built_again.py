"""A site that is built anew at each edit is the same as one that is built from nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from goldline.app.layout import SCOPE
from goldline.store.plain_trees import FolderTree
from goldline.website.preparing import Source, prepare
from sites import captions, contents

ITEMS = "goldsets/caption-basics/items/things"


def source(folder: Path) -> Source:
    return Source(folder, None, None, lambda: FolderTree(folder, SCOPE))


def rewrite(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), "utf-8")

    return edit


def add_an_item(folder: Path) -> None:
    text = (folder / ITEMS / "cap-0004.yaml").read_text("utf-8")
    (folder / ITEMS / "cap-8888.yaml").write_text(text.replace("id: cap-0004", "id: cap-8888"), "utf-8")


def remove_an_item(folder: Path) -> None:
    (folder / ITEMS / "cap-0004.yaml").unlink()


def break_an_item(folder: Path) -> None:
    (folder / ITEMS / "cap-0004.yaml").write_text("id: [cap\n", "utf-8")


def remove_an_escalation(folder: Path) -> None:
    (folder / "escalations" / "2026" / "esc-0004.yaml").unlink()


EDITS: dict[str, Callable[[Path], None]] = {
    "a title": rewrite(f"{ITEMS}/cap-0004.yaml", "Smoke and spectators", "Smoke and more"),
    "an item held out": rewrite(
        f"{ITEMS}/cap-0004.yaml", "id: cap-0004", "id: cap-0004\nvisibility: held-out"
    ),
    "an item added": add_an_item,
    "an item removed": remove_an_item,
    "an item broken": break_an_item,
    "an escalation removed": remove_an_escalation,
    "a set made an example": rewrite(
        "goldsets/caption-basics/goldset.yaml", "visibility: training", "visibility: example"
    ),
    "a rule": rewrite(
        "guidelines/image-caption/criteria/correctness.yaml", 'main_errors: ">= 2"', 'main_errors: ">= 3"'
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_an_edit_makes_is_what_a_build_from_nothing_makes(
    tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    folder = captions(tmp_path / "work")
    site = source(folder)
    prepare(site, tmp_path / "docs")
    before = contents(tmp_path / "docs")
    edit(folder)
    prepare(site, tmp_path / "docs")
    prepare(source(folder), tmp_path / "fresh")
    again, fresh = contents(tmp_path / "docs"), contents(tmp_path / "fresh")
    assert again.keys() == fresh.keys()
    assert [path for path in fresh if again[path] != fresh[path]] == []
    assert again != before


def test_an_edit_of_one_item_writes_only_what_tells_of_it(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    site = source(folder)
    prepare(site, tmp_path / "docs")
    before = contents(tmp_path / "docs")
    EDITS["a title"](folder)
    prepare(site, tmp_path / "docs")
    after = contents(tmp_path / "docs")
    changed = [path for path in after if after[path] != before.get(path)]
    assert sum(bool(re.fullmatch(r"data/items-\d+\.js", path)) for path in changed) == 1
    assert "data/gold.js" in changed
    assert len(changed) < 12  # criteria name it in their helpers, and list it as an example
