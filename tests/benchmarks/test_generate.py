"""The repositories that benchmarks run on are what they claim to be, so that benchmarks cannot rot."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import Made, make_repository, path_of
from goldline.app.checking import check
from goldline.app.diffing import diff
from goldline.app.layout import SCOPE
from goldline.model.report import DiffReport
from goldline.store.git import Repository
from goldline.store.tree import CommitTree, Tree, WorkTree

ITEMS = 200


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_repository(tmp_path_factory.mktemp("benchmarks") / "repository", ITEMS)


def tree_at(made: Made, name: str) -> Tree:
    return CommitTree(Repository.open(made.path), made.commits[name], name, SCOPE)


def compare(made: Made, head: str) -> DiffReport:
    return diff(tree_at(made, "first"), tree_at(made, head), workers=1)


def test_nothing_is_wrong_in_a_generated_repository(made: Made) -> None:
    report = check(WorkTree(Repository.open(made.path), SCOPE), workers=1)
    assert report.items == ITEMS
    assert [f for f in report.findings if f.severity == "error"] == []


def test_a_changed_rule_breaks_the_labels_that_the_generator_counted(made: Made) -> None:
    report = compare(made, "stricter")
    counted = {status: report.summary[status] for status in made.stricter}
    assert report.summary["judgments"] == sum(made.stricter.values()) == 5 * ITEMS
    assert counted == made.stricter
    assert made.stricter["breaks"] > 0


def test_items_done_again_are_relabelled_as_the_generator_counted(made: Made) -> None:
    report = compare(made, "main")
    assert report.summary["relabelled"] == made.relabelled > 0
    assert report.summary["same"] == 5 * ITEMS - made.relabelled
    assert len({row.item for row in report.judgments}) <= made.changed_items == ITEMS // 100


def test_the_same_seed_makes_the_same_commits(made: Made, tmp_path: Path) -> None:
    assert make_repository(tmp_path / "other", ITEMS).commits == made.commits
    assert make_repository(tmp_path / "another", ITEMS, seed=2).commits != made.commits


def test_a_repository_that_is_there_is_used_again(made: Made, tmp_path: Path) -> None:
    assert make_repository(made.path, ITEMS) == made
    kept = make_repository(tmp_path / "kept", 3)
    (kept.path / "mark").touch()
    assert make_repository(kept.path, 3) == kept
    assert (kept.path / "mark").exists()


def test_a_repository_that_would_be_made_otherwise_is_made_anew(tmp_path: Path) -> None:
    old = make_repository(tmp_path / "old", 3)
    new = make_repository(old.path, 4)
    assert (new.items, len(new.item_files)) == (4, 4)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(SystemExit, match="not a benchmark's repository"):
        make_repository(tmp_path / "mine", 3)


def test_items_look_like_real_ones(made: Made) -> None:
    texts = [file.read_text() for file in made.item_files]
    assert len(texts) == ITEMS
    assert 1200 < made.size / ITEMS < 2200
    assert made.size == sum(len(text.encode()) for text in texts)
    assert len({text.partition("response: |")[2].partition("findings:")[0] for text in texts}) == ITEMS
    folders = {path_of(number).rpartition("/")[0] for number in range(10_000)}
    assert len(folders) == 20
