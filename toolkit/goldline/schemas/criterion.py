"""The shape of `criteria/<criterion>.yaml`: a question, its scale, its inputs and its rules."""

from __future__ import annotations

from collections.abc import Mapping

from goldline.schemas.inputs import case, definitions, inputs
from goldline.schemas.parts import (
    ID,
    KEY_ID,
    LONGEST_NAME,
    RULE_ID,
    WORD,
    Schema,
    cases,
    choice,
    document,
    either,
    listing,
    mapping,
    matching,
    name,
    text,
)
from goldline.schemas.scale import REVISED, SINCE, judgment, scale

HIT_POLICIES = {
    "unique": "At most one rule may hold.",
    "any": "Several rules may hold, if they give the same judgment.",
    "first": "The first rule that holds decides.",
    "priority": "The judgment that stands first in `priority` wins, else the lowest level.",
    "collect": "All rules that hold count, joined as `aggregate` says.",
}
AGGREGATES = {
    "min": "The lowest judgment.",
    "max": "The highest judgment.",
    "sum": "The sum of the judgments.",
    "count": "The number of rules that hold.",
}


def criterion_schema() -> Schema:
    """Return the schema of a criterion."""
    return document("A goldline criterion", mapping("A criterion.", _properties(), _REQUIRED), definitions())


_REQUIRED = ["id", "title", "question", "scale"]


def _properties() -> dict[str, Schema]:
    return {
        "id": name(KEY_ID, "The criterion's id, which is the name of its file."),
        "title": text("What the criterion is called."),
        "question": text("The question that a judgment answers."),
        "guidance": text("How to judge it, in Markdown."),
        "scale": either(
            "A scale of the guideline by its name, or a scale in place.",
            ["string", "object"],
            ("object", scale("A scale.")),
            needs="the name of a scale, or a scale in place",
            **matching(KEY_ID),
        ),
        "target": choice(
            "What is judged; left out: each response.",
            {"response": "Each response.", "item": "The item as a whole."},
        ),
        "modalities": listing(
            "The kinds of items that are judged on it; left out: all of the guideline's.",
            name(ID, "A kind of item."),
        ),
        "inputs": inputs("What its rules read, by name."),
        "hit_policy": choice("Which rule decides where several hold.", HIT_POLICIES),
        "aggregate": choice("How `collect` joins the judgments of the rules that hold.", AGGREGATES),
        "priority": listing(
            "For `hit_policy: priority`: judgments, the winning one first.", judgment("A judgment.")
        ),
        "rules": listing("The rules, in order.", _rule(), unique=False),
        "otherwise": _otherwise(),
        "impossible": listing(
            "Combinations that cannot occur.", case("A combination that cannot occur."), unique=False
        ),
        "since": SINCE,
        "revised": REVISED,
    }


def _rule() -> Schema:
    when = either(
        "Tests by input, all of which must hold; or a list of such cases, of which one must.",
        ["object", "array"],
        ("object", case("A case: all of its tests must hold.")),
        ("array", {"items": case("A case: all of its tests must hold."), "minItems": 1}),
        needs="tests by input, or a list of such cases",
    )
    return mapping(
        "A rule: where it holds, it gives a judgment.",
        {
            "id": name(RULE_ID, "The rule's id, such as `COR-2`; unique in the guideline."),
            "text": text("The rule in words, as analysts read it."),
            "when": when,
            "then": _then("The judgment it gives: a level, a number, or `{formula: …}`."),
            **_history(),
        },
        ["id", "text", "then"],
    )


def _otherwise() -> Schema:
    words = {
        "id": name(RULE_ID, "Its id, such as `COR-9`."),
        "text": text("The rule in words, as analysts read it."),
        "then": _then("The judgment it gives: a level, a number, or `{formula: …}`."),
        **_history(),
    }
    whole = mapping("The judgment where no rule holds, with its words.", words, ["then"], apart=["formula"])
    computed = _formula(apart=dict.fromkeys(words, "beside it, write `then: {formula: …}`"))
    says = "The judgment where no rule holds; left out: none, a gap."
    return _outcome(
        says, cases(says, ("formula", computed), otherwise=whole), "a level, a number or a mapping"
    )


def _then(says: str) -> Schema:
    return _outcome(says, _formula(apart={}), "a level, a number or `{formula: …}`")


def _outcome(says: str, form: Schema, needs: str) -> Schema:
    return either(
        says,
        ["number", "string", "object"],
        ("object", form),
        needs=needs,
        **matching(WORD),
        maxLength=LONGEST_NAME,
    )


def _formula(apart: Mapping[str, str]) -> Schema:
    says = "A formula over numeric inputs: `+ - * /`, brackets, `min max mean abs sqrt round`."
    return mapping("A judgment that is computed.", {"formula": _formula_text(says)}, ["formula"], apart)


def _formula_text(says: str) -> Schema:
    # A formula that is just a number needs no quotes to be understood.
    return {"type": ["string", "number"], "description": says, "minLength": 1, "maxLength": 2000}


def _history() -> dict[str, Schema]:
    return {
        "why": text("Why the rule is as it is."),
        "since": SINCE,
        "revised": REVISED,
        "examples": listing("Items that show the rule, by id.", name(ID, "An item.")),
    }
