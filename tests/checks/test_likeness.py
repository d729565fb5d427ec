"""Texts that say the same have one key, similar ones share numbers of their sketches, others do not."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.checks.likeness import alike, clip, fold, sketch, text_key

CAPTION = "A brown dog chases a red ball along the beach, while two children watch from a dune."
JAPANESE = "茶色い犬が濡れた砂浜を走っていて、二人の子どもが砂丘から見ている。"
THAI = "สุนัขสีน้ำตาลวิ่งไปตามชายหาดที่เปียกชื้นและเด็กสองคนกำลังดูอยู่"


@pytest.mark.parametrize(
    "other",
    [
        CAPTION.upper(),
        CAPTION.replace(" ", "  ").replace(",", " -"),
        "a brown dog\nchases a red ball along the beach while two children watch from a dune",
        f"“{CAPTION}”",
        CAPTION.replace("A ", "Ａ ", 1),
    ],
)
def test_case_spaces_and_punctuation_make_no_difference(other: str) -> None:
    assert text_key(other) == text_key(CAPTION)
    assert sketch(other) == sketch(CAPTION)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It costs 3.50.", "It costs 350."),
        ("x is -5", "x is 5"),
        ("a + b", "a b"),
        ("犬が走る", "猫が走る"),
        ("", "a"),
    ],
)
def test_what_means_something_else_has_another_key(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("犬が、走る。", "犬が走る"),
        ("Ｈｕｎｄ", "hund"),
        ("cafe\u0301", "café"),
        ("3.50 €!", "3.50 €"),
        ("don’t", "don't"),
    ],
)
def test_the_same_in_other_scripts_and_forms_has_one_key(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize("text", [CAPTION, JAPANESE, THAI])
def test_one_changed_word_leaves_numbers_in_common(text: str) -> None:
    middle = len(text) // 2
    changed = text[:middle] + "猫猫" + text[middle + 2 :]
    assert set(sketch(text)) & set(sketch(changed))
    assert alike(fold(text), fold(changed)) > 90


def test_texts_about_other_things_have_nothing_in_common() -> None:
    random = Random(7)
    words = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(2000)]
    sketches = [set(sketch(" ".join(random.choices(words, k=40)))) for _ in range(50)]
    shared = sum(bool(one & other) for at, one in enumerate(sketches) for other in sketches[:at])
    assert shared <= 2


def test_a_text_that_repeats_itself_has_a_short_sketch() -> None:
    assert len(sketch("na " * 100)) == 1
    assert len(sketch("one")) == 1
    assert sketch("") == ()
    assert sketch("...") == ()
    assert len(sketch(CAPTION)) == 5
    assert len(sketch(JAPANESE)) == 5


def test_keys_and_sketches_are_the_same_in_every_process() -> None:
    code = (
        "from goldline.checks.likeness import sketch, text_key\n"
        f"print(text_key({CAPTION!r}), sketch({CAPTION!r}), text_key({JAPANESE!r}), sketch({JAPANESE!r}))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert str(text_key(CAPTION)) in said.pop()


def test_likeness_is_the_share_of_characters_in_order() -> None:
    assert alike("a dog", "a dog") == 100
    assert alike("a dog runs", "a cat sits", at_least=90) == 0
    assert 80 < alike("a dog runs", "a dog ran") < 100


def test_long_texts_are_compared_by_beginning_and_end() -> None:
    text = "x" * 5000
    assert len(clip(text)) == 1200
    assert clip("a" + text).startswith("a")
    assert clip(text + "b").endswith("b")


@given(st.text())
def test_any_text_has_a_key_and_a_sketch(text: str) -> None:
    assert 0 <= text_key(text) < 1 << 63
    assert all(0 <= number < 1 << 32 for number in sketch(text))
    assert len(sketch(text)) <= 5
