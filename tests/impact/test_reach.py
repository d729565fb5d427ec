"""What reaches a criterion through others: held to judging every combination of facts under both versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.rules.space.reach import Pair, Reached, reach
from rules.tables import ANSWERS, INPUTS, LEVELS, TESTS, build, facts
from rules.thoroughness import examples

Plain = Any
seeds = st.integers(0, 1 << 32)
NAMES = ["flag", "maybe", "tone", "worst"]
HEAPS: list[tuple[tuple[str, str], ...]] = [(), (("wrong", "minor"),), (("wrong", "major"),)]
POLICIES = ["first", "first", "unique", "any", "priority"]
JUDGED: list[Plain] = [1, 2, 3, ">= 2", "< 3", "not 2", [1, 3], None]
APART: list[Plain] = [0, "> 0", "< 0", ">= 2", "-1", None]


def draw_criterion(random: Random, name: str, inputs: dict[str, Plain], **more: Plain) -> dict[str, Plain]:
    """Return a criterion whose rules test its inputs at random."""
    tests = {**{one: TESTS.get(one, JUDGED) for one in inputs}, "gap": APART}
    usable = {
        one: [test for test in tests[one] if "criterion" not in inputs[one] or test is not None]
        for one in inputs
    }

    def case() -> dict[str, Plain]:
        chosen = random.sample(list(inputs), random.randint(1, min(2, len(inputs))))
        return {one: random.choice(usable[one]) for one in chosen}

    rules = [
        {
            "id": f"{name[0].upper()}-{number}",
            "text": "So it is.",
            "when": case() if random.random() < 0.7 else [case(), case()],
            "then": random.choice([1, 2, 3]),
        }
        for number in range(random.randint(1, 4))
    ]
    made = {
        "id": name,
        "title": name,
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": LEVELS},
        "inputs": inputs,
        "hit_policy": random.choice(POLICIES),
        "rules": rules,
        **more,
    }
    if random.random() < 0.7:
        made["otherwise"] = random.choice([1, 2, 3])
    return made


def edit(random: Random, criterion: dict[str, Plain]) -> dict[str, Plain]:
    """Return the criterion with one rule changed, gone, or at another place."""
    rules = list(criterion["rules"])
    at = random.randrange(len(rules))
    kind = random.choice(["then", "drop", "swap", "when"])
    if kind == "then":
        rules[at] = {**rules[at], "then": rules[at]["then"] % 3 + 1}
    elif kind == "drop" and len(rules) > 1:
        del rules[at]
    elif kind == "swap":
        rules.reverse()
    else:
        rules[at] = {**rules[at], "when": random.choice(rules)["when"]}
    return {**criterion, "rules": rules}


def judge_all(base: Guideline, head: Guideline, all_facts: Iterator[Facts], top: str) -> Counter[Pair]:
    judges = Judge(base, [head]), Judge(head, [base])
    found: Counter[Pair] = Counter()
    for one in all_facts:
        before, after = (judge.judge(one)[top, None] for judge in judges)
        found[(before.state, before.value), (after.state, after.value)] += 1
    return found


def shares(reached: Reached) -> dict[Pair, float]:
    found: dict[Pair, float] = {}
    for route in reached.routes:
        assert route.share is not None
        found[route.pair] = found.get(route.pair, 0) + route.share
    return {pair: round(share, 9) for pair, share in found.items()}


def chain(random: Random) -> tuple[list[dict[str, Plain]], list[str]]:
    """Return three criteria: two on facts that they partly share, one on their judgments and on facts."""
    one, two = (random.sample(NAMES, 2) for _ in range(2))
    own = random.choice(NAMES)
    inputs = {"left": {"criterion": "one"}, "right": {"criterion": "two"}, own: INPUTS[own]}
    criteria = [
        draw_criterion(random, "one", {name: INPUTS[name] for name in one}),
        draw_criterion(random, "two", {name: INPUTS[name] for name in two}),
        draw_criterion(random, "whole", inputs),
    ]
    return criteria, sorted({*one, *two, own})


def all_of(criteria: list[dict[str, Plain]]) -> Iterator[Facts]:
    """Yield one item of facts for each combination that the criteria tell apart."""
    read = sorted({name for one in criteria for name in names_tested(one)} & {*NAMES})
    asked = [name for name in read if name != "worst"]
    heaps = HEAPS if "worst" in read else HEAPS[:1]
    for answers in product(*(ANSWERS[name] for name in asked)):
        for heap in heaps:
            yield facts(dict(zip(asked, answers, strict=True)), heap)


def names_tested(criterion: dict[str, Plain]) -> set[str]:
    whens = [rule["when"] for rule in criterion["rules"]]
    cases = [case for when in whens for case in (when if isinstance(when, list) else [when])]
    return {name for case in cases for name in case}


@examples(40)
@given(seeds)
def test_every_pair_of_judgments_is_met_in_just_that_share_of_all_facts(seed: int) -> None:
    random = Random(seed)
    criteria, _ = chain(random)
    edited = [edit(random, one) if random.random() < 0.6 else one for one in criteria]
    base, head = build(*criteria), build(*edited)
    found = reach(base, head, "whole")
    assert found.complete
    pairs = shares(found)
    expected = judge_all(base, head, all_of([*reachable(criteria), *reachable(edited)]), "whole")
    assert pairs == {pair: round(count / expected.total(), 9) for pair, count in expected.items()}


def reachable(criteria: list[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """Return the criteria whose facts are looked at: the last one and those that its rules read."""
    *below, top = criteria
    names = {"left": "one", "right": "two"}
    read = {names[name] for name in names_tested(top) if name in names}
    return [*(one for one in below if one["id"] in read), top]


@examples(25)
@given(seeds)
def test_what_is_judged_alike_by_both_is_never_blamed_on_anything(seed: int) -> None:
    random = Random(seed)
    criteria, _ = chain(random)
    found = reach(build(*criteria), build(*criteria), "whole")
    for route in found.routes:
        assert route.pair[0] == route.pair[1]
        assert (route.rules, route.via) == ((), ())


@examples(25)
@given(seeds)
def test_a_difference_is_blamed_on_the_criteria_and_rules_that_changed(seed: int) -> None:
    random = Random(seed)
    criteria, _ = chain(random)
    which = random.choice([0, 1])
    edited = list(criteria)
    edited[which] = edit(random, criteria[which])
    found = reach(build(*criteria), build(*edited), "whole")
    letter = criteria[which]["id"][0].upper()
    for route in found.routes:
        if route.pair[0] != route.pair[1]:
            assert route.via == (criteria[which]["id"],)
            assert all(rule.startswith(letter) or rule == "otherwise" for rule in route.rules)
            assert route.rules


@examples(25)
@given(seeds)
def test_a_comparison_of_responses_is_followed_to_the_facts_of_both(seed: int) -> None:
    random = Random(seed)
    names = ["flag", "tone"]
    one = draw_criterion(random, "one", {name: INPUTS[name] for name in names})
    inputs = {
        "gap": {"difference": "one", "of": ["a", "b"]},
        "first": {"criterion": "one", "response": "a"},
    }
    versus = draw_criterion(random, "versus", inputs, target="item")
    other = edit(random, one)
    base, head = build(one, versus), build(other, versus)
    found = reach(base, head, "versus")
    assert found.complete
    read = sorted(names_tested(one) | names_tested(other)) if names_tested(versus) else []

    def pairs() -> Iterator[Facts]:
        for left, right in product(product(*(ANSWERS[name] for name in read)), repeat=2):
            observed = tuple(
                (response, tuple(zip(read, values, strict=True)))
                for response, values in (("a", left), ("b", right))
            )
            yield Facts("1.0.0", "text", "en-US", ("a", "b"), (), observed, (), (), (), ())

    expected = judge_all(base, head, pairs(), "versus")
    assert shares(found) == {pair: round(count / expected.total(), 9) for pair, count in expected.items()}


def test_too_much_to_follow_is_said_and_what_is_found_does_occur() -> None:
    random = Random(3)
    criteria, _ = chain(random)
    edited = [edit(random, one) for one in criteria]
    base, head = build(*criteria), build(*edited)
    whole = reach(base, head, "whole")
    part = reach(base, head, "whole", most=1)
    assert not part.complete
    assert set(part.pairs) <= set(whole.pairs)
    assert all(route.share is None for route in part.routes)
