"""What the job says that reads the branch: findings, judgments, versions, by the settings of the base."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from ci.conftest import Run
from ci.repository import CRITERION, ITEM, MANIFEST, SET, edit, git, make_stricter
from goldline.app.pulls.reporting import MOST_BYTES
from goldline.model.pull import PullReport, Trouble
from goldline.reading.pull import MOST_PARTS, read_pull_report
from render.reading import read_commands

Report = Callable[[], tuple[Result, dict[str, Any]]]


def codes(report: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


def counts(report: dict[str, Any]) -> dict[str, int]:
    return {one["status"]: one["count"] for one in report["statuses"]}


def test_a_change_of_nothing_passes(root: Path, report: Report) -> None:
    result, told = report()
    assert result.exit_code == 0
    assert (told["errors"], told["warnings"], told["troubles"]) == (0, 0, [])
    assert set(counts(told)) == {"same"}
    assert "nothing stands in the way" in result.output


def test_a_report_names_the_three_commits_in_full(root: Path, report: Report) -> None:
    git(root, "switch", "-q", "main")
    git(root, "commit", "-qm", "Meanwhile", "--allow-empty")
    git(root, "switch", "-q", "change")
    _, told = report()
    assert told["target"] == git(root, "rev-parse", "main")
    assert told["head"] == git(root, "rev-parse", "change")
    assert told["base"] == git(root, "merge-base", "main", "change")
    assert told["base"] != told["target"]


def test_a_stricter_rule_breaks_a_label_and_demands_a_version(root: Path, report: Report) -> None:
    make_stricter(root)
    result, told = report()
    assert result.exit_code == 1
    assert counts(told)["breaks"] == 2
    assert {one["item"] for one in told["judgments"] if one["status"] == "breaks"} == {"old-bridge-colour"}
    assert {"GL301", "GL602"} <= codes(told)
    [version] = told["versions"]
    assert (version["required"], version["ok"]) == ("minor", False)
    assert told["shifts"]


def test_what_a_change_silences_does_not_silence_its_own_check(root: Path, report: Report) -> None:
    make_stricter(root)
    edit(root, "goldline.toml", "[check]\n", '[check]\nignore = ["GL3", "GL6"]\n')
    edit(root, "goldline.toml", "[escalations]", "[diff]\nfail-on = []\n\n[escalations]")
    result, told = report()
    assert result.exit_code == 1
    assert {"GL301", "GL602", "GL610"} <= codes(told)
    assert any(one["fails"] and one["status"] == "breaks" for one in told["statuses"])


def test_settings_of_the_base_count(root: Path, report: Report) -> None:
    git(root, "switch", "-q", "main")
    edit(root, "goldline.toml", "[check]\n", '[check]\nignore = ["GL602"]\n')
    git(root, "commit", "-qam", "Settle")
    git(root, "switch", "-q", "change")
    git(root, "merge", "-q", "--no-edit", "main")
    make_stricter(root)
    _, told = report()
    assert "GL301" in codes(told)


def test_settings_that_a_change_breaks_are_found(root: Path, report: Report) -> None:
    (root / "goldline.toml").write_text("[check\n")
    result, told = report()
    assert result.exit_code == 1
    assert "GL050" in codes(told)


def test_what_cannot_be_read_is_found_and_never_compared_in_silence(root: Path, report: Report) -> None:
    (root / CRITERION).write_text("id: [\n")
    result, told = report()
    assert result.exit_code == 1
    assert "GL020" in codes(told)
    assert {one["step"] for one in told["troubles"]} == {"verify", "diff"}
    assert told["judged"] == 0


def test_a_step_that_fails_alone_is_no_pass() -> None:
    nothing = dict.fromkeys(
        [
            "files",
            "items",
            "errors",
            "warnings",
            "infos",
            "judged",
            "all_shifts",
            "all_versions",
            "all_proofs",
        ],
        0,
    )
    lists = dict.fromkeys(["findings", "statuses", "judgments", "shifts", "versions", "proofs"], ())
    told = PullReport("a", "b", "c", **nothing, **lists, troubles=(Trouble("diff", "why", ""),))
    assert told.exit_status == 2


def test_an_unknown_base_is_no_pass(run: Run) -> None:
    result = run("ci", "report", "--base", "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_unrelated_histories_are_no_pass(root: Path, run: Run) -> None:
    git(root, "checkout", "-q", "--orphan", "alone")
    git(root, "commit", "-qm", "Alone")
    result = run("ci", "report", "--base", "main", "--head", "alone")
    assert result.exit_code == 2
    assert "no commit in common" in result.output


def test_an_item_that_is_held_out_is_counted_and_not_shown(root: Path, report: Report) -> None:
    git(root, "switch", "-q", "main")
    edit(root, SET, "visibility: training", "visibility: held-out")
    git(root, "commit", "-qam", "Hold out")
    git(root, "switch", "-q", "change")
    git(root, "merge", "-q", "--no-edit", "main")
    make_stricter(root)
    _, told = report()
    assert counts(told)["breaks"] == 2
    assert {one["item"] for one in told["judgments"]} == {"a held-out item"}
    assert {one["gold"] + one["judged"] + one["title"] for one in told["judgments"]} == {""}
    assert "A colour that nobody mentioned" not in json.dumps(told)


def test_a_huge_change_gives_a_report_of_bounded_size_with_whole_counts(root: Path, report: Report) -> None:
    make_stricter(root)
    edit(root, CRITERION, "If all errors are minor", "「" * 900)
    text = (root / ITEM).read_text()
    for number in range(150):
        copy = text.replace("old-bridge-colour", f"copy-{number}").replace(
            "title: A colour that nobody mentioned", f"title: {'長' * 190}"
        )
        (root / ITEM).with_name(f"copy-{number}.yaml").write_text(copy)
    _, told = report()
    assert told["errors"] > len([one for one in told["findings"] if one["severity"] == "error"])
    assert counts(told)["added"] == 300
    assert 0 < len([one for one in told["judgments"] if one["status"] == "added"]) < 300
    assert len(json.dumps(told)) <= MOST_BYTES
    assert len(told["findings"]) <= MOST_PARTS


def test_annotations_and_nothing_else_reach_the_log(root: Path, run: Run, report: Report) -> None:
    make_stricter(root)
    report()
    result = run("ci", "report", "--base", "main", "--annotate")
    *commands, verdict = result.output.splitlines(keepends=True)
    found = read_commands("".join(commands))
    assert {"error", "notice"} >= {command.name for command in found}
    assert any(command.properties.get("file") == ITEM for command in found)
    assert verdict.startswith("goldline: this change needs work: 3 errors")


def test_github_annotates_by_itself(root: Path, run: Run, report: Report) -> None:
    make_stricter(root)
    report()
    assert "::error" in run("ci", "report", "--base", "main", env={"GITHUB_ACTIONS": "true"}).output
    assert "::error" not in run("ci", "report", "--base", "main").output


def test_the_summary_is_added_to_what_is_there(root: Path, run: Run, report: Report, tmp_path: Path) -> None:
    make_stricter(root)
    report()
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    run("ci", "report", "--base", "main", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert summary.read_text().startswith("before\n<!-- goldline:ci -->")


def test_sarif_and_code_quality_tell_the_same_findings(
    root: Path, run: Run, report: Report, tmp_path: Path
) -> None:
    make_stricter(root)
    _, told = report()
    sarif, quality = tmp_path / "a.sarif", tmp_path / "a.json"
    run("ci", "report", "--base", "main", "--sarif", str(sarif), "--codequality", str(quality))
    results = json.loads(sarif.read_text())["runs"][0]["results"]
    entries = json.loads(quality.read_text())
    assert len(results) == len(entries) == len(told["findings"])
    assert {one["check_name"] for one in entries} == codes(told)


@pytest.mark.parametrize("option", ["--out", "--sarif", "--codequality", "--summary"])
def test_a_link_in_the_branch_leads_no_report_astray(
    root: Path, run: Run, report: Report, tmp_path: Path, option: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (root / "report").symlink_to(victim)
    report()
    result = run("ci", "report", "--base", "main", option, str(root / "report"))
    assert result.exit_code == 2
    assert victim.read_text() == "mine"


def test_a_raised_version_passes(root: Path, report: Report) -> None:
    make_stricter(root)
    edit(root, MANIFEST, "version: 0.1.0", "version: 0.2.0")
    _, told = report()
    [version] = told["versions"]
    assert version["ok"]


def test_the_report_can_be_read_back(root: Path, report: Report) -> None:
    make_stricter(root)
    _, told = report()
    back = read_pull_report(json.dumps(told).encode())
    assert back.head == told["head"]
    assert back.exit_status == 1


def test_the_change_that_brings_the_first_guideline_is_looked_at_whole(root: Path, run: Run) -> None:
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-rqf", ".")
    git(root, "commit", "-qm", "Nothing yet", "--allow-empty")
    git(root, "checkout", "-qb", "first")
    git(root, "checkout", "change", "--", ".")
    git(root, "commit", "-qm", "First")
    result = run("ci", "report", "--base", "empty", "--head", "first")
    assert result.exit_code == 0, result.output


def test_a_change_without_any_guideline_passes(root: Path, run: Run) -> None:
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-rqf", ".")
    git(root, "commit", "-qm", "Nothing yet", "--allow-empty")
    git(root, "checkout", "-qb", "words")
    (root / "NOTES.md").write_text("words\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Words")
    result = run("ci", "report", "--base", "empty", "--head", "words")
    assert result.exit_code == 0, result.output


def test_the_comment_of_a_change_without_effect_says_so(root: Path, run: Run, tmp_path: Path) -> None:
    git(root, "commit", "-qm", "Nothing", "--allow-empty")
    out = tmp_path / "goldline-ci.json"
    result = run("ci", "report", "--base", "main", "--out", str(out))
    assert result.output.endswith(
        "nothing stands in the way: 0 errors, 0 warnings, 0 judgments broken or open\n"
    )
    assert "No judgment of the gold changes (6 were compared)." in run("ci", "comment", str(out)).output


def test_broken_labels_are_told_even_where_the_settings_let_them_pass(
    root: Path, run: Run, tmp_path: Path
) -> None:
    git(root, "switch", "-q", "main")
    edit(root, "goldline.toml", "[escalations]", "[diff]\nfail-on = []\n\n[escalations]")
    git(root, "commit", "-qam", "Let pass")
    git(root, "switch", "-q", "change")
    git(root, "merge", "-q", "--no-edit", "main")
    make_stricter(root)
    git(root, "commit", "-qam", "Change")
    out = tmp_path / "goldline-ci.json"
    run("ci", "report", "--base", "main", "--out", str(out))
    text = run("ci", "comment", str(out)).output
    assert "2 break their label" in text
    assert "(fails)" not in text
