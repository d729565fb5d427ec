"""`goldline diff`: the shape of its JSON, its sums, and its other formats."""

from __future__ import annotations

from collections import Counter

import pytest

from contract.diffing import STATUSES, diff, statuses
from contract.small import ANSWERS_CRITERION, ANSWERS_GUIDELINE, answers, found, item, item_path
from contract.workbench import Repo, RepoFactory

JUDGMENT: dict[str, type | tuple[type, ...]] = {
    "guideline": str,
    "criterion": str,
    "item": str,
    "response": (str, type(None)),
    "status": str,
    "base": (int, float, str, type(None)),
    "head": (int, float, str, type(None)),
    "base_state": (str, type(None)),
    "head_state": (str, type(None)),
    "base_gold": (int, float, str, type(None)),
    "gold": (int, float, str, type(None)),
    "exception": bool,
    "base_rules": list,
    "head_rules": list,
    "possible": list,
    "possible_states": list,
    "missing": list,
}


@pytest.fixture
def changed(repo: RepoFactory) -> Repo:
    """Give a repository whose working tree breaks two labels, touches a third and relabels a fourth."""
    made = repo(answers())
    made.edit(ANSWERS_CRITERION, "when: {worst: major}\n    then: 2", "when: {worst: major}\n    then: 1")
    made.edit(item_path("slip"), "{correctness: 3}", "{correctness: 2}")
    return made


def test_the_answer_has_the_promised_keys(changed: Repo) -> None:
    answer = diff(changed, "--all")
    assert answer["format"] == "goldline/diff/1"
    lists = ("judgments", "changes", "criteria", "shifts", "regions", "versions")
    for name in lists:
        assert isinstance(answer[name], list), name
    for side in ("base", "head"):
        assert {"name", "commit"} <= set(answer[side])
    assert isinstance(answer["summary"], dict)


def test_each_judgment_has_the_promised_keys_and_types(changed: Repo) -> None:
    changed.write(item_path("new"), item("new", label="3"))
    changed.remove(item_path("off"))
    for one in diff(changed, "--all")["judgments"]:
        for key, kind in JUDGMENT.items():
            assert isinstance(one[key], kind), (one["item"], key, one[key])
        assert one["status"] in STATUSES
        for state in (one["base_state"], one["head_state"]):
            assert state in ("decided", "undecided", "gap", "conflict", None)


def test_each_change_has_the_promised_keys(changed: Repo) -> None:
    """One rule gives another level: that is one change, of the rule."""
    changes = diff(changed)["changes"]
    for one in changes:
        assert {"guideline", "criterion", "element", "id", "change"} <= set(one)
        assert one["change"] in ("added", "removed", "changed", "reworded", "moved")
    assert [
        (one["guideline"], one["criterion"], one["element"], one["id"], one["change"]) for one in changes
    ] == [("answers", "correctness", "rule", "COR-2", "changed")]


def test_words_are_told_from_meaning(repo: RepoFactory) -> None:
    made = repo(answers())
    made.edit(ANSWERS_CRITERION, "A major error is fair.", "A grave error is fair.")
    assert [(one["element"], one["id"], one["change"]) for one in diff(made)["changes"]] == [
        ("rule", "COR-2", "reworded")
    ]


def test_a_rule_that_came_and_one_that_went(repo: RepoFactory) -> None:
    made = repo(answers())
    made.edit(
        ANSWERS_CRITERION,
        "  - id: COR-3\n    text: Another subject is bad.\n    when: {on_topic: false}\n    then: 1\n",
        "  - id: COR-4\n    text: Another subject is fair.\n    when: {on_topic: false}\n    then: 2\n",
    )
    changes = {(one["element"], one["id"], one["change"]) for one in diff(made)["changes"]}
    assert changes == {("rule", "COR-3", "removed"), ("rule", "COR-4", "added")}


def test_a_new_layout_is_no_change(repo: RepoFactory) -> None:
    made = repo(answers())
    made.edit(ANSWERS_CRITERION, "when: {worst: critical}", "when:\n      worst: 'critical'  # the worst")
    assert diff(made)["changes"] == []


def test_rules_that_change_places_have_moved(repo: RepoFactory) -> None:
    made = repo(answers())
    first = "  - id: COR-1\n    text: A critical error is bad.\n    when: {worst: critical}\n    then: 1\n"
    second = "  - id: COR-2\n    text: A major error is fair.\n    when: {worst: major}\n    then: 2\n"
    made.edit(ANSWERS_CRITERION, first + second, second + first)
    changes = diff(made)["changes"]
    assert changes
    assert {one["change"] for one in changes} == {"moved"}
    assert statuses(made) == {}


@pytest.mark.parametrize("extra", [(), ("--all",)])
def test_the_summary_adds_up(changed: Repo, extra: tuple[str, ...]) -> None:
    """Nine items; `two` has two responses, so ten judgments.

    COR-2 reaches major (breaks), two/b (breaks), bare (unlabelled), odd (review); slip is relabelled.
    """
    summary = diff(changed, *extra)["summary"]
    counted = {status: summary.get(status, 0) for status in STATUSES}
    assert {status: count for status, count in counted.items() if count} == {
        "breaks": 2,
        "unlabelled": 1,
        "review": 1,
        "relabelled": 1,
        "same": 5,
    }
    assert summary["items"] == 9
    assert summary["judgments"] == 10


def test_the_summary_counts_what_is_listed(changed: Repo) -> None:
    answer = diff(changed, "--all")
    counted = Counter(one["status"] for one in answer["judgments"])
    assert {name: answer["summary"].get(name, 0) for name in STATUSES} == {
        name: counted[name] for name in STATUSES
    }
    assert answer["summary"]["judgments"] == len(answer["judgments"])


def test_what_is_the_same_is_left_out_unless_asked_for(changed: Repo) -> None:
    short, long = diff(changed)["judgments"], diff(changed, "--all")["judgments"]
    assert "same" not in {one["status"] for one in short}
    assert [one for one in long if one["status"] != "same"] == short
    assert len(long) == 10


def test_a_revision_against_itself_has_nothing_but_same(changed: Repo) -> None:
    changed.commit("All of it")
    answer = diff(changed, "HEAD", "HEAD", "--all")
    assert {one["status"] for one in answer["judgments"]} == {"same"}
    assert answer["changes"] == []
    assert answer["summary"]["same"] == answer["summary"]["judgments"] == 10


def test_an_item_with_several_responses_has_a_judgment_for_each(changed: Repo) -> None:
    rows = [one for one in diff(changed, "--all")["judgments"] if one["item"] == "two"]
    assert {one["response"]: one["head"] for one in rows} == {"a": 3, "b": 1}


def test_an_item_with_one_response_does_not_name_it(changed: Repo) -> None:
    rows = [one for one in diff(changed, "--all")["judgments"] if one["item"] == "fine"]
    assert [one["response"] for one in rows] == [None]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_items_that_are_not_active_are_left_out(repo: RepoFactory, status: str) -> None:
    reason = "retired_because: The photo is gone.\n" if status == "retired" else ""
    more = f"status: {status}\n{reason}"
    made = repo(
        {**answers(), item_path("major"): item("major", findings=found("error major"), label="2", more=more)}
    )
    made.edit(ANSWERS_CRITERION, "when: {worst: major}\n    then: 2", "when: {worst: major}\n    then: 1")
    answer = diff(made, "--all")
    assert "major" not in {one["item"] for one in answer["judgments"]}
    assert answer["summary"]["items"] == 8


def test_the_same_question_gets_the_same_answer(changed: Repo) -> None:
    """Byte by byte, with and without what the first run may have kept."""
    first = changed.run("diff", "--format", "json", "--all")
    second = changed.run("diff", "--format", "json", "--all")
    assert first.stdout == second.stdout


def test_looking_changes_nothing(changed: Repo) -> None:
    before = changed.git("status", "--porcelain"), changed.git("for-each-ref")
    for name in ("json", "text", "markdown", "html"):
        changed.run("diff", "--format", name)
    assert (changed.git("status", "--porcelain"), changed.git("for-each-ref")) == before


# --- choosing what is compared ---------------------------------------------------------------------


def test_one_criterion_can_be_chosen(changed: Repo) -> None:
    tone = "guidelines/answers/criteria/tone.yaml"
    changed.write(
        tone,
        "id: tone\ntitle: Tone\nquestion: Is it polite?\nscale: three-point\nhit_policy: first\n"
        "inputs:\n  worst: {worst: error}\n"
        "rules:\n  - {id: TON-1, text: Polite., when: {worst: none}, then: 3}\notherwise: 1\n",
    )
    changed.commit("Judge the tone")
    both = diff(changed, "HEAD", "HEAD", "--all")["judgments"]
    assert {one["criterion"] for one in both} == {"correctness", "tone"}
    chosen = diff(changed, "HEAD", "HEAD", "--all", "--criterion", "tone")["judgments"]
    assert {one["criterion"] for one in chosen} == {"tone"}
    assert len(chosen) == 10


def test_one_gold_set_can_be_chosen(changed: Repo) -> None:
    second = (
        changed.read("goldsets/basics/goldset.yaml").replace("id: basics", "id: more").replace("5b0c", "6b0c")
    )
    changed.write("goldsets/more/goldset.yaml", second)
    changed.write("goldsets/more/items/extra.yaml", item("extra", label="3"))
    changed.commit("Another set")
    both = diff(changed, "HEAD", "HEAD", "--all")["judgments"]
    assert {"extra", "fine"} <= {one["item"] for one in both}
    chosen = diff(changed, "HEAD", "HEAD", "--all", "--goldset", "more")["judgments"]
    assert {one["item"] for one in chosen} == {"extra"}


# --- the exit status ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("breaks", 1),
        ("fixes", 0),
        ("fixes,breaks", 1),
        ("relabelled", 1),
        ("undecided,decided,drifts", 0),
        ("unlabelled,review", 1),
    ],
)
def test_fail_on_chooses_what_is_worth_a_one(changed: Repo, on: str, status: int) -> None:
    assert changed.run("diff", "--format", "json", "--fail-on", on).exit_code == status


def test_fail_on_does_not_know_every_word(changed: Repo) -> None:
    done = changed.run("diff", "--fail-on", "brakes")
    assert done.exit_code == 2
    assert "brakes" in done.said


# --- the other formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_every_format_names_what_broke(changed: Repo, name: str) -> None:
    done = changed.run("diff", "--format", name)
    assert "major" in done.stdout
    assert "correctness" in done.stdout
    assert "COR-2" in done.stdout


def test_text_is_what_one_gets_without_asking(changed: Repo) -> None:
    assert changed.run("diff").stdout == changed.run("diff", "--format", "text").stdout


HOSTILE = "<script>alert(1)</script> `x` @everyone \\x1b[31m"


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_text_under_evaluation_stays_text(repo: RepoFactory, name: str) -> None:
    """Titles and levels come from people, and may hold anything; no report becomes live by them."""
    made = repo(answers())
    made.edit(ANSWERS_GUIDELINE, "label: Fair", 'label: "<script>alert(1)</script>\\e[31m"')
    made.edit(item_path("major"), "title: The item major", f'title: "{HOSTILE}"')
    made.edit(ANSWERS_CRITERION, "text: A major error is fair.", f'text: "{HOSTILE}"')
    made.commit("Hostile")
    made.edit(ANSWERS_CRITERION, "when: {worst: major}\n    then: 2", "when: {worst: major}\n    then: 1")
    done = made.run("diff", "--format", name)
    assert "major" in done.stdout
    assert "\x1b[31m" not in done.said
    if name == "html":
        assert "<script>alert(1)" not in done.stdout
    if name == "markdown":
        page = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True}).enable("table")
        assert "<script>" not in page.render(done.stdout)
