"""Work that is no gold item: its facts stand in the log, and by them it comes to rules as gold does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
Log = Callable[..., Path]

HEADER = "item,criterion,annotator,value,guideline,worst,locale"
PEOPLE = ("a1", "a2", "a3", "a4")


def work(
    name: str, values: str, facts: str, locale: str = "en-US", criterion: str = "correctness"
) -> list[str]:
    """Rows of one item: the value of each person, and the worst error that each recorded."""
    worst = facts.split() * (len(PEOPLE) if " " not in facts else 1)
    return [
        f"{name},{criterion},{who},{value},small,{fact.strip('-')},{locale}"
        for who, value, fact in zip(PEOPLE, values, worst, strict=False)
    ]


def found(run: Run, *arguments: Any) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


def test_by_its_facts_work_comes_to_the_rule_that_decides_it(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2233", "minor"), *work("w-2", "1111", "major"), header=HEADER)
    rules = {one["rule"]: one for one in found(run, "rules", "--trouble", path)["rules"]}
    assert set(rules) == {"C-1", "C-2"}
    assert rules["C-2"]["items"][0]["item"] == "w-1"
    parts = found(run, "agreement", path, "--by", "rule")["criteria"]
    assert {one["group"]: one["coefficients"]["percent"]["value"] for one in parts} == {
        "C-1": 1,
        "C-2": 0.333333,
    }


def test_where_people_recorded_different_facts_most_of_them_tell_the_rule(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2221", "minor minor minor major"), header=HEADER)
    assert [one["rule"] for one in found(run, "rules", "--trouble", path)["rules"]] == ["C-2"]


def test_it_is_parted_by_modality_and_locale_as_gold_is(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2222", "minor"), *work("w-2", "11", "major", locale="ja-JP"), header=HEADER)
    parts = found(run, "agreement", path, "--by", "locale")["criteria"]
    assert [(one["group"], one["judgments"]) for one in parts] == [("en-US", 4), ("ja-JP", 2)]
    parts = found(run, "agreement", path, "--by", "worst")["criteria"]
    assert [one["group"] for one in parts] == ["major", "minor"]


def test_without_facts_or_with_unknown_ones_no_rule_is_guessed(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2233", "-"), header=HEADER)
    assert found(run, "rules", "--trouble", path)["rules"] == []
    assert [one["group"] for one in found(run, "agreement", path, "--by", "rule")["criteria"]] == [
        "(no rule)"
    ]


def test_candidates_for_gold_are_told_by_their_facts(run: Run, log: Log) -> None:
    path = log(
        *work("w-covered", "1111", "major"),
        *work("w-new", "2222", "minor"),
        *work("w-maybe", "2222", "-"),
        *work("w-odd", "3333", "minor"),
        *work("w-split", "2233", "minor"),
        header=HEADER,
    )
    candidates = found(run, "consensus", path)["candidates"]
    assert [(one["item"], one["shows"], one["rules"]) for one in candidates] == [
        ("w-new", ["C-2"], ["C-2"]),
        ("w-maybe", ["C-2"], []),
        ("w-covered", [], ["C-1"]),
        ("w-odd", ["C-2"], ["C-2"]),
    ]
    assert candidates[0]["facts"] == {"worst": "minor", "locale": "en-US"}
    text = " ".join(run("consensus", path).output.split())
    assert "shows C-2, which no gold shows; worst = minor" in text
    assert "but C-2 gives 2 by what they recorded: is the rule right?" in text


def test_in_json_lines_null_is_a_fact_and_what_is_not_there_is_unknown(run: Run, small: Path) -> None:
    criterion = small / "guidelines/small/criteria/correctness.yaml"
    text = criterion.read_text("utf-8").replace(
        "inputs:\n", "inputs:\n  mood: {enum: [x], nullable: true, ask: M?}\n"
    )
    criterion.write_text(
        text.replace("rules:\n", "rules:\n  - {id: C-0, text: None., when: {mood: null}, then: 3}\n")
    )
    path = small / "log.jsonl"
    rows = [
        {"item": name, "criterion": "correctness", "annotator": who, "value": 3, "guideline": "small", **more}
        for who in PEOPLE
        for name, more in (("w-1", {"mood": None}), ("w-2", {}), ("w-3", {"mood": "x", "worst": "major"}))
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    groups = found(run, "agreement", path, "--by", "rule")["criteria"]
    assert {one["group"] for one in groups} == {"C-0", "C-1", "(no rule)"}


def test_facts_that_an_input_cannot_have_are_named(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2222", "Minor"), header=HEADER)
    assert any("column `worst`" in note for note in found(run, "consensus", path)["notes"])


def test_both_sides_of_work_are_shown_with_the_facts_that_lead_to_each(run: Run, log: Log) -> None:
    path = log(*work("w-1", "2213", "minor minor major -"), header=HEADER)
    dispute = found(run, "adjudicate", "w-1", path, "--criterion", "correctness")
    assert dispute["production"]
    assert [(s["value"], s["people"], s["fired"], s["facts"].get("worst")) for s in dispute["sides"]] == [
        ("2", ["a1", "a2"], ["C-2"], "minor"),
        ("1", ["a3"], ["C-1"], "major"),
        ("3", ["a4"], [], None),
    ]
    assert (dispute["outcome"], dispute["outcome_rules"]) == ("2", ["C-2"])
    text = run("adjudicate", "w-1", path, "--criterion", "correctness").output
    assert "A minor error is fair." in text
    assert "by what most recorded the rules give 2 (C-2)" in text


def decide(run: Run, path: Path, value: str, *more: str) -> Any:
    words = ["adjudicate", "w-1", path, "--criterion", "correctness", "--value", value]
    return run(*words, "--by", "lead-1", "--reason", 'It says "zwei", that is minor.', *more)


def test_a_decision_on_work_is_written_down_and_not_asked_again(run: Run, log: Log, small: Path) -> None:
    path = log(*work("w-1", "2233", "minor"), *work("w-2", "2233", "minor"), header=HEADER)
    assert [one["item"] for one in found(run, "consensus", path)["queue"]] == ["w-1", "w-2"]
    assert decide(run, path, "2").exit_code == 0
    (line,) = (small / "adjudications.jsonl").read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["value"], kept["annotator"], kept["guideline"]) == ("2", "lead-1", "small@2.1.0")
    assert kept["reason"] == 'It says "zwei", that is minor.'
    assert [side["people"] for side in kept["sides"]] == [["a1", "a2"], ["a3", "a4"]]
    after = found(run, "consensus", path)
    assert ([one["item"] for one in after["queue"]], after["decided"]) == (["w-2"], 1)
    again = decide(run, path, "3")
    assert again.exit_code == 2
    assert "was decided before, by `lead-1`" in again.output


def test_the_list_of_decisions_is_a_judgment_log(run: Run, log: Log, small: Path) -> None:
    path = log(*work("w-1", "2233", "minor"), header=HEADER)
    decide(run, path, "2")
    document = found(run, "consensus", small / "adjudications.jsonl")
    assert (document["used"], document["targets"][0]["value"]) == (1, "2")


def test_what_is_no_decision_on_work_is_refused(run: Run, log: Log, small: Path) -> None:
    path = log(*work("w-1", "2233", "minor"), header=HEADER)
    assert "no level of correctness" in decide(run, path, "two").output
    assert "reason" in run("adjudicate", "w-1", path, "--criterion", "correctness", "--value", "2").output
    assert not (small / "adjudications.jsonl").exists()
    missing = run("adjudicate", "w-11", path, "--criterion", "correctness")
    assert missing.exit_code == 2
    assert "did you mean `w-1`" in missing.output
    assert "correctness" in run("adjudicate", "w-1", path, "--criterion", "tone").output
    (small / "adjudications.jsonl").write_text("{}\n")
    assert "line 1 of" in run("consensus", path).output


def test_gold_that_was_adjudicated_waits_no_more(run: Run, log: Log, small: Path) -> None:
    rows = [f"good-1,tone,a{number},{value}" for number, value in enumerate(("warm", "warm", "cold", "cold"))]
    path = log(*rows, header="item,criterion,annotator,value")
    assert [one["item"] for one in found(run, "consensus", path)["queue"]] == ["good-1"]
    words = [
        "adjudicate",
        "good-1",
        "--criterion",
        "tone",
        "--value",
        "warm",
        "--by",
        "l",
        "--reason",
        "It is.",
    ]
    run(*words)
    after = found(run, "consensus", path)
    assert (after["queue"], after["decided"]) == ([], 1)
