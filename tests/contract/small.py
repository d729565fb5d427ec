"""A small repository: one criterion of three rules, nine items, a judgment for every branch."""

from __future__ import annotations

from contract.workbench import text

ANSWERS_GUIDELINE = "guidelines/answers/guideline.yaml"
ANSWERS_TAXONOMY = "guidelines/answers/taxonomy.yaml"
ANSWERS_CRITERION = "guidelines/answers/criteria/correctness.yaml"
ANSWERS_SET = "goldsets/basics/goldset.yaml"
ANSWERS_ITEMS = "goldsets/basics/items"

ANSWERS: dict[str, str] = {
    ANSWERS_GUIDELINE: """
        format: 1
        id: answers
        title: Short answers
        version: 1.0.0
        modalities: [text]
        locales: [en-US]
        summary: How we judge short answers.
        scales:
          three-point:
            type: ordinal
            levels:
              - {value: 1, label: Bad, anchor: It misleads.}
              - {value: 2, label: Fair, anchor: It needs a repair.}
              - {value: 3, label: Good, anchor: It can stand.}
        """,
    ANSWERS_TAXONOMY: """
        severities:
          - {name: minor, definition: Nobody is misled.}
          - {name: major, definition: Somebody is misled.}
          - {name: critical, definition: Everybody is misled.}
        findings:
          error:
            title: Error
            definition: Something is wrong.
            children:
              fact: {title: Wrong fact, definition: A fact is wrong.}
              slip: {title: Slip, definition: A word is wrong.}
        """,
    ANSWERS_CRITERION: """
        id: correctness
        title: Correctness
        question: Is the answer right?
        scale: three-point
        guidance: Read the question first.
        inputs:
          worst: {worst: error}
          on_topic: {boolean: Is it about what was asked?}
        hit_policy: first
        rules:
          - id: COR-1
            text: A critical error is bad.
            when: {worst: critical}
            then: 1
          - id: COR-2
            text: A major error is fair.
            when: {worst: major}
            then: 2
          - id: COR-3
            text: Another subject is bad.
            when: {on_topic: false}
            then: 1
        otherwise: {id: COR-9, text: The rest is good., then: 3}
        """,
    ANSWERS_SET: """
        format: 1
        id: basics
        title: The basics
        guideline: answers
        visibility: training
        license: CC0-1.0
        canary: 5b0c2a7e-58a1-4f43-8a4b-6f0a1f6f2f10
        """,
}


def item(
    id: str,
    *,
    findings: str | None = "[]",
    on_topic: str | None = "true",
    label: str | None = None,
    stamp: str = "answers@1.0.0",
    more: str = "",
) -> str:
    """Return an item of the answers; what is None is left out of its file."""
    lines = [
        f"id: {id}",
        f"title: The item {id}",
        "modality: text",
        "locale: en-US",
        f"guideline: {stamp}",
        "prompt: How far is the moon?",
        "response: The moon is far away, some say.",
    ]
    if findings is not None:
        lines.append(f"findings: {findings}")
    if on_topic is not None:
        lines.append(f"observations: {{on_topic: {on_topic}}}")
    if label is not None:
        lines.append(f"labels: {{correctness: {label}}}")
    return "\n".join(lines) + "\n" + text(more)


def item_path(id: str) -> str:
    return f"{ANSWERS_ITEMS}/{id}.yaml"


def found(*pairs: str) -> str:
    """Return findings in YAML, each given as `type severity`."""
    return "[" + ", ".join("{{type: {}, severity: {}}}".format(*pair.split()) for pair in pairs) + "]"


TWO_RESPONSES = text(
    """
    id: two
    title: Two answers
    modality: text
    locale: en-US
    guideline: answers@1.0.0
    prompt: How far is the moon?
    responses:
      a: It is far away.
      b: It is near.
    findings:
      - {type: error.fact, severity: major, response: b}
    observations:
      a: {on_topic: true}
      b: {on_topic: true}
    labels:
      correctness: {a: 3, b: 2}
    """
)


def answers() -> dict[str, str | bytes]:
    """Return the files of a small repository, and a gold item for each way through its rules."""
    gold = {
        "fine": item("fine", label="3"),
        "slip": item("slip", findings=found("error.slip minor"), label="3"),
        "major": item("major", findings=found("error.fact major"), label="2"),
        "critical": item("critical", findings=found("error.fact critical"), label="1"),
        "off": item("off", on_topic="false", label="1"),
        "open": item("open", findings=None),
        "bare": item("bare", findings=found("error.fact major")),
        "odd": item(
            "odd",
            findings=found("error.fact major"),
            label="{value: 3, exception: Everybody says so., decided_by: lead-3}",
        ),
        "two": TWO_RESPONSES,
    }
    return {
        **{path: text(block) for path, block in ANSWERS.items()},
        **{item_path(id): block for id, block in gold.items()},
    }
