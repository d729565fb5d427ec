"""Items: plain values become the model, and the model becomes the facts that rules read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldline.model.finding import Where
from goldline.model.gold import Accept, Item, Message, Prompt, Response
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from goldline.reading.item import build_item, facts_of
from schemas import examples
from schemas.examples import ITEM, PAIR


def read(path: str, **changes: str | None) -> Item:
    """Return an example item with other values under some keys (None takes a key out)."""
    value = examples.example(path)
    for key, text in changes.items():
        if text is None:
            value.pop(key)
        else:
            value[key] = examples.value_of(text)
    return build_item(value, path, "caption-basics")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    built, problems = build_guideline(examples.FOLDER, examples.guideline_documents())
    assert problems == []
    assert built is not None
    return built


def test_the_example_of_the_format_is_read() -> None:
    item = read(ITEM)
    assert (item.id, item.guideline, item.stamp, item.set) == (
        "cap-0007",
        "caption-quality",
        "2.1.0",
        "caption-basics",
    )
    assert (item.file, item.where) == (ITEM, Where(ITEM))
    assert (item.modality, item.locale, item.title) == (
        "image-caption",
        "en-US",
        "The ball that is not there",
    )
    assert item.inspected == ("hallucination.ocr",)
    assert item.prompt == Prompt("Describe the photo in one sentence.", (), ())
    assert item.sources == ("https://example.org/beach",)
    assert item.media == ("beach", "own")
    [own] = item.own_media
    assert (own.id, own.path, own.where) == ("own", "media/own.png", Where(ITEM, ("media", 1)))
    assert item.responses == (Response(None, "A brown dog chases a red ball along the beach.", (), ""),)
    assert (item.several, item.response_ids) == (False, ())
    assert [(point.id, point.points) for point in item.rubric] == [("r1", 2), ("r2", 1)]
    assert item.adjudication == ("lead-3", "The ball is a shadow.")
    assert (item.sensitivity, item.visibility, item.tags) == (("violence",), "held-out", ("animals",))
    assert (item.difficulty, item.status, item.retired_because) == ("hard", "active", "")
    assert item.document == examples.example(ITEM)


def test_findings_carry_their_evidence() -> None:
    [finding] = read(ITEM).findings or ()
    assert (finding.type, finding.severity, finding.response) == ("hallucination.object", "major", None)
    assert finding.where == Where(ITEM, ("findings", 0))
    quote, sea, region, clip = finding.evidence
    assert (quote.quote, quote.occurrence, quote.source, quote.kinds) == (
        "a red ball",
        1,
        "response",
        {"quote"},
    )
    assert sea.source == "reference"
    assert (region.media, region.region, region.kinds) == ("beach", (0.41, 0.62, 0.1, 0.12), {"region"})
    assert (clip.segment, clip.kinds) == ((3.2, 5.0), {"segment", "region"})
    assert clip.where == Where(ITEM, ("findings", 0, "evidence", 3))
    assert finding.accept == Accept(("minor", "major"), ("hallucination",), True)


def test_findings_left_out_are_not_the_same_as_none() -> None:
    assert read(ITEM, findings=None).findings is None
    assert read(ITEM, findings="[]").findings == ()


def test_labels_may_be_a_value_or_say_more() -> None:
    correctness, style, safety, score = read(ITEM).labels
    assert (correctness.value, correctness.rationale, correctness.rules, correctness.accept) == (
        2,
        "There is no ball.",
        ("COR-2",),
        (2, 3),
    )
    assert (style.exception, style.decided_by, style.escalation) == (
        "The rules are silent here.",
        "lead-3",
        "esc-0004",
    )
    assert (safety.value, safety.response, safety.where) == ("safe", None, Where(ITEM, ("labels", "safety")))
    assert score.value == Decimal("69.95")


def test_labels_of_several_responses_stand_under_their_names() -> None:
    a, b, preference = read(PAIR).labels
    assert (a.criterion, a.response, a.value) == ("correctness", "a", 3)
    assert (b.response, b.value, b.rationale) == ("b", 2, "It is no cat.")
    assert b.where == Where(PAIR, ("labels", "correctness", "b"))
    assert (preference.response, preference.value) == (None, "a-better")
    [whole, part] = read(PAIR, labels="{correctness: {item: 1, a: 2}}").labels
    assert (whole.response, part.response) == (None, "a")


def test_several_responses_are_read_in_order() -> None:
    item = read(PAIR)
    assert item.several
    assert item.response_ids == ("a", "b")
    assert item.responses[1] == Response("b", "A cat runs.", (), "some-model")
    assert item.prompt.messages == (
        Message("user", "What is this?", ("beach",)),
        Message("assistant", "A beach.", ()),
    )


def test_observations_are_exact_and_apart_from_the_rubric() -> None:
    item = read(ITEM)
    assert item.observations == {
        "": {"on_topic": True, "sentences": 1, "ease": None, "consistency": Decimal("99.5")}
    }
    assert item.met == {"": {"r1": True, "r2": False}}
    pair = read(PAIR)
    assert pair.observations == {"a": {"on_topic": True}, "b": {"on_topic": False}, "item": {"sentences": 2}}
    assert pair.met == {"b": {}}


def test_a_number_that_is_whole_is_read_as_one() -> None:
    item = read(ITEM, observations="{sentences: 2.0}", labels="{correctness: 2.0}")
    assert repr(item.observations[""]["sentences"]) == "2"
    assert repr(item.labels[0].value) == "2"


def test_votes_are_by_criterion_and_response() -> None:
    first, second = read(ITEM).votes
    assert (first.annotator, first.values, first.seconds) == (
        "a17",
        {("correctness", None): 2, ("style", None): 3},
        140,
    )
    assert (second.values, second.note, second.where) == (
        {("correctness", None): "not-judged"},
        "It did not load.",
        Where(ITEM, ("votes", 1)),
    )
    [vote] = read(PAIR).votes
    assert vote.values == {("correctness", "a"): 3, ("correctness", "b"): 2, ("preference", None): "a-better"}


def test_what_is_left_out_is_empty() -> None:
    bare: dict[str, Any] = {
        "id": "a",
        "modality": "text",
        "locale": "en-US",
        "guideline": "g@0.1.0",
        "response": "x",
    }
    item = build_item(bare, "a.yaml", "s")
    assert (item.prompt, item.findings, item.labels, item.votes) == (Prompt("", (), ()), None, (), ())
    assert (item.observations, item.met, item.adjudication, item.visibility) == ({}, {}, None, None)
    assert (item.status, item.difficulty, item.title) == ("active", "", "")


def test_keys_of_the_authors_own_are_left_alone() -> None:
    item = read(
        ITEM,
        observations="{on_topic: true, x-note: 1, rubric: {r1: true, x-r: 3}}",
        labels="{correctness: 2, x-old: 3}",
        votes="[{annotator: a, values: {correctness: 2, x-y: 3}}]",
    )
    assert item.observations == {"": {"on_topic": True}}
    assert item.met == {"": {"r1": True}}
    assert [label.criterion for label in item.labels] == ["correctness"]
    assert item.votes[0].values == {("correctness", None): 2}
    pair = read(
        PAIR, responses="{a: x, x-b: y}", labels="{correctness: {a: 2, x-b: 3}}", observations="{x-a: 1}"
    )
    assert pair.response_ids == ("a",)
    assert len(pair.labels) == 1
    assert pair.observations == {}


# --- facts --------------------------------------------------------------------------------------


def test_facts_hold_what_rules_read(guideline: Guideline) -> None:
    facts = facts_of(read(ITEM), guideline)
    assert (facts.stamp, facts.modality, facts.locale) == ("2.1.0", "image-caption", "en-US")
    assert facts.responses == ()
    assert facts.findings == (("hallucination.object", "major", None),)
    assert facts.observations == (
        ("", (("consistency", Decimal("99.5")), ("ease", None), ("on_topic", True), ("sentences", 1))),
    )
    assert facts.rubric == (("r1", 2), ("r2", 1))
    assert facts.met == (("", (("r1", True), ("r2", False))),)
    assert facts.inspected == ("hallucination.ocr",)


def test_people_decide_exceptions_and_what_has_no_rules(guideline: Guideline) -> None:
    assert facts_of(read(ITEM), guideline).people == (("style", None, 3), ("safety", None, "safe"))


def test_without_a_guideline_people_decide_everything() -> None:
    people = facts_of(read(ITEM), None).people
    assert [criterion for criterion, _, _ in people] == ["correctness", "style", "safety", "score"]


def test_facts_of_several_responses_name_them(guideline: Guideline) -> None:
    facts = facts_of(read(PAIR), guideline)
    assert facts.responses == ("a", "b")
    assert facts.findings == (("factual", "minor", "b"),)
    assert facts.observations == (
        ("a", (("on_topic", True),)),
        ("b", (("on_topic", False),)),
        ("item", (("sentences", 2),)),
    )


def test_facts_of_unannotated_items_say_so(guideline: Guideline) -> None:
    assert facts_of(read(ITEM, findings=None), guideline).findings is None
    assert facts_of(read(ITEM, findings="[]"), guideline).findings == ()


def test_equal_facts_are_equal_in_any_order(guideline: Guideline) -> None:
    one = read(
        ITEM,
        findings="[{type: factual, severity: minor}, {type: factual, severity: major}]",
        observations="{on_topic: true, sentences: 1}",
        inspected="[factual, hallucination]",
    )
    other = read(
        ITEM,
        findings="[{type: factual, severity: major}, {type: factual, severity: minor}]",
        observations="{sentences: 1, on_topic: true}",
        inspected="[hallucination, factual]",
    )
    assert facts_of(one, guideline) == facts_of(other, guideline)
    assert hash(facts_of(one, guideline)) == hash(facts_of(other, guideline))
