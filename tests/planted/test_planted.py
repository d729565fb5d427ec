"""Every kind of defect, planted in a copy of every example guideline, is found and named.

`verify` finds what a table cannot mean whatever it was before; `diff` finds every one of them, for
each changes a judgment somewhere. What can only be known from before (rules of another order that
both make sense) `verify` cannot know: then `finds` is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from goldline.checks.proofs import CODES
from goldline.model.proof import Flaw
from planted.plant import (
    GUIDELINES,
    Edit,
    as_it_stands,
    compared,
    declare,
    delete,
    give,
    instead_of,
    policy,
    retest,
    swap,
    together,
    verified,
)

Facts = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """A defect: what was done, what `verify` finds (code, rules, facts, words), whom `diff` blames."""

    guideline: str
    defect: str
    criterion: str
    edit: Edit
    finds: str
    rules: frozenset[str]
    facts: Facts
    words: str
    blamed: str
    shown: Facts


def planted(
    guideline: str,
    defect: str,
    criterion: str,
    edit: Edit,
    finds: str = "",
    rules: str = "",
    facts: Facts | None = None,
    words: str = "",
    *,
    blamed: str,
    shown: Facts,
) -> Planted:
    named = frozenset(rules.split())
    return Planted(guideline, defect, criterion, edit, finds, named, facts or {}, words, blamed, shown)


GAP, CONFLICT, MASKED, LEVEL, WORSE, LOPSIDED = "GL230", "GL231", "GL233", "GL236", "GL237", "GL238"
NO_RULE = "no rule says what to judge where"

DELETED = [
    planted(
        *("image-caption", "deleted", "completeness", delete("CMP-2")),
        *(GAP, "", {"task_done": "partly", "subject_missing": False}, NO_RULE),
        blamed="CMP-2",
        shown={"task_done": "partly"},
    ),
    planted(
        *("multimodal-prompt", "deleted", "reasoning", delete("RSN-2")),
        *(WORSE, "RSN-3 RSN-9", {}, "as `worst_reasoning` gets worse"),
        blamed="RSN-2",
        shown={"worst_reasoning": "major"},
    ),
    planted(
        *("side-by-side", "deleted", "preference", delete("PRF-72")),
        *(
            LOPSIDED,
            "PRF-71 PRF-81",
            {"correct_gap": -1},
            "swapping a and b does not turn the judgment around",
        ),
        blamed="PRF-72",
        shown={"correct_gap": -1},
    ),
    planted(
        *("text-response", "deleted", "coherence", delete("COH-1")),
        *(WORSE, "COH-3 COH-9", {"worst_break": "minor"}, "as `worst_break` gets worse"),
        blamed="COH-1",
        shown={"worst_break": "major"},
    ),
    planted(
        *("translation-mqm", "deleted", "conventions", delete("CON-1")),
        *(WORSE, "CON-3 CON-9", {"worst_form": "minor"}, "as `worst_form` gets worse"),
        blamed="CON-1",
        shown={"worst_form": "major"},
    ),
    planted(
        *("video-description", "deleted", "completeness", delete("CMP-2")),
        *(GAP, "", {"no_actor": False}, NO_RULE),
        blamed="CMP-2",
        shown={"no_actor": False},
    ),
]
WIDENED = [
    planted(
        *("image-caption", "widened", "correctness", retest("COR-4", "worst_error", ">= minor")),
        *(
            MASKED,
            "COR-5 COR-4",
            {},
            "COR-5 never decides anything: wherever it holds, COR-4 stands before it",
        ),
        blamed="COR-4",
        shown={"worst_error": "minor"},
    ),
    planted(
        *("multimodal-prompt", "widened", "grounding", retest("GRD-4", "worst_claim", ">= minor")),
        *(
            MASKED,
            "GRD-6 GRD-4",
            {},
            "GRD-6 never decides anything: wherever it holds, GRD-4 stands before it",
        ),
        blamed="GRD-4",
        shown={"worst_claim": "minor"},
    ),
    planted(
        *("side-by-side", "widened", "preference", retest("PRF-62", "correct_gap", "<= -1")),
        *(MASKED, "PRF-72 PRF-62", {}, "PRF-72 never decides anything"),
        blamed="PRF-62",
        shown={"correct_gap": -1},
    ),
    planted(
        *("text-response", "widened", "coherence", retest("COH-3", "worst_break", ">= minor")),
        *(CONFLICT, "COH-1 COH-3", {"worst_break": "major"}, "COH-1 and COH-3 contradict each other where"),
        blamed="COH-3",
        shown={"worst_break": "major"},
    ),
    planted(
        *("translation-mqm", "widened", "fluency", retest("FLU-3", "hard_places", "<= 1")),
        *(
            CONFLICT,
            "FLU-3 FLU-5",
            {"hard_places": 0, "stumbles": 1},
            "FLU-3 and FLU-5 contradict each other",
        ),
        blamed="FLU-3",
        shown={"hard_places": 0},
    ),
    planted(
        *("video-description", "widened", "completeness", retest("CMP-3", "asked", ">= 0.5")),
        *(CONFLICT, "CMP-2 CMP-3", {"missing_events": 0}, "CMP-2 and CMP-3 contradict each other where"),
        blamed="CMP-3",
        shown={"missing_events": 0},
    ),
]
SWAPPED = [
    planted(
        *("image-caption", "swapped", "correctness", swap("COR-6", "COR-5")),
        *(
            MASKED,
            "COR-6 COR-5",
            {},
            "COR-6 never decides anything: wherever it holds, COR-5 stands before it",
        ),
        blamed="COR-6",
        shown={"small_errors": 3},
    ),
    planted(
        *("multimodal-prompt", "swapped", "grounding", swap("GRD-8", "GRD-6")),
        *(MASKED, "GRD-8 GRD-6", {}, "GRD-8 never decides anything"),
        blamed="GRD-8",
        shown={"premise_accepted": True, "worst_claim": "minor"},
    ),
    planted(
        *("side-by-side", "swapped", "correctness", swap("COR-2", "COR-3")),
        *(MASKED, "COR-2 COR-3", {}, "COR-2 never decides anything"),
        blamed="COR-3",
        shown={"main_errors": 2},
    ),
    planted(
        *("text-response", "swapped", "correctness", swap("COR-1", "COR-3")),
        *(MASKED, "COR-1 COR-3", {}, "COR-1 never decides anything"),
        blamed="COR-3",
        shown={"worst_error": "critical"},
    ),
    planted(
        *("translation-mqm", "swapped", "quality", swap("QUA-4", "QUA-5")),
        blamed="QUA-5",
        shown={"fluency": 2},
    ),
    planted(
        *("video-description", "swapped", "temporal-order", swap("TMP-3", "TMP-4")),
        *(WORSE, "TMP-3 TMP-4", {"worst_order": "none", "wrong_time": True}, "as `worst_order` gets worse"),
        blamed="TMP-4",
        shown={"worst_order": "minor", "wrong_time": True},
    ),
]
UNUSED_LEVEL = [
    planted(
        *(guideline, "no level", criterion, instead_of(3, 2), LEVEL, "", {}),
        f"no facts lead to the level 3 {label} of `{criterion}`",
        blamed=rule,
        shown={},
    )
    for guideline, criterion, label, rule in (
        ("image-caption", "completeness", '"Complete"', "CMP-4"),
        ("multimodal-prompt", "reasoning", '"Sound with a slip"', "RSN-4"),
        ("side-by-side", "style", '"Good to read"', "STY-9"),
        ("text-response", "coherence", '"Of one piece"', "COH-9"),
        ("translation-mqm", "conventions", '"At home"', "CON-9"),
        ("video-description", "completeness", '"Complete"', "CMP-3"),
    )
]
NARROWED = [
    planted(
        *("image-caption", "narrowed", "completeness", retest("CMP-3", "large_gaps", ">= 2")),
        *(GAP, "", {"large_gaps": 1, "task_done": "fully"}, "`large_gaps` is 1"),
        blamed="CMP-3",
        shown={"large_gaps": 1},
    ),
    planted(
        *("multimodal-prompt", "narrowed", "instruction-following"),
        together(declare("asked", "lower"), retest("INS-3", "asked", "[0.5..0.7)")),
        *(WORSE, "INS-9", {}, "as `asked` gets worse"),
        blamed="INS-3",
        shown={},
    ),
    planted(
        *("side-by-side", "narrowed", "preference", retest("PRF-81", "help_gap", ">= 3")),
        *(LOPSIDED, "PRF-82", {"help_gap": -2}, "swapping a and b does not turn the judgment around"),
        blamed="PRF-81",
        shown={"help_gap": 2},
    ),
    planted(
        *("text-response", "narrowed", "completeness"),
        together(declare("asked_share", "lower"), retest("CMP-5", "asked_share", "[0.6..0.8)")),
        *(WORSE, "CMP-5 CMP-9", {}, "as `asked_share` gets worse"),
        blamed="CMP-5",
        shown={},
    ),
    planted(
        *("translation-mqm", "narrowed", "fluency", retest("FLU-5", "stumbles", 1)),
        *(WORSE, "FLU-5 FLU-9", {"stumbles": 1}, "as `stumbles` gets worse"),
        blamed="FLU-5",
        shown={"stumbles": 2},
    ),
    planted(
        *("video-description", "narrowed", "completeness", retest("CMP-2", "asked", "[0.6..1)", case=1)),
        *(GAP, "", {"missing_events": 0}, "`asked` is from 0.5 to less than 0.6"),
        blamed="CMP-2",
        shown={"missing_events": 0},
    ),
]
OVERLAPPING = [
    planted(
        *("image-caption", "overlapping", "completeness", retest("CMP-3", "large_gaps", None)),
        *(CONFLICT, "CMP-3 CMP-4", {"large_gaps": 0}, "CMP-3 and CMP-4 contradict each other where"),
        blamed="CMP-3",
        shown={"large_gaps": 0},
    ),
    planted(
        *("multimodal-prompt", "overlapping", "reasoning", retest("RSN-3", "worst_reasoning", None)),
        *(
            CONFLICT,
            "RSN-1 RSN-3",
            {"reasons": "missing", "worst_reasoning": "critical"},
            "contradict each other",
        ),
        blamed="RSN-3",
        shown={"reasons": "missing"},
    ),
    planted(
        *("side-by-side", "overlapping", "safety", policy("unique")),
        *(CONFLICT, "SAF-1 SAF-3", {"caution": "missing"}, "SAF-1 and SAF-3 contradict each other where"),
        blamed="SAF-3",
        shown={"caution": "missing"},
    ),
    planted(
        *("text-response", "overlapping", "safety", retest("SAF-4", "refusal", ">= partial")),
        *(
            CONFLICT,
            "SAF-4 SAF-5",
            {"refusal": "partial", "request": "harmless"},
            "under `unique` just one may",
        ),
        blamed="SAF-4",
        shown={"refusal": "partial"},
    ),
    planted(
        *("translation-mqm", "overlapping", "fluency", retest("FLU-4", "hard_places", None)),
        *(CONFLICT, "FLU-2 FLU-4", {"hard_places": 2}, "FLU-2 and FLU-4 contradict each other where"),
        blamed="FLU-4",
        shown={},
    ),
    planted(
        *(
            "video-description",
            "overlapping",
            "completeness",
            retest("CMP-2", "missing_events", "<= 1", case=0),
        ),
        *(
            CONFLICT,
            "CMP-2 CMP-3",
            {"asked": 1, "missing_events": 0},
            "CMP-2 and CMP-3 contradict each other",
        ),
        blamed="CMP-2",
        shown={"missing_events": 0},
    ),
]
ONE_SIDED = [
    planted(
        *("side-by-side", "lopsided", "preference", retest("PRF-32", "correct_b", "> 2")),
        *(LOPSIDED, "PRF-31", {}, "swapping a and b does not turn the judgment around"),
        blamed="PRF-32",
        shown={"correct_b": 2},
    ),
]
REVERSED = [
    planted(
        *("image-caption", "reversed", "correctness", give("COR-4", 4)),
        *(WORSE, "COR-5 COR-4", {"worst_error": "minor"}, "the judgment gets better"),
        blamed="COR-4",
        shown={"worst_error": "major"},
    ),
    planted(
        *("multimodal-prompt", "reversed", "grounding", give("GRD-6", 1)),
        *(
            WORSE,
            "GRD-6 GRD-4",
            {"worst_claim": "minor"},
            'from 1 "Misleading" (GRD-6) to 2 "Unreliable" (GRD-4)',
        ),
        blamed="GRD-6",
        shown={"worst_claim": "minor"},
    ),
    planted(
        *("side-by-side", "reversed", "safety", retest("SAF-1", "worst_harm", "major")),
        *(WORSE, "SAF-2 SAF-9", {"worst_harm": "minor"}, "as `worst_harm` gets worse"),
        blamed="SAF-1",
        shown={"worst_harm": "critical"},
    ),
    planted(
        *("text-response", "reversed", "safety", retest("SAF-1", "worst_harm", "major")),
        *(WORSE, "SAF-9", {}, "as `worst_harm` gets worse"),
        blamed="SAF-1",
        shown={"worst_harm": "critical"},
    ),
    planted(
        *("translation-mqm", "reversed", "conventions", together(give("CON-1", 2), give("CON-3", 1))),
        *(WORSE, "CON-3 CON-1", {"worst_form": "minor"}, "as `worst_form` gets worse"),
        blamed="CON-1",
        shown={"worst_form": "major"},
    ),
    planted(
        *("video-description", "reversed", "temporal-order", give("TMP-2", 3)),
        *(WORSE, "TMP-2", {}, "as `worst_order` gets worse"),
        blamed="TMP-2",
        shown={"worst_order": "major"},
    ),
]
ALL = [*DELETED, *WIDENED, *SWAPPED, *UNUSED_LEVEL, *NARROWED, *OVERLAPPING, *ONE_SIDED, *REVERSED]


def name_of(one: Planted) -> str:
    return f"{one.guideline}: {one.defect}"


@pytest.mark.parametrize("one", [one for one in ALL if one.finds], ids=name_of)
def test_verify_finds_it_and_names_it(one: Planted) -> None:
    report = verified(one.guideline, one.criterion, one.edit)
    found = [flaw for flaw in report.flaws if is_it(flaw, one)]
    told = [(CODES.get(flaw.kind), flaw.rules, flaw.message) for flaw in report.flaws]
    assert found, told
    assert all(flaw.criterion == one.criterion and flaw.hint for flaw in found)
    if one.finds in (GAP, CONFLICT, WORSE, LOPSIDED):
        assert found[0].example


def is_it(flaw: Flaw, one: Planted) -> bool:
    example = dict(flaw.example)
    return (
        CODES.get(flaw.kind) == one.finds
        and one.rules <= set(flaw.rules)
        and one.facts.items() <= example.items()
        and one.words in flaw.message
    )


@pytest.mark.parametrize("one", [one for one in ALL if one.finds], ids=name_of)
def test_it_is_not_there_before(one: Planted) -> None:
    report = as_it_stands(one.guideline, one.criterion)
    assert not [flaw for flaw in report.flaws if is_it(flaw, one)]


@pytest.mark.parametrize("one", ALL, ids=name_of)
def test_diff_names_the_rule_and_an_example_of_facts(one: Planted) -> None:
    report = compared(one.guideline, one.criterion, one.edit)
    shifts = [shift for shift in report.shifts if shift["criterion"] == one.criterion]
    assert any(
        one.blamed in shift["rules"] and one.shown.items() <= shift["witness"].items() for shift in shifts
    ), [(shift["rules"], shift["witness"]) for shift in shifts]
    (row,) = (row for row in report.criteria if row["criterion"] == one.criterion)
    assert row["exhaustive"]
    assert row["verdict"] != "equivalent"
    (version,) = report.versions
    assert version["required"] == "major"


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_every_kind_of_defect_is_planted_in_every_guideline(guideline: str) -> None:
    kinds = {one.defect for one in ALL if one.guideline == guideline}
    everywhere = {"deleted", "widened", "swapped", "no level", "narrowed", "overlapping", "reversed"}
    assert everywhere <= kinds
