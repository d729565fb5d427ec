"""The inputs of random guidelines, and every test on them that holds for some of their values only."""

from __future__ import annotations

from rules.literal import NUMBERS, Domain, Plain, holds

SIGNS = ("<", "<=", ">", ">=")

RECORDED: dict[str, dict[str, Plain]] = {
    "flag": {"boolean": "Is it so?"},
    "maybe": {"boolean": "Is it so, if at all?", "nullable": True},
    "tone": {"enum": ["low", "mid", "high"], "ordered": True, "ask": "Which tone?"},
    "kind": {"enum": ["red", "blue", "green"], "ask": "Which kind?", "nullable": True},
    "few": {"integer": "How many?", "minimum": 0, "maximum": 3},
    "some": {"integer": "How many, if any?", "minimum": 1, "maximum": 2, "nullable": True},
    "much": {"number": "How much?", "minimum": 0, "maximum": 4},
    "open": {"integer": "How many at least?", "minimum": 0},
}
WHOLE = ("few", "some")
"""Recorded inputs of which a formula can be worked out one by one."""

SCALES: dict[str, dict[str, Plain]] = {
    "three": {"type": "ordinal", "levels": [{"value": 1}, {"value": 2}, {"value": 3}]},
    "words": {"type": "nominal", "levels": [{"value": "left"}, {"value": "right"}, {"value": "even"}]},
    "pair": {"type": "binary", "better": "lower", "levels": [{"value": "good"}, {"value": "bad"}]},
    "score": {"type": "numeric", "minimum": 0, "maximum": 10},
}


def word_tests(values: list[Plain], *, ordered: bool) -> list[Plain]:
    """Return tests on listed values that hold for some of them and not for all."""
    words = [value for value in values if value is not None]
    found: list[Plain] = [*values, *([one, two] for one in values for two in words if one is not two)]
    found += [{"not": value} for value in values]
    found += [{"not": [one, two]} for one in values for two in words if one is not two]
    found += [f"not {value}" for value in words if isinstance(value, str)]
    if ordered:
        found += [f"{sign} {value}" for sign in SIGNS for value in words]
        for low, high in [(one, two) for i, one in enumerate(words) for two in words[i + 1 :]]:
            found += [f"[{low}..{high}]", f"({low} .. {high})", f"({low}..{high}]", f"[{low}..{high})"]
    domain = Domain(tuple(words), ordered)
    return [test for test in found if len({holds(test, value, domain) for value in values}) == 2]


def number_tests(cuts: list[Plain], sample: list[Plain]) -> list[Plain]:
    """Return tests on numbers that hold for some of the sample and not for all."""
    found: list[Plain] = [*cuts, *(f"{sign} {cut}" for sign in SIGNS for cut in cuts)]
    found += [f"not {cut}" for cut in cuts]
    for low, high in [(one, two) for i, one in enumerate(cuts) for two in cuts[i + 1 :]]:
        found += [f"[{low}..{high}]", f"({low}..{high})", f"({low}..{high}]", f"[{low}..{high})"]
        found += [[low, f"> {high}"], {"not": [low, f">= {high}"]}]
    if None in sample:
        found += [None, [None, f"< {cuts[-1]}"], {"not": None}]
    return [test for test in found if len({holds(test, value, NUMBERS) for value in sample}) == 2]


BOOLEANS: list[Plain] = [False, True]
COUNTS = number_tests([0, 1, 2], [0, 1, 2, 3])
SUMS = number_tests([0, 0.5, 2], [-1, -0.5, 0, 0.25, 0.5, 1, 2, 3])
POSITIVE_SUMS = number_tests([0, 0.5, 2], [0, 0.25, 0.5, 1, 2, 3])
DIFFERENCES: dict[str, list[Plain]] = {
    "three": number_tests([-1, 0, 1], [-2, -1, 0, 1, 2, None]),
    "pair": number_tests([0, 1], [-1, 0, 1, None]),
    "score": number_tests([-1, 0, 2], [-5, -1, -0.5, 0, 1, 2, 3, None]),
}
RUBRICS = number_tests([0, 0.5, 1], [0, 0.25, 0.5, 0.75, 1, 2, None])
CONTEXT: dict[str, list[Plain]] = {
    "locale": ["en-US", "ja-*", "not en-US", {"not": ["ja-*"]}],
    "modality": ["text", "not text"],
}
RECORDED_TESTS: dict[str, list[Plain]] = {
    "flag": word_tests(BOOLEANS, ordered=False),
    "maybe": word_tests([*BOOLEANS, None], ordered=False),
    "tone": word_tests(["low", "mid", "high"], ordered=True),
    "kind": word_tests(["red", "blue", "green", None], ordered=False),
    "few": number_tests([0, 1, 2, 3], [0, 1, 2, 3]),
    "some": number_tests([1, 2], [1, 2, None]),
    "much": number_tests([0, 0.5, 2, 4], [0, 0.25, 0.5, 1, 2, 3, 4]),
    "open": number_tests([0, 1, 3], [0, 1, 2, 3, 4, 5]),
}
LEVEL_TESTS: dict[str, list[Plain]] = {
    "three": word_tests([1, 2, 3, None], ordered=True),
    "words": word_tests(["left", "right", "even", None], ordered=False),
    "pair": word_tests(["good", "bad", None], ordered=True),
    "score": number_tests([0, 1, 3, 10], [0, 0.5, 1, 2, 3, 5, 10, None]),
}
