"""`check --against`: does the version say what a branch changes, and does the branch loosen the checks?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goldline.cli.main import cli
from versions.conftest import (
    CHANGELOG,
    CORRECTNESS,
    FOLDER,
    GUIDELINE,
    STRICTER,
    TAXONOMY,
    Run,
    Work,
)

ITEM = "goldsets/caption-basics/items/cap-0001.yaml"


def found(run: Run, *args: str) -> list[dict[str, Any]]:
    """Return what the checks of changes find since main."""
    result = run("check", "--against", "main", "--select", "GL6", "--format", "json", *args)
    return json.loads(result.stdout)["findings"]


def codes(run: Run, *args: str) -> list[str]:
    return [one["code"] for one in found(run, *args)]


def test_a_branch_without_any_change_is_well(run: Run) -> None:
    result = run("check", "--against")
    assert result.exit_code == 0
    assert "Compared with merge base with main" in result.stdout


def test_without_a_base_nothing_is_said_of_changes(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    assert run("check", "--select", "GL6").exit_code == 0


def test_a_rule_that_changes_judgments_is_shown_by_an_item(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    work.edit(GUIDELINE, "version: 1.1.0", "version: 1.2.0")
    (finding,) = found(run)
    assert (finding["code"], finding["line"], finding["column"]) == ("GL601", 4, 10)
    assert "1.2.0 is a minor version after 1.1.0, and this is a major change" in finding["message"]
    assert "for example, `cap-0001` goes from `1` to `2` on `correctness`" in finding["message"]
    assert finding["hint"].startswith("write `version: 2.0.0`, or let `goldline bump caption-quality`")


def test_where_no_item_shows_it_the_facts_do(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    (finding,) = found(run)
    assert finding["code"] == "GL602"
    assert "correctness: 2 -> 1 where worst_error is minor (COR-1" in finding["message"]
    assert "for example" not in finding["message"]


def test_an_item_that_is_held_out_is_never_the_example(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    work.edit(ITEM, "\nlabels:", "\nvisibility: held-out\nlabels:")
    (finding,) = found(run)
    assert "cap-0001" not in finding["message"]


@pytest.mark.parametrize("output_format", ["text", "json", "markdown", "github", "sarif", "junit"])
def test_every_format_shows_the_finding_where_the_version_stands(
    work: Work, run: Run, output_format: str
) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    result = run("check", "--against", "main", "--format", output_format)
    assert result.exit_code == 1
    assert "GL602" in result.stdout
    place = {
        "text": "4:10",
        "json": '"line": 4',
        "github": "line=4",
        "sarif": '"startLine": 4',
        "junit": f"{GUIDELINE}:4:10",
        "markdown": f"{GUIDELINE}:4:10",
    }[output_format]
    assert place in result.stdout.replace('"line":4', '"line": 4').replace('Line":4', 'Line": 4')


def test_json_names_what_was_compared_with(work: Work, run: Run) -> None:
    summary = json.loads(run("check", "--against", "main", "--format", "json").stdout)["summary"]
    assert summary["against"] == {"name": "main", "commit": work.git("rev-parse", "main")}
    assert "against" not in json.loads(run("check", "--format", "json").stdout)["summary"]


def test_a_release_on_main_is_not_demanded_of_the_branch_again(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    work.edit(CORRECTNESS, "    why: Readers", "    revised: 2.0.0\n    why: Readers")
    work.edit(GUIDELINE, "version: 1.1.0", "version: 2.0.0")
    work.write(CHANGELOG, "## 2.0.0\n")
    work.commit()
    assert codes(run) == []
    work.git("switch", "--quiet", "main")
    work.git("merge", "--quiet", "work")
    work.git("switch", "--quiet", "work")
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    (finding,) = found(run)
    assert "this is a patch change" in finding["message"]


def test_versions_folders_and_staged_changes_can_be_compared(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    for base in ("caption-quality@1.1.0", "HEAD", "main~0"):
        assert run("check", "--against", base, "--select", "GL602").exit_code == 1
    assert run("check", "--staged", "--against", "HEAD", "--select", "GL602").exit_code == 0
    work.git("add", "--all")
    assert run("check", "--staged", "--against", "HEAD", "--select", "GL602").exit_code == 1
    assert run("check", "--rev", "HEAD", "--against").exit_code == 0


def test_a_split_type_needs_since_and_a_renamed_one_does_not(work: Work, run: Run) -> None:
    work.edit(TAXONOMY, "      object:\n", "      thing:\n        was: hallucination.object\n")
    work.edit(GUIDELINE, "version: 1.1.0", "version: 2.0.0")
    assert "GL604" not in codes(run)
    old = "      object:\n        title: Invented object\n        definition: It is not there.\n"
    work.edit(TAXONOMY, "      thing:\n", f"{old}      thing:\n")
    assert "GL604" in codes(run)


def test_a_new_criterion_needs_one_since_and_its_rules_none(work: Work, run: Run) -> None:
    text = work.read(CORRECTNESS).replace("COR-", "STY-").replace("correctness", "style")
    work.write(f"{FOLDER}/criteria/style.yaml", text)
    work.edit(GUIDELINE, "version: 1.1.0", "version: 1.2.0")
    marks = [one for one in found(run) if one["code"] == "GL604"]
    assert [(one["file"], one["line"]) for one in marks] == [(f"{FOLDER}/criteria/style.yaml", 1)]


# --- what loosens the checks -----------------------------------------------------------------


def test_a_branch_cannot_hide_that_it_loosens_the_checks(work: Work, run: Run) -> None:
    work.write("goldline.toml", '[check]\nvotes = 1\nignore = ["GL6"]\n\n[check.severity]\nGL3 = "info"\n')
    result = run("check", "--against", "main", "--format", "json")
    told = {(one["code"], one["line"]): one["message"] for one in json.loads(result.stdout)["findings"]}
    assert told == {
        ("GL610", 2): "looser: `check.votes` was `3` and is `1`",
        ("GL610", 6): "looser: `check.severity.GL3` was `not set` and is `info`",
        ("GL611", 3): "every finding of `GL6` is ignored from now on",
    }
    assert result.exit_code == 0
    assert run("check", "--against", "main", "--select", "GL61", "--fail-on", "info").exit_code == 1


def test_settings_that_became_stricter_are_told_as_such(work: Work, run: Run) -> None:
    work.write("goldline.toml", "[check]\nvotes = 5\n")
    assert [one["message"] for one in found(run)] == ["stricter: `check.votes` was `3` and is `5`"]


def test_an_ignore_in_an_item_is_told_with_its_reason(work: Work, run: Run) -> None:
    work.edit(ITEM, "\nlabels:", "\nx-ignore: {GL512: One person voted twice.}\nlabels:")
    (finding,) = found(run)
    assert (finding["code"], finding["file"]) == ("GL611", ITEM)
    assert "One person voted twice." in finding["message"]


def test_the_reason_of_an_ignore_in_a_held_out_item_is_kept_secret(work: Work, run: Run) -> None:
    work.edit(ITEM, "\nlabels:", "\nvisibility: held-out\nx-ignore: {GL512: The label is 1.}\nlabels:")
    (finding,) = found(run)
    assert (finding["code"], finding["file"]) == ("GL611", ITEM)
    assert "The label is 1" not in finding["message"]


def test_an_ignore_that_only_moved_is_not_told_again(work: Work, run: Run) -> None:
    work.edit(ITEM, "\nlabels:", "\nx-ignore: {GL512: One person voted twice.}\nlabels:")
    work.git("switch", "--quiet", "main")
    work.commit()
    work.git("mv", ITEM, "goldsets/caption-basics/items/cap-0009.yaml")
    work.edit("goldsets/caption-basics/items/cap-0009.yaml", "id: cap-0001", "id: cap-0009")
    assert codes(run) == []


def test_a_finding_of_a_change_can_be_let_stand_with_a_reason(work: Work, run: Run) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    work.edit(GUIDELINE, "terms:", "x-ignore: {GL602: The release follows tomorrow.}\nterms:")
    assert codes(run) == ["GL611"]
    assert run("check", "--select", "GL052").exit_code == 0  # it is idle only where a change is looked at
    work.edit(GUIDELINE, "version: 1.1.0", "version: 1.1.1")
    assert run("check", "--against", "main", "--select", "GL052").exit_code == 1


# --- what cannot be compared -----------------------------------------------------------------


def test_a_base_that_is_not_there_ends_with_a_way_out(run: Run) -> None:
    result = run("check", "--against", "nowhere")
    assert result.exit_code == 2
    assert "git fetch" in result.stderr


def test_an_empty_base_is_refused(run: Run) -> None:
    assert run("check", "--against", "").exit_code == 2


def test_a_folder_without_anything_in_it_is_no_base(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", "--against", f"{tmp_path}/empty")
    assert result.exit_code == 2
    assert "guidelines/" in result.stderr


def test_the_merge_base_is_not_taken_for_another_revision(work: Work, run: Run) -> None:
    work.commit({"notes.txt": "x"})
    result = run("check", "--rev", "main", "--against")
    assert result.exit_code == 2
    assert "--against BASE" in result.stderr


def test_a_shallow_clone_is_refused_rather_than_taken_for_unchanged(work: Work, tmp_path: Path) -> None:
    work.edit(GUIDELINE, "of one sentence", "of a single sentence")
    work.commit()
    work.git("switch", "--quiet", "main")
    clone, url = tmp_path / "clone", f"file://{work.root}"
    work.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", url, str(clone))
    result = CliRunner().invoke(cli, ["-C", str(clone), "check", "--against"])
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.stderr


def test_a_guideline_that_is_broken_on_either_side_is_not_called_unchanged(work: Work, run: Run) -> None:
    sound = work.read(CORRECTNESS)
    work.edit(CORRECTNESS, "hit_policy: first", "hit_policy: frist")
    assert codes(run) == ["GL606"]
    work.git("switch", "--quiet", "main")
    work.commit()
    work.git("switch", "--quiet", "work")
    work.git("merge", "--quiet", "main")
    assert codes(run) == []  # equal on both sides
    work.write(CORRECTNESS, sound)
    (finding,) = found(run)
    assert (finding["code"], finding["severity"]) == ("GL606", "error")
    assert "cannot be read in full at main" in finding["message"]


def test_the_second_look_says_the_same_from_what_was_kept(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, "    then: 1", "    then: 2")
    first = found(run)
    assert found(run) == first == found(run, "--no-cache")
