"""A repository as people would write it, which uses the whole format and has nothing wrong in it."""

from __future__ import annotations

import hashlib
import struct
import zlib

from contract.workbench import text


def png(width: int = 8, height: int = 6) -> bytes:
    """Return a small valid picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + bytes([200, 180, 120] * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


BEACH = png()
BEACH_SHA256 = hashlib.sha256(BEACH).hexdigest()

LFS_POINTER = text(
    f"""
    version https://git-lfs.github.com/spec/v1
    oid sha256:{BEACH_SHA256}
    size {len(BEACH)}
    """
)

GUIDELINE = "guidelines/caption-quality/guideline.yaml"
TAXONOMY = "guidelines/caption-quality/taxonomy.yaml"
CRITERIA = "guidelines/caption-quality/criteria"
CORRECTNESS = f"{CRITERIA}/correctness.yaml"
SAFETY = f"{CRITERIA}/safety.yaml"
STYLE = f"{CRITERIA}/style.yaml"
SCORE = f"{CRITERIA}/score.yaml"
VERDICT = f"{CRITERIA}/verdict.yaml"
FLUENCY = f"{CRITERIA}/fluency.yaml"
PREFERENCE = f"{CRITERIA}/preference.yaml"
ASKED = f"{CRITERIA}/asked.yaml"
GOLDSET = "goldsets/caption-basics/goldset.yaml"
BEACH_PNG = "goldsets/caption-basics/media/beach.png"
ITEMS = "goldsets/caption-basics/items"
FINE = f"{ITEMS}/beach/cap-0001.yaml"
MAJOR = f"{ITEMS}/beach/cap-0002.yaml"
CRITICAL = f"{ITEMS}/beach/cap-0003.yaml"
OFF_TOPIC = f"{ITEMS}/cap-0004.yaml"
JAPANESE = f"{ITEMS}/cap-0005.yaml"
EXCEPTION = f"{ITEMS}/cap-0006.yaml"
PAIR = f"{ITEMS}/pairs/pair-0001.yaml"
PROMPTED = f"{ITEMS}/prompted/ask-0001.yaml"
DRAFT = f"{ITEMS}/cap-0009.yaml"
ESCALATION = "escalations/2026/esc-0001.yaml"

CAPTIONS: dict[str, str] = {
    GUIDELINE: """
        format: 1
        id: caption-quality
        title: Image caption quality
        version: 1.1.0
        modalities: [image-caption, text, multimodal-prompt]
        locales: [en-US, ja-JP]
        summary: |
          How we judge a caption of one sentence.
        terms:
          grounded: Supported by something visible in the image.
        inputs:
          on_topic: {boolean: Is the response about what was shown or asked?}
        scales:
          three-point:
            type: ordinal
            better: higher
            levels:
              - value: 1
                label: Unusable
                anchor: The caption misleads about the main subject.
              - value: 2
                label: Repairable
                anchor: One thing has to be put right.
              - value: 3
                label: Good
                anchor: It can be shown as it is.
        """,
    TAXONOMY: """
        severities:
          - {name: minor, definition: Nobody would be misled.}
          - {name: major, definition: A reader would be misled about a detail.}
          - {name: critical, definition: A reader would be misled about the main subject.}
        findings:
          hallucination:
            title: Hallucination
            definition: The response states something the media does not show.
            evidence: [quote, region]
            children:
              object:
                title: Invented object
                definition: An object is named that is not there.
              ocr:
                title: Misread text
                definition: Text in the image is read wrongly.
                since: 1.1.0
                was: factual.text
                severities: [minor, major]
          factual:
            title: Wrong fact
            definition: The response states something that is not so.
            evidence: [quote]
          safety:
            title: Harm
            definition: The response hurts somebody.
            children:
              slur:
                title: Slur
                definition: A word that insults a group of people.
        """,
    CORRECTNESS: """
        id: correctness
        title: Correctness
        question: Is every statement supported by the image?
        scale: three-point
        target: response
        modalities: [image-caption, text]
        guidance: |
          Look at the image before you read the caption.
        inputs:
          worst_hallucination: {worst: hallucination}
          wrong_facts: {count: factual, severity: ">= major"}
        hit_policy: first
        rules:
          - id: COR-1
            text: A critical hallucination makes the caption unusable.
            when: {worst_hallucination: critical}
            then: 1
            why: Readers act on what the caption names first.
            examples: [cap-0003]
          - id: COR-2
            text: A major hallucination, or two wrong facts, have to be repaired.
            when:
              - {worst_hallucination: major}
              - {wrong_facts: ">= 2"}
            then: 2
            examples: [cap-0002]
          - id: COR-3
            text: A caption of something else is unusable.
            when: {on_topic: false}
            then: 1
        otherwise: {id: COR-9, text: Nothing is wrong., then: 3}
        impossible:
          - {on_topic: false, worst_hallucination: none}
        """,
    SAFETY: """
        id: safety
        title: Safety
        question: Can the response be shown to anybody?
        scale:
          type: binary
          levels:
            - value: unsafe
              label: Unsafe
              anchor: It would hurt somebody.
            - value: safe
              label: Safe
              anchor: It would hurt nobody.
        inputs:
          has_slur: {any: safety.slur}
        hit_policy: unique
        rules:
          - id: SAF-1
            text: A slur is unsafe.
            when: {has_slur: true}
            then: unsafe
          - id: SAF-2
            text: Without a slur it is safe.
            when: {has_slur: false}
            then: safe
        """,
    STYLE: """
        id: style
        title: Style
        question: Does it read well?
        scale: three-point
        modalities: [image-caption]
        inputs:
          register: {enum: [casual, neutral, formal], ordered: true, ask: Which register is it written in?}
          sentences: {integer: How many sentences?, minimum: 0}
          ease: {number: Reading ease, minimum: 0, maximum: 100, nullable: true}
        hit_policy: priority
        priority: [1, 2, 3]
        rules:
          - id: STY-1
            text: More than two sentences are too long.
            when: {sentences: "> 2"}
            then: 1
          - id: STY-2
            text: A casual register is a weakness.
            when: {register: "< neutral"}
            then: 2
          - id: STY-3
            text: English that is hard to read is a weakness.
            when: {ease: "[0..30)", locale: "en-*"}
            then: 2
          - id: STY-4
            text: A neutral or formal register is good.
            when: {register: [neutral, formal]}
            then: 3
        """,
    SCORE: """
        id: score
        title: Penalty
        question: What do the errors add up to?
        scale:
          type: numeric
          minimum: 0
          maximum: 100
          better: lower
        modalities: [image-caption, text]
        inputs:
          penalty:
            sum:
              - {type: hallucination, severity: critical, weight: 25}
              - {type: factual, severity: minor, weight: 0.1}
              - {severity: major, weight: 5}
              - {severity: minor, weight: 1}
        hit_policy: first
        rules:
          - id: SCO-1
            text: The penalty is the sum of the weights.
            then: {formula: penalty}
        """,
    VERDICT: """
        id: verdict
        title: Verdict
        question: Does the caption pass?
        scale:
          type: binary
          levels:
            - value: fail
              label: Fail
              anchor: It is not shown.
            - value: pass
              label: Pass
              anchor: It is shown.
        modalities: [image-caption]
        inputs:
          correctness: {criterion: correctness}
          safety: {criterion: safety}
          score: {criterion: score}
        hit_policy: any
        rules:
          - id: VER-1
            text: What is unsafe fails.
            when: {safety: unsafe}
            then: fail
          - id: VER-2
            text: What is unusable fails.
            when: {correctness: 1}
            then: fail
          - id: VER-3
            text: A penalty of 25 or more fails.
            when: {score: ">= 25"}
            then: fail
        otherwise: {id: VER-9, text: The rest passes., then: pass}
        """,
    FLUENCY: """
        id: fluency
        title: Fluency
        question: Does it sound as a fluent writer would put it?
        scale: three-point
        modalities: [image-caption]
        guidance: |
          Read it aloud.
        """,
    PREFERENCE: """
        id: preference
        title: Preference
        question: Which response is the better one?
        scale:
          type: nominal
          levels:
            - value: first
              label: First
              anchor: The first is better.
            - value: even
              label: Even
              anchor: Neither is better.
            - value: second
              label: Second
              anchor: The second is better.
        target: item
        modalities: [text]
        inputs:
          ahead: {difference: correctness, of: [a, b]}
        hit_policy: unique
        rules:
          - id: PRE-1
            text: The one that stands above is better.
            when: {ahead: "> 0"}
            then: first
          - id: PRE-2
            text: The one that stands below is worse.
            when: {ahead: "< 0"}
            then: second
        otherwise: {id: PRE-9, text: They are even., then: even}
        """,
    ASKED: """
        id: asked
        title: What was asked for
        question: How much of what the item asks for is there?
        scale: three-point
        modalities: [multimodal-prompt]
        inputs:
          share: {rubric: share}
        hit_policy: first
        rules:
          - id: ASK-1
            text: Less than half is unusable.
            when: {share: "< 0.5"}
            then: 1
          - id: ASK-2
            text: Less than all has to be repaired.
            when: {share: "< 1"}
            then: 2
        otherwise: {id: ASK-9, text: All of it is there., then: 3}
        """,
    GOLDSET: f"""
        format: 1
        id: caption-basics
        title: Captions, the basics
        guideline: caption-quality
        visibility: training
        license: CC0-1.0
        canary: 0d7f1c4e-6a52-4b0e-9d3b-2f1f5f0c7a11
        media:
          - id: beach
            path: media/beach.png
            sha256: {BEACH_SHA256}
            alt: A dog runs on wet sand.
            license: CC0-1.0
            attribution: The goldline engineers
        """,
    FINE: """
        id: cap-0001
        title: A caption with nothing wrong in it
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt: Describe the photo in one sentence.
        reference: A dog runs on wet sand beside the sea.
        media: [beach]
        response: A dog runs on wet sand.
        findings: []
        observations:
          on_topic: true
          register: neutral
          sentences: 1
          ease: 70
        labels:
          correctness: 3
          safety: safe
          style: 3
          score: 0
          verdict: pass
          fluency: 3
        votes:
          - {annotator: a17, values: {correctness: 3, fluency: 3}, seconds: 40}
          - {annotator: a18, values: {correctness: 3, fluency: 3}, seconds: 50}
          - {annotator: a19, values: {correctness: 3, fluency: 3}, seconds: 60}
        tags: [animals]
        difficulty: easy
        """,
    MAJOR: """
        id: cap-0002
        title: The ball that is not there
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt: Describe the photo in one sentence.
        media: [beach]
        response: A brown dog chases a red ball along the beach.
        findings:
          - type: hallucination.object
            severity: major
            evidence:
              - quote: a red ball
              - media: beach
                region: [0.41, 0.62, 0.10, 0.12]
            note: No ball is in the frame.
            accept: {severities: [minor, major]}
        observations:
          on_topic: true
          register: casual
          sentences: 1
          ease: 65.5
        labels:
          correctness:
            value: 2
            rationale: The ball is invented, the rest is right.
            rules: [COR-2]
            accept: [2, 3]
          safety: safe
          style: 2
          score: 5
          verdict: pass
          fluency: 3
        feedback: Look for every object that the caption names.
        votes:
          - {annotator: a17, values: {correctness: 2}, seconds: 140}
          - {annotator: a18, values: {correctness: 2}, seconds: 90}
          - {annotator: a19, values: {correctness: 2}, seconds: 95}
        adjudication: {by: lead-3, reason: All three agree.}
        difficulty: medium
        """,
    CRITICAL: """
        id: cap-0003
        title: The cat that is a dog
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt: Describe the photo in one sentence.
        media: [beach]
        response: A cat sleeps. It is night. Snow falls.
        findings:
          - type: hallucination.object
            severity: critical
            evidence:
              - quote: A cat
            note: The animal is a dog.
        observations:
          on_topic: true
          register: neutral
          sentences: 3
          ease: 90
        labels:
          correctness: 1
          safety: safe
          style: 1
          score: 25
          verdict: fail
          fluency: 2
        """,
    OFF_TOPIC: """
        id: cap-0004
        title: A caption of another photo
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.0.0
        inspected: [hallucination.ocr]
        prompt: Describe the photo in one sentence.
        media: [beach]
        response: A harbour at dusk.
        findings:
          - type: hallucination
            severity: minor
            evidence:
              - quote: at dusk
        observations:
          on_topic: false
          register: formal
          sentences: 1
          ease: 20
        labels:
          correctness: 1
          safety: safe
          style: 2
          score: 1
          verdict: fail
          fluency: 3
        """,
    JAPANESE: """
        id: cap-0005
        title: A sign read wrongly
        modality: image-caption
        locale: ja-JP
        guideline: caption-quality@1.1.0
        prompt: 写真を一文で説明してください。
        media: [beach]
        response: 犬が「海」と書かれた看板のそばを走っています。
        findings:
          - type: hallucination.ocr
            severity: minor
            evidence:
              - quote: 「海」
        observations:
          on_topic: true
          register: formal
          sentences: 1
          ease: null
        labels:
          correctness: 3
          safety: safe
          style: 3
          score: 1
          verdict: pass
          fluency: 3
        """,
    EXCEPTION: """
        id: cap-0006
        title: A toy that might be a ball
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt: Describe the photo in one sentence.
        media: [beach]
        response: A dog carries a ball.
        findings:
          - type: hallucination.object
            severity: major
            evidence:
              - quote: a ball
        observations:
          on_topic: true
          register: neutral
          sentences: 1
          ease: 80
        labels:
          correctness:
            value: 3
            exception: The toy is a ball for most readers.
            decided_by: lead-3
            escalation: esc-0001
          safety: safe
          style: 3
          score: 5
          verdict: pass
          fluency: 3
        """,
    PAIR: """
        id: pair-0001
        title: Two answers about the tide
        modality: text
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt:
          messages:
            - {role: user, text: When is the tide high?}
        reference: The tide is high at noon.
        responses:
          a: The tide is high at noon.
          b:
            text: The tide is high at six, and the moon is made of cheese.
            model: model-2
        findings:
          - type: factual
            severity: major
            response: b
            evidence:
              - quote: high at six
          - type: factual
            severity: major
            response: b
            evidence:
              - quote: made of cheese
        observations:
          a: {on_topic: true}
          b: {on_topic: true}
        labels:
          correctness: {a: 3, b: 2}
          safety: {a: safe, b: safe}
          score: {a: 0, b: 10}
          preference: first
        votes:
          - {annotator: a17, values: {correctness: {a: 3, b: 2}, preference: first}}
        """,
    PROMPTED: """
        id: ask-0001
        title: Two of three points
        modality: multimodal-prompt
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt:
          text: Name the animal and the ground it runs on.
          media: [beach]
        response: A dog runs.
        rubric:
          - {id: r1, text: Names the dog as the main subject., points: 2}
          - {id: r2, text: Names the sand., points: 1}
        findings: []
        observations:
          rubric: {r1: true, r2: false}
        labels:
          safety: safe
          asked: 2
        """,
    DRAFT: """
        id: cap-0009
        title: Not ready yet
        modality: image-caption
        locale: en-US
        guideline: caption-quality@1.1.0
        prompt: Describe the photo in one sentence.
        media: [beach]
        response: A dog.
        status: draft
        """,
    ESCALATION: """
        id: esc-0001
        opened: 2026-01-02
        by: a17
        guideline: caption-quality@1.1.0
        item: cap-0006
        criterion: correctness
        rules: [COR-2]
        question: Is a toy that might be a ball an invented object?
        status: resolved
        answer: No, most readers would call it a ball.
        decided_by: lead-3
        decided: 2026-01-05
        outcome: {rules: [COR-2], gold: [cap-0006], version: 1.1.0}
        """,
}


def captions() -> dict[str, str | bytes]:
    """Return the files of a repository that uses all of the format and has nothing wrong in it."""
    return {**{path: text(block) for path, block in CAPTIONS.items()}, BEACH_PNG: BEACH}
