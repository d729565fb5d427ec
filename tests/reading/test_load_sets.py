"""Gold sets and escalations: plain values become the model."""

from __future__ import annotations

from goldline.model.escalation import Outcome
from goldline.model.finding import Where
from goldline.reading.escalation import build_escalation
from goldline.reading.goldset import build_set
from schemas import examples
from schemas.examples import ESCALATION, GOLDSET


def test_a_set_is_read_with_its_media() -> None:
    gold = build_set("goldsets/caption-basics", examples.example(GOLDSET), GOLDSET)
    assert (gold.id, gold.title, gold.guideline) == (
        "caption-basics",
        "Captions, the basics",
        "caption-quality",
    )
    assert (gold.visibility, gold.license, gold.folder) == ("training", "CC0-1.0", "goldsets/caption-basics")
    assert gold.canary == "0d7f1c4e-59b1-4c1e-9c0b-6f9b6a3f1e22"
    beach = gold.media["beach"]
    assert (beach.path, beach.alt, beach.license, beach.attribution) == (
        "media/beach.jpg",
        "A dog runs on wet sand.",
        "CC0-1.0",
        "A. Photographer",
    )
    assert beach.where == Where(GOLDSET, ("media", 0))


def test_a_checksum_is_compared_in_lower_case() -> None:
    value = examples.example(GOLDSET)
    value["media"][0]["sha256"] = "AB" * 32
    assert build_set("goldsets/a", value, GOLDSET).media["beach"].sha256 == "ab" * 32


def test_a_set_with_only_what_it_must_say_is_read() -> None:
    value = {"format": 1, "id": "a", "guideline": "g", "visibility": "held-out"}
    gold = build_set("goldsets/a", value, GOLDSET)
    assert (gold.title, gold.license, gold.canary, gold.media) == ("a", "", "", {})


def test_an_escalation_is_read_to_its_outcome() -> None:
    escalation = build_escalation(examples.example(ESCALATION), ESCALATION)
    assert (escalation.id, escalation.opened, escalation.by) == ("esc-0004", "2026-10-02", "a17")
    assert (escalation.guideline, escalation.stamp, escalation.item) == (
        "caption-quality",
        "2.1.0",
        "cap-0007",
    )
    assert (escalation.criterion, escalation.rules, escalation.status) == (
        "correctness",
        ("COR-2",),
        "resolved",
    )
    assert (escalation.answer, escalation.decided_by, escalation.decided) == (
        "It is one.",
        "lead-3",
        "2026-10-05",
    )
    assert escalation.outcome == Outcome(("COR-2",), ("cap-0031",), "2.2.0")
    assert escalation.where == Where(ESCALATION)


def test_an_open_escalation_about_its_own_content_has_no_item() -> None:
    value = examples.example(ESCALATION)
    for key in ("item", "criterion", "rules", "answer", "decided_by", "decided", "outcome"):
        del value[key]
    value |= {"status": "open", "content": {"response": "A dog."}}
    escalation = build_escalation(value, ESCALATION)
    assert (escalation.item, escalation.criterion, escalation.rules) == ("", "", ())
    assert (escalation.answer, escalation.outcome) == ("", None)
