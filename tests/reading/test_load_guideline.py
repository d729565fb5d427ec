"""Guidelines: plain files become the model, and everything that leads nowhere is reported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.finding import Problem, Step, Where
from goldline.model.formula import Formula
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from schemas import examples
from schemas.examples import CORRECTNESS, FOLDER, GUIDELINE, PREFERENCE, SAFETY, SCORE, STYLE, TAXONOMY

Documents = dict[str, Any]


def build(documents: Documents, *broken: str) -> tuple[Guideline | None, list[Problem]]:
    return build_guideline(FOLDER, documents, frozenset(broken))


def whole() -> Guideline:
    guideline, problems = build(examples.guideline_documents())
    assert problems == []
    assert guideline is not None
    return guideline


def changed(path: str, spot: tuple[Step, ...], text: str) -> Documents:
    """Return the example guideline with another value at one spot."""
    documents = examples.guideline_documents()
    examples.put(documents[path], spot, examples.value_of(text))
    return documents


def problems_of(documents: Documents, *broken: str) -> list[Problem]:
    return build(documents, *broken)[1]


def the_problem(path: str, spot: tuple[Step, ...], text: str) -> Problem:
    [problem] = problems_of(changed(path, spot, text))
    return problem


# --- what is right ------------------------------------------------------------------------------


def test_the_example_of_the_format_is_read() -> None:
    guideline = whole()
    assert (guideline.id, guideline.title, guideline.version) == (
        "caption-quality",
        "Image caption quality",
        "2.1.0",
    )
    assert guideline.modalities == ("image-caption", "text")
    assert guideline.locales == ("en-US", "ja-JP")
    assert guideline.terms == {"grounded": "Supported by something visible in the image."}
    order = list(guideline.criteria)
    assert sorted(order) == ["correctness", "preference", "safety", "score", "style"]
    assert order.index("safety") < order.index("correctness") < order.index("preference")
    assert guideline.files == tuple(sorted(examples.guideline_documents()))
    assert set(guideline.documents) == {
        "guideline",
        "taxonomy",
        *(f"criteria/{name}" for name in guideline.criteria),
    }


def test_scales_have_their_levels_lowest_first() -> None:
    scale = whole().scales["three-point"]
    assert [(level.value, level.label) for level in scale.levels] == [
        (1, "Unusable"),
        (2, "Usable"),
        (3, "Good"),
    ]
    assert (scale.levels[1].since, scale.levels[1].revised) == ("1.1.0", "2.0.0")
    assert scale.ranks == {1: 0, 2: 1, 3: 2}
    hundred = whole().scales["hundred"]
    assert (hundred.numeric, hundred.minimum, hundred.maximum) == (True, 0, 100)


def test_a_scale_in_place_has_no_name() -> None:
    scale = whole().criteria["safety"].scale
    assert (scale.name, scale.type, [level.value for level in scale.levels]) == (
        "",
        "binary",
        ["unsafe", "safe"],
    )
    assert scale.where == Where(SAFETY, ("scale",))


def test_types_inherit_what_they_do_not_say() -> None:
    types = whole().taxonomy.types
    assert list(types)[:3] == ["hallucination", "hallucination.object", "hallucination.ocr"]
    thing, ocr = types["hallucination.object"], types["hallucination.ocr"]
    assert (thing.evidence, thing.since, thing.own_since) == (("quote", "region"), "1.0.0", None)
    assert (ocr.since, ocr.own_since, ocr.was) == ("2.1.0", "2.1.0", "factual.text")
    assert ocr.severities == ("minor", "major")  # lowest first, however they were written
    assert thing.severities == ("minor", "major", "critical")
    assert ocr.parent == "hallucination"
    assert types["fluency"].title == "Fluency"


def test_severities_may_bring_a_definition() -> None:
    severities = whole().taxonomy.severities
    assert [(s.name, s.definition) for s in severities] == [
        ("minor", ""),
        ("major", ""),
        ("critical", "The reader is misled."),
    ]


def test_every_form_of_input_is_read() -> None:
    inputs = whole().criteria["correctness"].inputs
    worst, two = inputs["worst_hallucination"], inputs["worst_of_two"]
    assert isinstance(worst, WorstInput)
    assert isinstance(two, WorstInput)
    assert (worst.types, worst.worse) == (("hallucination",), None)
    assert (two.types, two.worse) == (("hallucination.object", "factual"), "free")
    count, slur = inputs["wrong_facts"], inputs["has_slur"]
    assert isinstance(count, CountInput)
    assert count.severity == Compare(">=", "major")
    assert isinstance(slur, AnyInput)
    assert slur.severity is None
    penalty = inputs["penalty"]
    assert isinstance(penalty, SumInput)
    assert [(row.types, row.weight) for row in penalty.rows] == [
        (("non-translation",), 25),
        (("fluency.punctuation",), Decimal("0.1")),
        ((), 5),
        ((), 1),
    ]
    register, ease = inputs["register"], inputs["ease"]
    assert isinstance(register, RecordedInput)
    assert (register.values, register.ordered) == (("casual", "neutral", "formal"), True)
    assert register.ask == "Which register is it written in?"
    assert isinstance(ease, RecordedInput)
    assert (ease.kind, ease.ask, ease.minimum, ease.maximum) == ("number", "Reading ease", 0, 100)
    assert (ease.nullable, ease.worse) == (True, "lower")
    assert inputs["safety"] == CriterionInput(
        "safety", "safety", None, None, Where(CORRECTNESS, ("inputs", "safety"))
    )
    assert isinstance(inputs["asked"], RubricInput)


def test_inputs_of_an_item_may_read_one_response() -> None:
    inputs = whole().criteria["preference"].inputs
    ahead = inputs["ahead"]
    assert isinstance(ahead, DifferenceInput)
    assert (ahead.criterion, ahead.first, ahead.second) == ("correctness", "a", "b")
    on_topic = inputs["a_on_topic"]
    assert isinstance(on_topic, RecordedInput)
    assert (on_topic.name, on_topic.observation, on_topic.response) == ("a_on_topic", "on_topic", "a")
    assert on_topic.ask == "Is the caption about this image?"
    assert getattr(inputs["b_correct"], "response", None) == "b"


def test_a_criterion_has_the_shared_inputs_that_it_uses_and_the_context() -> None:
    guideline = whole()
    assert guideline.criteria["correctness"].inputs["on_topic"] is guideline.inputs["on_topic"]
    assert isinstance(guideline.criteria["correctness"].inputs["locale"], ContextInput)
    assert "on_topic" not in guideline.criteria["score"].inputs


def test_rules_have_cases_with_tests() -> None:
    first, second, third = whole().criteria["correctness"].rules
    assert [case.tests for case in first.cases] == [{"worst_hallucination": Equals("critical")}]
    assert (first.then, first.since, first.revised, first.examples) == (1, "1.0.0", "2.0.0", ("cap-0003",))
    assert first.why == "Readers act on what the caption names first."
    assert [case.tests for case in second.cases] == [
        {
            "worst_hallucination": AnyOf((Equals("minor"), Equals("major"))),
            "wrong_facts": Compare("<", 2),
            "register": Not((Equals("formal"),)),
        },
        {"has_slur": Equals(True), "locale": Prefix("ja-"), "ease": Equals(None)},
    ]
    assert second.cases[1].where == Where(CORRECTNESS, ("rules", 1, "when", 1))
    assert third.cases[0].tests["penalty"] == Interval(0, 1, low_open=True)
    assert third.then == "not-judged"


def test_a_rule_without_when_always_holds() -> None:
    [rule] = whole().criteria["score"].rules
    assert [case.tests for case in rule.cases] == [{}]
    assert isinstance(rule.then, Formula)
    assert rule.then.names == ("consistency", "quality")


def test_otherwise_is_a_value_or_has_words_of_its_own() -> None:
    criteria = whole().criteria
    words, bare = criteria["correctness"].otherwise, criteria["score"].otherwise
    assert words is not None
    assert bare is not None
    assert (words.name, words.text, words.then) == ("COR-9", "Nothing is wrong.", 3)
    assert (bare.name, bare.then) == ("otherwise", 0)
    assert criteria["preference"].otherwise is None
    assert not criteria["safety"].ruled


def test_a_dash_is_read_as_a_test_that_always_holds() -> None:
    [rule] = whole().criteria["style"].rules
    assert rule.cases[0].tests["sentences"] == Always()


def test_priority_and_impossible_are_read() -> None:
    criteria = whole().criteria
    assert criteria["style"].priority == (1, 3, 2)
    [case] = criteria["correctness"].impossible
    assert set(case.tests) == {"on_topic", "worst_hallucination"}


@pytest.mark.parametrize(
    ("path", "spot", "text"),
    [form for form in examples.FORMS if form[0] in examples.guideline_documents()],
)
def test_other_forms_are_built_without_a_fault_of_the_builder(
    path: str, spot: tuple[Step, ...], text: str
) -> None:
    """Some of these forms leave other parts dangling; none may end in an exception."""
    guideline, problems = build(changed(path, spot, text))
    assert guideline is not None
    assert not [problem for problem in problems if problem.kind in ("wrong-shape", "unknown-key", "bad-id")]


def test_numbers_are_exact_and_a_whole_one_is_whole() -> None:
    guideline, problems = build(changed(SCORE, ("otherwise",), "0.1"))
    assert problems == []
    assert guideline is not None
    otherwise = guideline.criteria["score"].otherwise
    assert otherwise is not None
    assert otherwise.then == Decimal("0.1")
    guideline, _ = build(changed(CORRECTNESS, ("rules", 0, "then"), "1.0"))
    assert guideline is not None
    assert repr(guideline.criteria["correctness"].rules[0].then) == "1"


def test_keys_of_the_authors_own_are_left_alone() -> None:
    documents = changed(CORRECTNESS, ("rules", 0, "when", "x-note"), "why")
    documents[CORRECTNESS]["inputs"]["x-later"] = {"a": 1}
    documents[GUIDELINE]["scales"]["x-draft"] = 3
    documents[TAXONOMY]["findings"]["x-idea"] = "colours"
    guideline, problems = build(documents)
    assert problems == []
    assert guideline is not None
    assert "x-later" not in guideline.criteria["correctness"].inputs


def test_a_taxonomy_need_not_be_there() -> None:
    guideline, problems = build({path: examples.example(path) for path in (GUIDELINE, SAFETY)})
    assert problems == []
    assert guideline is not None
    assert guideline.taxonomy.types == {}


def test_files_may_end_in_yml() -> None:
    documents = {path.replace(".yaml", ".yml"): doc for path, doc in examples.guideline_documents().items()}
    guideline, problems = build(documents)
    assert problems == []
    assert guideline is not None
    assert len(guideline.criteria) == 5


# --- what leads nowhere -------------------------------------------------------------------------

FAULTS = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("guideline_faults.yaml").read_text("utf-8")
)
BY_NAME = {path.rpartition("/")[2].removesuffix(".yaml"): path for path in examples.guideline_documents()}


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["says"])
def test_a_fault_is_told_once_and_where_it_is(case: dict[str, Any]) -> None:
    path, spot = BY_NAME[case["in"]], tuple(case["at"])
    problem = the_problem(path, spot, case["write"])
    assert problem.kind == case["kind"]
    assert problem.message.startswith(case["says"])
    assert isinstance(problem.at, Where)
    assert (problem.at.file, problem.at.path) == (path, tuple(case.get("place", spot)))


def test_rules_need_a_hit_policy() -> None:
    documents = examples.guideline_documents()
    del documents[PREFERENCE]["hit_policy"]
    [problem] = problems_of(documents)
    assert (problem.kind, problem.message) == (
        "hit-policy",
        "rules need a `hit_policy`, for where several hold",
    )
    assert problem.at == Where(PREFERENCE, ("rules",), on_key=True)


def test_the_difference_of_levels_needs_an_order() -> None:
    documents = changed(PREFERENCE, ("inputs", "ahead", "difference"), "mood")
    documents[f"{FOLDER}/criteria/mood.yaml"] = {
        **examples.example(SAFETY),
        "id": "mood",
        "scale": {"type": "nominal", "levels": [{"value": "sad"}, {"value": "glad"}]},
    }
    [problem] = problems_of(documents)
    assert problem.kind == "no-order"
    assert problem.message == "the scale of `mood` has no order, so there is no difference of levels"


def test_levels_of_a_weighted_sum_need_not_be_on_the_scale() -> None:
    documents = changed(STYLE, ("hit_policy",), "collect")
    del documents[STYLE]["priority"]
    documents[STYLE]["aggregate"] = "sum"
    documents[STYLE]["rules"][0]["then"] = 7
    assert problems_of(documents) == []
    documents[STYLE]["rules"][0]["then"] = "fine"
    [problem] = problems_of(documents)
    assert problem.message == "`fine` is not a number, so it cannot be added up"


# --- hints --------------------------------------------------------------------------------------


def test_who_tests_a_criterion_by_its_name_is_told_to_declare_it() -> None:
    problem = the_problem(STYLE, ("rules", 0, "when"), "{correctness: 1}")
    assert problem.message == "no input is called `correctness`"
    assert (
        problem.hint
        == "to read that judgment, declare `correctness: {criterion: correctness}` under `inputs`"
    )


def test_who_tests_an_input_of_another_criterion_is_told_to_share_it() -> None:
    problem = the_problem(STYLE, ("rules", 0, "when"), "{consistency: '< 1'}")
    assert problem.hint == f"it is declared in {SCORE} alone: move it to guideline.yaml"


def test_an_input_that_nobody_has_is_told_once_a_criterion() -> None:
    documents = changed(CORRECTNESS, ("rules", 0, "when"), "{zebra: 1}")
    documents[CORRECTNESS]["rules"][1]["when"] = {"zebra": 2}
    [problem] = problems_of(documents)
    assert problem.hint == "declare it under `inputs`, here or in guideline.yaml"


# --- circles ------------------------------------------------------------------------------------


def test_a_circle_is_named_once() -> None:
    [problem] = problems_of(changed(SAFETY, ("inputs",), "{style: {criterion: style}}"))
    assert problem.kind == "circular-criteria"
    circle = "`correctness` → `safety` → `style` → `score` → `correctness`"
    assert problem.message == f"`correctness` rests on itself: {circle}"
    assert problem.at == Where(CORRECTNESS, ("inputs", "safety"))


def test_a_criterion_may_not_read_itself() -> None:
    guideline, problems = build(changed(SAFETY, ("inputs",), "{again: {criterion: safety}}"))
    assert [problem.message for problem in problems] == ["`safety` rests on itself: `safety` → `safety`"]
    assert guideline is not None
    assert guideline.criteria == {}  # everything else rests on it


def test_two_circles_are_two_problems() -> None:
    documents = changed(SAFETY, ("inputs",), "{again: {criterion: safety}}")
    documents[CORRECTNESS]["inputs"]["mine"] = {"criterion": "score"}
    assert [problem.message for problem in problems_of(documents)] == [
        "`correctness` rests on itself: `correctness` → `score` → `correctness`",
        "`safety` rests on itself: `safety` → `safety`",
    ]


# --- what a fault leaves ------------------------------------------------------------------------


def is_closed(guideline: Guideline) -> bool:
    """Whether everything that the guideline holds refers to what it holds."""
    criteria, types = guideline.criteria, guideline.taxonomy.types
    for source in [*guideline.inputs.values(), *(i for c in criteria.values() for i in c.inputs.values())]:
        if isinstance(source, CriterionInput | DifferenceInput) and source.criterion not in criteria:
            return False
        named = (row for row in source.rows) if isinstance(source, SumInput) else [source]
        for one in named:
            if any(path != "*" and path not in types for path in getattr(one, "types", ())):
                return False
    return all(
        set(case.tests) <= set(criterion.inputs)
        for criterion in criteria.values()
        for case in [*criterion.impossible, *(case for rule in criterion.rules for case in rule.cases)]
    )


def test_a_criterion_with_a_fault_is_left_out_and_so_is_what_rests_on_it() -> None:
    guideline, problems = build(changed(CORRECTNESS, ("rules", 0, "then"), "4"))
    assert len(problems) == 1
    assert guideline is not None
    assert list(guideline.criteria) == ["safety"]
    assert CORRECTNESS in guideline.files
    assert is_closed(guideline)


def test_a_document_without_its_shape_is_reported_and_left_out() -> None:
    documents = changed(SAFETY, ("scale",), "[7]")
    guideline, problems = build(documents)
    assert [(problem.kind, problem.at) for problem in problems] == [
        ("wrong-shape", Where(SAFETY, ("scale",)))
    ]
    assert guideline is not None
    assert list(guideline.criteria) == []
    assert is_closed(guideline)


def test_what_a_broken_file_may_hold_is_not_missed() -> None:
    for path in (SAFETY, TAXONOMY, CORRECTNESS):
        documents = examples.guideline_documents()
        del documents[path]
        guideline, problems = build(documents, path)
        assert problems == []
        assert guideline is not None
        assert is_closed(guideline)
        assert path in guideline.files


def test_what_a_missing_file_would_hold_is_missed() -> None:
    documents = examples.guideline_documents()
    del documents[SAFETY]
    [problem] = problems_of(documents)
    assert problem.message == "there is no criterion `safety`"


def test_without_its_first_file_there_is_no_guideline() -> None:
    documents = examples.guideline_documents()
    del documents[GUIDELINE]
    assert build(documents, GUIDELINE) == (None, [])
    guideline, [problem] = build(documents)
    assert guideline is None
    assert problem.message == "this folder has no guideline.yaml, so this file belongs to no guideline"
    assert build({}) == (None, [])


def test_two_files_for_one_thing_are_one_too_many() -> None:
    documents = examples.guideline_documents()
    documents[TAXONOMY.replace(".yaml", ".yml")] = examples.example(TAXONOMY)
    [problem] = problems_of(documents)
    assert problem.kind == "duplicate-id"
    assert "are both the taxonomy of one guideline" in problem.message


def test_two_criteria_with_one_id_are_told() -> None:
    documents = examples.guideline_documents()
    documents[f"{FOLDER}/criteria/secure.yaml"] = examples.example(SAFETY)
    kinds = [problem.kind for problem in problems_of(documents)]
    assert kinds == ["id-is-not-file-name", "duplicate-id"]


def spots(value: Any, path: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """Return the path of everything in a document."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path] * bool(path) + [deep for key, entry in entries for deep in spots(entry, (*path, key))]


ODD = st.sampled_from(
    [None, 0, 2, 1.5, "x", "minor", "on_topic", "safety", "> 1", "a\x1bb", "hundred", "COR-2"]
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_wrong_the_builder_says_so_and_holds_together(data: st.DataObject) -> None:
    documents = examples.guideline_documents()
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(sorted(documents)))
        spot = data.draw(st.sampled_from(spots(documents[path]) or [("id",)]))
        if not documents[path] or data.draw(st.booleans()):
            examples.put(documents[path], spot, data.draw(ODD))
        else:
            examples.take(documents[path], spot)
    guideline, problems = build(documents)
    for problem in problems:
        assert (problem.message + problem.hint).isprintable()
        assert isinstance(problem.at, Where)
        assert problem.at.file in documents
    if guideline is None:
        assert problems
    else:
        assert is_closed(guideline)
        # Nothing is left out in silence.
        assert problems or len(guideline.criteria) == 5
