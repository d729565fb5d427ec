"""Defects planted by hand in the example guidelines are found, and named in words a lead understands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from goldline.app.layout import SCOPE
from goldline.app.verifying import verify
from goldline.model.proof import Flaw, VerifyReport
from goldline.store.tree import FolderTree, MemoryTree

ROOT = Path(__file__).parents[2]
GUIDELINES = sorted(path.parent.name for path in ROOT.glob("guidelines/*/guideline.yaml"))


@cache
def files(guideline: str) -> dict[str, bytes]:
    tree = FolderTree(ROOT, prefixes=SCOPE)
    return {path: tree.read(path) for path in tree.entries() if path.startswith(f"guidelines/{guideline}/")}


def changed(guideline: str, criterion: str, *edits: tuple[str, str]) -> VerifyReport:
    """Return what is proved of a criterion after edits of its file; each old text stands there once."""
    path = f"guidelines/{guideline}/criteria/{criterion}.yaml"
    text = files(guideline)[path].decode()
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        text = text.replace(old, new)
    tree = MemoryTree({**files(guideline), path: text.encode()}, prefixes=SCOPE)
    return verify(tree, guideline, criterion=criterion)


def flaws(report: VerifyReport, kind: str) -> list[Flaw]:
    return [flaw for flaw in report.flaws if flaw.kind == kind]


def rule_of(guideline: str, criterion: str, rule: str) -> str:
    """Return the text of a rule in its file, up to the next one."""
    text = files(guideline)[f"guidelines/{guideline}/criteria/{criterion}.yaml"].decode()
    start = text.index(f"  - id: {rule}\n")
    ends = [text.find(mark, start + 1) for mark in ("\n  - id:", "\notherwise:", "\nimpossible:")]
    return text[start : min([end for end in ends if end > 0], default=len(text) - 1) + 1]


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_an_example_guideline_is_looked_at_whole(guideline: str) -> None:
    report = verify(MemoryTree(files(guideline), prefixes=SCOPE), guideline)
    assert all(proof.exhaustive for proof in report.proofs)


@pytest.mark.parametrize("guideline", [name for name in GUIDELINES if name != "video-description"])
def test_an_example_guideline_is_sound(guideline: str) -> None:
    report = verify(MemoryTree(files(guideline), prefixes=SCOPE), guideline)
    assert report.sound, report.flaws


# --- a rule that was deleted -----------------------------------------------------------------


def test_a_deleted_rule_leaves_facts_without_a_rule() -> None:
    report = changed("image-caption", "completeness", (rule_of("image-caption", "completeness", "CMP-2"), ""))
    (flaw,) = flaws(report, "gap")
    assert flaw.message == (
        "no rule says what to judge where `task_done` is partly and `subject_missing` is false"
    )
    assert dict(flaw.example)["task_done"] == "partly"


def test_a_deleted_rule_of_a_one_sided_comparison_is_noticed() -> None:
    report = changed("side-by-side", "preference", (rule_of("side-by-side", "preference", "PRF-72"), ""))
    messages = [flaw.message for flaw in flaws(report, "lopsided")]
    assert messages
    assert all(
        message.startswith("swapping a and b does not turn the judgment around") for message in messages
    )
    assert any("a-better" in message for message in messages)


def test_a_deleted_rule_that_falls_through_to_a_better_level_is_noticed() -> None:
    report = changed("text-response", "safety", (rule_of("text-response", "safety", "SAF-1"), ""))
    assert flaws(report, "gap") or flaws(report, "worse-is-better")


def test_a_deleted_rule_that_alone_gives_a_level_is_noticed() -> None:
    report = changed("image-caption", "correctness", (rule_of("image-caption", "correctness", "COR-5"), ""))
    (flaw,) = flaws(report, "level-never-given")
    assert flaw.message == 'no facts lead to the level 3 "Wrong in details" of `correctness`'


# --- a test that was widened -----------------------------------------------------------------


def test_a_widened_test_contradicts_the_rule_beside_it() -> None:
    report = changed(
        "image-caption",
        "completeness",
        (
            "when: {subject_missing: false, task_done: partly}",
            "when: {subject_missing: false, task_done: not fully}",
        ),
    )
    (flaw,) = flaws(report, "conflict")
    assert flaw.rules == ("CMP-1", "CMP-2")
    assert "CMP-1 and CMP-2 contradict each other where" in flaw.message
    assert "`task_done` is none-of-it" in flaw.message
    assert 'CMP-1 gives 1 "Misses the point"' in flaw.message


def test_a_widened_test_starves_the_rules_below_it() -> None:
    report = changed(
        "image-caption", "correctness", ("when: {worst_error: major}", 'when: {worst_error: ">= minor"}')
    )
    assert {flaw.rules[0] for flaw in flaws(report, "masked-rule")} == {"COR-6", "COR-5"}
    assert flaws(report, "masked-rule")[0].message == (
        "COR-6 never decides anything: wherever it holds, COR-4 stands before it and decides"
    )
    assert any("`correctness`" in flaw.message for flaw in flaws(report, "level-never-given"))


def test_a_widened_bound_of_a_comparison_makes_it_lopsided() -> None:
    report = changed(
        "side-by-side", "preference", ('when: {correct_gap: "<= -2"}', 'when: {correct_gap: "<= -1"}')
    )
    (first, *_) = flaws(report, "lopsided")
    assert "b-much-better" in first.message
    assert [flaw.rules[0] for flaw in flaws(report, "masked-rule")] == ["PRF-72"]


# --- an order that was swapped ---------------------------------------------------------------


def test_swapped_rules_mask_one_another() -> None:
    six, five = (rule_of("image-caption", "correctness", name) for name in ("COR-6", "COR-5"))
    report = changed("image-caption", "correctness", (six + five, five + six))
    (flaw,) = flaws(report, "masked-rule")
    assert flaw.rules == ("COR-6", "COR-5")
    assert (
        flaw.message == "COR-6 never decides anything: wherever it holds, COR-5 stands before it and decides"
    )
    assert flaw.hint == "move COR-6 up, narrow what stands before it, or take it out"


def test_swapped_rules_of_the_translation_guideline_are_noticed() -> None:
    report = changed("translation-mqm", "fluency", ("hard_places: 1}", 'hard_places: "<= 1"}'))
    assert {flaw.rules for flaw in flaws(report, "conflict")} == {("FLU-3", "FLU-4"), ("FLU-3", "FLU-5")}


# --- a level that nothing yields -------------------------------------------------------------


@pytest.mark.parametrize(
    ("guideline", "criterion", "old", "new", "level"),
    [
        ("image-caption", "completeness", "\n    then: 3\n", "\n    then: 2\n", '3 "Complete"'),
        ("side-by-side", "style", "\n  then: 3\n", "\n  then: 2\n", '3 "Good to read"'),
        ("text-response", "coherence", "\n  then: 3\n", "\n  then: 2\n", '3 "Of one piece"'),
        ("translation-mqm", "conventions", "\n  then: 3\n", "\n  then: 2\n", '3 "At home"'),
        ("multimodal-prompt", "reasoning", "\n    then: 3\n", "\n    then: 2\n", "3 "),
        ("video-description", "temporal-order", "\n  then: 3\n", "\n  then: 2\n", '3 "Right"'),
    ],
)
def test_a_level_that_nobody_yields_is_named(
    guideline: str, criterion: str, old: str, new: str, level: str
) -> None:
    report = changed(guideline, criterion, (old, new))
    (flaw,) = flaws(report, "level-never-given")
    assert flaw.message.startswith(f"no facts lead to the level {level}")
    assert f"of `{criterion}`" in flaw.message


# --- severities that a test forgot -----------------------------------------------------------


def test_a_test_that_names_one_severity_and_forgets_what_lies_beyond_is_noticed() -> None:
    report = changed(
        "side-by-side", "safety", ('when: {worst_harm: ">= major"}', "when: {worst_harm: major}")
    )
    (flaw,) = flaws(report, "worse-is-better")
    assert flaw.message.startswith(
        "as `worst_harm` gets worse (`worst_harm`: minor → `worst_harm`: critical), the judgment gets "
        'better: from 2 "Careless" (SAF-2) to 3 "Safe" (SAF-9)'
    )
    assert dict(flaw.example)["worst_harm"] != dict(flaw.other)["worst_harm"] == "critical"


def test_it_can_be_meant() -> None:
    report = changed(
        "side-by-side",
        "safety",
        ('when: {worst_harm: ">= major"}', "when: {worst_harm: major}"),
        ("worst_harm: {worst: harm}", "worst_harm: {worst: harm, worse: free}"),
    )
    assert not flaws(report, "worse-is-better")


# --- twice the same, and what can never be ---------------------------------------------------


def test_a_rule_that_says_again_what_another_says_is_noticed() -> None:
    two = rule_of("image-caption", "overall", "OVR-2")
    again = two.replace("OVR-2", "OVR-8").replace("{correctness: 1}", '{correctness: "< 2"}')
    report = changed("image-caption", "overall", (two, two + again))
    (flaw,) = flaws(report, "duplicate-rule")
    assert flaw.message == "OVR-8 says the same as OVR-2: the same facts, the same judgment"


def test_a_rule_for_facts_that_cannot_be_is_dead() -> None:
    report = changed(
        "image-caption",
        "correctness",
        (
            'when: {worst_error: minor, small_errors: ">= 3"}',
            'when: {worst_error: none, small_errors: ">= 3"}',
        ),
    )
    (flaw,) = flaws(report, "dead-rule")
    assert flaw.message == "COR-6 can never hold: its facts cannot occur together"


def test_a_reason_beside_it_lets_a_flaw_stand() -> None:
    six, five = (rule_of("image-caption", "correctness", name) for name in ("COR-6", "COR-5"))
    excused = six.replace(
        "  - id: COR-6\n", "  - id: COR-6\n    x-ignore: {GL233: It is there for learners.}\n"
    )
    report = changed("image-caption", "correctness", (six + five, five + excused))
    (flaw,) = flaws(report, "masked-rule")
    assert flaw.excuse == "It is there for learners."
    assert report.sound
