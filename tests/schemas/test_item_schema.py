"""The schema of one guideline's items: what any item may be, with just the guideline's own names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldline.model.finding import Step
from goldline.reading.guideline import build_guideline
from goldline.reading.shape import Shape, shape_of
from goldline.schemas import item_schema_for
from schemas import examples
from schemas.examples import ITEM, PAIR

_BUILT, _PROBLEMS = build_guideline(examples.FOLDER, examples.guideline_documents())
assert _BUILT is not None, _PROBLEMS
GUIDELINE = _BUILT
SCHEMA = item_schema_for(GUIDELINE)
OF_CAPTIONS = Shape(SCHEMA)
OF_ANY = shape_of("item")


@pytest.mark.parametrize("path", examples.ITEMS)
def test_the_example_items_fit(path: str) -> None:
    assert OF_CAPTIONS.find(examples.example(path), path) == []


# An item of any guideline may say these; an item of this one may not.
FOREIGN = (
    (ITEM, ("guideline",), "tone@2.1.0"),
    (ITEM, ("guideline",), "caption-quality-2@2.1.0"),
    (ITEM, ("modality",), "video-description"),
    (ITEM, ("locale",), "fr-FR"),
    (ITEM, ("inspected",), "[hallucination.text]"),
    (ITEM, ("findings", 0, "type"), "hallucination.person"),
    (ITEM, ("findings", 0, "severity"), "blocker"),
    (ITEM, ("findings", 0), "{type: hallucination.ocr, severity: critical}"),
    (ITEM, ("findings", 0, "accept", "types"), "[invention]"),
    (ITEM, ("findings", 0, "accept", "severities"), "[trivial]"),
    (ITEM, ("observations", "colour"), "red"),
    (ITEM, ("observations", "on_topic"), "yes"),
    (ITEM, ("observations", "on_topic"), "null"),
    (ITEM, ("observations", "sentences"), "-1"),
    (ITEM, ("observations", "sentences"), "1.5"),
    (ITEM, ("observations", "ease"), "100.5"),
    (ITEM, ("observations", "register"), "poetic"),
    (ITEM, ("observations", "register"), "null"),
    (ITEM, ("observations", "worst_hallucination"), "minor"),
    (ITEM, ("labels", "fluency"), "3"),
    (ITEM, ("labels", "correctness"), "4"),
    (ITEM, ("labels", "correctness"), "good"),
    (ITEM, ("labels", "correctness"), "2.5"),
    (ITEM, ("labels", "correctness", "value"), "0"),
    (ITEM, ("labels", "correctness", "accept"), "[2, 5]"),
    (ITEM, ("labels", "correctness", "rules"), "[STY-1]"),
    (ITEM, ("labels", "safety"), "1"),
    (ITEM, ("labels", "score"), "100.1"),
    (ITEM, ("labels", "score"), "high"),
    (ITEM, ("votes", 0, "values", "correctness"), "7"),
    (ITEM, ("votes", 0, "values"), "{fluency: 1}"),
    (ITEM, ("votes", 1, "observations"), "{on_subject: true}"),
    (ITEM, ("votes", 1, "findings"), "[{type: rude, severity: minor}]"),
    (PAIR, ("labels", "correctness"), "2"),
    (PAIR, ("labels", "correctness"), "{a: 3, b: 9}"),
    (PAIR, ("labels", "preference"), "{a: a-better}"),
    (PAIR, ("observations", "a"), "{colour: red}"),
    (PAIR, ("votes", 0, "values"), "{correctness: {a: 3, b: 0}}"),
)
OWN = (
    (ITEM, ("guideline",), "caption-quality@1.0.0"),
    (ITEM, ("guideline",), "caption-quality@9.0.0-rc.1"),
    (ITEM, ("modality",), "text"),
    (ITEM, ("findings", 0), "{type: hallucination, severity: critical}"),
    (ITEM, ("findings", 0), "{type: hallucination.ocr, severity: major}"),
    (ITEM, ("observations", "ease"), "null"),
    (ITEM, ("observations", "ease"), "0.5"),
    (ITEM, ("observations", "register"), "formal"),
    (ITEM, ("labels", "correctness"), "not-judged"),
    (ITEM, ("labels", "score"), "not-judged"),
    (ITEM, ("labels", "score"), "100"),
    (ITEM, ("labels", "correctness", "rules"), "[COR-9]"),
    (ITEM, ("labels", "safety"), "{value: unsafe, rules: [SAF-1]}"),
    (PAIR, ("labels", "correctness"), "{a: 3, b: not-judged}"),
)


@pytest.mark.parametrize(("path", "spot", "text"), FOREIGN)
def test_the_names_of_others_are_refused(path: str, spot: tuple[Step, ...], text: str) -> None:
    value = examples.with_form(path, spot, text)
    assert OF_ANY.find(value, path) == []
    assert not OF_CAPTIONS.fits(value)


@pytest.mark.parametrize(("path", "spot", "text"), OWN)
def test_its_own_names_are_right(path: str, spot: tuple[Step, ...], text: str) -> None:
    value = examples.with_form(path, spot, text)
    assert OF_ANY.find(value, path) == []
    assert OF_CAPTIONS.find(value, path) == []


# --- the same, for items made up from names of its own and of others ---------------------------

TYPES = st.sampled_from([*GUIDELINE.taxonomy.types, "rude", "hallucination.person"])
SEVERITIES = st.sampled_from(["minor", "major", "critical", "blocker"])
LABELS = {
    "correctness": st.sampled_from([1, 2, 3, "not-judged", 0, "good"]),
    "safety": st.sampled_from(["safe", "unsafe", "not-judged", 1]),
    "score": st.sampled_from([0, 69.95, 100, "not-judged", -0.1, 100.5, "high"]),
    "preference": st.sampled_from(["same", "not-judged", 2]),
    "fluency": st.just(3),
}
ANSWERS = {
    "on_topic": st.sampled_from([True, False, None, "yes", 1]),
    "sentences": st.sampled_from([0, 3, -1, 1.5, None, "3"]),
    "ease": st.sampled_from([0, 99.5, 100, None, 101, "easy"]),
    "register": st.sampled_from(["casual", "formal", "poetic", None]),
    "colour": st.just("red"),
}


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """Items of the right shape whose names are partly those of the guideline."""
    finding = st.fixed_dictionaries({"type": TYPES, "severity": SEVERITIES})
    return {
        "id": "cap-0001",
        "modality": draw(st.sampled_from(["image-caption", "text", "music"])),
        "locale": draw(st.sampled_from(["en-US", "ja-JP", "fr-FR"])),
        "guideline": draw(st.sampled_from(["caption-quality@2.1.0", "caption-quality@0.1.0", "tone@1.0.0"])),
        "response": "A dog.",
        "findings": draw(st.lists(finding, max_size=2)),
        "observations": draw(st.fixed_dictionaries({}, optional=ANSWERS)),
        "labels": draw(st.fixed_dictionaries({}, optional=LABELS)),
    }


def uses_known_names(item: dict[str, Any]) -> bool:
    """Whether the guideline knows every name of an item: the same question, asked of the model."""
    taxonomy = GUIDELINE.taxonomy
    return (
        item["modality"] in GUIDELINE.modalities
        and item["locale"] in GUIDELINE.locales
        and item["guideline"].startswith("caption-quality@")
        and all(
            found["type"] in taxonomy.types and found["severity"] in taxonomy.types[found["type"]].severities
            for found in item["findings"]
        )
        and all(_can_be_answered(name, answer) for name, answer in item["observations"].items())
        and all(_can_be_judged(name, value) for name, value in item["labels"].items())
    )


def _can_be_answered(name: str, answer: Any) -> bool:
    if name == "on_topic":
        return isinstance(answer, bool)
    if name == "sentences":
        return isinstance(answer, int) and answer >= 0
    if name == "ease":
        return answer is None or (isinstance(answer, int | float) and 0 <= answer <= 100)
    return name == "register" and answer in ("casual", "neutral", "formal")


def _can_be_judged(name: str, value: Any) -> bool:
    if name not in GUIDELINE.criteria:
        return False
    scale = GUIDELINE.criteria[name].scale
    if value == "not-judged":
        return True
    if scale.numeric:
        return isinstance(value, int | float) and 0 <= value <= 100
    return scale.level(value) is not None


@settings(max_examples=200, deadline=None)
@given(items())
def test_an_item_fits_exactly_where_its_names_are_known(item: dict[str, Any]) -> None:
    assert OF_ANY.fits(item)
    assert OF_CAPTIONS.fits(item) == uses_known_names(item)


# --- what an editor shows -----------------------------------------------------------------------


def _properties(*, several: bool = False) -> Any:
    return SCHEMA["allOf"][0]["then" if several else "else"]["properties"]


def test_levels_are_explained_where_a_label_is_written() -> None:
    value = _properties()["labels"]["properties"]["correctness"]["else"]
    meanings = dict(zip(value["enum"], value["enumDescriptions"], strict=True))
    assert meanings[1] == "Unusable: The caption misleads about the main subject."
    assert meanings[3] == "Good"
    assert "not-judged" in meanings
    assert value["description"] == "Is every statement in the caption supported by the image?"


def test_finding_types_are_explained_by_their_definitions() -> None:
    type_ = _properties()["findings"]["items"]["properties"]["type"]
    meanings = dict(zip(type_["enum"], type_["enumDescriptions"], strict=True))
    assert meanings["hallucination.object"] == "It is not there."


def test_observations_are_explained_by_their_question() -> None:
    answers = _properties()["observations"]["properties"]
    assert answers["register"] == {
        "description": "Which register is it written in?",
        "enum": ["casual", "neutral", "formal"],
    }
    assert answers["ease"] == {
        "description": "Reading ease",
        "type": ["number", "null"],
        "minimum": 0,
        "maximum": 100,
    }
    of_item = _properties(several=True)["observations"]["properties"]["item"]
    assert of_item["properties"] == answers


def test_the_current_version_is_offered() -> None:
    assert SCHEMA["properties"]["guideline"]["default"] == "caption-quality@2.1.0"


def test_an_item_of_a_guideline_without_findings_can_have_none() -> None:
    documents = {path: examples.example(path) for path in (examples.GUIDELINE, examples.SAFETY)}
    guideline, problems = build_guideline(examples.FOLDER, documents)
    assert guideline is not None
    assert problems == []
    bare = Shape(item_schema_for(guideline))
    item = {
        "id": "a",
        "modality": "text",
        "locale": "en-US",
        "guideline": "caption-quality@2.1.0",
        "response": "x",
    }
    assert bare.fits({**item, "findings": []})
    [problem, _] = bare.find({**item, "findings": [{"type": "rude", "severity": "minor"}]}, "item.yaml")
    assert problem.message == "`type` is `rude`, and there is nothing that it can be"
