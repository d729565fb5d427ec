"""Faults of items, sets and escalations that contradict their guideline, or themselves."""

from __future__ import annotations

from contract.faults import Fault
from contract.sample import CRITICAL, DRAFT, ESCALATION, EXCEPTION, FINE, GOLDSET, JAPANESE, MAJOR, PAIR

# Items that contradict their guideline, their set, or themselves.
ITEM_FAULTS = [
    Fault("a label against the rules", MAJOR, "value: 2", "value: 3", ("value: 3", "correctness:")),
    Fault("a label against the rules above", MAJOR, "verdict: pass", "verdict: fail", ("verdict: fail",)),
    Fault("a score that does not add up", MAJOR, "score: 5", "score: 6", ("score: 6",)),
    Fault(
        "a label of one response against the rules",
        PAIR,
        "correctness: {a: 3, b: 2}\n  safety",
        "correctness: {a: 3, b: 1}\n  safety",
        ("correctness: {a: 3, b: 1}",),
    ),
    Fault(
        "a label that is not on the scale", FINE, "fluency: 3\nvotes", "fluency: 4\nvotes", ("fluency: 4",)
    ),
    Fault(
        "a label that is a word",
        FINE,
        "correctness: 3\n  safety",
        "correctness: good\n  safety",
        ("correctness: good",),
    ),
    Fault("a number below the scale", FINE, "score: 0", "score: -1", ("score: -1",)),
    Fault(
        "a vote that is not on the scale",
        FINE,
        "{correctness: 3, fluency: 3}, seconds: 50",
        "{correctness: 3, fluency: 9}, seconds: 50",
        ("fluency: 9",),
    ),
    Fault(
        "findings that were never annotated",
        FINE,
        "findings: []\n",
        "",
        ("correctness: 3", "labels:", "score: 0", "verdict: pass", "safety: safe", "id: cap-0001"),
    ),
    Fault(
        "an observation that was never made",
        FINE,
        "  register: neutral\n",
        "",
        ("style: 3", "labels:", "observations:", "id: cap-0001"),
    ),
    Fault(
        "a quote that is not in the response",
        MAJOR,
        "- quote: a red ball",
        "- quote: a green ball",
        ("a green ball",),
    ),
    Fault(
        "a second occurrence of what occurs once",
        MAJOR,
        "- quote: a red ball",
        "- quote: a red ball\n        occurrence: 2",
        ("quote: a red ball", "occurrence: 2"),
    ),
    Fault(
        "a quote from a prompt that is not there",
        MAJOR,
        "- quote: a red ball",
        "- quote: a red ball\n        in: prompt",
        ("quote: a red ball", "in: prompt"),
    ),
    Fault(
        "a region beyond the frame",
        MAJOR,
        "[0.41, 0.62, 0.10, 0.12]",
        "[0.95, 0.62, 0.10, 0.12]",
        ("region:",),
    ),
    Fault(
        "a region below nought", MAJOR, "[0.41, 0.62, 0.10, 0.12]", "[-0.1, 0.62, 0.10, 0.12]", ("region:",)
    ),
    Fault("a region without size", MAJOR, "[0.41, 0.62, 0.10, 0.12]", "[0.41, 0.62, 0, 0.12]", ("region:",)),
    Fault("a region in pixels", MAJOR, "[0.41, 0.62, 0.10, 0.12]", "[41, 62, 10, 12]", ("region:",)),
    Fault("a region of three numbers", MAJOR, "[0.41, 0.62, 0.10, 0.12]", "[0.41, 0.62, 0.10]", ("region:",)),
    Fault(
        "a finding that points at nothing",
        CRITICAL,
        "    evidence:\n      - quote: A cat\n",
        "",
        ("type: hallucination.object",),
    ),
    Fault(
        "a severity that its type does not have",
        JAPANESE,
        "severity: minor",
        "severity: critical",
        ("severity: critical",),
    ),
    Fault(
        "a finding without a severity",
        CRITICAL,
        "    severity: critical\n",
        "",
        ("type: hallucination.object",),
    ),
    Fault(
        "a finding of no response in particular",
        PAIR,
        "    response: b\n    evidence:\n      - quote: high at six\n",
        "    evidence:\n      - quote: high at six\n",
        ("type: factual",),
    ),
    Fault(
        "an exception without a reason",
        EXCEPTION,
        "exception: The toy is a ball for most readers.",
        "exception:",
        ("exception:",),
    ),
    Fault(
        "facts that are impossible",
        FINE,
        "on_topic: true",
        "on_topic: false",
        ("on_topic: false", "observations:", "findings: []", "correctness: 3"),
    ),
    Fault("a null that may not be", FINE, "sentences: 1", "sentences: null", ("sentences: null",)),
    Fault("a number beyond its bounds", FINE, "ease: 70", "ease: 170", ("ease: 170",)),
    Fault("a word outside the enum", FINE, "register: neutral", "register: poetic", ("register: poetic",)),
    Fault("no stamp", FINE, "guideline: caption-quality@1.1.0\n", "", ()),
    Fault("a stamp without a version", FINE, "caption-quality@1.1.0", "caption-quality", ("guideline:",)),
    Fault("a stamp from the future", FINE, "caption-quality@1.1.0", "caption-quality@9.0.0", ("guideline:",)),
    Fault("no response", FINE, "response: A dog runs on wet sand.\n", "", ()),
    Fault(
        "a response and responses",
        FINE,
        "findings: []",
        "responses: {a: One., b: Two.}\nfindings: []",
        ("response:", "responses:"),
    ),
    Fault(
        "a response named value",
        PAIR,
        "  a: The tide is high at noon.",
        "  value: The tide is high at noon.",
        ("  value:",),
    ),
    Fault("a difficulty that is none", FINE, "difficulty: easy", "difficulty: trivial", ("difficulty:",)),
    Fault("a status that is none", DRAFT, "status: draft", "status: sketch", ("status:",)),
    Fault("retired without a reason", FINE, "difficulty: easy", "status: retired", ("status: retired",)),
    Fault(
        "a visibility that is none", GOLDSET, "visibility: training", "visibility: secret", ("visibility:",)
    ),
    Fault(
        "a resolved escalation without an answer",
        ESCALATION,
        "answer: No, most readers would call it a ball.\n",
        "",
        ("status: resolved", "id: esc-0001"),
    ),
    Fault(
        "a status of an escalation that is none",
        ESCALATION,
        "status: resolved",
        "status: solved",
        ("status:",),
    ),
    Fault(
        "a medium that is not there", GOLDSET, "path: media/beach.png", "path: media/beech.png", ("path:",)
    ),
    Fault("a medium outside the set", GOLDSET, "path: media/beach.png", "path: ../../secret.png", ("path:",)),
    Fault(
        "a medium at an absolute path", GOLDSET, "path: media/beach.png", "path: /etc/hostname", ("path:",)
    ),
    Fault(
        "a medium at an address",
        GOLDSET,
        "path: media/beach.png",
        "path: https://example.org/beach.png",
        ("path:",),
    ),
    Fault(
        "a medium with a backslash", GOLDSET, "path: media/beach.png", "path: media\\beach.png", ("path:",)
    ),
    Fault("a checksum that is no checksum", GOLDSET, "sha256: ", "sha256: zz", ("sha256:",)),
    Fault(
        "a canary that is no GUID",
        GOLDSET,
        "canary: 0d7f1c4e-6a52-4b0e-9d3b-2f1f5f0c7a11",
        "canary: tweet",
        ("canary:",),
    ),
    Fault(
        "a medium twice",
        GOLDSET,
        "media:\n",
        "media:\n  - {id: beach, path: media/beach.png, alt: Again, license: CC0-1.0}\n",
        ("id: beach",),
    ),
]
