"""The starter content of `goldline init`, as the documents of a small and complete repository."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from goldline.reading.yaml import read_yaml
from goldline.writing.emit import Notes, document

VERSION = "0.1.0"
"""What a new guideline begins with: nothing of it is released, and nothing promised yet."""

MODALITIES = {
    "text": "a text, judged against a reference",
    "image-caption": "a text about one picture",
    "multimodal-prompt": "a response to a question with a picture",
    "video-description": "a text about a clip",
}
_VERDICT = "pass-fail"
_PEOPLE = ("a01", "a02", "a03")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new repository is to be: `escalate_to` is a target in its normal form, or "" for none."""

    name: str
    title: str
    modality: str = "text"
    scale: str = "three-point"
    locales: tuple[str, ...] = ("en-US",)
    escalate_to: str = ""
    ci: str = "github"
    package: str = "goldline"
    today: str = "2026-01-01"
    canary: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def stamp(self) -> str:
        """The guideline at its first version, as items name it."""
        return f"{self.name}@{VERSION}"

    @property
    def set(self) -> str:
        """The id of the gold set."""
        return f"{self.name}-basics"


def scales() -> dict[str, str]:
    """Return the scales that are offered, each with a few words on it."""
    return {name: spec["says"] for name, spec in _data("scales.yaml").items()}


def starter_locales(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the locales with one for the starter items, which are English, where none of them is."""
    return wanted if english_of(wanted) else (*wanted, "en-US")


def english_of(locales: tuple[str, ...]) -> str | None:
    """Return the first locale that is English, or None."""
    return next((locale for locale in locales if locale.lower().split("-")[0] == "en"), None)


def starter_files(wanted: Wanted) -> dict[str, bytes]:
    """Return the guideline, its gold set and an escalation, by path."""
    known = wanted.modality if wanted.modality in MODALITIES else "text"
    content = _data(f"content/{known}.yaml")
    spec = _filled(_data("scales.yaml")[wanted.scale], {"{thing}": content["thing"]})
    root, gold = f"guidelines/{wanted.name}", f"goldsets/{wanted.set}"
    chosen = {key: item for key, item in content["items"].items() if key in spec["labels"]}
    found = {
        f"{root}/guideline.yaml": document(*_guideline(wanted, content, spec)),
        f"{root}/taxonomy.yaml": document(*_taxonomy(content)),
        f"{root}/criteria/correctness.yaml": document(*_correctness(wanted, content, spec)),
        f"{root}/criteria/overall.yaml": document(*_overall(content, spec)),
        f"{gold}/goldset.yaml": document(*_gold_set(wanted, content)),
    }
    for key, item in chosen.items():
        found[f"{gold}/items/{item['id']}.yaml"] = document(_item(wanted, content, spec, key), "item")
    if "media" in content:
        found[f"{gold}/{content['media']['path']}"] = _read(content["media"]["path"])
    escalation = _escalation(wanted, content)
    found[f"escalations/{escalation['id']}.yaml"] = document(escalation, "escalation")
    return found


def first_item(wanted: Wanted) -> str:
    """Return the starter item that is worth a look first: the one with a small error in it."""
    known = wanted.modality if wanted.modality in MODALITIES else "text"
    item: str = _data(f"content/{known}.yaml")["items"]["minor"]["id"]
    return item


# --- guideline -------------------------------------------------------------------------------

Whole = tuple[Plain, str, Notes]


def _guideline(wanted: Wanted, content: Plain, spec: Plain) -> Whole:
    verdict = _filled(_data("scales.yaml")[_VERDICT]["scale"], {})
    verdict["levels"][0]["anchor"] = f"The {content['thing']} is not shown to anybody."
    verdict["levels"][1]["anchor"] = f"The {content['thing']} can be shown as it is."
    named = {wanted.scale: spec["scale"], "verdict": verdict}
    value = {
        "format": 1,
        "id": wanted.name,
        "title": wanted.title,
        "version": VERSION,
        "modalities": [wanted.modality],
        "locales": list(starter_locales(wanted.locales)),
        "summary": content["summary"],
        "terms": {"supported": "You can point at the place that shows it or says it."},
        "scales": named,
    }
    return value, "guideline", {}


def _taxonomy(content: Plain) -> Whole:
    value = {"severities": content["severities"], "findings": content["findings"]}
    return (
        value,
        "taxonomy",
        {"severities": ["Severities stand lowest first. Below them: what a finding can be."]},
    )


def _correctness(wanted: Wanted, content: Plain, spec: Plain) -> Whole:
    errors = next(iter(content["findings"]))
    inputs = {
        name: {key: errors if part == "ERRORS" else part for key, part in source.items()}
        for name, source in spec["inputs"].items()
    }
    rules = []
    for rule in spec["rules"]:
        examples = [content["items"][key]["id"] for key in rule["examples"]]
        rules.append({**rule, "examples": examples})
    value = {
        "id": "correctness",
        "title": "Correctness",
        "question": content["question"],
        "scale": wanted.scale,
        "guidance": content["guidance"],
        "inputs": inputs,
        "hit_policy": "first",
        "rules": rules,
        "otherwise": spec["otherwise"],
    }
    return value, "criterion", {"hit_policy": ["The first rule that holds decides."]}


def _overall(content: Plain, spec: Plain) -> Whole:
    value = {
        "id": "overall",
        "title": "Overall",
        "question": content["whole"],
        "scale": "verdict",
        "inputs": {
            "correctness": {"criterion": "correctness"},
            "follows_request": {"boolean": content["request"]},
        },
        "hit_policy": "first",
        "rules": [
            {
                "id": "OVR-not-usable",
                "text": f"A {content['thing']} that misleads, or does something else than was asked, fails.",
                "when": [{"correctness": spec["failing"]}, {"follows_request": False}],
                "then": "fail",
            }
        ],
        "otherwise": {"id": "OVR-usable", "text": f"All other {content['thing']}s pass.", "then": "pass"},
    }
    return (
        value,
        "criterion",
        {"inputs": ["Above: the judgment of another criterion, and a question that the analyst answers."]},
    )


# --- gold ------------------------------------------------------------------------------------


def _gold_set(wanted: Wanted, content: Plain) -> Whole:
    value: Plain = {
        "format": 1,
        "id": wanted.set,
        "title": f"{wanted.title[:120]}: the basics",
        "guideline": wanted.name,
        "visibility": "training",
        "license": "CC0-1.0",
        "canary": wanted.canary,
        "x-about": "The starter items, their annotators and their votes are invented. Replace them.",
    }
    if "media" in content:
        data = _read(content["media"]["path"])
        value["media"] = [{**content["media"], "sha256": sha256(data).hexdigest()}]
    return (
        value,
        "goldset",
        {"canary": ["The canary marks this set: gold that leaked is found by it in training data."]},
    )


def _item(wanted: Wanted, content: Plain, spec: Plain, key: str) -> Plain:
    own = content["items"][key]
    level = spec["labels"][key]
    verdict = _verdict(spec, level)
    votes = []
    for index, person in enumerate(_PEOPLE):
        said = spec["doubt"].get(key, level) if person == _PEOPLE[-1] else level
        values = {"correctness": said, "overall": _verdict(spec, said)}
        votes.append({"annotator": person, "values": values, "seconds": 40 + 15 * index})
    return {
        **{name: own[name] for name in ("id", "title")},
        "modality": wanted.modality,
        "locale": english_of(starter_locales(wanted.locales)),
        "guideline": wanted.stamp,
        **{name: own[name] for name in ("prompt", "reference", "media", "response") if name in own},
        "findings": own["findings"],
        "observations": {"follows_request": True},
        "labels": {
            "correctness": {"value": level, "rationale": own["rationale"], "rules": [_rule_of(spec, key)]},
            "overall": verdict,
        },
        **{name: own[name] for name in ("feedback", "difficulty") if name in own},
        "votes": votes,
    }


def _rule_of(spec: Plain, key: str) -> str:
    rules: Iterator[str] = (rule["id"] for rule in spec["rules"] if key in rule["examples"])
    return next(rules, spec["otherwise"]["id"])


def _verdict(spec: Plain, level: Any) -> str:
    # The failing levels stand lowest: `failing` is the lowest one, or all up to one.
    failing = spec["failing"]
    if isinstance(failing, str) and failing.startswith("<= "):
        return "fail" if level <= int(failing.removeprefix("<= ")) else "pass"
    return "fail" if level == failing else "pass"


def _escalation(wanted: Wanted, content: Plain) -> Plain:
    return {
        "id": "esc-first-question",
        "opened": wanted.today,
        "by": _PEOPLE[0],
        "guideline": wanted.stamp,
        "item": content["items"]["minor"]["id"],
        "criterion": "correctness",
        "rules": ["COR-minor-error"],
        "question": content["escalation"]["question"],
        "status": "resolved",
        "answer": content["escalation"]["answer"],
        "decided_by": "lead-1",
        "decided": wanted.today,
        "outcome": {"gold": [content["items"]["minor"]["id"]], "version": VERSION},
    }


# --- data ------------------------------------------------------------------------------------


def _read(path: str) -> bytes:
    return (files("goldline") / "starter" / path).read_bytes()


@lru_cache(maxsize=8)
def _data(path: str) -> Plain:
    reading = read_yaml(_read(path), path)
    assert isinstance(reading.value, dict), reading.problems
    return reading.value


def _filled(value: Any, words: dict[str, str]) -> Any:
    """Return a copy of the data with words put in."""
    if isinstance(value, dict):
        return {key: _filled(part, words) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, words) for part in value]
    if isinstance(value, str):
        for mark, word in words.items():
            value = value.replace(mark, word)
    return value
