"""What `check` found, in every format that people and programs read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from goldline.model.finding import Finding
from goldline.model.report import CheckReport
from goldline.render.check_json import render_check_json
from goldline.render.check_markdown import render_check_markdown
from goldline.render.check_text import render_check_text
from goldline.render.escape import safe_text
from goldline.render.github import render_github
from goldline.render.junit import render_junit
from goldline.render.sarif import MOST, render_sarif
from render.golden import assert_golden
from render.reading import assert_nothing_lives, read_commands, read_markdown
from render.samples import (
    CHECKS,
    CRITERION,
    HOSTILE,
    ITEM,
    check_report,
    clean_report,
    hostile_check_report,
    many_findings,
)


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# --- text -----------------------------------------------------------------------------------


def test_text_reads_as_it_was_approved() -> None:
    assert_golden("check.txt", render_check_text(check_report(), checks=CHECKS))


def test_text_says_that_all_is_well() -> None:
    assert render_check_text(clean_report()) == "All is well in 40 files with 12 items.\n"


def test_an_empty_repository_is_not_called_well() -> None:
    text = render_check_text(replace(clean_report(), files=0, items=0))
    assert text == "There is nothing to check: no guideline, gold or escalation is here.\n"


def test_text_names_each_file_once() -> None:
    text = render_check_text(check_report())
    assert text.count(CRITERION) == 1
    assert text.count(ITEM) == 1


def test_colour_is_only_colour() -> None:
    plain = render_check_text(check_report(), checks=CHECKS)
    painted = render_check_text(check_report(), checks=CHECKS, color=True)
    assert "\x1b" not in plain
    assert "\x1b[31;1merror\x1b[0m" in painted
    assert without_colour(painted) == plain


def test_text_cannot_be_forged() -> None:
    """One finding is a heading, a finding, a hint, an empty line and a summary, whatever it says."""
    text = render_check_text(hostile_check_report(), checks=CHECKS)
    assert len(text.splitlines()) == 5
    assert safe_text(HOSTILE) in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028\ud800]", text)


def test_a_finding_about_no_file_is_about_the_repository() -> None:
    report = replace(clean_report(), findings=(Finding("", 1, 1, "GL101", "error", "there is no guideline"),))
    assert render_check_text(report).startswith("the repository\n")
    assert "file=" not in render_github(report)
    assert "locations" not in json.loads(render_sarif(report))["runs"][0]["results"][0]
    assert 'name="the repository"' in render_junit(report)
    assert "`the repository`" in render_check_markdown(report)


# --- JSON -----------------------------------------------------------------------------------


def test_json_is_what_the_format_promises() -> None:
    answer = json.loads(render_check_json(check_report()))
    assert answer["format"] == "goldline/check/1"
    assert answer["findings"][0] == {
        "code": "GL301",
        "severity": "error",
        "file": ITEM,
        "line": 14,
        "column": 3,
        "message": "the label says 3, but COR-2 gives 2",
        "hint": "make it an exception",
    }
    assert answer["summary"] == {
        "name": "the working tree",
        "files": 40,
        "items": 12,
        "error": 1,
        "warning": 1,
        "info": 1,
    }


def test_json_holds_hostile_text_exactly_and_in_plain_ascii() -> None:
    text = render_check_json(hostile_check_report())
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["findings"][0]["message"] == HOSTILE


def test_json_of_a_clean_repository_has_an_empty_list() -> None:
    assert json.loads(render_check_json(clean_report()))["findings"] == []


# --- Markdown -------------------------------------------------------------------------------


def test_markdown_reads_as_it_was_approved() -> None:
    assert_golden("check.md", render_check_markdown(check_report(), checks=CHECKS))


def test_markdown_begins_with_the_verdict() -> None:
    first = render_check_markdown(check_report()).splitlines()[0]
    assert first == "**1 error, 1 warning and 1 remark** in 40 files and 12 items of `the working tree`."
    assert render_check_markdown(clean_report()).startswith("**All is well**")


def test_markdown_keeps_hostile_text_in_code() -> None:
    page = read_markdown(render_check_markdown(hostile_check_report(), checks=CHECKS))
    assert_nothing_lives(page)
    assert page.rows == [3, 3]


def test_a_long_list_ends_with_its_total() -> None:
    text = render_check_markdown(many_findings(1234), limit=20)
    assert text.count("finding number") == 20
    assert "… and 1,214 more findings, 1,234 in all." in text


def test_markdown_never_outgrows_a_comment() -> None:
    """GitHub refuses a comment above 65,536 characters, and then nobody reads anything."""
    text = render_check_markdown(many_findings(5000), limit=0)
    assert len(text) <= 60_000
    shown = text.count("finding number")
    assert 100 < shown < 5000
    assert f"… and {5000 - shown:,} more findings, 5,000 in all." in text
    assert f"Left out are {5000 - shown:,} findings" in text


# --- GitHub ---------------------------------------------------------------------------------


def test_annotations_read_as_they_were_approved() -> None:
    assert_golden("check.github.txt", render_github(check_report(), checks=CHECKS))


def test_annotations_say_where_and_what() -> None:
    error, warning, notice = read_commands(render_github(check_report(), checks=CHECKS))
    assert (error.name, warning.name, notice.name) == ("error", "warning", "notice")
    assert error.properties == {
        "file": ITEM,
        "line": "14",
        "col": "3",
        "title": "GL301 label-contradicts-rules",
    }
    assert error.data == "the label says 3, but COR-2 gives 2\nhint: make it an exception"


def test_annotations_cannot_be_forged() -> None:
    (command,) = read_commands(render_github(hostile_check_report(), checks=CHECKS))
    assert command.name == "error"
    assert command.properties["file"] == safe_text(HOSTILE).replace("##[", "##\\x5b")
    assert command.data.count("\n") == 1  # between message and hint


def test_ten_annotations_are_all_shown() -> None:
    assert len(read_commands(render_github(many_findings(10)))) == 10


def test_of_more_than_ten_the_tenth_says_how_many_there_are() -> None:
    """GitHub drops the eleventh of a type without a word."""
    commands = read_commands(render_github(many_findings(11)))
    assert len(commands) == 10
    assert commands[-1].name == "error"
    assert commands[-1].data == "2 more errors, 11 in all, not shown here"


def test_no_findings_no_annotations() -> None:
    assert render_github(clean_report()) == ""


# --- SARIF ----------------------------------------------------------------------------------


def run_of(report: CheckReport) -> dict[str, Any]:
    document = json.loads(render_sarif(report, checks=CHECKS))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_reads_as_it_was_approved() -> None:
    assert_golden("check.sarif", render_sarif(check_report(), checks=CHECKS))


def test_sarif_has_a_rule_for_each_code_with_its_explanation() -> None:
    run = run_of(check_report())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["GL301", "GL701", "GL802"]
    assert rules[0]["name"] == "label-contradicts-rules"
    assert rules[0]["shortDescription"]["text"] == "A gold label that the rules do not give."
    assert "Why it matters" in rules[0]["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_levels() -> None:
    run = run_of(check_report())
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert [rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]] == [
        "error",
        "note",
        "warning",
    ]


def test_sarif_places_are_relative_to_the_repository() -> None:
    run = run_of(check_report())
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": ITEM, "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 14, "startColumn": 3}
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def fingerprints(report: CheckReport) -> list[str]:
    return [result["partialFingerprints"]["goldlineFinding/v1"] for result in run_of(report)["results"]]


def test_a_fingerprint_survives_lines_that_come_and_go() -> None:
    report = check_report()
    moved = replace(report, findings=tuple(replace(one, line=one.line + 7) for one in report.findings))
    assert fingerprints(moved) == fingerprints(report)


def test_a_fingerprint_tells_findings_apart() -> None:
    """Even two that say the same of the same file."""
    report = check_report()
    twice = replace(report, findings=(*report.findings, replace(report.findings[0], line=99)))
    assert len(set(fingerprints(twice))) == 4


def test_sarif_of_hostile_text_has_no_link() -> None:
    (result,) = run_of(hostile_check_report())["results"]
    assert "\\[x\\](javascript:alert(1))" in result["message"]["text"]
    assert re.fullmatch(
        r"[A-Za-z0-9_.~%/-]+", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    )


def test_sarif_knows_no_more_than_its_readers_take() -> None:
    report = many_findings(MOST, "info")
    worse = Finding("zzz.yaml", 1, 1, "GL301", "error", "the worst comes last")
    run = run_of(replace(report, findings=(*report.findings, worse)))
    assert len(run["results"]) == MOST
    assert run["results"][-1]["message"]["text"] == "the worst comes last"
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("1 finding too many")


def test_a_code_that_no_check_has_is_shown_all_the_same() -> None:
    document = json.loads(render_sarif(check_report()))
    assert document["runs"][0]["tool"]["driver"]["rules"][0]["name"] == "GL301"


# --- JUnit ----------------------------------------------------------------------------------


def test_junit_reads_as_it_was_approved() -> None:
    assert_golden("check.junit.xml", render_junit(check_report(), checks=CHECKS))


def test_junit_has_a_case_for_each_file() -> None:
    suites = ElementTree.fromstring(render_junit(check_report(), checks=CHECKS))
    cases = list(suites.iter("testcase"))
    assert [(case.get("classname"), case.get("name")) for case in cases] == [
        ("goldsets/caption-basics/items", "cap-0007.yaml"),
        ("guidelines/caption-quality/criteria", "correctness.yaml"),
    ]
    assert [len(case.findall("failure")) for case in cases] == [1, 1]
    assert suites.get("tests") == "2"
    assert suites.get("failures") == "2"


def test_remarks_alone_do_not_fail_a_file() -> None:
    suites = ElementTree.fromstring(render_junit(many_findings(2, "info")))
    assert suites.get("failures") == "0"
    assert not list(suites.iter("failure"))
    assert len(list(suites.iter("system-out"))) == 2


def test_a_clean_repository_is_one_case_that_passes() -> None:
    suites = ElementTree.fromstring(render_junit(clean_report()))
    (case,) = suites.iter("testcase")
    assert len(case) == 0
    assert suites.get("tests") == "1"


def test_junit_of_hostile_text_is_xml() -> None:
    suites = ElementTree.fromstring(render_junit(hostile_check_report(), checks=CHECKS).encode())
    (failure,) = suites.iter("failure")
    assert "<script>alert(1)</script>" in (failure.text or "")
    assert failure.get("message") == "1 error"


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "render",
    [
        render_check_text,
        render_check_json,
        render_check_markdown,
        render_github,
        render_sarif,
        render_junit,
    ],
)
def test_the_same_report_gives_the_same_text(render: Any) -> None:
    assert render(check_report()) == render(check_report())
