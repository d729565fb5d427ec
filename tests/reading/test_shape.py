"""What is wrong with the shape of a document is said once, in plain words, where it is."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from goldline.model.finding import Problem, Step, Where
from goldline.reading.faults import look
from goldline.reading.shape import find_shape_problems
from goldline.reading.yaml_guards import MOST_PROBLEMS
from patience import must_end
from schemas import examples
from schemas.examples import CORRECTNESS, ESCALATION, GOLDSET, GUIDELINE, ITEM, PAIR, TAXONOMY


def problems_of(path: str, value: Any) -> list[Problem]:
    return find_shape_problems(examples.kind_of(path), value, path)


def the_problem(path: str, spot: tuple[Step, ...], text: str) -> Problem:
    """Return the one problem of an example with `text` at `spot`."""
    [problem] = problems_of(path, examples.with_form(path, spot, text))
    return problem


def without(path: str, spot: tuple[Step, ...]) -> Problem:
    [problem] = problems_of(path, examples.take(examples.example(path), spot))
    return problem


# --- keys ---------------------------------------------------------------------------------------


def test_an_unknown_key_is_told_with_the_nearest_known_one() -> None:
    value = examples.example(ITEM)
    value["findings"][0]["severty"] = value["findings"][0].pop("severity")
    [problem] = problems_of(ITEM, value)
    assert problem.kind == "unknown-key"
    assert problem.message == "unknown key `severty`; did you mean `severity`?"
    assert problem.at == Where(ITEM, ("findings", 0, "severty"), on_key=True)


def test_an_unknown_key_that_resembles_none_is_told_with_all_that_are_known() -> None:
    problem = the_problem(TAXONOMY, ("severities", 2, "zebra"), "1")
    assert problem.message == "unknown key `zebra`"
    assert problem.hint == "the keys here are `name` and `definition`; keys of your own begin with `x-`"


def test_a_key_that_is_there_already_is_not_suggested() -> None:
    assert the_problem(ITEM, ("tag",), "[a]").message == "unknown key `tag`"


def test_a_missing_key_is_told_with_what_it_is_for() -> None:
    problem = without(ITEM, ("guideline",))
    assert problem.kind == "missing-key"
    says = "needs `guideline`: the guideline, and the version a person last confirmed the item under"
    assert problem.message == says
    assert problem.at == Where(ITEM)


def test_a_missing_key_in_a_list_is_told_with_its_place_there() -> None:
    problem = without(CORRECTNESS, ("rules", 2, "then"))
    assert problem.message.startswith("entry 3 of `rules` needs `then`: the judgment it gives")
    assert problem.at == Where(CORRECTNESS, ("rules", 2))


def test_a_key_that_another_value_calls_for_is_missed_there() -> None:
    problem = without(PAIR, ("retired_because",))
    assert problem.message == "`status` `retired` needs `retired_because`: why it is retired"
    assert problem.at == Where(PAIR, ("status",), on_key=True)


def test_without_an_item_an_escalation_may_bring_content() -> None:
    assert without(ESCALATION, ("item",)).message.startswith(
        "needs `item`: the item it is about; or `content`"
    )


def test_keys_that_exclude_each_other_are_told_apart() -> None:
    problem = the_problem(CORRECTNESS, ("inputs", "has_slur", "count"), "safety")
    # `count` stands first among the forms, so it is `any` that is one too many.
    assert problem.message == "`any` does not belong here: it cannot stand beside `count`"
    problem = the_problem(ITEM, ("findings", 0, "evidence", 2, "quote"), "a dog")
    assert problem.message == "`quote` does not belong here: it cannot stand beside `media`"
    problem = the_problem(GUIDELINE, ("scales", "hundred", "levels"), "[{value: 1}, {value: 2}]")
    assert (
        problem.message
        == "`levels` does not belong here: a numeric scale has `minimum` and `maximum` instead"
    )


def test_one_response_and_several_exclude_each_other() -> None:
    problem = the_problem(ITEM, ("responses",), "{a: x, b: y}")
    assert problem.message == "an item has either one `response`, or several `responses` by name"


def test_an_input_without_a_form_is_told_the_forms() -> None:
    problem = the_problem(CORRECTNESS, ("inputs", "has_slur"), "{severity: minor}")
    assert problem.message.startswith(
        "an input needs one of `worst`, `count`, `any`, `sum`, `boolean`, `enum`"
    )


def test_a_misspelt_form_is_one_fault() -> None:
    problem = the_problem(CORRECTNESS, ("inputs", "has_slur"), "{anny: safety}")
    assert problem.message == "unknown key `anny`; did you mean `any`?"
    problem = the_problem(ITEM, ("findings", 0, "evidence", 0), "{qoute: a red ball}")
    assert problem.message == "unknown key `qoute`; did you mean `quote`?"
    problem = the_problem(CORRECTNESS, ("otherwise",), "{formual: penalty}")
    assert problem.message == "unknown key `formual`; did you mean `formula`?"


def test_a_comma_that_cut_a_text_is_recognised() -> None:
    value = examples.put(examples.example(TAXONOMY), ("findings", "factual", "not a taste."), None)
    [problem] = problems_of(TAXONOMY, value)
    assert problem.kind == "cut-prose"
    assert problem.message == "`not a taste.` is read as a key of its own: inside `{…}` a comma ends a text"
    assert problem.hint == "put the whole text in quotes, or give every key a line of its own"


def test_a_name_is_told_what_names_look_like() -> None:
    problem = the_problem(CORRECTNESS, ("inputs", "has-slur"), "{any: safety}")
    assert problem.kind == "bad-id"
    assert problem.message.startswith(
        "`has-slur` cannot be a name here: an input is named by lower-case words"
    )
    assert problem.at == Where(CORRECTNESS, ("inputs", "has-slur"), on_key=True)
    problem = the_problem(GUIDELINE, ("scales", "s" * 65), "{type: numeric, minimum: 0}")
    assert problem.message == f"the name `{'s' * 59}…` is longer than 64 characters"


# --- values -------------------------------------------------------------------------------------


def test_a_text_that_reads_as_a_number_is_to_be_quoted() -> None:
    problem = the_problem(ITEM, ("id",), "0123")
    assert problem.kind == "quote-it"
    assert problem.message == "`id` must be a text, and `123` is read as a number"
    assert problem.hint == 'quote it, just as you wrote it: `id: "123"`'
    assert the_problem(ITEM, ("tags",), "[a, 2024]").hint == 'quote it, just as you wrote it: `- "2024"`'


def test_a_version_that_reads_as_a_number_is_told_what_versions_look_like() -> None:
    problem = the_problem(GUIDELINE, ("version",), "2.1")
    assert problem.kind == "quote-it"
    assert problem.hint.endswith("; a version has three numbers, such as `2.1.0`")


def test_a_text_that_reads_as_true_is_to_be_quoted() -> None:
    problem = the_problem(ITEM, ("title",), "true")
    assert problem.kind == "quote-it"
    assert problem.message == "`title` must be a text, and `true` is read as true or false"


def test_true_is_no_level_and_quotes_would_not_help() -> None:
    problem = the_problem(CORRECTNESS, ("rules", 0, "then"), "true")
    assert problem.kind == "wrong-shape"
    assert problem.message == "`then` must be a level, a number or `{formula: …}`, not `true`"
    assert problem.hint == ""


def test_an_empty_value_is_told_as_such() -> None:
    problem = the_problem(ITEM, ("title",), "null")
    assert problem.kind == "quote-it"
    assert problem.message == "`title` is empty"
    assert problem.hint == 'write a text, or take the key out; if you mean the word, quote it: `"null"`'
    problem = the_problem(ITEM, ("findings",), "null")
    assert problem.message == "`findings` is empty"
    assert problem.hint == "write a list (`[]` where there is nothing), or take the key out"
    assert the_problem(ITEM, ("title",), '""').message == "`title` is empty: what the item is called"


MESSAGES = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("shape_messages.yaml").read_text("utf-8")
)
BY_NAME = {path.rpartition("/")[2].removesuffix(".yaml"): path for path in examples.EXAMPLES} | {
    "item": ITEM,
    "pair": PAIR,
    "escalation": ESCALATION,
}


@pytest.mark.parametrize("case", MESSAGES, ids=lambda case: case["says"])
def test_a_value_is_told_what_it_must_be(case: dict[str, Any]) -> None:
    problem = the_problem(BY_NAME[case["in"]], tuple(case["at"]), case["write"])
    assert problem.kind == case.get("kind", "wrong-shape")
    assert (problem.message, problem.hint) == (case["says"], case.get("hint", ""))


def test_a_repetition_is_shown_where_it_repeats() -> None:
    assert the_problem(GUIDELINE, ("locales",), "[en, ja, en]").at == Where(GUIDELINE, ("locales", 2))
    problem = the_problem(GOLDSET, ("media",), "[{id: a, path: x}, {id: a, path: y}]")
    assert (problem.kind, problem.message) == ("duplicate-id", "two entries of `media` have the id `a`")
    assert problem.at == Where(GOLDSET, ("media", 1))
    problem = the_problem(TAXONOMY, ("severities",), "[minor, {name: minor}]")
    assert problem.message == "two entries of `severities` have the name `minor`"


def test_an_id_that_is_too_long_is_told_so() -> None:
    assert the_problem(ITEM, ("id",), "a" * 65).message == "`id` is longer than 64 characters"


# --- several responses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["{on_topic: true}", "{register: formal, on_topic: true}", "{register: formal}"]
)
def test_where_there_are_several_responses_it_must_be_said_for_which(text: str) -> None:
    problem = the_problem(PAIR, ("observations",), text)
    assert problem.message == "`observations` must say for which response: this item has `a` and `b`"
    assert problem.at == Where(PAIR, ("observations",))


def test_a_finding_among_several_responses_names_one() -> None:
    problem = without(PAIR, ("findings", 0, "response"))
    assert (
        problem.message
        == "entry 1 of `findings` needs `response`: which response it is in, where there are several"
    )


# --- all of them, and safely --------------------------------------------------------------------


def test_all_faults_of_a_file_are_told_in_its_order() -> None:
    value = examples.example(CORRECTNESS)
    value["titel"] = value.pop("title")
    value["inputs"]["safety"] = {"criterion": 3}
    value["rules"][0]["id"] = "cor-1"
    value["rules"][1]["then"] = []
    value["hit_policy"] = "frist"
    places = [problem.at.path for problem in problems_of(CORRECTNESS, value) if isinstance(problem.at, Where)]
    assert places == [
        ("inputs", "safety", "criterion"),
        ("hit_policy",),
        ("rules", 0, "id"),
        ("rules", 1, "then"),
        ("titel",),
    ]


@pytest.mark.parametrize("value", [None, [], "x", 3, True])
def test_a_file_that_is_no_mapping_has_one_problem(value: Any) -> None:
    [problem] = problems_of(ITEM, value)
    assert problem.message.startswith("the file ")


@pytest.mark.parametrize("value", [{"id": "\ud800"}, {1: 2}, {"id": {"a": b"bytes"}}])
def test_values_that_no_file_can_hold_are_refused_all_the_same(value: Any) -> None:
    [problem] = problems_of(ITEM, value)
    assert problem.message == "the file holds characters or keys that cannot be read as text"


def test_what_a_message_quotes_cannot_act() -> None:
    problem = the_problem(ITEM, ("id",), r'"a\e[31m\u202eb`c"')
    assert problem.message.startswith("`id` is `a\\x1b[31m\\u202eb'c`: ")
    problem = problems_of(ITEM, {**examples.example(ITEM), "a\nb": 1})[0]
    assert problem.message == "unknown key `a\\x0ab`"


@pytest.mark.parametrize(
    "faults",
    [
        {f"kind-{index}": 1 for index in range(30_000)},
        {"tags": [1] * 100_000},
        {"findings": [{}] * 30_000},
        {"observations": {f"Bad name {index}": 1 for index in range(30_000)}},
        {"labels": {f"Bad name {index}": [] for index in range(30_000)}},
        {"media": [f"m{index}" for index in range(50_000)] * 2},
    ],
    ids=lambda faults: next(iter(faults)),
)
def test_a_file_full_of_faults_is_told_some_of_them_soon(faults: dict[str, Any]) -> None:
    with must_end():
        assert 1 <= len(problems_of(ITEM, {**examples.example(ITEM), **faults})) <= MOST_PROBLEMS


JARGON = (
    "is not of type",
    "additionalProperties",
    "does not match",
    "is not valid",
    "schema",
    "the shape it needs",
)
ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        10**400,
        "",
        "x",
        "No Name",
        "a\x1bb",
        [],
        [None],
        [[]],
        {},
        {"a": 1},
        {"No key": None},
    ]
).map(copy.deepcopy)


def spots(value: Any, path: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """Return the path of everything in a document."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path] * bool(path) + [deep for key, entry in entries for deep in spots(entry, (*path, key))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_wrong_the_words_are_plain_and_the_place_is_there(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(examples.EXAMPLES))
    value = examples.example(path)
    for _ in range(data.draw(st.integers(1, 3))):
        spot = data.draw(st.sampled_from(spots(value)))
        if data.draw(st.booleans()):
            examples.put(value, spot, data.draw(ODD))
        else:
            examples.take(value, spot)
        if not value:
            break
    for problem in problems_of(path, value):
        assert problem.message
        assert (problem.message + problem.hint).isprintable()
        assert not any(word in problem.message for word in JARGON), problem.message
        assert isinstance(problem.at, Where)
        *above, last = problem.at.path or ("",)
        parent = look(value, tuple(above))
        if problem.at.path:
            assert last in parent if isinstance(parent, dict) else int(last) < len(parent)
