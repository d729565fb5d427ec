"""Of two responses, each is judged by what is known of it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldline.model.condition import Value
from goldline.model.gold import Facts
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from rules.small import judge

People = tuple[tuple[str, str | None, Value], ...]

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


# --- what is judged of the item and read of a response, and the other way round -------------------

WHOLE = """
    id: a
    target: item
    inputs: {calm: {boolean: Is it calm?}}
    hit_policy: first
    rules: [{id: A-1, when: {calm: true}, then: 3}]
    otherwise: {id: A-9, text: It is not., then: 1}
    """
READS = """
    id: c
    inputs: {whole: {criterion: a}, fits: {boolean: Does it fit?}}
    hit_policy: first
    rules:
      - {id: C-1, when: {whole: 3, fits: true}, then: 3}
      - {id: C-2, when: {whole: 1}, then: 1}
    otherwise: {id: C-9, text: Else., then: 2}
    """


def two(*observations: tuple[str, tuple[tuple[str, Value], ...]], people: People = ()) -> Facts:
    return Facts("1.2.0", "text", "en-US", ("one", "two"), (), observations, (), (), (), people)


def values(made: Judge, item: Facts, criterion: str = "c") -> dict[str | None, object]:
    """Return what each response is given, or what may be."""
    return {
        response: found.value if found.decided else found.possible
        for (name, response), found in made.judge(item).items()
        if name == criterion
    }


def test_each_response_reads_what_is_judged_of_the_item() -> None:
    calm = two(("item", (("calm", True), ("fits", True))), ("two", (("fits", False),)))
    assert values(judge(WHOLE, READS), calm) == {"one": 3, "two": 2}
    loud = two(("item", (("calm", False),)))
    assert values(judge(WHOLE, READS), loud) == {"one": 1, "two": 1}


def test_an_exception_for_the_item_counts_for_each_response_though_much_is_open() -> None:
    assert values(judge(WHOLE, READS), two(people=(("a", None, 1),))) == {"one": 1, "two": 1}
    assert values(judge(WHOLE, READS), two(people=(("a", "one", 1),))) == {"one": (1, 2, 3), "two": (1, 2, 3)}


def test_a_label_for_the_item_by_people_alone_counts_for_each_response() -> None:
    made = judge("{id: a, target: item}", READS)
    assert values(made, two(people=(("a", None, 1),))) == {"one": 1, "two": 1}
    assert values(made, two(("item", (("fits", True),)), people=(("a", None, 3),))) == {"one": 3, "two": 3}


OF_ONE = """
    id: c
    target: item
    inputs: {first: {criterion: a, response: one}, other: {criterion: a, response: three}}
    hit_policy: first
    rules:
      - {id: C-1, when: {first: 3, other: null}, then: 3}
      - {id: C-2, when: {first: 1}, then: 1}
    otherwise: {id: C-9, text: Else., then: 2}
    """


@pytest.mark.parametrize(("one", "value"), [(3, 3), (1, 1), (2, 2)])
def test_the_item_reads_one_response_and_null_of_one_that_is_not_there(one: int, value: int) -> None:
    people: People = (("a", "one", one), ("a", "two", 2))
    assert values(judge("id: a", OF_ONE), two(people=people)) == {None: value}


def test_of_one_response_alone_what_is_judged_of_it_is_judged_of_the_item() -> None:
    alone = Facts("1.2.0", "text", "en-US", (), (), (("", (("fits", True),)),), (), (), (), (("a", None, 3),))
    assert values(judge("id: a", READS), alone) == {None: 3}


def test_people_may_judge_what_comes_before_what_rules_judge() -> None:
    """What nobody judged yet does not keep the rest from being judged."""
    found = judge("id: a", FIT).judge(two(("one", (("fits", True),)), ("two", (("fits", False),))))
    assert {place: judgment.value for place, judgment in found.items()} == {
        ("a", "one"): None,
        ("a", "two"): None,
        ("c", "one"): 3,
        ("c", "two"): 1,
    }


def test_only_what_applies_to_its_modality_is_judged_of_an_item() -> None:
    limited = FIT.replace("id: c", "id: c\n    modalities: [image]")
    text = Facts("1.2.0", "text", "en-US", (), (), (("", (("fits", True),)),), (), (), (), ())
    made = judge(limited, FIT.replace("id: c", "id: d").replace("C-", "D-"))
    assert list(made.judge(text)) == [("d", None)]
    assert list(made.judge(replace(text, modality="image"))) == [("c", None), ("d", None)]


def test_what_was_observed_of_a_response_that_is_named_is_not_what_was_of_the_item() -> None:
    named = """
        id: c
        target: item
        inputs: {fits: {observation: good, response: two}}
        hit_policy: first
        rules:
          - {id: C-1, when: {fits: true}, then: 3}
        otherwise: {id: C-9, text: It does not., then: 1}
        """
    made = judge(named, inputs="{good: {boolean: Is it good?}}")
    item = two(("item", (("good", True),)), ("one", (("good", True),)), ("two", (("good", False),)))
    assert values(made, item) == {None: 1}
    assert values(made, two(("item", (("good", True),)))) == {None: 3}
