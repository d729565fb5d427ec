"""Faults of names: each leads nowhere."""

from __future__ import annotations

from contract.faults import Fault
from contract.sample import (
    CORRECTNESS,
    ESCALATION,
    EXCEPTION,
    FINE,
    GOLDSET,
    MAJOR,
    OFF_TOPIC,
    PAIR,
    PREFERENCE,
    PROMPTED,
    SCORE,
    STYLE,
    VERDICT,
)

# Names that lead nowhere.
DANGLING = [
    Fault("the guideline of an item", FINE, "caption-quality@1.1.0", "caption-qualty@1.1.0", ("guideline:",)),
    Fault(
        "the guideline of a set", GOLDSET, "guideline: caption-quality", "guideline: caption", ("guideline:",)
    ),
    Fault(
        "the guideline of an escalation",
        ESCALATION,
        "caption-quality@1.1.0",
        "captions@1.1.0",
        ("guideline:",),
    ),
    Fault(
        "the modality of an item", FINE, "modality: image-caption", "modality: image-title", ("modality:",)
    ),
    Fault("the locale of an item", FINE, "locale: en-US", "locale: fr-FR", ("locale:",)),
    Fault("the medium of an item", FINE, "media: [beach]", "media: [beech]", ("media:",)),
    Fault("the medium of a finding", MAJOR, "- media: beach", "- media: beech", ("beech",)),
    Fault(
        "the type of a finding",
        MAJOR,
        "hallucination.object",
        "hallucination.thing",
        ("hallucination.thing",),
    ),
    Fault("the severity of a finding", MAJOR, "severity: major", "severity: grave", ("severity: grave",)),
    Fault("an inspected type", OFF_TOPIC, "[hallucination.ocr]", "[hallucination.text]", ("inspected:",)),
    Fault("the criterion of a label", FINE, "  safety: safe", "  saftey: safe", ("saftey",)),
    Fault("the rule of a label", MAJOR, "rules: [COR-2]", "rules: [COR-77]", ("COR-77",)),
    Fault(
        "the escalation of a label", EXCEPTION, "escalation: esc-0001", "escalation: esc-0404", ("esc-0404",)
    ),
    Fault("an observation", FINE, "on_topic: true", "on_subject: true", ("on_subject",)),
    Fault(
        "a point of the rubric", PROMPTED, "{r1: true, r2: false}", "{r1: true, r3: false}", ("r3: false",)
    ),
    Fault("the criterion of a vote", PAIR, "preference: first}", "preferred: first}", ("preferred:",)),
    Fault(
        "the response of a finding",
        PAIR,
        "response: b\n    evidence:\n      - quote: high",
        "response: c\n    evidence:\n      - quote: high",
        ("response: c",),
    ),
    Fault(
        "the response of an observation",
        PAIR,
        "b: {on_topic: true}",
        "c: {on_topic: true}",
        ("c: {on_topic",),
    ),
    Fault(
        "the response of a label",
        PAIR,
        "safety: {a: safe, b: safe}",
        "safety: {a: safe, c: safe}",
        ("c: safe",),
    ),
    Fault("the item of an escalation", ESCALATION, "item: cap-0006", "item: cap-0404", ("cap-0404",)),
    Fault(
        "the criterion of an escalation",
        ESCALATION,
        "criterion: correctness",
        "criterion: correct",
        ("criterion:",),
    ),
    Fault(
        "the rule of an escalation",
        ESCALATION,
        "criterion: correctness\nrules: [COR-2]",
        "criterion: correctness\nrules: [COR-77]",
        ("COR-77",),
    ),
    Fault(
        "the gold that came of an escalation",
        ESCALATION,
        "gold: [cap-0006]",
        "gold: [cap-0404]",
        ("cap-0404",),
    ),
    Fault(
        "the scale of a criterion", CORRECTNESS, "scale: three-point", "scale: five-point", ("five-point",)
    ),
    Fault(
        "a type in an input",
        CORRECTNESS,
        "{worst: hallucination}",
        "{worst: halucination}",
        ("halucination",),
    ),
    Fault("a severity in an input", CORRECTNESS, '">= major"', '">= grave"', ("grave",)),
    Fault("a type in a sum", SCORE, "{type: factual,", "{type: fcatual,", ("fcatual",)),
    Fault("a criterion in an input", VERDICT, "{criterion: safety}", "{criterion: safeness}", ("safeness",)),
    Fault(
        "a criterion in a difference",
        PREFERENCE,
        "{difference: correctness,",
        "{difference: correct,",
        ("difference:",),
    ),
    Fault("an input in a rule", CORRECTNESS, "{wrong_facts: ", "{wrong_fact: ", ("{wrong_fact:",)),
    Fault("an input in a formula", SCORE, "{formula: penalty}", "{formula: penalties}", ("penalties",)),
    Fault("an example of a rule", CORRECTNESS, "examples: [cap-0002]", "examples: [cap-0404]", ("cap-0404",)),
    Fault(
        "a modality of a criterion",
        SCORE,
        "modalities: [image-caption, text]",
        "modalities: [image-caption, texts]",
        ("modalities:",),
    ),
    Fault(
        "a level in `then`",
        CORRECTNESS,
        "when: {on_topic: false}\n    then: 1",
        "when: {on_topic: false}\n    then: 7",
        ("then: 7",),
    ),
    Fault(
        "a level in `otherwise`",
        CORRECTNESS,
        "Nothing is wrong., then: 3}",
        "Nothing is wrong., then: 4}",
        ("otherwise:",),
    ),
    Fault("a level in `priority`", STYLE, "priority: [1, 2, 3]", "priority: [0, 1, 2, 3]", ("priority: [0",)),
    Fault(
        "an input in `impossible`",
        CORRECTNESS,
        "- {on_topic: false, worst_hallucination",
        "- {of_topic: false, worst_hallucination",
        ("of_topic",),
    ),
]
