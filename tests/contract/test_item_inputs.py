"""What each kind of input reads out of an item (FORMAT, sections 4 and 6)."""

from __future__ import annotations

import pytest

from contract.diffing import judgments, now
from contract.probing import judged_by, reading
from contract.small import ANSWERS_GUIDELINE, answers, found, item, item_path
from contract.workbench import RepoFactory


@pytest.mark.parametrize(
    ("input", "expected"),
    [
        ("{count: error}", 4),  # all of them
        ("{count: error.fact}", 2),
        ("{count: [error.fact, error.slip]}", 3),
        ("{count: '*'}", 4),
        ('{count: error, severity: ">= major"}', 2),
        ("{count: error, severity: minor}", 2),
        ("{count: error.slip, severity: critical}", 0),
    ],
)
def test_a_count_counts_findings_of_the_types_and_below(repo: RepoFactory, input: str, expected: int) -> None:
    """The findings: a critical fact, a minor fact, a minor slip, and a major error of no kind."""
    made = repo({**answers(), item_path("x"): item("x", findings=FOUR)})
    reading(made, "probe", input)
    assert now(made, "x", criterion="probe")["head"] == expected


FOUR = found("error.fact critical", "error.fact minor", "error.slip minor", "error major")


def test_a_sum_takes_the_weight_of_the_first_row_that_matches(repo: RepoFactory) -> None:
    """A critical fact 25 (row 1), a minor fact 0.1 (row 2, not row 4), a minor slip 1 (row 4), a major
    error 5 (row 3): 25 + 0.1 + 1 + 5 = 31.1.
    """
    made = repo({**answers(), item_path("x"): item("x", findings=FOUR)})
    rows = [
        "{type: error.fact, severity: critical, weight: 25}",
        "{type: error.fact, severity: minor, weight: 0.1}",
        "{severity: major, weight: 5}",
        "{severity: minor, weight: 1}",
    ]
    reading(made, "probe", "{sum: [" + ", ".join(rows) + "]}")
    assert now(made, "x", criterion="probe")["head"] == 31.1


def test_a_finding_that_no_row_matches_weighs_nothing(repo: RepoFactory) -> None:
    made = repo({**answers(), item_path("x"): item("x", findings=FOUR)})
    reading(made, "probe", "{sum: [{type: error.slip, weight: 2}]}")
    assert now(made, "x", criterion="probe")["head"] == 2


def test_ten_tenths_are_one(repo: RepoFactory) -> None:
    """Ten findings of 0.1 reach 1, so the class that asks for less than 1 does not hold."""
    ten = found(*["error.slip minor"] * 10)
    made = repo({**answers(), item_path("x"): item("x", findings=ten)})
    reading(made, "penalty", "{sum: [{severity: minor, weight: 0.1}]}")
    judged_by(
        made,
        """
        inputs:
          score: {criterion: penalty}
        hit_policy: first
        rules:
          - {id: CLA-1, text: Less than one., when: {score: "< 1"}, then: 3}
        otherwise: 1
        """,
    )
    assert now(made, "x", criterion="penalty")["head"] == 1
    assert now(made, "x", criterion="probe")["head"] == 1


RUBRIC = """
    rubric:
      - {id: r1, text: Names the moon., points: 2}
      - {id: r2, text: Names the distance., points: 1}
    """


def with_rubric(seen: str | None) -> str:
    rubric = "" if seen is None else f", rubric: {seen}"
    return item("x", on_topic=f"true{rubric}", more=RUBRIC)


@pytest.mark.parametrize(
    ("kind", "seen", "expected"),
    [
        ("share", "{r1: true, r2: true}", 1),
        ("share", "{r1: true, r2: false}", 0.666666666667),  # 2 of 3 points, to twelve digits
        ("share", "{r1: false, r2: false}", 0),
        ("points", "{r1: true, r2: true}", 3),
        ("points", "{r1: false, r2: true}", 1),
    ],
)
def test_a_rubric_gives_its_share_or_its_points(
    repo: RepoFactory, kind: str, seen: str, expected: float
) -> None:
    made = repo({**answers(), item_path("x"): with_rubric(seen)})
    reading(made, "probe", f"{{rubric: {kind}}}")
    assert now(made, "x", criterion="probe")["head"] == expected


def test_a_rubric_that_nobody_filled_in_is_unknown(repo: RepoFactory) -> None:
    made = repo({**answers(), item_path("x"): with_rubric(None)})
    reading(made, "probe", "{rubric: points}")
    one = now(made, "x", criterion="probe")
    assert (one["head_state"], one["head"]) == ("undecided", None)
    assert one["missing"]


def test_the_locale_and_the_modality_are_those_of_the_item(repo: RepoFactory) -> None:
    made = repo({**answers(), item_path("x"): item("x").replace("en-US", "ja-JP")})
    made.edit(ANSWERS_GUIDELINE, "locales: [en-US]", "locales: [en-US, ja-JP]")
    judged_by(
        made,
        """
        hit_policy: first
        rules:
          - {id: LOC-1, text: Japanese., when: {locale: "ja-*"}, then: 2}
        otherwise: 3
        """,
    )
    assert now(made, "x", criterion="probe")["head"] == 2
    assert now(made, "fine", criterion="probe")["head"] == 3


def test_a_criterion_judges_only_its_own_modalities(repo: RepoFactory) -> None:
    made = repo({**answers(), item_path("x"): item("x").replace("modality: text", "modality: poem")})
    made.edit(ANSWERS_GUIDELINE, "modalities: [text]", "modalities: [text, poem]")
    judged_by(
        made, "modalities: [poem]\nhit_policy: first\nrules:\n  - {id: MOD-1, text: Always., then: 3}\n"
    )
    made.commit("Poems")
    by_probe = {name for name, criterion, _ in judgments(made, "HEAD", "HEAD") if criterion == "probe"}
    assert by_probe == {"x"}
