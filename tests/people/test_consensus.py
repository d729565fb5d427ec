"""What many judgments say together, and what a lead decides where they do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldline.app.browsing.library import Library
from goldline.app.people.consensus import find_consensus
from goldline.model.judgments import Judgments

Run = Callable[..., Any]
Log = Callable[..., Path]


def consensus(run: Run, path: Path) -> Any:
    return json.loads(run("consensus", path, "--format", "json").stdout)


def test_the_consensus_of_a_generated_log_is_nearly_always_the_gold(
    library: Library, six_weeks: tuple[Judgments, Any, Path]
) -> None:
    report = find_consensus(library, six_weeks[0])
    assert len(report.targets) > 300
    assert sum(one.value == one.gold for one in report.targets) / len(report.targets) > 0.97
    assert report.candidates == ()


def test_work_that_people_agree_on_can_become_gold(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,guideline"
    people = ("a1", "a2", "a3", "a4")
    rows = [f"work-1,correctness,{who},2,small" for who in people]
    rows += [f"work-2,correctness,{who},{2 if who < 'a3' else 3},small" for who in people]
    rows += [f"work-3,correctness,{who},3,small" for who in people]
    found = consensus(run, log(*rows, header=header))
    # No gold item shows C-2, which gives 2; C-9 is shown.
    assert [(one["item"], one["shows"]) for one in found["candidates"]] == [
        ("work-1", ["C-2"]),
        ("work-3", []),
    ]
    assert [one["item"] for one in found["queue"]] == ["work-2"]
    assert found["queue"][0]["majority"] is None


def test_gold_that_experts_disagree_with_is_doubted(library: Library, six_weeks: Any) -> None:
    judgments, *_ = six_weeks
    assert len(find_consensus(library, judgments).doubts) <= 0.03 * len(judgments.targets)


def test_nobody_is_an_expert_by_the_item_in_doubt(run: Run, log: Log) -> None:
    rows = [f"bad-1,correctness,,{who},3" for who in ("a1", "a2", "a3")]
    assert consensus(run, log(*rows))["doubts"] == []


def test_a_held_out_label_is_not_told(run: Run, log: Log) -> None:
    rows = [f"secret-1,correctness,,{who},{value}" for who, value in (("a1", 3), ("a2", 1))]
    path = log(*rows)
    found = consensus(run, path)
    assert [one["gold"] for one in found["queue"]] == [None]
    assert "gold says" not in run("consensus", path).output


def test_both_sides_are_shown_with_the_rules_that_give_them(run: Run, log: Log) -> None:
    rows = ["bad-1,correctness,,a1,1", "bad-1,correctness,,a2,2", "bad-1,correctness,,a3,2"]
    result = run("adjudicate", "bad-1", log(*rows), "--criterion", "correctness", "--format", "json")
    found = json.loads(result.stdout)
    assert [(side["value"], side["people"], side["rules"][0]["rule"]) for side in found["sides"]] == [
        ("2", ["a2", "a3"], "C-2"),
        ("1", ["a1"], "C-1"),
    ]
    assert (found["outcome"], found["outcome_rules"], found["gold"]) == ("1", ["C-1"], "1")
    text = run("adjudicate", "bad-1", log(*rows), "--criterion", "correctness").output
    assert "A minor error is fair." in text


def test_what_people_found_themselves_is_traced_to_its_rule(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    rows = [
        {
            "item": "bad-1",
            "criterion": "correctness",
            "annotator": "a2",
            "value": 2,
            "findings": [{"type": "fact", "severity": "minor"}],
        }
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    result = run("adjudicate", "bad-1", path, "--criterion", "correctness", "--format", "json")
    assert json.loads(result.stdout)["sides"][0]["fired"] == ["C-2"]


def decide(run: Run, item: str, value: str, *more: str) -> Any:
    return run(
        "adjudicate",
        item,
        "--criterion",
        "tone",
        "--value",
        value,
        "--by",
        "lead-1",
        "--reason",
        "As is.",
        *more,
    )


def test_a_decision_changes_the_label_and_says_by_whom_and_why(run: Run, small: Path) -> None:
    path = small / "goldsets/basics/items/good-1.yaml"
    before = path.read_text("utf-8")
    assert "changed goldsets/basics/items/good-1.yaml" in decide(run, "good-1", "cold").output
    after = path.read_text("utf-8")
    assert "tone: cold" in after
    assert "lead-1" in after
    assert "As is." in after
    kept = [line for line in before.splitlines() if "tone" not in line]
    assert [line for line in after.splitlines() if line in kept] == kept


def test_a_decision_against_the_rules_is_found_unless_it_is_an_exception(run: Run, small: Path) -> None:
    words = [
        "adjudicate",
        "good-1",
        "--criterion",
        "correctness",
        "--value",
        "1",
        "--by",
        "l",
        "--reason",
        "Why.",
    ]
    path = small / "goldsets/basics/items/good-1.yaml"
    before = path.read_text("utf-8")
    against = run(*words)
    assert against.exit_code == 1
    assert "GL301" in against.output
    path.write_text(before, "utf-8")
    assert "GL301" not in run(*words, "--exception").output
    assert "exception: Why." in path.read_text("utf-8")


def test_a_decision_that_other_rules_give_now_cites_those(run: Run, small: Path) -> None:
    path = small / "goldsets/basics/items/good-1.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("correctness: 3", "correctness: {value: 2, rules: [C-2]}"), "utf-8")
    words = ("adjudicate", "good-1", "--criterion", "correctness", "--by", "l", "--reason", "Why.")
    run(*words, "--value", "3")
    assert "correctness: {value: 3, rules: [C-9]}" in path.read_text("utf-8")
    run(*words, "--value", "1")  # which the rules do not give: nothing better is known to be cited
    assert "correctness: {value: 1, rules: [C-9]}" in path.read_text("utf-8")


def test_a_decision_on_one_response_leaves_the_other(run: Run, small: Path) -> None:
    words = [
        "adjudicate",
        "pair-1",
        "--criterion",
        "correctness",
        "--value",
        "1",
        "--by",
        "l",
        "--reason",
        "W.",
    ]
    assert "which response" in run(*words).output
    run(*words, "--response", "b", "--exception")
    assert "a: 3" in (small / "goldsets/basics/items/pair-1.yaml").read_text("utf-8")
    assert "exception: W." in (small / "goldsets/basics/items/pair-1.yaml").read_text("utf-8")


def test_what_is_no_decision_is_refused(run: Run, small: Path) -> None:
    before = (small / "goldsets/basics/items/good-1.yaml").read_bytes()
    assert "no level of tone" in decide(run, "good-1", "Warm").output
    assert "reason" in run("adjudicate", "good-1", "--criterion", "tone", "--value", "warm").output
    assert "no criterion" in run("adjudicate", "good-1", "--criterion", "ton").output
    assert (small / "goldsets/basics/items/good-1.yaml").read_bytes() == before
