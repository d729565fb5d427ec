"""Criteria that read other criteria, and criteria of a whole item (FORMAT, section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from contract.diffing import judgment, now
from contract.probing import judged_by
from contract.small import ANSWERS_CRITERION, ANSWERS_GUIDELINE, answers, found, item, item_path
from contract.workbench import Repo, RepoFactory


@pytest.fixture
def small(repo: RepoFactory) -> Repo:
    return repo(answers())


OVERALL = """
    inputs:
      level: {criterion: correctness}
    hit_policy: first
    rules:
      - {id: OVE-1, text: Good., when: {level: 3}, then: 3}
      - {id: OVE-2, text: Not judged., when: {level: null}, then: 2}
    otherwise: 1
    """


def test_a_judgment_reaches_the_criterion_above(small: Repo) -> None:
    judged_by(small, OVERALL)
    assert now(small, "fine", criterion="probe")["head"] == 3
    assert now(small, "major", criterion="probe")["head"] == 1


def test_what_is_missing_below_is_missing_above(small: Repo) -> None:
    """correctness may be 1, 2 or 3, so overall may be 1 or 3; findings would settle both."""
    judged_by(small, OVERALL)
    one = now(small, "open", criterion="probe")
    assert (one["head_state"], one["head"], sorted(one["possible"])) == ("undecided", None, [1, 3])
    assert one["missing"] == ["findings"]


def test_a_gap_below_is_a_gap_above(small: Repo) -> None:
    small.edit(ANSWERS_CRITERION, "otherwise: {id: COR-9, text: The rest is good., then: 3}\n", "")
    judged_by(small, OVERALL)
    one = now(small, "fine", criterion="probe")
    assert (one["head_state"], one["head"]) == ("gap", None)


def test_a_gap_below_does_not_matter_where_every_level_leads_to_the_same(small: Repo) -> None:
    small.edit(ANSWERS_CRITERION, "otherwise: {id: COR-9, text: The rest is good., then: 3}\n", "")
    judged_by(
        small,
        """
        inputs:
          level: {criterion: correctness}
          on_topic: {boolean: Is it about what was asked?}
        hit_policy: first
        rules:
          - {id: OVE-1, text: On topic., when: {on_topic: true}, then: 2}
          - {id: OVE-2, text: Good., when: {level: 3}, then: 3}
        otherwise: 1
        """,
    )
    one = now(small, "fine", criterion="probe")
    assert (one["head_state"], one["head"]) == ("decided", 2)


def test_a_conflict_below_is_a_conflict_above(small: Repo) -> None:
    small.write(item_path("both"), item("both", findings=found("error major"), on_topic="false"))
    small.edit(ANSWERS_CRITERION, "hit_policy: first", "hit_policy: unique")
    judged_by(small, OVERALL)
    one = now(small, "both", criterion="probe")
    assert (one["head_state"], one["head"]) == ("conflict", None)


def test_an_exception_below_is_what_the_criterion_above_reads(small: Repo) -> None:
    """`odd` is 2 by the rules and 3 by exception."""
    judged_by(small, OVERALL)
    assert now(small, "odd", criterion="probe")["head"] == 3


PEOPLE = "guidance: Read it aloud.\n"
BY_PEOPLE = """
    inputs:
      level: {criterion: fluency}
    hit_policy: first
    rules:
      - {id: OVE-1, text: Good., when: {level: 3}, then: 3}
      - {id: OVE-2, text: Not judged., when: {level: null}, then: 2}
    otherwise: 1
    """


def labelled(value: str) -> str:
    return item("x", more=f"labels: {{fluency: {value}}}\n")


@pytest.mark.parametrize(("label", "expected"), [("3", 3), ("1", 1), ("not-judged", 2)])
def test_what_people_judge_is_read_from_the_label(repo: RepoFactory, label: str, expected: int) -> None:
    """`not-judged` is null to the criterion above."""
    made = repo({**answers(), item_path("x"): labelled(label)})
    judged_by(made, PEOPLE, id="fluency")
    judged_by(made, BY_PEOPLE)
    assert now(made, "x", criterion="probe")["head"] == expected


def test_a_criterion_that_does_not_apply_is_null(repo: RepoFactory) -> None:
    """correctness judges poems only, and x is text."""
    made = repo({**answers(), item_path("x"): item("x")})
    made.edit(ANSWERS_GUIDELINE, "modalities: [text]", "modalities: [text, poem]")
    made.edit(ANSWERS_CRITERION, "guidance:", "modalities: [poem]\nguidance:")
    judged_by(made, OVERALL)
    assert now(made, "x", criterion="probe")["head"] == 2


def test_two_inputs_of_one_upstream_judgment_vary_together(small: Repo) -> None:
    """open: correctness is unknown, but it cannot be 1 to the one name and 3 to the other."""
    judged_by(
        small,
        """
        inputs:
          level: {criterion: correctness}
          again: {criterion: correctness}
        hit_policy: first
        rules:
          - {id: OVE-1, text: Never at once., when: {level: 1, again: 3}, then: 1}
        otherwise: 2
        """,
    )
    one = now(small, "open", criterion="probe")
    assert (one["head_state"], one["head"]) == ("decided", 2)


def test_two_inputs_of_the_same_findings_vary_together(small: Repo) -> None:
    """open: without an error there is none to count, so the first rule never holds."""
    judged_by(
        small,
        """
        inputs:
          worst: {worst: error}
          facts: {count: error.fact}
        hit_policy: first
        rules:
          - {id: OVE-1, text: Never at once., when: {worst: none, facts: "> 0"}, then: 1}
        otherwise: 2
        """,
    )
    one = now(small, "open", criterion="probe")
    assert (one["head_state"], one["head"]) == ("decided", 2)


# --- criteria of a whole item ------------------------------------------------------------------------

PREFERENCE = """
    target: item
    inputs:
      ahead: {difference: correctness, of: [a, b]}
      worst: {worst: error}
      worst_b: {worst: error, response: b}
      level_a: {criterion: correctness, response: a}
      topic_b: {observation: on_topic, response: b}
    hit_policy: first
    rules:
      - {id: PRE-1, text: A critical error anywhere., when: {worst: critical}, then: 1}
      - {id: PRE-2, text: B is off topic., when: {topic_b: false}, then: 1}
      - {id: PRE-3, text: A is one level ahead., when: {ahead: 1, worst_b: major, level_a: 3}, then: 3}
    otherwise: 2
    """


def whole(repo: Repo, item: str) -> Any:
    return now(repo, item, criterion="probe", response=None)["head"]


def only_pairs(repo: Repo) -> None:
    """The small items have one response and no `a` and `b`; leave only the pair."""
    for path in (repo.path / "goldsets/basics/items").glob("*.yaml"):
        if path.stem != "two":
            path.unlink()


def test_a_criterion_of_the_item_reads_its_responses(small: Repo) -> None:
    """a has 3, b has 2 by a major error: one level ahead."""
    only_pairs(small)
    judged_by(small, PREFERENCE)
    assert whole(small, "two") == 3


def test_findings_of_all_responses_count_where_none_is_named(small: Repo) -> None:
    """The finding of b is critical now: `worst` sees it, whoever made it."""
    only_pairs(small)
    judged_by(small, PREFERENCE)
    small.edit(item_path("two"), "severity: major", "severity: critical")
    assert whole(small, "two") == 1


def test_an_observation_of_one_response_can_be_read(small: Repo) -> None:
    only_pairs(small)
    judged_by(small, PREFERENCE)
    small.edit(item_path("two"), "b: {on_topic: true}", "b: {on_topic: false}")
    assert whole(small, "two") == 1


def test_a_difference_is_negative_where_the_second_is_ahead(small: Repo) -> None:
    only_pairs(small)
    judged_by(
        small,
        """
        target: item
        inputs:
          ahead: {difference: correctness, of: [b, a]}
        hit_policy: first
        rules:
          - {id: PRE-1, text: One behind., when: {ahead: -1}, then: 1}
        otherwise: 3
        """,
    )
    assert whole(small, "two") == 1


def test_a_judgment_of_the_item_names_no_response(small: Repo) -> None:
    only_pairs(small)
    judged_by(small, PREFERENCE)
    small.commit("Judge the pair")
    assert judgment(small, "two", "HEAD", "HEAD", criterion="probe")["response"] is None
