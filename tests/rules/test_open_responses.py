"""Of two responses, each is judged by what is known of it alone."""

from __future__ import annotations

from goldline.model.condition import Value
from goldline.model.gold import Facts
from goldline.rules.judgment import Judgment
from rules.small import judge

FIT = """
    id: c
    inputs: {fits: {boolean: Does it fit?}}
    hit_policy: first
    rules:
      - {id: C-1, when: {fits: true}, then: 3}
    otherwise: {id: C-9, text: It does not., then: 1}
    """


def judged(*observations: tuple[str, tuple[tuple[str, Value], ...]]) -> dict[str | None, Judgment]:
    """Return the judgments of two responses of which this was observed."""
    item = Facts("1.2.0", "text", "en-US", ("one", "two"), (), observations, (), (), (), ())
    return {response: judgment for (_, response), judgment in judge(FIT).judge(item).items()}


def test_what_was_observed_of_one_response_says_nothing_of_the_other() -> None:
    found = judged(("one", (("fits", True),)))
    assert (found["one"].value, found["one"].missing) == (3, ())
    assert (found["two"].possible, found["two"].missing) == ((1, 3), ("input:fits",))


def test_what_was_observed_of_the_item_counts_for_both_responses() -> None:
    found = judged(("item", (("fits", True),)), ("two", (("fits", False),)))
    assert (found["one"].value, found["two"].value) == (3, 1)
