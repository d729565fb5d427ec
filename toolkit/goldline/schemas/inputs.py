"""The shape of inputs and of tests on them: what a criterion, or a whole guideline, declares."""

from __future__ import annotations

from goldline.schemas.parts import (
    INPUT_NAME,
    KEY_ID,
    RESPONSE_ID,
    TEST_NAME,
    TYPE_PATTERN,
    WORD,
    Schema,
    cases,
    choice,
    either,
    listing,
    mapping,
    matching,
    name,
    named,
    never,
    number,
    switch,
    text,
    whole,
)

TEST: Schema = {"$ref": "#/definitions/test"}

WORSE = choice(
    "Which way this input worsens; then a worse value must never give a better judgment.",
    {
        "higher": "A higher value is worse.",
        "lower": "A lower value is worse.",
        "free": "Neither way is worse, not even for severities and counts.",
    },
)
RESPONSE = name(RESPONSE_ID, "The response that is read, for criteria with `target: item`.")
NULLABLE = switch("Whether it may be recorded as `null`: asked, and without an answer.")
QUESTION = "The question put to the analyst"
TYPE = name(TYPE_PATTERN, "A finding type by its path; types below it count too; `*` is all.") | {
    "maxLength": 400
}

FORMS = {
    "worst": "The highest severity among findings of these types, or `none`.",
    "count": "How many findings of these types there are.",
    "any": "Whether there is any finding of these types.",
    "sum": "A weighted sum over all findings; the first row that matches a finding gives its weight.",
    "boolean": f"{QUESTION}; the answer is true or false.",
    "enum": "Words of which the analyst picks one, lowest first where they are ordered.",
    "integer": f"{QUESTION}; the answer is a whole number.",
    "number": f"{QUESTION}; the answer is a number.",
    "observation": "What another input records, by its name; for reading one response's.",
    "difference": "By how many levels one response stands above another on this criterion.",
    "criterion": "The judgment of another criterion.",
    "rubric": "What the item's own rubric gives: the points earned, or their share.",
}


def definitions() -> dict[str, Schema]:
    """Return what schemas with tests refer to by `#/definitions/…`."""
    says = "A test: a value, a list of which any may hold, `< 2`, `[1..3]`, `not x`, or `-` for anything."
    denial = either(
        "What must not hold: a test, or a list of tests.",
        ["string", "number", "boolean", "null", "array"],
        ("array", {"items": TEST, "minItems": 1}),
    )
    return {
        "test": either(
            says,
            ["string", "number", "boolean", "null", "array", "object"],
            ("array", {"items": TEST, "minItems": 1}),
            ("object", mapping("A denial: `{not: [a, b]}`.", {"not": denial}, ["not"])),
        )
    }


def case(says: str) -> Schema:
    """Return the schema of a case: tests by the name of their input, all of which must hold."""
    return named(says, TEST, TEST_NAME)


def inputs(says: str) -> Schema:
    """Return the schema of a mapping of inputs by name."""
    return named(says, one_input(), INPUT_NAME)


def one_input() -> Schema:
    """Return the schema of one input; its form is told by the key that stands first in `FORMS`."""
    says = "An input: what is read from findings, recorded by analysts, or judged elsewhere."
    hint = (
        "an input needs one of "
        + ", ".join(f"`{form}`" for form in FORMS)
        + ": they say where its value comes from"
    )
    unknown = mapping(
        says, {form: {"description": meaning} for form, meaning in FORMS.items()} | _modifiers()
    )
    order = [*(form for form in FORMS if form != "criterion"), "criterion"]
    branches = [(form, _form(form)) for form in order]
    return cases(says, *branches, otherwise={**unknown, **never(hint)})


def _modifiers() -> dict[str, Schema]:
    return {
        key: {"description": says}
        for key, says in {
            "ask": QUESTION + ".",
            "ordered": "Whether the words have an order.",
            "minimum": "The least it can be.",
            "maximum": "The most it can be.",
            "nullable": str(NULLABLE["description"]),
            "severity": "Count only findings of these severities.",
            "response": str(RESPONSE["description"]),
            "of": "The two responses that are compared.",
            "worse": str(WORSE["description"]),
        }.items()
    }


def _form(form: str) -> Schema:
    return mapping(FORMS[form], _properties(form), _required(form), apart=tuple(FORMS))


def _required(form: str) -> list[str]:
    return ["difference", "of"] if form == "difference" else [form]


def _properties(form: str) -> dict[str, Schema]:
    says = FORMS[form]
    read = {"response": RESPONSE, "worse": WORSE}
    severity = {
        "severity": {
            "allOf": [TEST],
            "description": 'Only findings of these severities, such as `">= major"`.',
        }
    }
    recorded = {"nullable": NULLABLE, "worse": WORSE}
    match form:
        case "worst":
            return {form: _types(says), **read}
        case "count" | "any":
            return {form: _types(says), **severity, **read}
        case "sum":
            row = mapping(
                "A row: which findings it matches, and the weight each of them gives.",
                {
                    "type": _types("The types it matches; left out: all."),
                    **severity,
                    "weight": number("The weight."),
                },
                ["weight"],
            )
            return {form: listing(says, row, least=1, unique=False), **read}
        case "boolean":
            return {form: text(says), **recorded}
        case "enum":
            words = listing(says, name(WORD, "One of the words."), least=1)
            ordered = switch("Whether the words have an order, lowest first.")
            return {form: words, "ordered": ordered, "ask": text(QUESTION + "."), **recorded}
        case "integer":
            bounds = {"minimum": whole("The least it can be."), "maximum": whole("The most it can be.")}
            return {form: text(says), **bounds, **recorded}
        case "number":
            limits = {"minimum": number("The least it can be."), "maximum": number("The most it can be.")}
            return {form: text(says), **limits, **recorded}
        case "observation":
            return {form: name(INPUT_NAME, says), **read}
        case "difference":
            pair = listing(
                "The two responses, `[a, b]`: how far a stands above b.", RESPONSE, least=2, most=2
            )
            return {form: name(KEY_ID, says), "of": pair, "worse": WORSE}
        case "criterion":
            return {form: name(KEY_ID, says), **read}
        case _:
            options = {
                "share": "The share of the points that can be earned, 0 to 1.",
                "points": "The points earned.",
            }
            return {form: choice(says, options), **read}


def _types(says: str) -> Schema:
    return either(
        says,
        ["string", "array"],
        ("array", {"items": TYPE, "minItems": 1, "uniqueItems": True}),
        needs="a finding type or a list of them",
        **matching(TYPE_PATTERN),
    )
