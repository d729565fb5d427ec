"""Which sentence of a guideline costs most agreement, and whether its last edit helped."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contract.workbench import Repo
from goldline.app.browsing.library import Library
from goldline.app.people.trouble import differ, find_trouble
from goldline.cli.main import cli
from goldline.model.judgments import Judgments
from goldline.render.trouble_text import render_trouble_text
from people.conftest import FILES, item
from people.generator import Truth

Run = Callable[..., Any]
Log = Callable[..., Path]
SixWeeks = tuple[Judgments, Truth, Path]

RULE = "guidelines/small/criteria/correctness.yaml"


def test_the_rule_that_reads_in_two_ways_costs_most(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    report = find_trouble(library, judgments, {}, guideline=truth.guideline)
    assert (report.rules[0].criterion, report.rules[0].rule) == (truth.criterion, truth.rule)
    others = [one for one in report.rules[1:] if one.criterion == truth.criterion and one.units >= 3]
    assert all((one.differ.value or 0) < (report.rules[0].differ.value or 0) for one in others)


def test_it_alone_of_all_rules_stands_out(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    report = find_trouble(library, judgments, {})
    assert [(one.guideline, one.criterion, one.rule) for one in report.outstanding] == [
        (truth.guideline, truth.criterion, truth.rule)
    ]
    first = render_trouble_text(report).splitlines()[:2]
    assert first[0] == "1 rule to look at first"
    assert f"{truth.guideline}: {truth.criterion}, {truth.rule}: two people differ" in first[1]


def test_where_people_differ_alike_everywhere_no_rule_stands_out(run: Run, log: Log) -> None:
    path = log(
        *(
            f"{name},{of},,a{n},{v}"
            for name in ("good-1", "bad-1")
            for of in ("correctness",)
            for n, v in enumerate("12")
        )
    )
    assert "to look at first" not in run("rules", "--trouble", path).stdout


def test_its_sentence_and_the_items_that_show_it_are_named(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    report = find_trouble(library, judgments, {}, guideline=truth.guideline, criterion=truth.criterion)
    text = render_trouble_text(report)
    first = report.rules[0]
    assert f"1. {truth.criterion}, {truth.rule}:" in text
    assert " ".join(first.text.split()[:6]) in " ".join(text.split())
    assert first.items[0].item in text


@pytest.mark.parametrize(
    ("said", "share"),
    [({1: 1}, None), ({1: 2}, 0), ({1: 1, 2: 1}, 1), ({1: 2, 2: 1}, 2 / 3), ({1: 5, 2: 5}, 1 - 40 / 90)],
)
def test_the_share_of_pairs_that_differ(said: dict[float, int], share: float | None) -> None:
    found = differ(said)
    assert found == (None if share is None else pytest.approx(share))


def rules(result: Any) -> dict[str, Any]:
    return {one["rule"]: one for one in json.loads(result.stdout)["rules"]}


def test_costs_are_parts_of_all_differences_of_the_guideline(run: Run, log: Log) -> None:
    path = log(
        "good-1,correctness,,a1,3",
        "good-1,correctness,,a2,2",
        "good-1,tone,,a1,warm",
        "good-1,tone,,a2,cold",
        "bad-1,correctness,,a1,1",
        "bad-1,correctness,,a2,1",
    )
    found = rules(run("rules", "--trouble", path, "--format", "json"))
    assert found["C-9"]["cost"] == 0.5  # the other half is tone's, which no rule decides
    assert found["C-1"]["cost"] == 0
    assert found["C-9"]["wrong"]["part"] == 1
    assert found["C-9"]["items"][0]["said"] == [{"value": "2", "count": 1}, {"value": "3", "count": 1}]


def test_escalations_come_to_the_rule_that_they_name(run: Run, log: Log, small: Path) -> None:
    path = small / "escalations/esc-0001.yaml"
    path.parent.mkdir()
    path.write_text(
        "id: esc-0001\nopened: 2026-10-02\nby: a1\nguideline: small@2.1.0\nitem: bad-1\n"
        "criterion: correctness\nrules: [C-1]\nquestion: Is that major?\nstatus: open\n"
    )
    found = rules(run("rules", "--trouble", log("bad-1,correctness,,a1,1"), "--format", "json"))
    assert found["C-1"]["escalations"] == ["esc-0001"]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [("2", "3", "helped"), ("3", "2", "made it worse"), ("3", "3", "not shown")],
)
def test_an_edit_is_measured_by_judgments_before_and_since(
    tmp_path: Path, log: Log, before: str, after: str, effect: str
) -> None:
    files = {**FILES, **{f"goldsets/basics/items/more-{n}.yaml": item(f"more-{n}", "3") for n in range(6)}}
    manifest = "guidelines/small/guideline.yaml"
    old = {
        **files,
        manifest: files[manifest].replace("2.1.0", "2.0.0"),
        RULE: files[RULE].replace("Nothing is wrong.", "All is well."),
    }
    repo = Repo.start(tmp_path / "history", old)
    repo.commit("Begin")
    for name in (manifest, RULE):
        (repo.path / name).write_text(files[name], encoding="utf-8")
    repo.commit("Say it in other words")
    rows = []
    for number in range(6):
        for who, version, value in (
            ("a1", "2.0.0", "3"), ("a2", "2.0.3", before), ("a3", "2.1.0", "3"), ("a4", "2.1.0", after)
        ):  # fmt: skip
            rows.append(f"more-{number},correctness,{who},{value},small@{version}")
    path = log(*rows, header="item,criterion,annotator,value,guideline")
    arguments = ["-C", str(repo.path), "rules", "--trouble", str(path)]
    result = CliRunner().invoke(cli, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    found = rules(result)["C-9"]
    assert found["edited"] == ["2.1.0"]
    assert (found["before"]["value"], found["after"]["value"]) == (float(before != "3"), float(after != "3"))
    assert found["effect"] == effect
    if effect == "helped":
        assert "that helped (100 → 0 times in 100)" in CliRunner().invoke(cli, arguments).output


def test_votes_without_a_version_say_nothing_of_before_and_after(run: Run, small: Path) -> None:
    path = small / "goldsets/basics/items/good-1.yaml"
    vote = "  - {annotator: %s, values: {correctness: %d}}\n"
    path.write_text(path.read_text() + "votes:\n" + vote % ("v1", 3) + vote % ("v2", 2))
    found = rules(run("rules", "--trouble", "--format", "json"))["C-9"]
    assert found["before"]["value"] is None
    assert found["effect"] is None


def test_rules_without_what_of_them_says_what_there_is(run: Run) -> None:
    result = run("rules")
    assert result.exit_code == 2
    assert "--trouble" in result.stderr


def test_held_out_items_are_named_only_where_that_is_asked_for(run: Run, log: Log) -> None:
    path = log("secret-1,correctness,,a1,3", "secret-1,correctness,,a2,1")
    assert rules(run("rules", "--trouble", path, "--format", "json"))["C-1"]["items"] == []
    shown = rules(run("rules", "--trouble", path, "--reveal", "--format", "json"))["C-1"]["items"]
    assert [one["item"] for one in shown] == ["secret-1"]
