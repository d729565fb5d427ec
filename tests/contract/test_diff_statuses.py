"""`goldline diff`: each status of section 9, provoked by the smallest edit that calls for it."""

from __future__ import annotations

import pytest

from contract.diffing import judgment, statuses
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


@pytest.fixture
def small(repo: RepoFactory) -> Repo:
    """Give nine items: fine 3, slip 3, major 2, critical 1, off 1, open (no findings), bare, odd, two."""
    return repo(answers())


def soften_major(repo: Repo, then: int = 1) -> None:
    """A major error gives 1 from now on, not 2."""
    repo.edit(
        ANSWERS_CRITERION, "when: {worst: major}\n    then: 2", f"when: {{worst: major}}\n    then: {then}"
    )


def test_without_a_change_all_is_the_same(small: Repo) -> None:
    assert statuses(small) == {}


def test_breaks_what_agreed_before_and_disagrees_now(small: Repo) -> None:
    """`major` is labelled 2 and gave 2; now it gives 1. The label stood still."""
    soften_major(small)
    one = judgment(small, "major")
    assert one["status"] == "breaks"
    assert (one["base"], one["head"]) == (2, 1)
    assert (one["base_gold"], one["gold"]) == (2, 2)
    assert (one["base_rules"], one["head_rules"]) == (["COR-2"], ["COR-2"])
    assert (one["base_state"], one["head_state"]) == ("decided", "decided")
    assert one["exception"] is False


def test_one_edit_touches_only_what_it_reaches(small: Repo) -> None:
    """Four judgments rest on COR-2: major, bare (no label), odd (an exception) and two/b."""
    soften_major(small)
    assert statuses(small) == {"major": "breaks", "bare": "unlabelled", "odd": "review", "two/b": "breaks"}


def test_follows_what_was_relabelled_with_the_rule(small: Repo) -> None:
    """The label went from 2 to 1 as the outcome did."""
    soften_major(small)
    small.edit(item_path("major"), "{correctness: 2}", "{correctness: 1}")
    one = judgment(small, "major")
    assert one["status"] == "follows"
    assert (one["base_gold"], one["gold"]) == (2, 1)


def test_fixes_what_disagreed_before_and_agrees_now(repo: RepoFactory) -> None:
    """The label said 1 all along; the rule said 2 and now says 1."""
    made = repo(
        {**answers(), item_path("major"): item("major", findings=found("error.fact major"), label="1")}
    )
    soften_major(made)
    assert judgment(made, "major")["status"] == "fixes"


def test_drifts_what_agrees_with_neither(repo: RepoFactory) -> None:
    """The label says 3; the rule said 2 and now says 1."""
    made = repo(
        {**answers(), item_path("major"): item("major", findings=found("error.fact major"), label="3")}
    )
    soften_major(made)
    assert judgment(made, "major")["status"] == "drifts"


def test_a_label_that_was_changed_to_neither_drifts(small: Repo) -> None:
    """The outcome goes from 2 to 1, the label from 2 to 3, which is neither."""
    soften_major(small)
    small.edit(item_path("major"), "{correctness: 2}", "{correctness: 3}")
    assert judgment(small, "major")["status"] == "drifts"


def test_unlabelled_what_changed_without_a_label(small: Repo) -> None:
    soften_major(small)
    one = judgment(small, "bare")
    assert one["status"] == "unlabelled"
    assert (one["base"], one["head"], one["base_gold"], one["gold"]) == (2, 1, None, None)


def test_review_an_exception_under_which_the_outcome_changed(small: Repo) -> None:
    """`odd` stands at 3 against the rules, which gave 2 and now give 1. Does it still stand?"""
    soften_major(small)
    one = judgment(small, "odd")
    assert one["status"] == "review"
    assert (one["base"], one["head"], one["gold"], one["exception"]) == (2, 1, 3, True)


def test_review_an_exception_that_is_changed_to_undecided(small: Repo) -> None:
    """`review` stands before `undecided` in the list, and the first that applies is taken."""
    small.edit(ANSWERS_CRITERION, "when: {worst: major}", "when: {worst: minor}")
    small.edit(ANSWERS_CRITERION, "otherwise: {id: COR-9, text: The rest is good., then: 3}\n", "")
    assert judgment(small, "odd")["status"] == "review"


def test_undecided_what_fell_into_a_gap(small: Repo) -> None:
    """Without `otherwise` nothing holds for fine and slip any longer."""
    small.edit(ANSWERS_CRITERION, "otherwise: {id: COR-9, text: The rest is good., then: 3}\n", "")
    assert statuses(small) == {"fine": "undecided", "slip": "undecided", "two/a": "undecided"}
    one = judgment(small, "fine")
    assert (one["base"], one["base_state"], one["head"], one["head_state"]) == (3, "decided", None, "gap")


def test_undecided_what_came_into_conflict(small: Repo) -> None:
    """Under `unique` an off-topic answer with a major error meets COR-2 and COR-3."""
    small.write(item_path("both"), item("both", findings=found("error major"), on_topic="false", label="2"))
    small.commit("Add an item")
    small.edit(ANSWERS_CRITERION, "hit_policy: first", "hit_policy: unique")
    assert statuses(small) == {"both": "undecided"}
    one = judgment(small, "both")
    assert (one["base"], one["base_rules"]) == (2, ["COR-2"])
    assert (one["head"], one["head_state"]) == (None, "conflict")
    assert set(one["head_rules"]) == {"COR-2", "COR-3"}


def test_undecided_what_needs_an_observation_nobody_made(small: Repo) -> None:
    """The new input is read only where nothing else holds, so only there is it missing."""
    small.edit(
        ANSWERS_CRITERION,
        "hit_policy: first\n",
        "  slang: {boolean: Is there slang?}\nhit_policy: first\n",
    )
    small.edit(
        ANSWERS_CRITERION,
        "otherwise:",
        "  - {id: COR-4, text: Slang is fair., when: {slang: true}, then: 2}\notherwise:",
    )
    assert statuses(small) == {"fine": "undecided", "slip": "undecided", "two/a": "undecided"}
    one = judgment(small, "fine")
    assert (one["head"], one["head_state"]) == (None, "undecided")
    assert sorted(one["possible"]) == [2, 3]
    assert one["possible_states"] == []
    assert one["missing"] == ["input:slang"]


def test_decided_what_was_a_gap(small: Repo) -> None:
    small.edit(ANSWERS_CRITERION, "otherwise: {id: COR-9, text: The rest is good., then: 3}\n", "")
    small.commit("Leave a gap")
    small.write(ANSWERS_CRITERION, small.read(ANSWERS_CRITERION) + "otherwise: 3\n")
    assert statuses(small) == {"fine": "decided", "slip": "decided", "two/a": "decided"}
    one = judgment(small, "fine")
    assert (one["base"], one["base_state"], one["head"], one["head_state"]) == (None, "gap", 3, "decided")


def test_decided_what_no_longer_needs_what_is_missing(small: Repo) -> None:
    """`open` has no findings; a table of one constant rule needs none."""
    small.edit(ANSWERS_CRITERION, "when: {worst: critical}\n    then: 1", "then: 1")
    assert judgment(small, "open")["status"] == "decided"


def test_uninspected_what_now_depends_on_a_type_nobody_looked_for(small: Repo) -> None:
    """A new kind of error, critical at worst, could be in every answer that is not yet at 1.

    critical stays at 1. open was not decided before, so it is the same.
    """
    small.edit(ANSWERS_GUIDELINE, "version: 1.0.0", "version: 1.1.0")
    small.edit(
        ANSWERS_TAXONOMY,
        "      slip:",
        "      unit: {title: Wrong unit, definition: A unit is wrong., since: 1.1.0}\n      slip:",
    )
    changed = statuses(small)
    assert changed["fine"] == "uninspected"
    assert changed["slip"] == "uninspected"
    assert changed["major"] == "uninspected"
    assert "critical" not in changed
    assert "open" not in changed
    one = judgment(small, "major")
    assert (one["base"], one["head"], one["head_state"]) == (2, None, "undecided")
    assert sorted(one["possible"]) == [1, 2]
    assert one["missing"] == ["type:error.unit"]


def test_an_item_that_was_inspected_for_a_new_type_is_the_same(small: Repo) -> None:
    small.edit(ANSWERS_GUIDELINE, "version: 1.0.0", "version: 1.1.0")
    small.edit(
        ANSWERS_TAXONOMY,
        "      slip:",
        "      unit: {title: Wrong unit, definition: A unit is wrong., since: 1.1.0}\n      slip:",
    )
    small.write(item_path("fine"), item("fine", label="3", more="inspected: [error.unit]\n"))
    changed = statuses(small)
    assert "fine" not in changed
    assert changed["slip"] == "uninspected"


def test_relabelled_what_gives_what_it_gave_under_another_label(small: Repo) -> None:
    small.edit(item_path("major"), "{correctness: 2}", "{correctness: 1}")
    one = judgment(small, "major")
    assert one["status"] == "relabelled"
    assert (one["base"], one["head"], one["base_gold"], one["gold"]) == (2, 2, 2, 1)
    assert statuses(small) == {"major": "relabelled"}


def test_relabelled_each_response_for_itself(small: Repo) -> None:
    small.edit(item_path("two"), "{a: 3, b: 2}", "{a: 3, b: 1}")
    assert statuses(small) == {"two/b": "relabelled"}


def test_added_item(small: Repo) -> None:
    small.write(item_path("new"), item("new", findings=found("error major"), label="2"))
    assert statuses(small) == {"new": "added"}
    one = judgment(small, "new")
    assert (one["head"], one["gold"], one["base_gold"]) == (2, 2, None)


def test_removed_item(small: Repo) -> None:
    small.remove(item_path("major"))
    assert statuses(small) == {"major": "removed"}
    assert judgment(small, "major")["head"] is None


def test_an_added_item_is_added_though_the_rules_changed_too(small: Repo) -> None:
    """The first status that applies."""
    soften_major(small)
    small.write(item_path("new"), item("new", findings=found("error major"), label="2"))
    assert judgment(small, "new")["status"] == "added"


TONE = "guidelines/answers/criteria/tone.yaml"
TONE_FILE = text(
    """
    id: tone
    title: Tone
    question: Is it polite?
    scale: three-point
    inputs:
      on_topic: {boolean: Is it about what was asked?}
    hit_policy: first
    rules:
      - {id: TON-1, text: On topic is polite., when: {on_topic: true}, then: 3}
    otherwise: 1
    """
)


def test_added_criterion(small: Repo) -> None:
    small.write(TONE, TONE_FILE)
    assert statuses(small) == {}
    assert set(statuses(small, criterion="tone").values()) == {"added"}


def test_removed_criterion(small: Repo) -> None:
    small.write(TONE, TONE_FILE)
    small.commit("Judge the tone")
    small.remove(TONE)
    assert statuses(small) == {}
    assert set(statuses(small, criterion="tone").values()) == {"removed"}


# --- review: the outcome is what it was, but what it rests on reads differently --------------------


def test_review_where_another_rule_fires(small: Repo) -> None:
    """The same 2 for other reasons."""
    small.edit(
        ANSWERS_CRITERION,
        "  - id: COR-2",
        "  - {id: COR-5, text: A wrong fact is fair., when: {worst: [major]}, then: 2}\n  - id: COR-2",
    )
    changed = statuses(small)
    assert changed["major"] == "review"
    assert "fine" not in changed
    assert "critical" not in changed
    one = judgment(small, "major")
    assert (one["base"], one["head"], one["base_rules"], one["head_rules"]) == (2, 2, ["COR-2"], ["COR-5"])


def test_review_where_the_words_of_the_rule_that_fired_changed(small: Repo) -> None:
    """major, bare, odd and two/b rest on COR-2, the others do not."""
    small.edit(ANSWERS_CRITERION, "A major error is fair.", "A grave error is fair.")
    assert statuses(small) == {"major": "review", "bare": "review", "odd": "review", "two/b": "review"}


def test_review_where_the_words_of_otherwise_changed(small: Repo) -> None:
    small.edit(ANSWERS_CRITERION, "The rest is good.", "All else is good.")
    assert statuses(small) == {"fine": "review", "slip": "review", "two/a": "review"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question: Is the answer right?", "question: Is the answer correct in every point?"),
        ("guidance: Read the question first.", "guidance: Read the answer first."),
    ],
)
def test_review_everything_where_the_question_or_guidance_reads_differently(
    small: Repo, old: str, new: str
) -> None:
    small.edit(ANSWERS_CRITERION, old, new)
    changed = statuses(small)
    assert {changed[name] for name in ("fine", "slip", "major", "critical", "off", "two/a", "two/b")} == {
        "review"
    }


def test_review_where_the_words_of_the_level_changed(small: Repo) -> None:
    small.edit(ANSWERS_GUIDELINE, "anchor: It needs a repair.", "anchor: It needs one repair at most.")
    changed = statuses(small)
    assert (changed["major"], changed["two/b"]) == ("review", "review")


def test_review_where_the_question_of_an_input_changed(small: Repo) -> None:
    """`off` rests on COR-3, which reads on_topic."""
    small.edit(ANSWERS_CRITERION, "Is it about what was asked?", "Is it about the subject of the question?")
    assert statuses(small)["off"] == "review"


def test_review_where_the_words_of_a_found_type_changed(small: Repo) -> None:
    """Only `slip` has a finding of that type."""
    small.edit(ANSWERS_TAXONOMY, "definition: A word is wrong.", "definition: A word is misspelt.")
    assert statuses(small) == {"slip": "review"}


def test_review_where_the_words_of_a_type_above_a_found_one_changed(small: Repo) -> None:
    """Each finding is an error first: `fine` and `off` have none, `open` was never looked at."""
    small.edit(ANSWERS_TAXONOMY, "definition: Something is wrong.", "definition: Something misleads.")
    changed = statuses(small)
    assert set(changed.values()) == {"review"}
    assert {"critical", "major", "slip", "two/b"} <= changed.keys()
    assert changed.keys().isdisjoint({"fine", "off", "open", "two/a"})
    told = judgment(small, "slip")
    assert told["reworded"] == ["type error"]


def test_review_where_the_words_of_a_found_severity_changed(small: Repo) -> None:
    """Only `critical` has a critical finding."""
    small.edit(ANSWERS_TAXONOMY, "definition: Everybody is misled.", "definition: Most people are misled.")
    assert statuses(small) == {"critical": "review"}


# --- same: what is written differently but reads and judges as before -------------------------------


def test_same_where_a_rule_was_only_laid_out_differently(small: Repo) -> None:
    """Flow style, quotes, comments, the order of keys and an equal test change nothing."""
    small.edit(
        ANSWERS_CRITERION,
        "  - id: COR-2\n    text: A major error is fair.\n    when: {worst: major}\n    then: 2\n",
        "  # the most used one\n"
        '  - {then: 2, "id": COR-2, text: A major error is fair., when: {worst: ["major"]}}\n',
    )
    assert statuses(small) == {}


def test_same_where_an_item_moved_to_another_folder(small: Repo) -> None:
    """An item is who its id says it is, wherever its file lies."""
    content = small.read(item_path("major"))
    small.remove(item_path("major"))
    small.write("goldsets/basics/items/space/major.yaml", content)
    assert statuses(small) == {}


def test_a_label_changed_while_the_file_moved_is_seen(small: Repo) -> None:
    content = small.read(item_path("major"))
    small.remove(item_path("major"))
    small.write("goldsets/basics/items/space/major.yaml", content.replace("correctness: 2", "correctness: 1"))
    assert statuses(small) == {"major": "relabelled"}


def test_same_where_rules_were_rewritten_without_effect_on_this_item(small: Repo) -> None:
    """COR-3 reads differently, but `major` never reached it."""
    small.edit(ANSWERS_CRITERION, "text: Another subject is bad.", "text: A different subject is bad.")
    assert statuses(small) == {"off": "review"}


def test_same_where_both_sides_are_undecided_alike(small: Repo) -> None:
    """`open` is what it was, decided or not."""
    soften_major(small)
    one = judgment(small, "open")
    assert one["status"] == "same"
    assert (one["base_state"], one["head_state"]) == ("undecided", "undecided")


# --- exceptions and people's judgments are HEAD's on both sides --------------------------------------

OVERALL = "guidelines/answers/criteria/overall.yaml"
OVERALL_FILE = text(
    """
    id: overall
    title: Overall
    question: Would you show it?
    scale: three-point
    inputs:
      level: {criterion: correctness}
    hit_policy: first
    rules:
      - {id: OVE-1, text: Good is good., when: {level: 3}, then: 3}
    otherwise: {id: OVE-9, text: The rest is not., then: 1}
    """
)


def test_a_change_reaches_the_criteria_above(small: Repo) -> None:
    """major 2 becomes 3, so overall 1 becomes 3."""
    small.write(OVERALL, OVERALL_FILE)
    small.commit("Judge overall")
    soften_major(small, then=3)
    one = judgment(small, "major", criterion="overall")
    assert (one["status"], one["base"], one["head"]) == ("unlabelled", 1, 3)


def test_an_exception_stands_for_the_rules_above_it(small: Repo) -> None:
    """`odd` is an exception at 3: overall reads 3, whatever the rules of correctness give."""
    small.write(OVERALL, OVERALL_FILE)
    small.commit("Judge overall")
    soften_major(small)
    one = judgment(small, "odd", criterion="overall")
    assert (one["base"], one["head"]) == (3, 3)


def test_a_new_exception_counts_on_both_sides(small: Repo) -> None:
    """Added at HEAD, it is read at BASE too: overall does not change by it."""
    small.write(OVERALL, OVERALL_FILE)
    small.commit("Judge overall")
    exception = "{correctness: {value: 3, exception: Everybody says so., decided_by: lead-3}}"
    small.edit(item_path("major"), "{correctness: 2}", exception)
    above = judgment(small, "major", criterion="overall")
    assert (above["base"], above["head"]) == (3, 3)
    below = judgment(small, "major")
    assert (below["status"], below["base"], below["head"], below["gold"]) == ("relabelled", 2, 2, 3)
    assert below["exception"] is True


def test_facts_are_those_of_head_on_both_sides(small: Repo) -> None:
    """A finding added to an item is no change of the guideline: both sides read it."""
    small.write(item_path("fine"), item("fine", findings=found("error.fact critical"), label="3"))
    one = judgment(small, "fine")
    assert (one["base"], one["head"]) == (1, 1)
    assert one["status"] == "same"
