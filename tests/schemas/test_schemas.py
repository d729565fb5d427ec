"""The schemas say of every kind of file just what the format says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from goldline.model.finding import Step
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from goldline.reading.shape import shape_of
from goldline.schemas import KINDS, item_schema_for, schema_for
from schemas import examples
from schemas.examples import CORRECTNESS, ESCALATION, GOLDSET, GUIDELINE, ITEM, PAIR, SAFETY, TAXONOMY


def captions() -> Guideline:
    guideline, problems = build_guideline(examples.FOLDER, examples.guideline_documents())
    assert guideline is not None
    assert problems == []
    return guideline


SCHEMAS = {**{kind: schema_for(kind) for kind in KINDS}, "an item of captions": item_schema_for(captions())}


def described(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema of every key, with its path."""
    if isinstance(schema, dict):
        for key, value in (
            schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ()
        ):
            yield f"{path}.{key}", value
        for key, value in schema.items():
            yield from described(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from described(value, f"{path}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_of_draft_07(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert jsonschema_rs.meta.is_valid(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_can_be_written_as_json(name: str) -> None:
    assert json.loads(json.dumps(SCHEMAS[name], allow_nan=False)) == SCHEMAS[name]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_line_of_explanation(name: str) -> None:
    properties = list(described(SCHEMAS[name]))
    assert properties
    for path, schema in properties:
        # Conditions name a key only to look at its value.
        if set(schema) <= {"const", "enum", "maxItems"}:
            continue
        says = schema.get("description")
        assert says, path
        assert "\n" not in says, path
        # What the guideline's authors wrote need be no sentence.
        assert says.endswith((".", "?")) or name == "an item of captions", f"{path}: {says}"


@pytest.mark.parametrize("path", examples.EXAMPLES)
def test_the_examples_of_the_format_are_right(path: str) -> None:
    assert shape_of(examples.kind_of(path)).find(examples.example(path), path) == []


@pytest.mark.parametrize(("path", "spot", "text"), examples.FORMS)
def test_every_other_form_is_right_too(path: str, spot: tuple[Step, ...], text: str) -> None:
    value = examples.with_form(path, spot, text)
    assert shape_of(examples.kind_of(path)).find(value, path) == []


OPTIONAL = (
    (GUIDELINE, ["modalities", "locales", "summary", "terms", "inputs", "scales"]),
    (TAXONOMY, ["findings"]),
    (CORRECTNESS, ["target", "modalities", "guidance", "inputs", "otherwise", "impossible"]),
    (GOLDSET, ["title", "license", "canary", "media"]),
    (
        ITEM,
        ["title", "prompt", "reference", "media", "rubric", "findings", "observations", "labels", "votes"],
    ),
    (
        ITEM,
        ["inspected", "sources", "feedback", "adjudication", "sensitivity", "visibility", "tags", "status"],
    ),
    (ESCALATION, ["criterion", "rules", "outcome"]),
)
REQUIRED = (
    (GUIDELINE, ["format", "id", "title", "version"]),
    (TAXONOMY, ["severities"]),
    (CORRECTNESS, ["id", "title", "question", "scale"]),
    (GOLDSET, ["format", "id", "guideline", "visibility"]),
    (ITEM, ["id", "modality", "locale", "guideline", "response"]),
    (PAIR, ["responses", "retired_because"]),
    (
        ESCALATION,
        ["id", "opened", "by", "guideline", "item", "question", "status", "answer", "decided_by", "decided"],
    ),
)


@pytest.mark.parametrize(("path", "keys"), OPTIONAL)
def test_a_key_that_need_not_be_there_may_be_left_out(path: str, keys: list[str]) -> None:
    for key in keys:
        assert shape_of(examples.kind_of(path)).fits(examples.take(examples.example(path), (key,))), key


@pytest.mark.parametrize(("path", "keys"), REQUIRED)
def test_a_key_that_must_be_there_is_missed(path: str, keys: list[str]) -> None:
    for key in keys:
        assert not shape_of(examples.kind_of(path)).fits(examples.take(examples.example(path), (key,))), key


def mappings(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the path of every mapping in a document."""
    if isinstance(value, dict):
        yield path
        for key, entry in value.items():
            yield from mappings(entry, (*path, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from mappings(entry, (*path, index))


@pytest.mark.parametrize("path", examples.EXAMPLES)
def test_keys_of_the_authors_own_are_free_everywhere(path: str) -> None:
    for spot in mappings(examples.example(path)):
        value = examples.put(examples.example(path), (*spot, "x-note"), {"any": ["thing", None]})
        assert shape_of(examples.kind_of(path)).find(value, path) == [], spot


@pytest.mark.parametrize("path", examples.EXAMPLES)
def test_a_key_that_nobody_knows_is_wrong_everywhere(path: str) -> None:
    for spot in mappings(examples.example(path)):
        if spot == ("terms",):  # any word may have a fixed meaning
            continue
        value = examples.put(examples.example(path), (*spot, "No such key"), "x")
        assert not shape_of(examples.kind_of(path)).fits(value), spot


IDS = (
    "Caption",
    "caption_quality",
    "-a",
    "a-",
    "a--b",
    "a b",
    "a.b",
    "é",
    "gοld",
    "g١",
    "a" * 65,
    "",
    "a\n",
    "a\u200b",
)


@pytest.mark.parametrize("bad", IDS)
@pytest.mark.parametrize(
    ("path", "spot"), [(GUIDELINE, ("id",)), (ITEM, ("id",)), (SAFETY, ("id",)), (ITEM, ("media", 0))]
)
def test_an_id_is_plain_lower_case_words(path: str, spot: tuple[Step, ...], bad: str) -> None:
    assert not shape_of(examples.kind_of(path)).fits(examples.put(examples.example(path), spot, bad))


@pytest.mark.parametrize("good", ["a", "a1", "caption-quality", "0", "cap-0007", "a" * 64])
def test_ids_may_be_short_or_hold_digits(good: str) -> None:
    assert shape_of("item").fits(examples.put(examples.example(ITEM), ("id",), good))


@pytest.mark.parametrize("bad", ["cor-1", "COR", "COR-", "COR1", "COR_1", "COR-1\n", "1-COR", "CÖR-1"])
def test_a_rule_id_is_capitals_and_a_number(bad: str) -> None:
    value = examples.put(examples.example(CORRECTNESS), ("rules", 0, "id"), bad)
    assert not shape_of("criterion").fits(value)


@pytest.mark.parametrize("good", ["COR-2", "C-1", "COR2-7", "COR-2b", "COR-2-b", "P-1"])
def test_rule_ids_may_have_several_parts(good: str) -> None:
    value = examples.put(examples.example(CORRECTNESS), ("rules", 0, "id"), good)
    assert shape_of("criterion").fits(value)


@pytest.mark.parametrize("bad", ["value", "item", "A", "a_b"])
def test_a_response_has_a_short_name_that_means_nothing_else(bad: str) -> None:
    assert not shape_of("item").fits(examples.put(examples.example(PAIR), ("responses", bad), "x"))


PATHS = (
    "../x",
    "a/../b",
    "a/..",
    "/etc/passwd",
    "~/x",
    "a\\b",
    "C:/x",
    "file:x",
    "https://a.b/c",
    "a//b",
    "a/./b",
    "./a",
    "a/",
    "a\0b",
    "a\nb",
    "",
)


@pytest.mark.parametrize("bad", PATHS)
def test_a_path_never_leaves_its_set(bad: str) -> None:
    assert not shape_of("goldset").fits(examples.put(examples.example(GOLDSET), ("media", 0, "path"), bad))


@pytest.mark.parametrize("good", ["a.png", "media/a.png", "media/deep/a b.png", "media/..a", "media/犬.jpg"])
def test_a_path_below_its_set_is_fine(good: str) -> None:
    assert shape_of("goldset").fits(examples.put(examples.example(GOLDSET), ("media", 0, "path"), good))


@pytest.mark.parametrize(
    "bad", ["2.1", "v2.1.0", "02.1.0", "2.1.0.0", "2.1.0-", "2.1.0-01", "2.1.x", "2.1.0\n"]
)
def test_a_version_is_a_semantic_one(bad: str) -> None:
    assert not shape_of("guideline").fits(examples.put(examples.example(GUIDELINE), ("version",), bad))
    assert not shape_of("item").fits(
        examples.put(examples.example(ITEM), ("guideline",), f"caption-quality@{bad}")
    )


REFUSED = (
    (GUIDELINE, ("format",), "2"),
    (GUIDELINE, ("modalities",), "[]"),
    (GUIDELINE, ("modalities",), "[text, text]"),
    (GUIDELINE, ("scales", "three-point", "type"), "binary"),
    (GUIDELINE, ("scales", "hundred", "minimum"), "null"),
    (GUIDELINE, ("scales", "hundred", "levels"), "[]"),
    (GUIDELINE, ("scales", "three-point", "levels", 0, "value"), "1.5"),
    (GUIDELINE, ("scales", "three-point", "levels", 0, "value"), "not-judged"),
    (GUIDELINE, ("scales", "three-point", "levels", 0, "value"), "3"),
    (GUIDELINE, ("inputs", "item"), "{boolean: Is it?}"),
    (GUIDELINE, ("inputs", "modality"), "{boolean: Is it?}"),
    (TAXONOMY, ("severities",), "[minor, none]"),
    (TAXONOMY, ("severities",), "[minor, {name: minor}]"),
    (TAXONOMY, ("findings", "hallucination", "evidence"), "[quotes]"),
    (TAXONOMY, ("findings", "hallucination.object"), "{}"),
    (CORRECTNESS, ("inputs", "penalty"), "{sum: []}"),
    (CORRECTNESS, ("inputs", "penalty"), "{sum: [{type: factual}]}"),
    (CORRECTNESS, ("inputs", "has_slur"), "{any: []}"),
    (CORRECTNESS, ("inputs", "has_slur"), "{any: safety, count: safety}"),
    (CORRECTNESS, ("inputs", "has_slur"), "{severity: minor}"),
    (CORRECTNESS, ("inputs", "register"), "{enum: [not formal, '>3', '4', 'null']}"),
    (CORRECTNESS, ("inputs", "register"), "{enum: [a, a]}"),
    (CORRECTNESS, ("inputs", "sentences"), "{integer: How many?, minimum: 0.5}"),
    (CORRECTNESS, ("inputs", "asked"), "{rubric: shares}"),
    (CORRECTNESS, ("inputs", "ahead"), "{difference: safety, of: [a, a]}"),
    (CORRECTNESS, ("inputs", "ahead"), "{difference: safety, of: [a]}"),
    (CORRECTNESS, ("rules", 0, "when"), "[]"),
    (CORRECTNESS, ("rules", 0, "when"), "{ease: []}"),
    (CORRECTNESS, ("rules", 0, "when"), "{ease: {nor: 3}}"),
    (CORRECTNESS, ("rules", 0, "then"), "true"),
    (CORRECTNESS, ("rules", 0, "then"), "null"),
    (CORRECTNESS, ("rules", 0, "then"), "[1]"),
    (CORRECTNESS, ("otherwise",), "{id: COR-9, text: x}"),
    (CORRECTNESS, ("otherwise",), "{id: COR-9, formula: penalty}"),
    (GOLDSET, ("visibility",), "secret"),
    (GOLDSET, ("canary",), "0d7f1c4e"),
    (GOLDSET, ("media",), "[{id: a, path: x}, {id: a, path: y}]"),
    (ITEM, ("responses",), "{a: x}"),
    (ITEM, ("prompt",), "{}"),
    (ITEM, ("prompt",), "{text: a, messages: [{role: user, text: b}]}"),
    (ITEM, ("response",), "{model: m}"),
    (ITEM, ("findings", 0, "evidence"), "[{media: beach}]"),
    (ITEM, ("findings", 0, "evidence"), "[{quote: a, media: beach}]"),
    (ITEM, ("findings", 0, "evidence"), "[{quote: a, occurrence: 0}]"),
    (ITEM, ("findings", 0, "evidence"), "[{media: beach, region: [0, 0, 0, 1]}]"),
    (ITEM, ("findings", 0, "evidence"), "[{media: beach, segment: [-1, 2]}]"),
    (ITEM, ("observations",), "{a: {on_topic: true}}"),
    (ITEM, ("observations", "rubric"), "{r1: 1}"),
    (ITEM, ("labels", "correctness"), "{a: 1, b: 2}"),
    (ITEM, ("labels", "correctness"), "{rationale: So.}"),
    (ITEM, ("labels", "correctness"), "true"),
    (ITEM, ("labels", "correctness"), "null"),
    (ITEM, ("votes", 0, "values"), "{correctness: {value: 2}}"),
    (ITEM, ("votes", 0, "seconds"), "-1"),
    (ITEM, ("rubric",), "[{id: r1, text: a}, {id: r1, text: b}]"),
    (PAIR, ("responses",), "{}"),
    (PAIR, ("findings", 0), "{type: factual, severity: minor}"),
    (PAIR, ("observations",), "{on_topic: true}"),
    (ESCALATION, ("opened",), "2026-02-30"),
    (ESCALATION, ("opened",), "02.10.2026"),
    (ESCALATION, ("content",), "{response: x}"),
    (ESCALATION, ("status",), "closed"),
)


@pytest.mark.parametrize(("path", "spot", "text"), REFUSED)
def test_what_the_format_does_not_have_is_refused(path: str, spot: tuple[Step, ...], text: str) -> None:
    value = examples.with_form(path, spot, text)
    assert not shape_of(examples.kind_of(path)).fits(value)


def test_an_escalation_may_bring_content_of_its_own() -> None:
    value = examples.take(examples.example(ESCALATION), ("item",))
    content = (
        "{prompt: What?, response: {text: A dog., media: [own]}, media: [{id: own, path: media/own.png}]}"
    )
    assert (
        shape_of("escalation").find(examples.put(value, ("content",), examples.value_of(content)), ESCALATION)
        == []
    )


def test_an_open_escalation_needs_no_answer() -> None:
    value = examples.put(examples.example(ESCALATION), ("status",), "open")
    for key in ("answer", "decided_by", "decided", "outcome"):
        examples.take(value, (key,))
    assert shape_of("escalation").fits(value)
