"""Whatever fails, a file is old or new, and nothing else is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from goldline.errors import GoldlineError
from goldline.writing import disk
from goldline.writing.disk import Move, Write, write_all, write_file

OLD, NEW = b"old: 1\n" * 100, b"new: 2\n" * 5000
CALLS = ("open", "write", "fsync", "replace", "close", "fchmod", "unlink")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "goldsets").mkdir()
    (tmp_path / "goldsets/a.yaml").write_bytes(OLD)
    return tmp_path


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".goldline-*")]


def test_a_file_takes_its_new_content_and_keeps_its_mode(root: Path) -> None:
    (root / "goldsets/a.yaml").chmod(0o640)
    write_file(root, "goldsets/a.yaml", NEW, OLD)
    assert (root / "goldsets/a.yaml").read_bytes() == NEW
    assert (root / "goldsets/a.yaml").stat().st_mode & 0o777 == 0o640
    assert not leftovers(root)


def test_a_new_file_brings_its_folders(root: Path) -> None:
    write_file(root, "goldsets/s/items/x.yaml", NEW, None)
    assert (root / "goldsets/s/items/x.yaml").read_bytes() == NEW


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    with pytest.raises(GoldlineError, match="changed by somebody else"):
        write_file(root, "goldsets/a.yaml", NEW, b"what I read")
    with pytest.raises(GoldlineError, match="there already"):
        write_file(root, "goldsets/a.yaml", NEW, None)
    assert (root / "goldsets/a.yaml").read_bytes() == OLD
    assert not leftovers(root)


@pytest.mark.parametrize(
    "path", ["../a.yaml", "/a.yaml", "a/../../b.yaml", "", ".git/config", "goldsets/con.yaml"]
)
def test_nothing_is_written_outside_the_root_or_under_a_bad_name(root: Path, path: str) -> None:
    with pytest.raises(GoldlineError):
        write_file(root, path, NEW, None)


def test_links_are_refused_wherever_they_stand(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "t.yaml").write_bytes(OLD)
    (root / "goldsets/link.yaml").symlink_to(other / "t.yaml")
    (root / "escalations").symlink_to(other)
    for path in ("goldsets/link.yaml", "escalations/t.yaml"):
        with pytest.raises(GoldlineError, match="link"):
            write_file(root, path, NEW, OLD)
    assert (other / "t.yaml").read_bytes() == OLD


def test_what_a_crash_left_behind_is_cleared_the_next_time(root: Path) -> None:
    stale, fresh = root / "goldsets/.goldline-1.tmp", root / "goldsets/.goldline-2.tmp"
    for path in (stale, fresh):
        path.write_bytes(b"torn")
    os.utime(stale, (time.time() - 10_000,) * 2)
    write_file(root, "goldsets/a.yaml", NEW, OLD)
    assert leftovers(root) == [".goldline-2.tmp"]  # somebody may be writing that one now


# --- several -------------------------------------------------------------------------------------


def test_several_files_are_written_or_none(root: Path) -> None:
    (root / "goldsets/b.yaml").write_bytes(b"b")
    with pytest.raises(GoldlineError):
        write_all(root, [Write("goldsets/a.yaml", NEW, OLD), Write("goldsets/b.yaml", NEW, b"not this")])
    assert (root / "goldsets/a.yaml").read_bytes() == OLD
    write_all(root, [Write("goldsets/a.yaml", NEW, OLD), Write("goldsets/b.yaml", NEW, b"b")])
    assert (root / "goldsets/a.yaml").read_bytes() == (root / "goldsets/b.yaml").read_bytes() == NEW


def test_files_and_folders_move_after_the_writing(root: Path) -> None:
    write_all(
        root,
        [Write("goldsets/a.yaml", NEW, OLD)],
        [Move("goldsets/a.yaml", "goldsets/z/b.yaml"), Move("goldsets", "sets")],
    )
    assert (root / "sets/z/b.yaml").read_bytes() == NEW
    assert not (root / "goldsets").exists()


def test_a_move_onto_something_is_refused_before_anything_is_written(root: Path) -> None:
    (root / "goldsets/b.yaml").write_bytes(b"b")
    with pytest.raises(GoldlineError, match="there already"):
        write_all(root, [Write("goldsets/a.yaml", NEW, OLD)], [Move("goldsets/a.yaml", "goldsets/b.yaml")])
    assert (root / "goldsets/a.yaml").read_bytes() == OLD


# --- faults --------------------------------------------------------------------------------------


def failing(
    monkeypatch: pytest.MonkeyPatch, name: str, nth: int, error: BaseException, *, once: bool = True
) -> Callable[[], int]:
    """Let the `nth` call of `os.NAME` in the writer fail, and all later ones unless `once`."""
    real, calls = getattr(os, name), 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth or (calls > nth and not once):
            if name == "close":
                real(*args)
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(disk.os, name, call)
    return lambda: calls


def every_fault() -> Iterator[Any]:
    for name in CALLS:
        for nth in range(1, 7):
            for once in (True, False):
                yield pytest.param(name, nth, once, id=f"{name}-{nth}-{'once' if once else 'ever'}")


@pytest.mark.parametrize(("name", "nth", "once"), list(every_fault()))
def test_whichever_call_fails_each_file_is_old_or_new(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, nth: int, once: bool
) -> None:
    (root / "goldsets/b.yaml").write_bytes(OLD)
    with monkeypatch.context() as patch:
        calls = failing(patch, name, nth, OSError(errno.EIO, "Input/output error"), once=once)
        message = ""
        try:
            write_all(root, [Write("goldsets/a.yaml", NEW, OLD), Write("goldsets/b.yaml", NEW, OLD)])
        except GoldlineError as error:
            message = str(error)
        reached = calls() >= nth
    after = {path: (root / path).read_bytes() for path in ("goldsets/a.yaml", "goldsets/b.yaml")}
    assert all(content in (OLD, NEW) for content in after.values())
    if not message:
        assert not reached or name == "unlink"
        assert set(after.values()) == {NEW}
    elif "nothing was changed" in message:
        assert set(after.values()) == {OLD}
    else:  # what it says is written is written, and nothing else
        said = {
            path for path in after if path in message.partition("written all the same:")[2].partition("\n")[0]
        }
        assert said == {path for path, content in after.items() if content == NEW}
    if name != "unlink":
        assert not leftovers(root)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only")],
)
def test_common_faults_are_told_in_plain_words(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    failing(monkeypatch, "write", 1, OSError(number, "x"))
    with pytest.raises(GoldlineError, match=words):
        write_file(root, "goldsets/a.yaml", NEW, OLD)
    assert (root / "goldsets/a.yaml").read_bytes() == OLD
    assert not leftovers(root)


def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "fsync", 1, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_file(root, "goldsets/a.yaml", NEW, OLD)
    assert (root / "goldsets/a.yaml").read_bytes() == OLD
    assert not leftovers(root)


def test_a_short_write_is_carried_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(disk.os, "write", lambda handle, data: real(handle, bytes(data[:1000])))
    write_file(root, "goldsets/a.yaml", NEW, OLD)
    assert (root / "goldsets/a.yaml").read_bytes() == NEW


WRITER = """
import sys
from pathlib import Path
from goldline.writing.disk import write_file
root, old, new = Path(sys.argv[1]), b"old: 1\\n" * 100, b"new: 2\\n" * 5000
print("ready", flush=True)
now = old
while True:
    then = new if now == old else old
    write_file(root, "goldsets/a.yaml", then, now)
    now = then
"""


def writer(root: Path) -> subprocess.Popen[bytes]:
    package = str(Path(disk.__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": package}
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(root: Path) -> None:
    for round_ in range(20):
        (root / "goldsets/a.yaml").write_bytes(OLD)
        process = writer(root)
        time.sleep(0.001 + 0.0013 * round_)
        process.kill()
        process.wait()
        assert (root / "goldsets/a.yaml").read_bytes() in (OLD, NEW)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_request_to_end_removes_the_temporary_file(root: Path) -> None:
    for round_ in range(4):
        (root / "goldsets/a.yaml").write_bytes(OLD)
        process = writer(root)
        time.sleep(0.01 + 0.003 * round_)
        process.send_signal(signal.SIGTERM)
        assert process.wait() in (128 + signal.SIGTERM, -signal.SIGTERM)
        assert (root / "goldsets/a.yaml").read_bytes() in (OLD, NEW)
        assert not leftovers(root)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(
            f"NOT TESTED on a full disk: no small disk can be mounted here ({done.stderr.decode().strip()})"
        )
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_keeps_the_old_file(small_disk: Path) -> None:
    (small_disk / "a.yaml").write_bytes(OLD)
    with pytest.raises(GoldlineError, match="disk is full"):
        write_file(small_disk, "a.yaml", b"x" * 200_000, OLD)
    assert (small_disk / "a.yaml").read_bytes() == OLD
    assert not leftovers(small_disk)
