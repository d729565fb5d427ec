"""The building blocks of every schema: texts, names, lists and mappings, each with its hover text.

Schemas are JSON Schema draft-07, which is what editors read. Where a value may take several forms,
`if`/`then`/`else` picks the form the author meant, so that an error speaks of that form alone
(`oneOf` would say only that none of them fits). Besides the standard keywords they carry
`errorMessage`, `patternErrorMessage` and `enumDescriptions`, which editors know, and for our own
messages `x-apart` (the keys of other forms), `x-at` (the key to blame), `x-names` (what names look
like), `x-needs`, `x-unique-by` and `x-by-response`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a kind of text looks like: a regular expression, and plain words with an example.

    `$` is the very end of the text both here and in editors, so a trailing line break never passes.
    """

    regex: str
    says: str
    kind: str = "bad-id"


_WORDS = "[a-z0-9]+(-[a-z0-9]+)*"
_VERSION = (
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)

ID = Pattern(f"^{_WORDS}$", "an id is lower-case words joined by `-`, such as `caption-quality`")
# Ids that become keys in other files: there, keys that begin with `x-` are the author's own.
KEY_ID = Pattern(
    f"^(?!x-){_WORDS}$",
    "an id is lower-case words joined by `-`, such as `caption-quality`, and does not begin with `x-`",
)
RESPONSE_ID = Pattern(
    f"^(?!x-)(?!value$)(?!item$){_WORDS}$",
    "a response is named by a short lower-case id, such as `a`, but not `value` or `item`",
)
INPUT_NAME = Pattern(
    "^(?!(item|rubric|modality|locale|not|null|true|false)$)[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    "an input is named by lower-case words joined by `_`, such as `worst_hallucination` "
    "(`item`, `rubric`, `modality` and `locale` are taken)",
)
TEST_NAME = Pattern(
    "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    "inputs are named by lower-case words joined by `_`, such as `worst_hallucination`",
)
RULE_ID = Pattern(
    "^[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+$",
    "a rule id is capitals, then `-` and a number or word, such as `COR-2`",
)
TYPE_PATH = Pattern(
    rf"^{_WORDS}(\.{_WORDS})*$",
    "a finding type is named by its path in the taxonomy, such as `hallucination.object`",
)
TYPE_PATTERN = Pattern(
    rf"^(\*|{_WORDS}(\.{_WORDS})*)$",
    "a finding type is named by its path in the taxonomy, such as `hallucination.object`, or `*` for all",
)
SEVERITY = Pattern(
    f"^(?!none$){_WORDS}$",
    "a severity is a lower-case word, such as `major`, but not `none`, which stands for no finding",
)
WORD = Pattern(
    "^(?!(not|null|true|false)$)[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$",
    "a word is letters and digits, with `-` or `_` between them, such as `very-formal`",
    "wrong-shape",
)
LEVEL_WORD = Pattern(
    "^(?!(not|null|true|false|not-judged)$)[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$",
    "a level is a whole number or a word, such as `pass`; "
    "`not-judged` needs no level, since every scale has it",
    "wrong-shape",
)
VERSION = Pattern(f"^{_VERSION}$", "a version has three numbers, such as `2.1.0`", "bad-version")
STAMP = Pattern(
    f"^{_WORDS}@{_VERSION}$",
    "write the guideline and the version it was confirmed under, such as `caption-quality@2.1.0`",
    "wrong-shape",
)
LOCALE = Pattern(
    "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
    "a locale is a language and where needed a region, such as `en-US` or `ja-JP`",
    "wrong-shape",
)
DATE = Pattern(
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date is year, month and day, such as `2026-10-02`", "wrong-shape"
)
GUID = Pattern(
    "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
    "a canary is a GUID: 32 digits and letters a to f in groups of 8-4-4-4-12",
    "wrong-shape",
)
SHA256 = Pattern("^[0-9A-Fa-f]{64}$", "a SHA-256 checksum is 64 digits and letters a to f", "wrong-shape")
PATH = Pattern(
    r"^(?![/~])(?!.*(^|/)\.{0,2}(/|$))[^\\:\u0000-\u001f\u007f]+$",
    "a path leads from the set's folder downwards, with `/` between its parts, such as `media/beach.jpg`; "
    "it never begins with `/` and holds no `..`, `\\` or `:`",
    "wrong-shape",
)
URL = Pattern(
    "^https?://[^\\s]+$", "a source is a web address, such as `https://example.org/page`", "wrong-shape"
)


def text(says: str, *, empty: bool = False) -> Schema:
    """Return the schema of a text of any kind; nothing at all only where `empty` allows it."""
    schema: Schema = {"type": "string", "description": says}
    if not empty:
        schema["minLength"] = 1
    return schema


def like(pattern: Pattern, says: str) -> Schema:
    """Return the schema of a text that looks like `pattern`."""
    return {"type": "string", "description": says, **matching(pattern)}


def name(pattern: Pattern, says: str) -> Schema:
    """Return the schema of an id or name, which is never longer than 64 characters."""
    return {**like(pattern, says), "maxLength": LONGEST_NAME}


def matching(pattern: Pattern) -> Schema:
    """Return the keywords that hold a text to `pattern`, with the words an editor shows for it."""
    return {"pattern": pattern.regex, "patternErrorMessage": sentence(pattern.says)}


def choice(says: str, options: Mapping[str, str]) -> Schema:
    """Return the schema of one word out of several, each with what it means."""
    return {"type": "string", "description": says, **one_of(options)}


def one_of(options: Mapping[Any, str]) -> Schema:
    """Return the keywords that allow just these values, with what each of them means."""
    meanings = list(options.values())
    if not any(meanings):
        return {"enum": list(options)}
    return {"enum": list(options), "enumDescriptions": meanings, "markdownEnumDescriptions": meanings}


def switch(says: str) -> Schema:
    """Return the schema of `true` or `false`."""
    return {"type": "boolean", "description": says}


def number(says: str, **bounds: float) -> Schema:
    """Return the schema of a number."""
    return {"type": "number", "description": says, **bounds}


def whole(says: str, **bounds: int) -> Schema:
    """Return the schema of a whole number."""
    return {"type": "integer", "description": says, **bounds}


def listing(
    says: str, entry: Schema, *, least: int = 0, most: int | None = None, unique: bool = True
) -> Schema:
    """Return the schema of a list."""
    schema: Schema = {"type": "array", "description": says, "items": entry}
    if least:
        schema["minItems"] = least
    if most is not None:
        schema["maxItems"] = most
    if unique:
        schema["uniqueItems"] = True
    return schema


def tuple_of(says: str, *entries: Schema) -> Schema:
    """Return the schema of a list of just these entries."""
    count = len(entries)
    return {"type": "array", "description": says, "items": [*entries], "minItems": count, "maxItems": count}


def mapping(
    says: str,
    properties: Mapping[str, Schema],
    required: Sequence[str] = (),
    apart: Mapping[str, str] | Iterable[str] = (),
) -> Schema:
    """Return the schema of a mapping with fixed keys; `apart` are keys of other forms, with why not here."""
    schema: Schema = {
        "type": "object",
        "description": says,
        "properties": dict(properties),
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
    }
    if required:
        schema["required"] = list(required)
    if apart:
        schema["x-apart"] = dict(apart) if isinstance(apart, Mapping) else dict.fromkeys(apart, "")
    return schema


def named(
    says: str, value: Schema, keys: Pattern, *, least: int = 0, also: Mapping[str, Schema] | None = None
) -> Schema:
    """Return the schema of a mapping from names of the author's choice, and those in `also`, to `value`.

    A name of another shape is an unknown key rather than broken `propertyNames`: of those a file
    with thousands of bad names would yield as many errors, each with a copy of the whole mapping.
    """
    schema: Schema = {
        "type": "object",
        "description": says,
        "patternProperties": {"^x-": True, f"^(?!x-)(?=.{{1,{LONGEST_NAME}}}$){keys.regex}": value},
        "additionalProperties": False,
        "x-names": keys.says,
    }
    if also:
        schema["properties"] = dict(also)
    if least:
        schema["minProperties"] = least
    return schema


def words(says: str, value: Schema) -> Schema:
    """Return the schema of a mapping from any words to `value`."""
    return {
        "type": "object",
        "description": says,
        "patternProperties": {"^x-": True},
        "additionalProperties": value,
    }


def either(
    says: str, types: Sequence[str], *forms: tuple[str, Schema], needs: str = "", **keywords: Any
) -> Schema:
    """Return the schema of a value of one of `types`; each of `forms` says more about one type.

    `needs` says in a few words what it must be, where the types alone would be hard to understand.
    """
    schema: Schema = {"type": list(types), "description": says, **keywords}
    if needs:
        schema["x-needs"] = needs
    if forms:
        schema["allOf"] = [{"if": {"type": type_}, "then": form} for type_, form in forms]
    return schema


def cases(says: str, *branches: tuple[str | Sequence[str], Schema], otherwise: Schema) -> Schema:
    """Return the schema of a mapping whose form is told by a key: the first that is there decides."""
    schema = otherwise
    for keys, branch in reversed(branches):
        schema = {"if": having(keys), "then": branch, "else": schema}
    return {"type": "object", "description": says, **schema}


def having(keys: str | Sequence[str]) -> Schema:
    """Return a condition: at least one of `keys` is there."""
    if isinstance(keys, str):
        return {"required": [keys]}
    return {"anyOf": [{"required": [key]} for key in keys]}


def never(says: str) -> Schema:
    """Return keywords that always fail, in these words."""
    return {"not": {}, "errorMessage": sentence(says)}


def document(title: str, schema: Schema, definitions: Mapping[str, Schema] | None = None) -> Schema:
    """Return a whole schema, as an editor reads it."""
    whole_schema: Schema = {"$schema": DIALECT, "title": title, **schema}
    if definitions:
        whole_schema["definitions"] = dict(definitions)
    return whole_schema


def sentence(says: str) -> str:
    """Return the words with a capital and a full stop, as editors show them."""
    return says[:1].upper() + says[1:] + ("" if says.endswith((".", "?")) else ".")
