"""`goldline diff`: what BASE and HEAD can be, and repositories that make it hard."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from contract.diffing import diff, judgment, statuses
from contract.small import (
    ANSWERS_CRITERION,
    ANSWERS_GUIDELINE,
    ANSWERS_TAXONOMY,
    answers,
    found,
    item,
    item_path,
)
from contract.workbench import Repo, RepoFactory, git, run


@pytest.fixture
def small(repo: RepoFactory) -> Repo:
    return repo(answers())


def give_major(repo: Repo, then: int) -> None:
    """A major error gives `then` from now on."""
    before = repo.read(ANSWERS_CRITERION)
    head, tail = before.split("when: {worst: major}\n    then: ")
    repo.write(ANSWERS_CRITERION, f"{head}when: {{worst: major}}\n    then: {then}{tail[1:]}")


def moved(repo: Repo, *args: str) -> tuple[object, object]:
    one = judgment(repo, "major", *args)
    return one["base"], one["head"]


# --- revisions ---------------------------------------------------------------------------------------


def test_two_revisions(small: Repo) -> None:
    give_major(small, 1)
    small.commit("One")
    give_major(small, 3)
    small.commit("Three")
    assert moved(small, "HEAD~2", "HEAD~1") == (2, 1)
    assert moved(small, "HEAD~1", "HEAD") == (1, 3)
    assert moved(small, "HEAD", "HEAD~2") == (3, 2)


def test_the_answer_names_the_commits_it_read(small: Repo) -> None:
    give_major(small, 1)
    small.commit("One")
    answer = diff(small, "HEAD~1", "HEAD")
    assert answer["base"]["commit"] == small.commits[0]
    assert answer["head"]["commit"] == small.commits[1]


def test_one_revision_is_compared_with_the_working_tree(small: Repo) -> None:
    give_major(small, 1)
    small.commit("One")
    give_major(small, 3)
    assert moved(small, "HEAD~1") == (2, 3)
    assert diff(small, "HEAD~1")["head"]["commit"] is None


def test_branches_tags_and_short_commits_are_revisions(small: Repo) -> None:
    small.git("tag", "before")
    small.git("branch", "topic/before")
    give_major(small, 1)
    small.commit("One")
    for name in ("before", "topic/before", small.commits[0][:10], small.commits[0]):
        assert moved(small, name, "HEAD") == (2, 1)


def test_by_default_the_working_tree_is_compared_with_its_own_commit_on_main(small: Repo) -> None:
    """On the default branch the merge base is HEAD itself: what is seen is what is not committed."""
    give_major(small, 1)
    assert moved(small) == (2, 1)
    assert diff(small)["base"]["commit"] == small.commits[0]


def test_by_default_a_branch_is_compared_with_where_it_left_main(small: Repo) -> None:
    """main went on to 3 in the meantime; that is none of this branch's doing."""
    small.git("checkout", "--quiet", "-b", "topic")
    give_major(small, 1)
    small.commit("One, on the branch")
    small.git("checkout", "--quiet", "main")
    give_major(small, 3)
    small.commit("Three, on main")
    small.git("checkout", "--quiet", "topic")
    assert diff(small)["base"]["commit"] == small.commits[0]
    assert moved(small) == (2, 1)


def test_a_new_file_that_git_does_not_know_yet_is_in_the_working_tree(small: Repo) -> None:
    small.write(item_path("new"), item("new", label="3"))
    assert statuses(small) == {"new": "added"}


def test_a_detached_head_is_no_trouble(small: Repo) -> None:
    """Every checkout of a pull request is one."""
    give_major(small, 1)
    small.commit("One")
    small.git("checkout", "--quiet", "--detach", "HEAD")
    assert moved(small, "HEAD~1", "HEAD") == (2, 1)


def test_from_a_folder_below(small: Repo) -> None:
    give_major(small, 1)
    done = run(["diff", "--format", "json"], small.path / "goldsets" / "basics")
    assert {one["item"] for one in done.json["judgments"] if one["status"] == "breaks"} == {"major", "two"}


# --- NAME@VERSION ------------------------------------------------------------------------------------


@pytest.fixture
def released(small: Repo) -> Repo:
    """Give four commits: 1.0.0 (major 2), 1.0.0 still (major 1), 2.0.0 (major 3), 2.1.0 (major 2)."""
    give_major(small, 1)
    small.commit("Put it right, still 1.0.0")
    small.edit(ANSWERS_GUIDELINE, "version: 1.0.0", "version: 2.0.0")
    give_major(small, 3)
    small.commit("2.0.0")
    small.edit(ANSWERS_GUIDELINE, "version: 2.0.0", "version: 2.1.0")
    give_major(small, 2)
    small.commit("2.1.0")
    return small


def test_a_version_is_the_newest_commit_whose_manifest_says_so(released: Repo) -> None:
    answer = diff(released, "answers@1.0.0", "answers@2.0.0")
    assert answer["base"]["commit"] == released.commits[1]
    assert answer["head"]["commit"] == released.commits[2]
    assert moved(released, "answers@1.0.0", "answers@2.0.0") == (1, 3)


def test_a_version_is_its_tag_where_there_is_one(released: Repo) -> None:
    """The tag names the first commit, so the version is that one, not the newest."""
    released.git("tag", "answers@1.0.0", released.commits[0])
    answer = diff(released, "answers@1.0.0", "answers@2.0.0")
    assert answer["base"]["commit"] == released.commits[0]
    assert moved(released, "answers@1.0.0", "answers@2.0.0") == (2, 3)


def test_an_annotated_tag_names_its_commit(released: Repo) -> None:
    released.git("tag", "-a", "-m", "1.0.0", "answers@1.0.0", released.commits[0])
    assert diff(released, "answers@1.0.0", "HEAD")["base"]["commit"] == released.commits[0]


def test_a_version_against_the_working_tree(released: Repo) -> None:
    assert moved(released, "answers@2.0.0") == (3, 2)


def test_a_version_that_never_was(released: Repo) -> None:
    done = released.run("diff", "answers@7.0.0")
    assert done.exit_code == 2
    assert "7.0.0" in done.said


def test_a_guideline_that_never_was(released: Repo) -> None:
    done = released.run("diff", "questions@1.0.0")
    assert done.exit_code == 2
    assert "questions" in done.said


# --- folders -----------------------------------------------------------------------------------------


def copy(repo: Repo, to: Path) -> Path:
    return Path(shutil.copytree(repo.path, to, ignore=shutil.ignore_patterns(".git")))


def test_two_folders(small: Repo, tmp_path: Path) -> None:
    before = copy(small, tmp_path / "before")
    give_major(small, 1)
    after = copy(small, tmp_path / "after")
    small.git("checkout", "--quiet", "--", ".")
    answer = diff(small, str(before), str(after))
    assert {one["item"]: one["status"] for one in answer["judgments"]}["major"] == "breaks"
    assert answer["base"]["commit"] is None
    assert answer["head"]["commit"] is None


def test_a_folder_and_a_revision(small: Repo, tmp_path: Path) -> None:
    before = copy(small, tmp_path / "before")
    give_major(small, 1)
    small.commit("One")
    assert moved(small, str(before), "HEAD") == (2, 1)
    assert moved(small, "HEAD", str(before)) == (1, 2)


def test_a_folder_that_is_not_there(small: Repo, tmp_path: Path) -> None:
    assert small.run("diff", str(tmp_path / "nowhere")).exit_code == 2


# --- findings that one side does not know --------------------------------------------------------------


def test_a_renamed_type_counts_as_what_it_was(small: Repo) -> None:
    """`error.slip` is `style.slip` now; BASE still counts the finding below `error`.

    COR-2 holds at BASE (an error, major). At HEAD `style` is no error any more, so the rest is good: 3.
    """
    small.edit(
        ANSWERS_TAXONOMY,
        "      slip: {title: Slip, definition: A word is wrong.}\n",
        "  style:\n"
        "    title: Style\n"
        "    definition: It reads badly.\n"
        "    children:\n"
        "      slip: {title: Slip, definition: A word is wrong., was: error.slip}\n",
    )
    small.write(item_path("slip"), item("slip", findings=found("style.slip major"), label="3"))
    one = judgment(small, "slip")
    assert (one["base"], one["base_state"]) == (2, "decided")
    assert (one["head"], one["head_state"]) == (3, "decided")


def test_a_removed_type_counts_as_the_nearest_known_ancestor(small: Repo) -> None:
    """HEAD has no `error.fact`; the critical finding counts as an `error`, so it still gives 1."""
    small.edit(ANSWERS_TAXONOMY, "      fact: {title: Wrong fact, definition: A fact is wrong.}\n", "")
    one = judgment(small, "critical")
    assert (one["base"], one["head"], one["head_state"]) == (1, 1, "decided")


def test_a_type_without_a_known_ancestor_does_not_count(small: Repo) -> None:
    """BASE knows nothing above `tone`, and never asked for it either."""
    small.write(
        ANSWERS_TAXONOMY,
        small.read(ANSWERS_TAXONOMY) + "  tone: {title: Tone, definition: It is rude.}\n",
    )
    small.edit(ANSWERS_CRITERION, "{worst: error}", "{worst: [error, tone]}")
    small.write(item_path("fine"), item("fine", findings=found("tone critical"), label="1"))
    one = judgment(small, "fine")
    assert (one["base"], one["head"]) == (3, 1)


def test_an_unknown_severity_counts_as_the_nearest_known_one_below(small: Repo) -> None:
    """HEAD has `grave` between major and critical. BASE takes it for major, so 2; at HEAD no rule
    reads it, so 3."""
    small.edit(
        ANSWERS_TAXONOMY,
        "  - {name: critical,",
        "  - {name: grave, definition: Many are misled.}\n  - {name: critical,",
    )
    small.write(item_path("major"), item("major", findings=found("error.fact grave"), label="2"))
    one = judgment(small, "major")
    assert (one["base"], one["base_state"]) == (2, "decided")
    assert (one["head"], one["head_state"]) == (3, "decided")


def test_a_removed_severity_counts_as_the_nearest_known_one_below(small: Repo) -> None:
    """Without `critical` the finding is a major one at HEAD."""
    small.edit(ANSWERS_TAXONOMY, "  - {name: critical, definition: Everybody is misled.}\n", "")
    small.edit(
        ANSWERS_CRITERION,
        "  - id: COR-1\n    text: A critical error is bad.\n    when: {worst: critical}\n    then: 1\n",
        "",
    )
    one = judgment(small, "critical")
    assert (one["base"], one["head"]) == (1, 2)


def test_a_severity_below_all_known_ones_does_not_count(small: Repo) -> None:
    """HEAD has `trivial` below minor and calls it bad; BASE knows nothing so slight: 3."""
    small.edit(
        ANSWERS_TAXONOMY, "  - {name: minor,", "  - {name: trivial, definition: A trifle.}\n  - {name: minor,"
    )
    small.edit(ANSWERS_CRITERION, "when: {worst: major}", "when: {worst: [trivial, major]}")
    small.write(item_path("fine"), item("fine", findings=found("error.slip trivial"), label="2"))
    one = judgment(small, "fine")
    assert (one["base"], one["head"]) == (3, 2)


# --- repositories that make it hard (fail closed, never 'no changes') ------------------------------------


def test_a_file_name_that_is_not_utf8_hides_nothing(small: Repo) -> None:
    """Read carelessly, one such name anywhere empties the whole list of changes."""
    (small.path / os.fsdecode(b"zz\xff")).write_bytes(b"x")
    give_major(small, 1)
    small.commit("One, and a strange name")
    assert moved(small, "HEAD~1", "HEAD") == (2, 1)


@pytest.mark.parametrize("side", ["HEAD", "BASE"])
def test_an_item_whose_name_is_not_utf8_is_not_passed_over(small: Repo, side: str) -> None:
    """It cannot be read, so nobody can say what became of its judgments."""
    strange = small.path / os.fsdecode(os.fsencode(item_path("fine")).replace(b"fine", b"zz\xff"))
    strange.write_bytes((small.path / item_path("fine")).read_bytes())
    small.commit("A strange name")
    strange.unlink()
    small.commit("Without it")
    sides = ("HEAD~2", "HEAD~1") if side == "HEAD" else ("HEAD~1", "HEAD")
    done = run(["diff", *sides], small.path)
    assert done.exit_code == 2
    assert "zz\\xff" in done.said


def test_an_item_that_is_a_link_is_not_passed_over(small: Repo) -> None:
    (small.path / item_path("linked")).symlink_to(small.path / item_path("fine"))
    small.commit("A link")
    done = run(["diff", "HEAD~1", "HEAD"], small.path)
    assert done.exit_code == 2
    assert "linked" in done.said


def test_a_shallow_clone_is_never_no_changes(small: Repo, tmp_path: Path) -> None:
    """Where a branch left main is not in a clone of depth one, so the default cannot be answered."""
    give_major(small, 1)
    small.commit("One")
    small.git("checkout", "--quiet", "-b", "topic")
    give_major(small, 3)
    small.commit("Three")
    small.git("checkout", "--quiet", "main")
    clone = tmp_path / "shallow"
    shallow = ("--depth", "1", "--no-single-branch", "-b", "topic")
    git(tmp_path, "clone", "--quiet", *shallow, f"file://{small.path}", str(clone))
    done = run(["diff", "--format", "json"], clone)
    assert done.exit_code == 2
    assert done.said.strip()
    asked = run(["diff", "HEAD~1", "HEAD"], clone)
    assert asked.exit_code == 2


def test_an_empty_repository_has_nothing_to_compare_with(repo: RepoFactory) -> None:
    """Without a commit there is no BASE: everything is new, or the call says why it cannot be answered."""
    made = repo(answers(), commit=False)
    done = made.run("diff", "--format", "json", "--all")
    assert done.exit_code in (0, 1, 2)
    if done.exit_code != 2:
        assert {one["status"] for one in done.json["judgments"]} == {"added"}


def test_a_bare_repository_can_be_compared(small: Repo, tmp_path: Path) -> None:
    give_major(small, 1)
    small.commit("One")
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(small.path), str(bare))
    done = run(["diff", "HEAD~1", "HEAD", "--format", "json"], bare)
    assert {one["item"]: one["status"] for one in done.json["judgments"]}["major"] == "breaks"


def test_a_locked_index_does_not_stop_a_look(small: Repo) -> None:
    give_major(small, 1)
    small.write(".git/index.lock", b"")
    assert moved(small) == (2, 1)
    assert (small.path / ".git/index.lock").exists()


def test_replaced_objects_are_not_believed(small: Repo) -> None:
    """`git replace` may show another file than the one that was committed."""
    give_major(small, 1)
    small.commit("One")
    true = small.git("rev-parse", f"HEAD:{ANSWERS_CRITERION}")
    old = small.git("rev-parse", f"HEAD~1:{ANSWERS_CRITERION}")
    small.git("replace", true, old)
    assert moved(small, "HEAD~1", "HEAD") == (2, 1)


def test_nothing_that_the_configuration_names_is_run(small: Repo, tmp_path: Path) -> None:
    """A hostile clone may bring programs for git to run; looking at it runs none of them."""
    ran = tmp_path / "ran"
    program = small.write(".git/program", f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    small.write(".git/info/attributes", "* filter=evil diff=evil\n")
    for name in (
        "core.fsmonitor",
        "filter.evil.clean",
        "filter.evil.smudge",
        "diff.evil.textconv",
        "diff.external",
    ):
        small.git("config", name, str(program))
    program.chmod(0o755)
    os.utime(small.path / item_path("major"))
    small.run("diff", "--format", "json")
    small.run("check", "--format", "json")
    assert not ran.exists()


@pytest.mark.parametrize(
    "name",
    [
        "--output=stolen",
        "-o",
        "HEAD;touch stolen",
        "$(touch stolen)",
        "no-such",
        "HEAD~99",
        ":/x",
        "",
        "a..b",
        "x\n",
    ],
)
def test_what_is_no_revision_is_refused(small: Repo, name: str) -> None:
    done = small.run("diff", "--format", "json", "--", name, "HEAD")
    assert done.exit_code == 2
    assert done.stdout.strip() == "" or "judgments" not in done.stdout
    assert not (small.path / "stolen").exists()


def test_a_broken_guideline_is_never_no_changes(small: Repo) -> None:
    """HEAD cannot be read, so it cannot be compared."""
    small.write(ANSWERS_CRITERION, "id: correctness\nrules: [\n")
    done = small.run("diff", "--format", "json")
    assert done.exit_code == 2
    assert "correctness.yaml" in done.said


def test_a_broken_item_is_never_passed_over_in_silence(small: Repo) -> None:
    small.write(item_path("major"), "id: major\nlabels: [\n")
    done = small.run("diff", "--format", "json")
    assert done.exit_code in (1, 2)
    assert "major.yaml" in done.said


def test_a_range_names_both_sides_at_once(small: Repo) -> None:
    give_major(small, 1)
    small.commit("One")
    give_major(small, 3)
    small.commit("Three")
    assert moved(small, "--rev", "HEAD~2..HEAD~1") == (2, 1)
    assert moved(small, "--rev", "HEAD~1...HEAD") == (1, 3)
    assert moved(small, "--rev", "HEAD~2") == (2, 3)


def test_three_dots_compare_with_where_a_branch_left(small: Repo) -> None:
    small.git("switch", "-q", "-c", "mine")
    give_major(small, 1)
    small.commit("Mine")
    small.git("switch", "-q", "main")
    give_major(small, 3)
    small.commit("Theirs")
    assert moved(small, "--rev", "main..mine") == (3, 1)
    assert moved(small, "--rev", "main...mine") == (2, 1)
