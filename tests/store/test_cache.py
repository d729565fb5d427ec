"""The cache: it may forget, but it is never wrong and never in the way."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldline.store.cache import Cache
from goldline.store.git import Repository
from store.sandbox import Sandbox

ROWS = [(f"{number:040x}", f"value {number}".encode() * 20) for number in range(300)]


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    return sandbox.open()


@pytest.fixture
def file(repo: Repository) -> Iterator[Path]:
    """A cache with something in it, closed again."""
    with Cache.open(repo, repo.git_dir) as cache:
        cache.put_many("facts", "k", ROWS)
        assert cache.path is not None
        yield cache.path


def everything(repo: Repository) -> dict[str, bytes]:
    with Cache.open(repo, repo.git_dir) as cache:
        return cache.get_all("facts", "k")


def works(repo: Repository) -> bool:
    with Cache.open(repo, repo.git_dir) as cache:
        cache.put_many("probe", "k", [("a", b"1")])
        return cache.get_all("probe", "k") == {"a": b"1"}


def test_what_was_kept_is_found_again_by_another_process(repo: Repository, file: Path) -> None:
    assert file == repo.common_dir / "goldline" / "cache-1.sqlite"
    with Cache.open(repo, repo.git_dir) as cache:
        assert cache.get_all("facts", "k") == dict(ROWS)
        wanted = [ROWS[7][0], "not there", ROWS[99][0]]
        assert cache.get_many("facts", "k", wanted) == {ROWS[7][0]: ROWS[7][1], ROWS[99][0]: ROWS[99][1]}
        assert cache.get_many("facts", "k", (blob for blob, _ in ROWS * 4)) == dict(ROWS)
        assert cache.state.startswith("on (")


def test_another_table_or_key_is_another_drawer(repo: Repository, file: Path) -> None:
    with Cache.open(repo, repo.git_dir) as cache:
        assert cache.get_all("facts", "other key") == {}
        assert cache.get_all("items", "k") == {}
        cache.put_many("items", "k", [(ROWS[0][0], b"another value")])
        assert cache.get_all("items", "k") == {ROWS[0][0]: b"another value"}
        assert cache.get_all("facts", "k") == dict(ROWS)


def test_the_last_value_for_a_blob_is_kept(repo: Repository, file: Path) -> None:
    with Cache.open(repo, repo.git_dir) as cache:
        cache.put_many("facts", "k", [(ROWS[0][0], b"newer")])
        assert cache.get_many("facts", "k", [ROWS[0][0]]) == {ROWS[0][0]: b"newer"}


def test_old_keys_are_forgotten_and_their_space_is_used_again(repo: Repository, file: Path) -> None:
    with Cache.open(repo, repo.git_dir) as cache:
        for number in range(5):
            cache.put_many("facts", f"key {number}", ROWS)
            cache.prune(["k", f"key {number}"])
            if number == 1:
                size = os.path.getsize(file)
        assert cache.get_all("facts", "key 3") == {}
        assert cache.get_all("facts", "key 4") == cache.get_all("facts", "k") == dict(ROWS)
    assert os.path.getsize(file) <= size * 1.5


def test_only_its_owner_can_read_it(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for beside in file.parent.iterdir():
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_all_worktrees_share_it(sandbox: Sandbox, repo: Repository, file: Path, tmp_path: Path) -> None:
    sandbox.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    assert everything(Repository.open(tmp_path / "side")) == dict(ROWS)


def test_a_folder_outside_git_has_one_of_its_own_away_from_it(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with Cache.open(None, tmp_path / name) as cache:
            cache.put_many("facts", "k", [("a", name.encode())])
    for name in ("one", "two"):
        with Cache.open(None, tmp_path / name) as cache:
            assert cache.get_all("facts", "k") == {"a": name.encode()}
            assert cache.path is not None
            assert cache.path.is_relative_to(os.environ["XDG_CACHE_HOME"])
        assert list((tmp_path / name).iterdir()) == []


def test_it_can_be_switched_off(repo: Repository, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDLINE_CACHE", "off")
    with Cache.open(repo, repo.git_dir) as cache:
        cache.put_many("facts", "k2", ROWS)
        assert cache.get_all("facts", "k") == cache.get_many("facts", "k", ["a"]) == {}
        cache.prune([])
        assert cache.state == "off (GOLDLINE_CACHE)"
    monkeypatch.delenv("GOLDLINE_CACHE")
    assert everything(repo) == dict(ROWS)


# Trouble


def drop_logs(file: Path) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "content", [b"not a database at all\n" * 1000, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_rubbish_in_its_place_is_replaced(repo: Repository, file: Path, content: bytes) -> None:
    drop_logs(file)
    file.write_bytes(content)
    assert everything(repo) == {}
    assert works(repo)


def test_a_file_cut_short_is_replaced(repo: Repository, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.truncate(file, os.path.getsize(file) // 2)
    drop_logs(file)
    found = everything(repo)
    assert all(found[blob] == dict(ROWS)[blob] for blob in found)
    assert works(repo)


@pytest.mark.parametrize("pragma", ["application_id = 1", "user_version = 99"])
def test_another_program_s_database_in_its_place_is_replaced(
    repo: Repository, file: Path, pragma: str
) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()
    assert everything(repo) == {}
    assert works(repo)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE rows SET value = x'00' || substr(value, 2)",
        "UPDATE rows SET blob = 'f' || substr(blob, 2)",
        "UPDATE rows SET value = 'a text'",
        "UPDATE rows SET sum = 'a text'",
        "UPDATE rows SET blob = 12345 || blob",
        "UPDATE rows SET blob = CAST(x'ff' || blob AS TEXT)",
        "UPDATE spaces SET key = 'k', kind = 'other'; INSERT INTO spaces VALUES (99, 'facts', 'k')",
        "DROP TABLE rows",
        "DROP TABLE spaces",
    ],
)
def test_a_damaged_value_is_never_given_out(repo: Repository, file: Path, damage: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(damage)
    connection.close()
    assert everything(repo) == {}
    with Cache.open(repo, repo.git_dir) as cache:
        assert cache.get_all("other", "k") == {}
    assert works(repo)


def test_a_flipped_bit_anywhere_in_the_file_never_gives_a_wrong_value(repo: Repository, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole, right = file.read_bytes(), dict(ROWS)
    for place in range(0, len(whole), len(whole) // 150):
        drop_logs(file)
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        found = everything(repo)
        assert all(right.get(blob) == value for blob, value in found.items()), place


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of a folder do not bind root")
def test_a_folder_that_cannot_be_written_is_no_error(repo: Repository) -> None:
    repo.common_dir.chmod(0o500)
    try:
        with Cache.open(repo, repo.git_dir) as cache:
            cache.put_many("facts", "k", ROWS)
            assert cache.get_all("facts", "k") == {}
            assert cache.state.startswith("off (")
    finally:
        repo.common_dir.chmod(0o700)


def test_a_file_in_the_place_of_its_folder_is_no_error(repo: Repository) -> None:
    (repo.common_dir / "goldline").write_text("in the way")
    with Cache.open(repo, repo.git_dir) as cache:
        cache.put_many("facts", "k", ROWS)
        assert cache.get_all("facts", "k") == {}
        assert cache.state.startswith("off (")
    assert (repo.common_dir / "goldline").read_text() == "in the way"


@pytest.mark.skipif(os.name == "nt", reason="no symbolic links without rights")
def test_a_link_in_its_place_is_not_followed(repo: Repository, tmp_path: Path) -> None:
    (repo.common_dir / "goldline").mkdir()
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (repo.common_dir / "goldline/cache-1.sqlite").symlink_to(victim)
    with Cache.open(repo, repo.git_dir) as cache:
        assert cache.state.startswith("off (")
    assert victim.read_text() == "precious"


def test_a_writer_that_never_ends_is_waited_for_once_and_then_left_alone(
    repo: Repository, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldline.store.cache._LOCK_SECONDS", 0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Cache.open(repo, repo.git_dir) as cache:
        assert cache.get_all("facts", "k") == dict(ROWS), "a writer is no obstacle to reading"
        cache.put_many("facts", "k", [("a", b"1")])
        assert "locked" in cache.state
        assert cache.get_all("facts", "k") == {}
    other.execute("ROLLBACK")
    other.close()
    assert everything(repo) == dict(ROWS), "nothing was thrown away"


def test_a_mistake_of_the_caller_is_not_taken_for_a_broken_file(repo: Repository, file: Path) -> None:
    def rows() -> Iterator[tuple[str, bytes]]:
        yield ROWS[0]
        raise TypeError("a fault in the code that makes the rows")

    with Cache.open(repo, repo.git_dir) as cache, pytest.raises(TypeError):
        cache.put_many("facts", "k", rows())
    assert everything(repo) == dict(ROWS)


WRITER = """
import sys
from pathlib import Path
from goldline.store.cache import Cache
from goldline.store.git import Repository
number = int(sys.argv[2])
with Cache.open(Repository.open(Path(sys.argv[1])), Path(sys.argv[1])) as cache:
    for part in range(10):
        rows = [(f"{number}-{part}-{row}", b"x" * 300) for row in range(200)]
        cache.put_many("facts", "k", rows)
print(cache.state)
"""


def test_four_processes_that_start_and_write_at_once_lose_nothing(sandbox: Sandbox) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(sandbox.root), str(number)], env=environment)
        for number in range(4)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    assert len(everything(sandbox.open())) == 4 * 10 * 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
def test_a_forked_child_finds_it_empty_and_leaves_the_parent_s_alone(repo: Repository, file: Path) -> None:
    with Cache.open(repo, repo.git_dir) as cache:
        child = os.fork()
        if child == 0:
            empty = cache.get_all("facts", "k") == {}
            cache.close()
            os._exit(0 if empty else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert cache.get_all("facts", "k") == dict(ROWS)
