"""`bump`: the version that a change demands, its marks and its changelog, and not another byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from goldline.cli.main import cli
from versions.conftest import (
    CHANGELOG,
    CORRECTNESS,
    FOLDER,
    GUIDELINE,
    OVERALL,
    STRICTER,
    TAXONOMY,
    Run,
    Work,
)

TYPE = """\
      mood:
        title: Invented mood
        definition: The caption names a feeling that nobody shows.
"""
OBJECT = "        definition: The caption names a thing that is not there.\n"
BECAUSE = ("--reason", "Readers asked for it.")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the lines that are new in each file; what is gone stands behind a minus."""
    found = {}
    for path in sorted(before.keys() | after.keys()):
        old = before.get(path, b"").decode("utf-8", "replace").splitlines()
        new = after.get(path, b"").decode("utf-8", "replace").splitlines()
        if old != new:
            found[path] = [f"-{x}" for x in old if x not in new] + [x for x in new if x not in old]
    return found


def test_a_rule_that_changes_judgments_gets_a_major_version_and_its_mark(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    before = work.snapshot()
    result = run("bump", *BECAUSE)
    assert result.exit_code == 0
    lines = changed(before, work.snapshot())
    assert lines.pop(CHANGELOG)[0] == "# Changes to the guideline caption-quality"
    assert lines == {GUIDELINE: ["-version: 1.1.0", "version: 2.0.0"], CORRECTNESS: ["    revised: 2.0.0"]}
    assert "caption-quality: 1.1.0 -> 2.0.0, a major change since 1.1.0" in result.stdout
    assert "rule COR-1 gets `revised: 2.0.0`" in result.stdout
    assert run("check", "--against", "main", "--select", "GL6").exit_code == 0


def test_a_second_run_changes_nothing(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    run("bump", *BECAUSE)
    before = work.snapshot()
    result = run("bump")  # and asks for no reason, as there is no entry to write
    assert result.exit_code == 0
    assert "nothing to do" in result.stdout
    assert work.snapshot() == before


def test_what_is_new_says_since_when(work: Work, run: Run) -> None:
    work.edit(TAXONOMY, OBJECT, OBJECT + TYPE)
    before = work.snapshot()
    run("bump", *BECAUSE)
    lines = changed(before, work.snapshot())
    assert lines[TAXONOMY] == ["        since: 1.2.0"]
    assert lines[GUIDELINE] == ["-version: 1.1.0", "version: 1.2.0"]
    assert "        title: Invented mood\n        since: 1.2.0\n" in work.read(TAXONOMY)


def test_levels_rules_and_criteria_that_are_new_say_so_too(work: Work, run: Run) -> None:
    work.edit(
        GUIDELINE,
        "      - value: publish\n",
        "      - value: revise\n        label: Revise\n        anchor: An editor can repair it.\n"
        "      - value: publish\n",
    )
    work.edit(
        OVERALL,
        "otherwise:\n",
        "  - id: OVR-2\n    text: It is off.\n    when: {on_topic: null}\n    then: revise\notherwise:\n",
    )
    work.edit(OVERALL, "about this picture?\n", "about this picture?\n    nullable: true\n")
    style = work.read(CORRECTNESS).replace("COR-", "STY-").replace("id: correctness", "id: style")
    work.write(f"{FOLDER}/criteria/style.yaml", style)
    before = work.snapshot()
    assert run("bump", *BECAUSE).exit_code == 0
    lines = changed(before, work.snapshot())
    version = work.read(GUIDELINE).partition("version: ")[2].partition("\n")[0]
    assert lines[f"{FOLDER}/criteria/style.yaml"] == [f"since: {version}"]
    assert f"    since: {version}" in lines[OVERALL]
    assert f"        since: {version}" in lines[GUIDELINE]
    assert "revised" not in work.read(GUIDELINE)  # that `publish` now ranks third changes no meaning


def test_words_alone_get_a_patch_and_no_marks(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    work.edit(CORRECTNESS, "A major error gives 1.", "One major error gives 1.")
    before = work.snapshot()
    run("bump", *BECAUSE)
    assert changed(before, work.snapshot()).keys() == {GUIDELINE, CHANGELOG}
    assert "version: 1.1.1\n" in work.read(GUIDELINE)
    assert "No judgment changes." in work.read(CHANGELOG)


def test_comments_quotes_and_line_ends_stay_as_they_are(work: Work, run: Run) -> None:
    text = work.read(GUIDELINE).replace("version: 1.1.0", "version: '1.1.0'   # released in May")
    work.write(GUIDELINE, text.replace("\n", "\r\n").encode())
    work.git("switch", "--quiet", "main")
    work.commit()
    work.edit(CORRECTNESS, *STRICTER)
    data = (work.root / GUIDELINE).read_bytes()
    run("bump", "--against", "HEAD", *BECAUSE)
    assert (work.root / GUIDELINE).read_bytes() == data.replace(b"'1.1.0'", b"'2.0.0'")


# --- the changelog ---------------------------------------------------------------------------


def test_the_changelog_says_why_and_counts_what_happens(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    work.write(CHANGELOG, "# Changes\n\nRead them all.\n\n## 1.1.0 (2026-05-11)\n\nIt grew.\n")
    run("bump", "--reason", "A major error in a good caption was judged too hard.")
    text = work.read(CHANGELOG)
    head, entry, rest = (
        text.partition("## 2.0.0")[0],
        *text.partition("## 2.0.0")[2].partition("\n## 1.1.0")[::2],
    )
    assert head == "# Changes\n\nRead them all.\n\n"
    assert rest == " (2026-05-11)\n\nIt grew.\n"
    flat = " ".join(entry.split())
    assert "Judgments change. A major error in a good caption was judged too hard." in flat
    assert "Changed: rule `COR-1` of `correctness` (then: `1` → `2`)." in flat
    assert "break" in flat
    assert '`cap-0001` on `correctness` (1 "Wrong" → 2 "Right")' in flat
    assert "`correctness` judges more leniently" in flat


def test_the_changelog_names_no_item_that_is_held_out(work: Work, run: Run) -> None:
    work.edit("goldsets/caption-basics/goldset.yaml", "visibility: training", "visibility: held-out")
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    run("bump", *BECAUSE)
    assert "cap-0001" not in work.read(CHANGELOG)
    assert "of held-out items" in " ".join(work.read(CHANGELOG).split())


def test_it_counts_the_judgments_that_a_new_type_leaves_open(work: Work, run: Run) -> None:
    work.edit(TAXONOMY, OBJECT, OBJECT + TYPE)
    run("bump", *BECAUSE)
    assert "for someone to look for a new type" in " ".join(work.read(CHANGELOG).split())


def test_an_entry_that_the_author_wrote_is_left_alone(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    work.write(CHANGELOG, "# Changes\n\n## [2.0.0] - soon\n\nMy own words.\n")
    run("bump")
    assert work.read(CHANGELOG) == "# Changes\n\n## [2.0.0] - soon\n\nMy own words.\n"
    assert "version: 2.0.0\n" in work.read(GUIDELINE)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_an_entry_counts_is_counted_anew_once_labels_follow(work: Work, run: Run, newline: str) -> None:
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    work.write(CHANGELOG, newline.join(["# Changes", "", "## 1.1.0", "", "In the gold: all.", ""]).encode())
    run("bump", *BECAUSE)
    text = (work.root / CHANGELOG).read_bytes()
    before = text.replace(b"Judgments change.", b"Judgments change. Read on.").decode()
    work.write(CHANGELOG, before.encode())
    assert "Labels that the rules contradict now: `cap-0001`" in " ".join(before.split())
    work.edit("goldsets/caption-basics/items/cap-0001.yaml", "    value: 1", "    value: 2")
    result = run("bump")
    assert f"{CHANGELOG} is counted anew: its entry for 2.0.0" in result.output
    after = (work.root / CHANGELOG).read_bytes().decode()
    assert after.count("\n") == after.count(newline)
    assert "`correctness` (1" not in after
    assert "1 follows its label" in " ".join(after.split())
    kept = [line for line in before.split(newline) if line in after.split(newline)]
    for line in ("# Changes", "Judgments change. Read on.", "Readers asked for it.", "In the gold: all."):
        assert line in kept
    assert "nothing to do" in run("bump").output
    assert (work.root / CHANGELOG).read_bytes().decode() == after


def test_a_changelog_that_cannot_be_read_stops_it(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    work.write(CHANGELOG, b"# \xc4nderungen\n")
    before = work.snapshot()
    result = run("bump", *BECAUSE)
    assert result.exit_code == 2
    assert "is not UTF-8" in result.stderr
    assert work.snapshot() == before


def test_a_changelog_keeps_its_line_ends(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    work.write(CHANGELOG, b"# Changes\r\n\r\n## 1.1.0\r\n\r\nIt grew.\r\n")
    run("bump", *BECAUSE)
    data = (work.root / CHANGELOG).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"\r\n## 1.1.0\r\n\r\nIt grew.\r\n")


def test_a_reason_begins_no_entry_of_its_own(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    run("bump", "--reason", "First.\n## 3.0.0\n\x1b[31mred")
    assert "\n\\## 3.0.0\n" in work.read(CHANGELOG)
    assert "\x1b" not in work.read(CHANGELOG)


def test_without_a_reason_a_script_is_told_what_is_missing(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    before = work.snapshot()
    result = run("bump")
    assert result.exit_code == 2
    assert "--reason is missing" in result.stderr
    assert work.snapshot() == before


@pytest.mark.usefixtures("person")
def test_a_person_is_asked_for_the_reason(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    result = run("bump", answers="It was too mild.\n")
    assert result.exit_code == 0
    assert "Why caption-quality 2.0.0 differs from 1.1.0" in result.stdout
    assert "It was too mild." in work.read(CHANGELOG)


# --- versions that were declared already -----------------------------------------------------


def test_a_version_that_is_enough_stays(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    work.edit(GUIDELINE, "version: 1.1.0", "version: 3.0.0")
    run("bump", *BECAUSE)
    assert "version: 3.0.0\n" in work.read(GUIDELINE)
    assert "## 3.0.0" in work.read(CHANGELOG)


def test_marks_move_on_with_a_version_that_was_never_released(work: Work, run: Run) -> None:
    work.edit(TAXONOMY, OBJECT, OBJECT + TYPE)
    run("bump", *BECAUSE)
    work.edit(CORRECTNESS, *STRICTER)
    result = run("bump", "--reason", "More than that.")
    assert "since: 2.0.0\n" in work.read(TAXONOMY)
    assert "1.2.0" not in work.read(TAXONOMY)
    assert "its entry for 1.2.0, which is not released, stands below" in result.stdout
    assert work.read(CHANGELOG).index("## 2.0.0") < work.read(CHANGELOG).index("## 1.2.0")


def test_a_version_that_fell_is_raised_above_the_base(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "version: 1.1.0", "version: 1.0.0")
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    run("bump", *BECAUSE)
    assert "version: 1.1.1\n" in work.read(GUIDELINE)


def test_what_follows_a_pre_release_is_its_release(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "version: 1.1.0", "version: 2.0.0-rc.1")
    work.git("switch", "--quiet", "main")
    work.commit()
    work.edit(CORRECTNESS, *STRICTER)
    run("bump", "--against", "HEAD", *BECAUSE)
    assert "version: 2.0.0\n" in work.read(GUIDELINE)


def test_a_person_may_choose_a_higher_version_and_no_lower_one(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    before = work.snapshot()
    result = run("bump", "--to", "1.2.0", *BECAUSE)
    assert result.exit_code == 2
    assert "`1.2.0` is not enough for `caption-quality` after 1.1.0" in result.stderr
    assert "2.0.0 is the lowest version that is" in result.stderr
    assert run("bump", "--to", "two", *BECAUSE).exit_code == 2
    assert work.snapshot() == before
    assert run("bump", "--to", "4.0.0", *BECAUSE).exit_code == 0
    assert "version: 4.0.0\n" in work.read(GUIDELINE)
    assert "revised: 4.0.0\n" in work.read(CORRECTNESS)


# --- what it does not do ---------------------------------------------------------------------


def test_a_dry_run_shows_every_line_and_writes_none(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    before = work.snapshot()
    result = run("bump", "--dry-run")
    assert result.exit_code == 0
    assert "-version: 1.1.0\n+version: 2.0.0\n" in result.stdout
    assert "+    revised: 2.0.0\n" in result.stdout
    assert "+## 2.0.0" in result.stdout
    assert work.snapshot() == before


def test_a_guideline_with_errors_gets_no_version(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, "hit_policy: first", "hit_policy: frist")
    before = work.snapshot()
    result = run("bump", *BECAUSE)
    assert result.exit_code == 2
    assert "cannot be read in full" in result.stderr
    assert work.snapshot() == before


def test_items_that_cannot_be_read_are_not_left_out_of_the_count(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    work.write("goldsets/caption-basics/items/cap-0001.yaml", "id: [\n")
    before = work.snapshot()
    assert run("bump", *BECAUSE).exit_code == 2
    assert work.snapshot() == before


def test_where_one_file_cannot_be_written_none_is(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    (work.root / CHANGELOG).mkdir()
    before = work.snapshot()
    result = run("bump", *BECAUSE)
    assert result.exit_code == 2
    assert "is a folder, so no file is written there" in result.stderr
    assert work.snapshot() == before


def test_a_new_guideline_keeps_its_version(work: Work, run: Run) -> None:
    for path in sorted((work.root / FOLDER).rglob("*.yaml")):
        text = path.read_text(encoding="utf-8").replace("id: caption-quality", "id: other")
        work.write(f"guidelines/other/{path.relative_to(work.root / FOLDER).as_posix()}", text)
    before = work.snapshot()
    result = run("bump", "other")
    assert "other: new since merge base with main, so it keeps its version" in result.stdout
    assert work.snapshot() == before


def test_only_the_named_guideline_is_touched_and_an_unknown_one_is_refused(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    result = run("bump", "caption-qualty", *BECAUSE)
    assert result.exit_code == 2
    assert "caption-quality" in result.stderr


def test_a_repository_without_a_base_is_refused(tmp_path: Path, work: Work, run: Run) -> None:
    work.git("branch", "--quiet", "--move", "main", "trunk")
    result = run("bump", *BECAUSE)
    assert result.exit_code == 2
    assert "default branch" in result.stderr


def test_the_shell_completes_guidelines(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work.root)
    completion = ShellComplete(cli, {}, "goldline", "_GOLDLINE_COMPLETE")
    assert [one.value for one in completion.get_completions(["bump"], "cap")] == ["caption-quality"]
    assert [one.value for one in completion.get_completions(["suggest"], "")] == ["caption-quality"]
    found = completion.get_completions(["new", "item", "--goldset"], "")
    assert [one.value for one in found] == ["caption-basics"]
