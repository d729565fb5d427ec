"""Guidelines of one or two criteria, written as YAML, and facts for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldline.model.condition import Value
from goldline.model.gold import Facts
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from schemas.examples import plain
from strategies import FOLDER, SCALES, build

TAXONOMY = """
    severities: [minor, major, critical]
    findings:
      wrong:
        title: Wrong
        definition: It is wrong.
        children:
          fact: {title: Wrong fact, definition: A fact is wrong.}
          unit: {title: Wrong unit, definition: A unit is wrong., since: 1.1.0, severities: [minor, major]}
      rude: {title: Rude, definition: It is rude.}
    """


def documents(*criteria: str, taxonomy: str = TAXONOMY, inputs: str = "{}") -> dict[str, Any]:
    """Return the files of a guideline of these criteria; what they leave out is filled in."""
    manifest = {
        "format": 1,
        "id": "trial",
        "title": "A trial",
        "version": "1.2.0",
        "modalities": ["text", "image"],
        "locales": ["en-US", "ja-JP"],
        "inputs": plain(inputs),
        "scales": SCALES,
    }
    found: dict[str, Any] = {
        f"{FOLDER}/guideline.yaml": manifest,
        f"{FOLDER}/taxonomy.yaml": plain(taxonomy),
    }
    for text in criteria:
        made = {"title": "A criterion", "question": "How is it?", "scale": "three", **plain(text)}
        made["rules"] = [{"text": "A rule.", **rule} for rule in made.get("rules", [])]
        if not made["rules"]:
            del made["rules"]
        found[f"{FOLDER}/criteria/{made['id']}.yaml"] = made
    return found


def judge(*criteria: str, taxonomy: str = TAXONOMY, inputs: str = "{}") -> Judge:
    """Return a guideline of these criteria, ready for judging."""
    return Judge(build(documents(*criteria, taxonomy=taxonomy, inputs=inputs)).guideline)


def row(criterion: str, **cells: Value) -> Judgment:
    """Return the judgment of a row by a criterion called `c`."""
    return RowJudge(judge(criterion), "c").judge_row(dict(cells))


def facts(
    *,
    findings: str | None = "",
    stamp: str = "1.2.0",
    modality: str = "text",
    people: tuple[tuple[str, str | None, Value], ...] = (),
    inspected: tuple[str, ...] = (),
    **observations: Value,
) -> Facts:
    """Return facts: `findings` are written `wrong.fact major, rude minor`, None is never annotated."""
    found = None if findings is None else [part.split() for part in findings.split(", ") if part]
    recorded = tuple(sorted(observations.items()))
    return Facts(
        stamp=stamp,
        modality=modality,
        locale="en-US",
        responses=(),
        findings=None if found is None else tuple((path, severity, None) for path, severity in found),
        observations=(("", recorded),) if recorded else (),
        inspected=inspected,
        rubric=(),
        met=(),
        people=people,
    )


def of(judgment: Judgment) -> tuple[object, ...]:
    """Return state, value, what is possible, and what is missing."""
    return judgment.state, judgment.value, judgment.possible, judgment.possible_states, judgment.missing


def judged(made: Judge, item: Facts, criterion: str = "c") -> Judgment:
    """Return the judgment of an item by one criterion."""
    return made.judge(item)[criterion, None]


def outcome(judgment: Judgment) -> Any:
    """Return a decided value, else the state."""
    return judgment.value if judgment.decided else judgment.state


def number(text: str) -> Decimal:
    """Return a decimal."""
    return Decimal(text)
