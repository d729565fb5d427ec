"""Documents of every kind: the examples of the format's description, written out, and other forms.

`EXAMPLES` are whole files by their path; together they are a repository in which all is well.
`FORMS` are values that may stand under a key of one of them, in place of what stands there.
"""

from __future__ import annotations

import copy
from textwrap import dedent
from typing import Any

from goldline.model.finding import Step
from goldline.reading.yaml import read_yaml

FOLDER = "guidelines/caption-quality"
GUIDELINE = f"{FOLDER}/guideline.yaml"
TAXONOMY = f"{FOLDER}/taxonomy.yaml"
CORRECTNESS = f"{FOLDER}/criteria/correctness.yaml"
SAFETY = f"{FOLDER}/criteria/safety.yaml"
PREFERENCE = f"{FOLDER}/criteria/preference.yaml"
SCORE = f"{FOLDER}/criteria/score.yaml"
STYLE = f"{FOLDER}/criteria/style.yaml"
GOLDSET = "goldsets/caption-basics/goldset.yaml"
ITEM = "goldsets/caption-basics/items/cap-0007.yaml"
PAIR = "goldsets/caption-basics/items/cap-0008.yaml"
ESCALATION = "escalations/esc-0004.yaml"

_TEXTS = {
    GUIDELINE: """
        format: 1
        id: caption-quality
        title: Image caption quality
        version: 2.1.0
        modalities: [image-caption, text]
        locales: [en-US, ja-JP]
        summary: |
          How captions are judged.
        terms:
          grounded: Supported by something visible in the image.
        inputs:
          on_topic: {boolean: Is the caption about this image?}
        scales:
          three-point:
            type: ordinal
            better: higher
            levels:
              - value: 1
                label: Unusable
                anchor: The caption misleads about the main subject.
              - {value: 2, label: Usable, anchor: Small things are wrong., since: 1.1.0, revised: 2.0.0}
              - {value: 3, label: Good}
          hundred: {type: numeric, minimum: 0, maximum: 100}
        """,
    TAXONOMY: """
        severities: [minor, major, {name: critical, definition: The reader is misled.}]
        findings:
          hallucination:
            title: Hallucination
            definition: The response states something the media does not show.
            evidence: [quote, region]
            since: 1.0.0
            children:
              object: {title: Invented object, definition: It is not there.}
              ocr:
                title: Misread text
                definition: It reads otherwise.
                since: 2.1.0
                was: factual.text
                severities: [major, minor]
          factual: {title: Wrong fact, definition: A fact is wrong.}
          safety:
            title: Unsafe
            definition: It harms.
            children:
              slur: {title: Slur, definition: A slur.}
          non-translation: {title: Untranslated, definition: It was left as it was.}
          fluency:
            children:
              punctuation: {title: Punctuation, definition: A mark is wrong.}
        """,
    CORRECTNESS: """
        id: correctness
        title: Correctness
        question: Is every statement in the caption supported by the image?
        scale: three-point
        target: response
        modalities: [image-caption]
        guidance: |
          Look first.
        inputs:
          worst_hallucination: {worst: hallucination}
          worst_of_two: {worst: [hallucination.object, factual], worse: free}
          wrong_facts: {count: factual, severity: ">= major"}
          has_slur: {any: safety.slur}
          penalty:
            sum:
              - {type: non-translation, weight: 25}
              - {type: fluency.punctuation, severity: minor, weight: 0.1}
              - {severity: major, weight: 5}
              - {severity: minor, weight: 1}
          register: {enum: [casual, neutral, formal], ordered: true, ask: Which register is it written in?}
          sentences: {integer: How many sentences?, minimum: 0}
          ease: {number: Reading ease, minimum: 0, maximum: 100, nullable: true, worse: lower}
          safety: {criterion: safety}
          asked: {rubric: share}
        hit_policy: first
        rules:
          - id: COR-1
            text: A critical hallucination makes the caption unusable.
            when: {worst_hallucination: critical}
            then: 1
            why: Readers act on what the caption names first.
            since: 1.0.0
            revised: 2.0.0
            examples: [cap-0003]
          - id: COR-2
            text: Some things are wrong.
            when:
              - {worst_hallucination: [minor, major], wrong_facts: "< 2", register: not formal}
              - {has_slur: true, locale: ja-*, ease: null}
            then: 2
          - id: COR-3
            text: It is off topic, or unsafe.
            when: {on_topic: false, penalty: "(0..1]", sentences: {not: [1, 2]}, safety: unsafe}
            then: not-judged
        otherwise: {id: COR-9, text: Nothing is wrong., then: 3}
        impossible:
          - {on_topic: false, worst_hallucination: none}
        """,
    SAFETY: """
        id: safety
        title: Safety
        question: Could it harm anyone?
        scale: {type: binary, levels: [{value: unsafe}, {value: safe}]}
        """,
    PREFERENCE: """
        id: preference
        title: Preference
        question: Which response is better?
        scale:
          type: nominal
          levels: [{value: a-better, label: A}, {value: b-better, label: B}, {value: same, label: Same}]
        target: item
        inputs:
          ahead: {difference: correctness, of: [a, b]}
          b_correct: {criterion: correctness, response: b}
          a_worst: {worst: hallucination, response: a}
          a_on_topic: {observation: on_topic, response: a}
          a_asked: {rubric: points, response: a}
        hit_policy: unique
        rules:
          - {id: PRE-1, text: A is ahead., when: {ahead: ">= 1", a_on_topic: true}, then: a-better}
          - id: PRE-2
            text: B is ahead.
            when: {ahead: "<= -1", b_correct: 3, a_worst: "> none"}
            then: b-better
        """,
    SCORE: """
        id: score
        title: Score
        question: How good is it, out of a hundred?
        scale: hundred
        inputs:
          consistency: {number: How consistent is it?, minimum: 0, maximum: 100}
          quality: {criterion: correctness}
        hit_policy: collect
        aggregate: max
        rules:
          - {id: SCO-1, text: Mostly consistency., then: {formula: 0.7 * consistency + 0.3 * quality}}
        otherwise: 0
        """,
    STYLE: """
        id: style
        title: Style
        question: Is it well written?
        scale: three-point
        inputs:
          score: {criterion: score}
          sentences: {integer: How many sentences?, minimum: 0}
        hit_policy: priority
        priority: [1, 3, 2]
        rules:
          - {id: STY-1, text: The score is low., when: {score: "< 1", sentences: "-"}, then: 1}
        otherwise: {then: 3}
        """,
    GOLDSET: """
        format: 1
        id: caption-basics
        title: Captions, the basics
        guideline: caption-quality
        visibility: training
        license: CC0-1.0
        canary: 0d7f1c4e-59b1-4c1e-9c0b-6f9b6a3f1e22
        media:
          - id: beach
            path: media/beach.jpg
            sha256: 0f343b0931126a20f133d67c2b018a3b5e0ddc1d0ea8f1b5e3b3d3f0d9a5a1c4
            alt: A dog runs on wet sand.
            license: CC0-1.0
            attribution: A. Photographer
        """,
    ITEM: """
        id: cap-0007
        title: The ball that is not there
        modality: image-caption
        locale: en-US
        guideline: caption-quality@2.1.0
        inspected: [hallucination.ocr]
        prompt: Describe the photo in one sentence.
        reference: A dog runs on wet sand beside the sea.
        sources: ["https://example.org/beach"]
        media: [beach, {id: own, path: media/own.png, alt: ""}]
        response: A brown dog chases a red ball along the beach.
        rubric:
          - {id: r1, text: Names the dog as the main subject., points: 2}
          - {id: r2, text: Names the sand.}
        findings:
          - type: hallucination.object
            severity: major
            evidence:
              - {quote: a red ball}
              - {quote: the sea, occurrence: 1, in: reference}
              - {media: beach, region: [0.41, 0.62, 0.10, 0.12]}
              - {media: own, segment: [3.2, 5.0], region: [0, 0, 1, 1]}
            note: No ball is in the frame.
            accept: {severities: [minor, major], types: [hallucination], absent: true}
        observations:
          {on_topic: true, sentences: 1, ease: null, consistency: 99.5, rubric: {r1: true, r2: false}}
        labels:
          correctness: {value: 2, rationale: There is no ball., rules: [COR-2], accept: [2, 3]}
          style: {value: 3, exception: The rules are silent here., decided_by: lead-3, escalation: esc-0004}
          safety: safe
          score: 69.95
        feedback: Look for every thing that the caption names.
        votes:
          - {annotator: a17, values: {correctness: 2, style: 3}, seconds: 140}
          - annotator: a05
            values: {correctness: not-judged}
            findings: []
            observations: {on_topic: true}
            note: It did not load.
        adjudication: {by: lead-3, reason: The ball is a shadow.}
        sensitivity: [violence]
        visibility: held-out
        tags: [animals]
        difficulty: hard
        status: active
        """,
    PAIR: """
        id: cap-0008
        title: Two captions of the beach
        modality: image-caption
        locale: ja-JP
        guideline: caption-quality@2.0.0
        prompt:
          messages:
            - {role: user, text: What is this?, media: [beach]}
            - {role: assistant, text: A beach.}
        responses:
          a: A dog runs.
          b: {text: A cat runs., model: some-model}
        findings:
          - {type: factual, severity: minor, response: b, evidence: [{quote: cat, turn: 1}]}
        observations:
          a: {on_topic: true}
          b: {on_topic: false, rubric: {}}
          item: {sentences: 2}
        labels:
          correctness: {a: 3, b: {value: 2, rationale: It is no cat.}}
          preference: {value: a-better, rationale: A is right.}
        votes:
          - {annotator: a17, values: {correctness: {a: 3, b: 2}, preference: a-better}}
        status: retired
        retired_because: The photo is gone.
        """,
    ESCALATION: """
        id: esc-0004
        opened: 2026-10-02
        by: a17
        guideline: caption-quality@2.1.0
        item: cap-0007
        criterion: correctness
        rules: [COR-2]
        question: Is a toy that might be a ball an invented object?
        status: resolved
        answer: It is one.
        decided_by: lead-3
        decided: 2026-10-05
        outcome: {rules: [COR-2], gold: [cap-0031], version: 2.2.0}
        """,
}


def plain(text: str, file: str = "example.yaml") -> Any:
    """Return the plain values of a YAML text."""
    reading = read_yaml(dedent(text).encode(), file)
    assert not reading.problems, reading.problems
    return reading.value


def value_of(text: str) -> Any:
    """Return the plain value of what would stand behind a key."""
    return plain(f"value: {text}")["value"]


_READ = {path: plain(text, path) for path, text in _TEXTS.items()}
EXAMPLES: tuple[str, ...] = tuple(_READ)
ITEMS = (ITEM, PAIR)


def example(path: str) -> Any:
    """Return a fresh copy of an example."""
    return copy.deepcopy(_READ[path])


def kind_of(path: str) -> str:
    """Return which kind of file an example is."""
    if "/criteria/" in path:
        return "criterion"
    if "/items/" in path:
        return "item"
    return "escalation" if path == ESCALATION else path.rpartition("/")[2].removesuffix(".yaml")


def guideline_documents() -> dict[str, Any]:
    """Return fresh copies of the files of the example guideline."""
    return {path: example(path) for path in EXAMPLES if path.startswith(FOLDER)}


def put(value: Any, path: tuple[Step, ...], new: Any) -> Any:
    """Return `value` with `new` at `path`; a key that is not there is made."""
    *above, last = path
    spot = value
    for step in above:
        spot = spot[step]
    spot[last] = new
    return value


def take(value: Any, path: tuple[Step, ...]) -> Any:
    """Return `value` without what stands at `path`."""
    *above, last = path
    spot = value
    for step in above:
        spot = spot[step]
    del spot[last]
    return value


# What may stand at a place of an example instead of what stands there.
_RULE: tuple[Step, ...] = ("rules", 0)
FORMS: tuple[tuple[str, tuple[Step, ...], str], ...] = (
    (GUIDELINE, ("inputs",), "{flag: {any: '*', worse: higher}, late: {integer: How late?, nullable: true}}"),
    (GUIDELINE, ("scales", "three-point", "better"), "lower"),
    (GUIDELINE, ("scales", "hundred"), "{type: numeric, better: lower, minimum: -5.5}"),
    (GUIDELINE, ("scales", "yes-no"), "{type: binary, levels: [{value: bad}, {value: good}]}"),
    (GUIDELINE, ("version",), "0.1.0-rc.1+build.5"),
    (GUIDELINE, ("locales",), "[es-419, zh-Hant-TW, en]"),
    (GUIDELINE, ("x-owner",), "{team: [captions]}"),
    (TAXONOMY, ("findings", "x-note"), "free"),
    (TAXONOMY, ("findings",), "{}"),
    (CORRECTNESS, ("scale",), "{type: numeric, minimum: 0}"),
    (CORRECTNESS, ("scale",), "{type: ordinal, levels: [{value: low}, {value: high}]}"),
    (CORRECTNESS, ("inputs", "has_slur"), "{any: [safety, '*'], severity: [minor, major]}"),
    (PREFERENCE, ("inputs", "slips"), "{count: factual, severity: {not: minor}, response: a, worse: lower}"),
    (CORRECTNESS, ("inputs", "wrong_facts"), "{count: factual, x-why: A note.}"),
    (CORRECTNESS, ("inputs", "penalty"), "{sum: [{weight: -1}], worse: higher}"),
    (
        CORRECTNESS,
        ("inputs", "penalty"),
        "{sum: [{type: [factual, safety], severity: not minor, weight: 0}]}",
    ),
    (CORRECTNESS, ("inputs", "register"), "{enum: [casual, formal]}"),
    (CORRECTNESS, ("inputs", "asked"), "{rubric: points, worse: lower}"),
    (CORRECTNESS, ("hit_policy",), "any"),
    (CORRECTNESS, (*_RULE, "when"), "{}"),
    (CORRECTNESS, (*_RULE, "when"), "[{wrong_facts: 1}, {wrong_facts: [2, '>= 5']}]"),
    (CORRECTNESS, (*_RULE, "when"), "{ease: [null, '[1 .. 3)'], x-note: why}"),
    (CORRECTNESS, (*_RULE, "when"), "{register: {not: [casual, formal]}, ease: {not: null}}"),
    (CORRECTNESS, (*_RULE, "then"), "2.5"),
    (CORRECTNESS, (*_RULE, "then"), "a-better"),
    (CORRECTNESS, (*_RULE, "then"), "{formula: 1}"),
    (CORRECTNESS, ("otherwise",), "3"),
    (CORRECTNESS, ("otherwise",), "good"),
    (CORRECTNESS, ("otherwise",), "{formula: 'max(penalty, 1)'}"),
    (
        CORRECTNESS,
        ("otherwise",),
        "{id: COR-9, text: A sum., then: {formula: penalty}, why: So., since: 1.0.0}",
    ),
    (CORRECTNESS, ("since",), "1.0.0"),
    (CORRECTNESS, ("rules",), "[]"),
    (GOLDSET, ("visibility",), "example"),
    (GOLDSET, ("media",), "[]"),
    (ITEM, ("prompt",), "{text: Describe it., media: [beach]}"),
    (ITEM, ("prompt",), "{media: [beach]}"),
    (ITEM, ("response",), '""'),
    (ITEM, ("response",), "{text: A dog., media: [own], model: m}"),
    (ITEM, ("response",), "{media: [own]}"),
    (ITEM, ("findings",), "[]"),
    (ITEM, ("observations",), "{register: formal, x-note: 1}"),
    (ITEM, ("labels", "style"), "not-judged"),
    (ITEM, ("labels", "x-draft"), "{anything: 1}"),
    (ITEM, ("status",), "draft"),
    (PAIR, ("responses",), "{a: x, b: y, c: z}"),
    (PAIR, ("labels", "correctness"), "{a: not-judged, b: {value: 2, exception: So., decided_by: me}}"),
    (PAIR, ("observations",), "{a: {on_topic: true, rubric: {r1: true}}}"),
    (ESCALATION, ("status",), "declined"),
)


def with_form(path: str, spot: tuple[Step, ...], text: str) -> Any:
    """Return an example with another form of a value at one of its places."""
    return put(example(path), spot, value_of(text))
