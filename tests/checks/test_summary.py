"""A summary says of one item what checks across items need, in plain values that can be kept."""

from __future__ import annotations

import marshal
from typing import Any

from checks.cases import Case, contents
from goldline.app.frame import load_frame, read_document
from goldline.app.items import Bench
from goldline.app.media import load_media
from goldline.checks.summary import summarise_item
from goldline.model.corpus import Summary
from goldline.reading.item import build_item
from goldline.store.tree import MemoryTree

SET = "goldsets/caption-basics"
BALL, FINE = f"{SET}/items/cap-0001.yaml", f"{SET}/items/cap-0002.yaml"
SCORE = "guidelines/caption-quality/criteria/score.yaml"


def summary(path: str, *edits: tuple[str, str, str], **files: str) -> Summary:
    """Return the summary of an item of the base repository, after edits of (path, old, new)."""
    made = tuple({"path": where, "old": old, "new": new} for where, old, new in edits)
    tree = MemoryTree(contents(Case("GL501", "", files=files, edits=made)))
    frame = load_frame(tree)
    bench = Bench.of(frame, load_media(tree, frame.layout, None))
    document, problems = read_document(tree.read(path), path, "item", 1 << 20)
    assert problems == []
    item = build_item(document, path, "caption-basics")
    return summarise_item(item, bench.context(item, item.set))


def test_it_says_what_the_item_is_labelled_and_what_the_rules_give() -> None:
    found = summary(BALL)
    assert (found.id, found.file, found.set, found.guideline) == (
        "cap-0001",
        BALL,
        "caption-basics",
        "caption-quality",
    )
    assert (found.stamp, found.modality, found.locale, found.status) == (
        "1.1.0",
        "image-caption",
        "en-US",
        "active",
    )
    assert found.types == ("hallucination.object",)
    assert found.labels == (("correctness", None, 1), ("overall", None, "reject"))
    assert found.outcomes == found.labels
    assert found.fired == (("correctness", "COR-1"), ("overall", "OVR-1"))


def test_visibility_is_the_one_in_force() -> None:
    assert summary(FINE).visibility == "training"
    assert summary(FINE, (FINE, "votes:", "visibility: example\nvotes:")).visibility == "example"
    unreadable = (f"{SET}/goldset.yaml", "id: caption-basics\n", "")
    assert summary(FINE, unreadable).visibility == "held-out", "what is not known is not told"


def test_a_rule_that_an_exception_overrules_is_not_shown_by_the_item() -> None:
    reason = "{value: publish, exception: The photo shows a ball in the corner.}"
    found = summary(BALL, (BALL, "overall: reject\nfeedback", f"overall: {reason}\nfeedback"))
    assert found.fired == (("correctness", "COR-1"),)


def test_a_judgment_without_a_label_shows_no_rule() -> None:
    assert summary(FINE, (FINE, "  overall: publish\nvotes", "votes")).fired == (("correctness", "COR-9"),)


def test_everything_can_be_kept_as_plain_values() -> None:
    score = (
        "id: score\ntitle: Score\nquestion: How good?\nscale: {type: numeric, minimum: 0}\notherwise: 0.25\n"
    )
    found = summary(
        FINE, (FINE, "overall: publish\nvotes", "overall: publish\n  score: 0.25\nvotes"), **{SCORE: score}
    )
    assert ("score", None, "0.25") in found.labels
    assert ("score", None, "0.25") in found.outcomes
    values: list[Any] = [getattr(found, name) for name in Summary.__slots__]
    assert marshal.loads(marshal.dumps(values)) == values


def test_facts_are_the_same_whatever_their_order_and_whenever_they_were_confirmed() -> None:
    entries = ["{type: hallucination, severity: minor}", "{type: hallucination.object, severity: major}"]
    two, turned = (f"findings: [{', '.join(some)}]" for some in (entries, entries[::-1]))
    one = summary(FINE, (FINE, "findings: []", two))
    other = summary(FINE, (FINE, "findings: []", turned), (FINE, "@1.1.0", "@1.0.0"))
    assert one.facts_key == other.facts_key
    assert one.facts_key != summary(FINE).facts_key
    assert summary(FINE).facts_key != summary(FINE, (FINE, "findings: []\n", "")).facts_key


def test_the_same_picture_by_another_name_is_the_same_item() -> None:
    checksum = "1fc42433e4e64c38ca0b06cabd620e6c8ef9b490323fab1c1f0bff73bb38e50c"
    own = f"[{{id: sand, path: media/sand.png, sha256: {checksum}}}]"
    assert summary(FINE, (FINE, "[beach]", own)).text_key == summary(FINE).text_key
    assert summary(FINE, (FINE, "[beach]", own.replace("1fc4", "0000"))).text_key != summary(FINE).text_key
    assert summary(FINE, (FINE, "media: [beach]\n", "")).text_key != summary(FINE).text_key


def test_case_and_punctuation_make_no_other_item_and_a_word_a_similar_one() -> None:
    plain = summary(FINE)
    shouted = summary(FINE, (FINE, "Ein Hund läuft über nassen Sand.", "EIN HUND LÄUFT, ÜBER NASSEN SAND!"))
    longer = summary(FINE, (FINE, "Ein Hund läuft", "Ein brauner Hund läuft"))
    assert (shouted.text, shouted.text_key, shouted.sketch) == (plain.text, plain.text_key, plain.sketch)
    assert longer.text_key != plain.text_key
    assert set(longer.sketch) & set(plain.sketch)


def test_turns_and_responses_are_all_part_of_the_text() -> None:
    talk = "prompt: {messages: [{role: user, text: Look here.}, {role: user, text: What is it?}]}"
    prompt = "prompt: Beschreibe das Foto in einem Satz."
    found = summary(FINE, (FINE, prompt, talk))
    assert "look here what is it" in found.text.replace("\n", " ")
