"""The starter content: small, complete, and right whatever is chosen."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldline.app.checking import check
from goldline.app.frame import load_frame
from goldline.app.starter import MODALITIES, Wanted, scales
from goldline.app.starting import plan, read_title, starter_content
from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.store.tree import MemoryTree

HOSTILE = [
    "Answers: the second try",
    "# not a heading",
    'He said "yes"',
    "it's {a} [list] & *that*",
    "- a dash",
    "!!python/object/apply:os.system",
    "%YAML 1.1",
    "no",
    "1e3",
    "{{ 7 * 7 }} {% raw %}",
    "${{ github.token }}",
    "<script>alert(1)</script>",
    "``` ~~~ |pipe| [link](https://example.org) @everyone",
    "red \x1b[31m and \u202e backwards \u0085 odd \u2028 lines \x00",
    "説明文の品質 — جودة الوصف",
    "x" * 200,
]


def _planned(**wishes: object) -> dict[str, bytes]:
    wanted = Wanted(**{"name": "answers", "title": "Answers", **wishes})
    return plan(wanted, starter_content(wanted))


@pytest.mark.parametrize(
    ("modality", "scale"), list(itertools.product([*MODALITIES, "podcast-notes"], scales()))
)
def test_nothing_at_all_is_wrong_with_it(modality: str, scale: str) -> None:
    report = check(MemoryTree(_planned(modality=modality, scale=scale)))
    assert [(one.file, one.code, one.message) for one in report.findings] == []
    assert report.items == (4 if scale == "four-point" else 3)


def test_it_stays_right_as_the_years_go_by() -> None:
    report = check(MemoryTree(_planned(today="2026-01-01")), today="2029-01-01")
    assert report.findings == ()


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_breaks_a_file(title: str) -> None:
    title = read_title(title)
    planned = _planned(title=title)
    frame = load_frame(MemoryTree(planned))
    assert frame.problems == []
    assert frame.guidelines["answers"].title == title
    heading = planned["README.md"].decode().split("\n", 1)[0]
    assert heading.startswith("# ")
    assert "\x1b" not in heading
    assert "<script" not in heading


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_title_that_is_taken_comes_back_as_it_was(title: str) -> None:
    try:
        title = read_title(title)
    except GoldlineError:
        return
    manifest = read_yaml(
        starter_content(Wanted("answers", title)).files["guidelines/answers/guideline.yaml"], ""
    )
    assert not manifest.problems
    assert manifest.value["title"] == title


def test_half_a_character_is_refused_in_words() -> None:
    with pytest.raises(GoldlineError, match="half a character"):
        _planned(title="a \ud800 b")


def test_english_stands_among_the_locales_as_long_as_the_starter_items_do() -> None:
    guideline = load_frame(MemoryTree(_planned(locales=("ja-JP",)))).guidelines["answers"]
    assert guideline.locales == ("ja-JP", "en-US")
    british = load_frame(MemoryTree(_planned(locales=("de-DE", "en-GB")))).guidelines["answers"]
    assert british.locales == ("de-DE", "en-GB")


def test_no_two_repositories_share_a_canary() -> None:
    path = "goldsets/answers-basics/goldset.yaml"
    first, second = (read_yaml(_planned()[path], path).value["canary"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        ({"name": "My Captions"}, "lower-case words"),
        ({"name": "../evil"}, "lower-case words"),
        ({"name": "a\nb"}, "lower-case words"),
        ({"modality": "Image Caption"}, "lower-case words"),
        ({"scale": "tree-point"}, "three-point"),
        ({"locales": ("English",)}, "language and where needed a region"),
        ({"title": " "}, "at least one"),
        ({"title": "x" * 201}, "at most 200"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_what_can(wishes: dict[str, object], says: str) -> None:
    with pytest.raises(GoldlineError) as caught:
        _planned(**wishes)
    assert says in caught.value.hint
