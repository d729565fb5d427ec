"""NAME@VERSION: a tag, else the newest commit whose manifest says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.git import Repository
from goldline.store.revisions import list_versions, open_source, read_version, resolve
from store.sandbox import SCOPE, Sandbox

MANIFEST = "guidelines/captions/guideline.yaml"
NOTE = "goldsets/basics/note.yaml"


def version(number: str) -> dict[str, str | bytes]:
    return {MANIFEST: f"format: 1\nid: captions\nversion: {number}\n"}


def test_the_newest_commit_that_still_says_so_is_meant_not_the_one_that_began_it(sandbox: Sandbox) -> None:
    last_of_1_0 = sandbox.commit({NOTE: "gold was added under 1.0.0\n"})
    sandbox.commit(version("1.1.0"))
    last_of_1_1 = sandbox.commit({NOTE: "gold was added under 1.1.0\n"})
    repo = sandbox.open()
    assert resolve(repo, "captions@1.0.0").commit == last_of_1_0
    assert resolve(repo, "captions@1.1.0").commit == last_of_1_1
    tree = open_source(repo, "captions@1.0.0", scope=SCOPE)
    assert (tree.name, tree.commit) == ("captions@1.0.0", last_of_1_0)


def test_a_tag_of_that_name_decides(sandbox: Sandbox) -> None:
    tagged = sandbox.git("rev-parse", "HEAD")
    sandbox.git("tag", "-a", "-m", "released", "captions@1.0.0")
    sandbox.commit({NOTE: "later, under the same version\n"})
    assert resolve(sandbox.open(), "captions@1.0.0").commit == tagged


def test_a_branch_of_that_name_does_not_decide(sandbox: Sandbox) -> None:
    sandbox.git("branch", "captions@1.0.0")
    newest = sandbox.commit({NOTE: "later, under the same version\n"})
    assert resolve(sandbox.open(), "captions@1.0.0").commit == newest


def test_a_version_that_came_back_is_found_where_it_is_newest(sandbox: Sandbox) -> None:
    sandbox.commit(version("1.1.0"))
    back = sandbox.commit(version("1.0.0"))
    assert resolve(sandbox.open(), "captions@1.0.0").commit == back


def test_a_version_that_lived_on_a_merged_branch_is_found(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.commit(version("1.1.0"))
    last_on_side = sandbox.commit({NOTE: "under 1.1.0\n"})
    sandbox.git("switch", "-q", "main")
    sandbox.commit(version("2.0.0"))
    sandbox.git("merge", "-q", "-s", "ours", "-m", "merged", "side")
    merged = sandbox.git("rev-parse", "HEAD")
    repo = sandbox.open()
    assert resolve(repo, "captions@1.1.0").commit == last_on_side
    assert resolve(repo, "captions@2.0.0").commit == merged


def test_clocks_that_were_wrong_change_nothing(sandbox: Sandbox) -> None:
    future, past = "2099-01-01T00:00:00Z", "1970-01-02T00:00:00Z"
    sandbox.commit({NOTE: "1\n"}, GIT_COMMITTER_DATE=future, GIT_AUTHOR_DATE=future)
    last_of_1_0 = sandbox.commit({NOTE: "2\n"}, GIT_COMMITTER_DATE=past, GIT_AUTHOR_DATE=past)
    sandbox.commit(version("1.1.0"), GIT_COMMITTER_DATE=past, GIT_AUTHOR_DATE=past)
    assert resolve(sandbox.open(), "captions@1.0.0").commit == last_of_1_0


def test_a_version_that_does_not_exist_is_answered_with_those_that_do(sandbox: Sandbox) -> None:
    sandbox.commit(version("1.1.0"))
    sandbox.commit(version("2.0.0"))
    with pytest.raises(GoldlineError, match=r"There are: 2\.0\.0, 1\.1\.0, 1\.0\.0\.\n"):
        resolve(sandbox.open(), "captions@3.0.0")


def test_a_guideline_that_does_not_exist_is_said_not_to(sandbox: Sandbox) -> None:
    with pytest.raises(GoldlineError, match="No commit has a guideline 'captoins'"):
        resolve(sandbox.open(), "captoins@1.0.0")


def test_before_the_first_commit_there_are_no_versions(empty: Sandbox) -> None:
    with pytest.raises(GoldlineError, match="No commit has a guideline"):
        resolve(empty.open(), "captions@1.0.0")


def test_a_shallow_clone_does_not_claim_that_a_version_never_existed(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.commit(version("1.1.0"))
    sandbox.git("clone", "-q", "--depth=1", f"file://{sandbox.root}", str(tmp_path / "shallow"))
    repo = Repository.open(tmp_path / "shallow")
    assert resolve(repo, "captions@1.1.0").commit == sandbox.git("rev-parse", "HEAD")
    with pytest.raises(GoldlineError, match="not here, but this is a shallow clone") as told:
        resolve(repo, "captions@1.0.0")
    assert "git fetch --unshallow" in told.value.hint


def test_a_history_of_several_batches_is_walked_to_its_end(sandbox: Sandbox) -> None:
    first = sandbox.git("rev-parse", "HEAD")
    stream = []
    for number in range(400):
        text = f"version: 1.1.{number // 10}\n"
        stream.append(
            f"commit refs/heads/main\ncommitter Ada <a@example.org> {1_800_000_000 + number} +0000\n"
            "data 2\nx\n"
            + (f"from {first}\n" if number == 0 else "")
            + f"M 100644 inline {MANIFEST}\ndata {len(text)}\n{text}\n"
        )
    sandbox.git("fast-import", "--quiet", stdin="".join(stream).encode())
    repo = sandbox.open()
    assert resolve(repo, "captions@1.0.0").commit == first
    found = dict(list_versions(repo, "captions", sandbox.git("rev-parse", "main")))
    assert list(found) == [f"1.1.{number}" for number in range(39, -1, -1)] + ["1.0.0"]
    assert found["1.1.20"] == sandbox.git("rev-parse", "main~190")


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        (b"version: 1.2.3\n", "1.2.3"),
        (b"id: x\r\nversion: 1.2.3\r\n", "1.2.3"),
        (b'version: "1.2.3"   # the last one\n', "1.2.3"),
        (b"'version' : '1.2.3-rc.1+b'\n", "1.2.3-rc.1+b"),
        (b"\xef\xbb\xbfversion: 1.2.3\n", "1.2.3"),
        (b"broken: [\nversion: 1.2.3\n\xff", "1.2.3"),
        (b"meta:\n  version: 1.2.3\n", None),
        (b"# version: 1.2.3\nversions: 2\n", None),
        (b"", None),
    ],
)
def test_the_version_is_read_even_where_the_manifest_is_broken(manifest: bytes, expected: str | None) -> None:
    assert read_version(manifest) == expected
