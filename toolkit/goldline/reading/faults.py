"""Broken schema rules in plain words: one problem for one fault, at the key or value that is to blame.

A misspelt key would also be a missing one, and a wrong type breaks every rule that follows: such
echoes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from goldline.model.finding import Problem, Step, Where
from goldline.reading.names import did_you_mean, listed, nearest, plain, shown
from goldline.reading.yaml_guards import MOST_PROBLEMS
from goldline.schemas import parts
from goldline.schemas.parts import LONGEST_NAME, Pattern, Schema

Path = tuple[Step, ...]
Fault = jsonschema_rs.ValidationError

_KINDS_OF_TEXT = {p.regex: p.kind for p in vars(parts).values() if isinstance(p, Pattern)}
_NAMELIKE = re.compile(r"[A-Za-z0-9_.-]+")
_NUMERIC = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_YES_AND_NO = {"yes": "true", "on": "true", "no": "false", "off": "false", "true": "true", "false": "false"}
_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping (keys with values)",
    "null": "`null`",
}


def explain(path: Path, faults: list[Fault], root: Schema, document: object, file: str) -> Iterator[Problem]:
    """Yield a problem for each fault at one spot, leaving out those that another one explains."""
    at = Where(file, path)
    instance = look(document, path)
    by_response = next((fault for fault in faults if _stands_by_response(fault, root)), None)
    if by_response is not None:
        yield _explain_by_response(by_response, path, root, document, file)
        return
    wrong_type = next((fault for fault in faults if fault.kind.name == "type"), None)
    if wrong_type is not None:
        yield _explain_type(at, instance, _schema_of(wrong_type, root))
        return
    explained: set[str] = set()  # keys that are missing because another one is misspelt
    refused: list[Schema] = []
    for fault in faults:
        if fault.kind.name == "additionalProperties":
            schema = _schema_of(fault, root)
            refused.append(schema)
            missing = [f.kind.as_dict()["property"] for f in faults if f.kind.name == "required"]
            for key in fault.kind.as_dict()["unexpected"][:MOST_PROBLEMS]:
                meant = _meant(key, schema, instance)
                apart = schema.get("x-apart", {})
                explained.update(missing if key in apart or meant in apart else [meant or ""])
                yield _explain_unknown(at, key, meant, schema, instance)
    for fault in faults:
        schema = _schema_of(fault, root)
        match fault.kind.name:
            case "additionalProperties":
                pass
            case "required" if fault.kind.as_dict()["property"] in explained:
                pass
            case "not" if schema in refused:
                pass
            case "format" if any(other.kind.name == "pattern" for other in faults):
                pass
            case _:
                yield _explain_one(at, fault, schema, root, instance)


def look(value: object, path: Path) -> Any:
    """Return what stands at `path` in a document, or None where nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def repeated(entries: object, key: str) -> tuple[int, object] | None:
    """Return the first entry of a list whose name under `key` another one had before it."""
    seen: set[str | int] = set()
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get(key) if isinstance(entry, dict) else entry
        if isinstance(name, str | int):
            if name in seen:
                return index, name
            seen.add(name)
    return None


def _schema_of(fault: Fault, root: Schema) -> Schema:
    """Return the schema in which the broken keyword stands."""
    found = look(root, tuple(fault.schema_path)[:-1])
    return found if isinstance(found, dict) else {}


def _explain_one(at: Where, fault: Fault, schema: Schema, root: Schema, instance: object) -> Problem:
    details = fault.kind.as_dict()
    spot = _spot(at.path)
    because = _because(schema.get("description", ""))
    match fault.kind.name:
        case "required":
            return _explain_missing(at, details["property"], fault, root)
        case "uniqueItems":
            return _explain_repetition(at, instance)
        case "x-unique-by":
            return _explain_duplicate(at, instance, schema["x-unique-by"])
        case "pattern":
            kind = _KINDS_OF_TEXT.get(schema["pattern"], "wrong-shape")
            says = _because(schema.get("patternErrorMessage", ""))
            number = "number" in schema.get("type", ()) or "integer" in schema.get("type", ())
            quoted = number and isinstance(instance, str) and _NUMERIC.fullmatch(instance)
            hint = "write the number without quotes" if quoted else ""
            return Problem(kind, at, f"{spot} is {shown(instance)}{says}", hint)
        case "enum":
            hint = _unquote(instance, details["options"])
            return Problem("wrong-shape", at, _one_of(spot, instance, details["options"]), hint)
        case "maxLength":
            return Problem("bad-id", at, f"{spot} is longer than {schema['maxLength']} characters")
        case "const":
            wanted = schema["const"]
            hint = f"this goldline reads format {wanted}" if at.path[-1:] == ("format",) else ""
            return Problem("wrong-shape", at, f"{spot} must be {shown(wanted)}, not {shown(instance)}", hint)
        case "not":
            says = _clause(schema.get("errorMessage", ""))
            return Problem("wrong-shape", _blamed(at, schema), says)
    message = {
        "format": f"{spot} is {shown(instance)}, and there is no such day",
        "minLength": f"{spot} is empty{because}",
        "minProperties": f"{spot} is empty{because}",
        "minItems": _wrong_count(spot, schema, instance) + because,
        "maxItems": _wrong_count(spot, schema, instance) + because,
        "minimum": f"{spot} must be at least {schema.get('minimum')}, not {plain(instance)}",
        "exclusiveMinimum": f"{spot} must be above {schema.get('exclusiveMinimum')}, not {plain(instance)}",
        "maximum": f"{spot} must be at most {schema.get('maximum')}, not {plain(instance)}",
    }.get(fault.kind.name, "")
    return Problem("wrong-shape", at, message or f"{spot} does not have the shape it needs{because}")


def _spot(path: Path) -> str:
    """Return how a message names a spot: its key, or its place in a list."""
    if not path:
        return "the file"
    *above, last = path
    if isinstance(last, str):
        return shown(last)
    return f"entry {last + 1} of {_spot(tuple(above))}"


def _clause(sentence: str) -> str:
    """Return a sentence of a schema as a part of a message."""
    text = sentence.removesuffix(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _because(sentence: str) -> str:
    return f": {_clause(sentence)}" if sentence else ""


# --- keys -------------------------------------------------------------------------------------


def _meant(key: str, schema: Schema, instance: object) -> str | None:
    apart = schema.get("x-apart", {})
    if key in apart:
        return None
    present = instance if isinstance(instance, dict) else {}
    return nearest(key, [known for known in (*schema.get("properties", {}), *apart) if known not in present])


def _explain_unknown(at: Where, key: str, meant: str | None, schema: Schema, instance: object) -> Problem:
    spot = at.key(key)
    if "x-names" in schema:
        return _explain_name(spot, key, look(instance, (key,)), schema["x-names"])
    apart = schema.get("x-apart", {})
    found = instance if isinstance(instance, dict) else {}
    if key in apart:
        form = [required for required in schema.get("required", []) if required in found]
        beside = f"it cannot stand beside {listed(form)}" if form else "it belongs to another form"
        return Problem("unknown-key", spot, f"{shown(key)} does not belong here: {apart[key] or beside}")
    if meant is None and found.get(key) is None and not _NAMELIKE.fullmatch(key):
        return _cut_by_comma(spot, key)
    message = f"unknown key {shown(key)}" + (f"; did you mean {shown(meant)}?" if meant else "")
    known = list(schema.get("properties", {}))
    hint = (
        f"the keys here are {listed(known)}; keys of your own begin with `x-`" if known and not meant else ""
    )
    return Problem("unknown-key", spot, message, hint)


def _cut_by_comma(spot: Where, key: str) -> Problem:
    # `cut_prose.py` finds the same in the text itself, with the line put right; it has the last word.
    message = f"{shown(key)} is read as a key of its own: inside `{{…}}` a comma ends a text"
    hint = "put the whole text in quotes, or give every key a line of its own"
    return Problem("cut-prose", spot, message, hint)


def _explain_name(spot: Where, key: str, value: object, says: str) -> Problem:
    if len(key) > LONGEST_NAME:
        return Problem("bad-id", spot, f"the name {shown(key)} is longer than {LONGEST_NAME} characters")
    if value is None and " " in key.strip():
        return _cut_by_comma(spot, key)
    return Problem("bad-id", spot, f"{shown(key)} cannot be a name here: {says}")


def _explain_missing(at: Where, key: str, fault: Fault, root: Schema) -> Problem:
    says = ""
    steps = tuple(fault.schema_path)
    for end in range(len(steps), -1, -1):  # the nearest schema around the fault that describes the key
        above = look(root, steps[:end])
        described = above.get("properties", {}).get(key, {}) if isinstance(above, dict) else {}
        says = described.get("description", "") if isinstance(described, dict) else ""
        if says:
            break
    schema = _schema_of(fault, root)
    subject = f"{_spot(at.path)} needs" if at.path else "needs"
    if "x-at" in schema:
        subject = f"{shown(schema['x-at'])} {shown(look(fault.instance, (schema['x-at'],)))} needs"
    return Problem("missing-key", _blamed(at, schema), f"{subject} {shown(key)}{_because(says)}")


def _blamed(at: Where, schema: Schema) -> Where:
    return at.key(schema["x-at"]) if "x-at" in schema else at


def _stands_by_response(fault: Fault, root: Schema) -> bool:
    steps = tuple(fault.schema_path)
    if fault.kind.name not in ("type", "additionalProperties"):
        return False
    # The mapping itself, or (of a value in it) the one above: behind `patternProperties` and a regex.
    above = () if fault.kind.name == "additionalProperties" else steps[:-3]
    return any("x-by-response" in (look(root, path) or ()) for path in (steps[:-1], above))


def _explain_by_response(fault: Fault, path: Path, root: Schema, document: object, file: str) -> Problem:
    itself = "x-by-response" in _schema_of(fault, root)
    spot = path if itself else path[:-1]
    responses = look(document, ("responses",))
    names = [name for name in responses if isinstance(name, str)] if isinstance(responses, dict) else []
    message = (
        f"{_spot(spot)} must say for which response: this item has {listed(names) if names else 'several'}"
    )
    hint = "write what holds for a response under its name, and what holds for the whole item under `item`"
    return Problem("wrong-shape", Where(file, spot), message, hint)


# --- values -----------------------------------------------------------------------------------


def _explain_type(at: Where, instance: object, schema: Schema) -> Problem:
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    spot = _spot(at.path)
    if "enum" in schema:
        return Problem("wrong-shape", at, _one_of(spot, instance, schema["enum"]))
    needs = schema.get("x-needs") or _any_of([_TYPES[kind] for kind in _TYPES if kind in wanted])
    if instance is None:
        empty = " (`[]` where there is nothing)" if wanted == ["array"] else ""
        hint = f"write {needs}{empty}, or take the key out"
        if wanted == ["string"]:
            hint += '; if you mean the word, quote it: `"null"`'
        return Problem("quote-it" if wanted == ["string"] else "wrong-shape", at, f"{spot} is empty", hint)
    if _lacks_quotes(wanted, instance, schema):
        return _quote_it(at, needs, instance, schema)
    message = f"{spot} must be {needs}, not {_described(instance)}"
    return Problem("wrong-shape", at, message, _way_out(at.path, wanted, instance))


def _any_of(kinds: list[str]) -> str:
    return kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " or " + kinds[-1]


def _lacks_quotes(wanted: list[str], instance: object, schema: Schema) -> bool:
    """Whether the author meant a text that YAML reads as something else."""
    if "string" not in wanted or not isinstance(instance, bool | int | float):
        return False
    if isinstance(instance, bool):
        return _fits(instance, schema)
    # `0123`, `1.10` and `1e5` have lost their spelling: whether that was right cannot be seen here.
    return "number" not in wanted and "integer" not in wanted


def _fits(instance: object, schema: Schema) -> bool:
    return "pattern" not in schema or re.search(schema["pattern"], plain(instance)) is not None


def _quote_it(at: Where, needs: str, instance: object, schema: Schema) -> Problem:
    reads = "true or false" if isinstance(instance, bool) else "a number"
    last = at.path[-1] if at.path else ""
    before = f"{plain(last)}: " if isinstance(last, str) else "- "
    hint = f'quote it, just as you wrote it: `{before}"{plain(instance)}"`'
    if not _fits(instance, schema):
        hint += f"; {_clause(schema.get('patternErrorMessage', ''))}"
    return Problem(
        "quote-it", at, f"{_spot(at.path)} must be {needs}, and {shown(instance)} is read as {reads}", hint
    )


def _described(instance: object) -> str:
    match instance:
        case bool() | None:
            return shown(instance)
        case int() | float():
            return f"the number {plain(instance)}"
        case str():
            return f"the text {shown(instance)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _way_out(path: Path, wanted: list[str], instance: object) -> str:
    key = next((plain(step) for step in reversed(path) if isinstance(step, str)), "")
    match instance:
        case str() if "boolean" in wanted and instance.lower() in _YES_AND_NO:
            return f"write `{key}: {_YES_AND_NO[instance.lower()]}`"
        case str() if {"number", "integer"} & {*wanted} and _NUMERIC.fullmatch(instance):
            return "write the number without quotes"
        case bool() | int() | float() | str() if "array" in wanted:
            return f"write it as a list: `{key}: [{plain(instance)}]`"
        case dict() if wanted == ["string"]:
            return (
                "if this is one text, put it in quotes: a colon and a space make a key of what stands before"
            )
        case list() if wanted == ["string"]:
            return "if this is one text, put it in quotes: `[` begins a list"
    return ""


def _one_of(spot: str, instance: object, options: list[object]) -> str:
    if not options:
        return f"{spot} is {shown(instance)}, and there is nothing that it can be"
    allowed = listed(options, "or")
    must = f"must be {allowed}" if len(options) == 1 else f"must be one of {allowed}"
    alike = isinstance(instance, str) and instance in [plain(option) for option in options]
    given = "empty" if instance is None else _described(instance) if alike else shown(instance)
    return f"{spot} {must}, not {given}{did_you_mean(instance, options)}"


def _unquote(instance: object, options: list[object]) -> str:
    unquoted = [plain(option) for option in options if not isinstance(option, str)]
    return "write it without quotes" if isinstance(instance, str) and instance in unquoted else ""


def _wrong_count(spot: str, schema: Schema, instance: object) -> str:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    count = len(instance) if isinstance(instance, list) else 0
    if count == 0:
        return f"{spot} is an empty list"
    needs = (
        f"exactly {least}" if least == most else f"at least {least}" if count < least else f"at most {most}"
    )
    entries = "entry" if needs.endswith(" 1") else "entries"
    return f"{spot} needs {needs} {entries}, and has {count}"


def _explain_repetition(at: Where, instance: object) -> Problem:
    found = repeated(instance, "")
    if found is None:  # no names, but numbers or whole mappings
        return Problem("wrong-shape", at, f"{_spot(at.path)} lists something twice")
    index, name = found
    return Problem("wrong-shape", at.down(index), f"{_spot(at.path)} lists {shown(name)} twice")


def _explain_duplicate(at: Where, instance: object, key: str) -> Problem:
    index, name = repeated(instance, key) or (0, "")
    message = f"two entries of {_spot(at.path)} have the {key} {shown(name)}"
    return Problem("duplicate-id", at.down(index), message)
