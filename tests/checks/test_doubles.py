"""Repeated items are found in groups, and in a time that grows with the items, not with their pairs."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from goldline.checks import doubles
from goldline.checks.doubles import similar_items
from goldline.checks.gl501_same_item_other_label import check as find_same
from goldline.checks.gl502_similar_item_other_label import check as find_similar
from goldline.checks.likeness import alike, fold, folded_key, folded_sketch
from goldline.model.corpus import Corpus, Summary
from goldline.model.settings import Settings

PROMPT = "Describe the photo in one sentence."
RANDOM = Random(11)
WORDS = ["".join(RANDOM.choices("abcdefghijklmnopqrstuvwxyz", k=RANDOM.randint(3, 8))) for _ in range(3000)]


class NoMedia:
    def info(self, path: str) -> None:
        return None


def item(number: int, response: str, label: int = 2, *, prompt: str = PROMPT, media: int = 0) -> Summary:
    asked, answered = fold(prompt), fold(response)
    text = f"{media:08x}\n{asked}\n{answered}"
    return Summary(
        id=f"cap-{number:06}",
        file=f"goldsets/basics/items/cap-{number:06}.yaml",
        set="basics",
        guideline="captions",
        stamp="1.0.0",
        modality="image-caption",
        locale="en-US",
        status="active",
        visibility="training",
        types=(),
        labels=(("correctness", None, label),),
        outcomes=(),
        fired=(),
        text=text,
        text_key=folded_key(text),
        sketch=folded_sketch(asked, 2, media) + folded_sketch(answered, 4, media ^ 1),
        facts_key=number,
    )


def corpus(items: list[Summary]) -> Corpus:
    return Corpus({}, {}, {}, items, [], {}, NoMedia(), Settings(), "2026-10-12")


def caption(length: int = 12) -> str:
    return " ".join(RANDOM.choices(WORDS, k=length))


def one_word_changed(text: str) -> str:
    words = text.split()
    words[RANDOM.randrange(len(words))] = RANDOM.choice(WORDS)
    return " ".join(words)


@pytest.mark.parametrize("prompt", [PROMPT, "", caption(20)])
def test_pairs_that_differ_in_one_word_are_found_among_many(prompt: str) -> None:
    captions = [caption() for _ in range(300)]
    pairs = [(text, one_word_changed(text)) for text in captions]
    texts = [*(one for one, _ in pairs), *(caption() for _ in range(2000)), *(two for _, two in pairs)]
    items = [item(number, text, prompt=prompt) for number, text in enumerate(texts)]
    groups = [{one.id for one in group.items} for group in similar_items(corpus(items))]
    similar = [
        {items[at].id, items[at + 2300].id}
        for at in range(300)
        if alike(items[at].text, items[at + 2300].text) >= 92
    ]
    missed = [pair for pair in similar if not any(pair <= group for group in groups)]
    assert len(similar) > 250
    assert len(missed) <= len(similar) // 50
    assert len(groups) <= 300, "what shares nothing but a prompt is not alike"


def test_items_that_are_all_alike_are_one_group_in_one_finding() -> None:
    items = [item(n, f"A dog chases a ball along the wide beach number {n}.", n % 3) for n in range(500)]
    (draft,) = find_similar(corpus(items))
    assert "488 more" in draft.message
    assert len(draft.message) < 600


def test_the_same_words_about_other_pictures_are_other_items() -> None:
    text = caption()
    assert list(find_same(corpus([item(1, text, 1, media=1), item(2, text, 2, media=2)]))) == []
    assert similar_items(corpus([item(1, text, media=1), item(2, one_word_changed(text), media=2)])) == ()


def test_the_label_that_the_fewest_share_is_the_one_reported() -> None:
    text = caption()
    (draft,) = find_same(corpus([item(1, text, 2), item(2, text, 3), item(3, text, 2)]))
    assert draft.at.file == "goldsets/basics/items/cap-000002.yaml"
    assert "`2` in cap-000001 and 1 more, `3` in cap-000002" in draft.message


def test_a_group_with_a_held_out_item_tells_no_labels() -> None:
    text = caption()
    items = [item(1, text, 2), replace(item(2, text, 3), visibility="held-out")]
    (draft,) = find_same(corpus(items))
    assert "cap-000001" in draft.message
    assert "`2`" not in draft.message
    assert "`3`" not in draft.message


@pytest.mark.parametrize(
    ("text", "most"),
    [
        pytest.param("{caption}", 0.2, id="unlike"),
        pytest.param("A dog chases a ball along the wide beach number {number}.", 1.5, id="alike"),
        pytest.param("As a model I cannot say {caption}", 4, id="one phrase in common"),
        pytest.param("Yes, {few}.", 1, id="a few answers"),
    ],
)
def test_each_item_is_compared_with_a_few_others_however_many_there_are(
    text: str, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 8000
    texts = [text.format(number=n, caption=caption(6), few=n % 7) for n in range(count)]
    items = [item(number, text, number % 3) for number, text in enumerate(texts)]
    compared = 0

    def counted(one: str, other: str, at_least: float = 0.0) -> float:
        nonlocal compared
        compared += 1
        return alike(one, other, at_least)

    monkeypatch.setattr(doubles, "alike", counted)
    similar_items(corpus(items))
    assert compared <= most * count
