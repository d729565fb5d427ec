"""The docs folder: written only where it differs, never half, nothing left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.website.page import Asset
from goldline.website.staging import stage


def test_what_already_holds_the_right_bytes_is_not_touched(tmp_path: Path) -> None:
    stage(tmp_path, [Asset("a.md", b"one"), Asset("b/c.md", b"two")])
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    outcome = stage(tmp_path, [Asset("a.md", b"one"), Asset("b/c.md", b"two")])
    assert (outcome.written, outcome.kept, outcome.removed) == (0, 2, 0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == times


def test_what_differs_is_written_even_where_its_size_is_the_same(tmp_path: Path) -> None:
    stage(tmp_path, [Asset("a.md", b"one")])
    assert stage(tmp_path, [Asset("a.md", b"two")]).written == 1
    assert (tmp_path / "a.md").read_bytes() == b"two"


def test_what_is_no_longer_there_goes_with_its_folder(tmp_path: Path) -> None:
    stage(tmp_path, [Asset("a.md", b""), Asset("gone/deep/b.md", b"")])
    assert stage(tmp_path, [Asset("a.md", b"")]).removed == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_is_never_seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(tmp_path, [Asset("a.md", b"old")])
    monkeypatch.setattr(Path, "replace", _refuse)
    with pytest.raises(OSError, match="no room"):
        stage(tmp_path, [Asset("a.md", b"new and longer")])
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"old")]


def _refuse(_self: Path, _target: Path) -> Path:
    raise OSError("no room")


@pytest.mark.parametrize("paths", [("a.md", "a.md"), ("a.md", "A.md")])
def test_two_pages_for_one_place_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    with pytest.raises(GoldlineError, match=r"a\.md"):
        stage(tmp_path, [Asset(path, b"") for path in paths])


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//b", "a\\b", ""])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="within"):
        stage(tmp_path / "docs", [Asset(path, b"")])
