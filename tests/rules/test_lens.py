"""How a guideline reads findings that another version of it wrote down."""

from __future__ import annotations

import pytest

from goldline.rules.scene import Lens
from rules.small import TAXONOMY, judge

OLDER = TAXONOMY.replace("[minor, major, critical]", "[trifling, minor, moderate, major, grave]")
WAS = {"lie": "wrong.fact", "fib": "lie", "round": "about", "about": "round", "gone": "vanished"}


@pytest.fixture(scope="module")
def lens() -> Lens:
    made = Lens(judge("id: c").guideline, WAS)
    made.learn_severities(judge("id: c", taxonomy=OLDER).guideline.taxonomy)
    return made


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("wrong.fact", "wrong.fact"),
        ("wrong", "wrong"),
        ("lie", "wrong.fact"),  # what it was renamed from
        ("fib", "wrong.fact"),  # through two versions
        ("lie.white", "wrong.fact"),  # and what was below it
        ("wrong.name", "wrong"),  # the nearest above
        ("wrong.fact.date.year", "wrong.fact"),
        ("gone", None),
        ("slow", None),
        ("round", None),  # in circles
        ("", None),
    ],
)
def test_a_type_is_read_as_the_nearest_that_is_known(lens: Lens, written: str, read: str | None) -> None:
    assert lens.know(written, "minor") == (None if read is None else (read, "minor"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("minor", "minor"),
        ("moderate", "minor"),  # between minor and major
        ("grave", "major"),  # above major, and not what this version calls critical
        ("trifling", None),  # below all that is known
        ("unheard-of", None),
    ],
)
def test_a_severity_is_read_as_the_next_one_below(lens: Lens, written: str, read: str | None) -> None:
    assert lens.know("wrong", written) == (None if read is None else ("wrong", read))
