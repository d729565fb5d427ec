"""Items with facts that nobody recorded: unknown is not none (FORMAT, section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from contract.diffing import now
from contract.small import (
    ANSWERS_CRITERION,
    ANSWERS_GUIDELINE,
    ANSWERS_TAXONOMY,
    answers,
    found,
    item,
    item_path,
)
from contract.workbench import Repo, RepoFactory, text


def of(one: dict[str, Any]) -> tuple[Any, ...]:
    """Return state, outcome, what is possible, and what would settle it."""
    return one["head_state"], one["head"], sorted(one["possible"], key=str), sorted(one["missing"])


@pytest.fixture
def small(repo: RepoFactory) -> Repo:
    return repo(answers())


# --- findings that were never annotated --------------------------------------------------------------


def test_findings_left_out_are_unknown(small: Repo) -> None:
    """Any worst error is possible: 1, 2 or 3."""
    assert of(now(small, "open")) == ("undecided", None, [1, 2, 3], ["findings"])


def test_no_findings_are_known(small: Repo) -> None:
    assert of(now(small, "fine"))[:2] == ("decided", 3)
    assert now(small, "fine")["missing"] == []


def test_findings_that_do_not_matter_may_be_left_out(small: Repo) -> None:
    """Whatever the findings are, this table gives 2."""
    small.edit(ANSWERS_CRITERION, "when: {worst: critical}\n    then: 1", "then: 2")
    assert of(now(small, "open"))[:2] == ("decided", 2)


# --- observations ------------------------------------------------------------------------------------


def test_an_observation_that_is_missing_and_matters(small: Repo) -> None:
    """Without findings it hangs on on_topic: 1 or 3."""
    small.write(item_path("x"), item("x", on_topic=None))
    assert of(now(small, "x")) == ("undecided", None, [1, 3], ["input:on_topic"])


def test_an_observation_that_is_missing_and_does_not_matter(small: Repo) -> None:
    """A critical error gives 1 before on_topic is read."""
    small.write(item_path("x"), item("x", on_topic=None, findings=found("error critical")))
    one = now(small, "x")
    assert (one["head_state"], one["head"], one["missing"]) == ("decided", 1, [])


def test_both_may_be_missing(small: Repo) -> None:
    small.write(item_path("x"), item("x", on_topic=None, findings=None))
    assert of(now(small, "x")) == ("undecided", None, [1, 2, 3], ["findings", "input:on_topic"])


def test_a_response_falls_back_on_the_observation_of_the_item(small: Repo) -> None:
    """b has no on_topic of its own; the item's is false, so b is off topic, a is not."""
    small.write(
        item_path("x"),
        text(
            """
            id: x
            title: One falls back
            modality: text
            locale: en-US
            guideline: answers@1.0.0
            prompt: How far is the moon?
            responses: {a: It is far away., b: It is a cheese.}
            findings: []
            observations:
              a: {on_topic: true}
              item: {on_topic: false}
            """
        ),
    )
    assert now(small, "x", response="a")["head"] == 3
    assert now(small, "x", response="b")["head"] == 1


# --- types that are newer than the item's stamp ------------------------------------------------------


@pytest.fixture
def newer(small: Repo) -> Repo:
    """Give the answers at 1.1.0, which brought `error.unit`; all items still carry 1.0.0."""
    small.edit(ANSWERS_GUIDELINE, "version: 1.0.0", "version: 1.1.0")
    small.edit(
        ANSWERS_TAXONOMY,
        "      slip:",
        "      unit: {title: Wrong unit, definition: A unit is wrong., since: 1.1.0}\n      slip:",
    )
    return small


def test_a_type_newer_than_the_stamp_is_unknown(newer: Repo) -> None:
    assert of(now(newer, "fine")) == ("undecided", None, [1, 2, 3], ["type:error.unit"])


def test_what_was_found_is_the_least_there_is(newer: Repo) -> None:
    """A major error is known; a critical unit error may be there too. 3 is out of reach."""
    assert of(now(newer, "major")) == ("undecided", None, [1, 2], ["type:error.unit"])


def test_where_nothing_could_be_worse_the_new_type_does_not_matter(newer: Repo) -> None:
    one = now(newer, "critical")
    assert (one["head_state"], one["head"], one["missing"]) == ("decided", 1, [])


def test_an_item_stamped_with_the_version_that_brought_the_type_knows_it(newer: Repo) -> None:
    newer.write(item_path("x"), item("x", stamp="answers@1.1.0"))
    assert of(now(newer, "x"))[:2] == ("decided", 3)


def test_an_item_inspected_for_the_type_knows_it(newer: Repo) -> None:
    newer.write(item_path("x"), item("x", more="inspected: [error.unit]\n"))
    assert of(now(newer, "x"))[:2] == ("decided", 3)


def test_an_item_that_records_one_of_the_type_knows_it(newer: Repo) -> None:
    """Somebody found a minor one, so somebody looked: the worst is minor."""
    newer.write(item_path("x"), item("x", findings=found("error.unit minor")))
    assert of(now(newer, "x"))[:2] == ("decided", 3)


def test_children_of_a_new_type_are_new(small: Repo) -> None:
    """`since` is inherited: `tone.rude` came with `tone`."""
    small.edit(ANSWERS_GUIDELINE, "version: 1.0.0", "version: 1.1.0")
    small.write(
        ANSWERS_TAXONOMY,
        small.read(ANSWERS_TAXONOMY)
        + "  tone:\n    title: Tone\n    definition: How it sounds.\n    since: 1.1.0\n"
        + "    children:\n      rude: {title: Rude, definition: It insults somebody.}\n",
    )
    small.edit(ANSWERS_CRITERION, "{worst: error}", "{worst: tone.rude}")
    one = now(small, "fine")
    assert (one["head_state"], sorted(one["possible"])) == ("undecided", [1, 2, 3])
    assert all(name.startswith("type:tone") for name in one["missing"])
    assert one["missing"]


def test_a_new_type_matters_only_to_inputs_that_read_it(newer: Repo) -> None:
    newer.edit(ANSWERS_CRITERION, "{worst: error}", "{worst: error.slip}")
    assert of(now(newer, "fine"))[:2] == ("decided", 3)


def test_the_severities_of_a_new_type_bound_what_it_could_be(newer: Repo) -> None:
    """At most major, a unit error can bring 2, but not 1."""
    newer.edit(ANSWERS_TAXONOMY, "since: 1.1.0}", "since: 1.1.0, severities: [minor, major]}")
    assert of(now(newer, "fine")) == ("undecided", None, [2, 3], ["type:error.unit"])


# --- what check says of it ----------------------------------------------------------------------------


def complaints(repo: Repo, path: str) -> list[dict[str, Any]]:
    listed = repo.run("check", "--format", "json").json["findings"]
    return [one for one in listed if one["file"] == path and one["severity"] != "info"]


def test_check_says_where_a_label_stands_on_what_nobody_recorded(repo: RepoFactory) -> None:
    """The same item with and without its findings: only what is left open is complained about."""
    made = repo({**answers(), item_path("x"): item("x", findings=None, label="3")})
    left_open = complaints(made, item_path("x"))
    made.write(item_path("x"), item("x", findings="[]", label="3"))
    assert len(left_open) > len(complaints(made, item_path("x")))


def test_check_does_not_miss_what_does_not_matter(repo: RepoFactory) -> None:
    """A critical error decides; on_topic is not recorded, and nobody needs it here."""
    made = repo(
        {**answers(), item_path("x"): item("x", on_topic=None, findings=found("error critical"), label="1")}
    )
    assert not [one for one in complaints(made, item_path("x")) if one["severity"] == "error"]
