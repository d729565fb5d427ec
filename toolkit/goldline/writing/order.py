"""Keys in the order in which FORMAT.md shows them; the schemas know it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from goldline.schemas import schema_for

# Where people expect them: the stamp near the top of an item, the scale right after the question.
_FIRST = {
    "item": ("id", "title", "modality", "locale", "guideline", "inspected"),
    "criterion": ("id", "title", "question", "scale", "target", "modalities"),
}
# Keys that tell what a mapping is, and the order in which people write it.
_HABITS = (
    ({"text", "then"}, ("id", "since", "revised", "text", "when", "then", "why", "examples")),
    ({"value", "rationale"}, ("value", "accept", "rules", "rationale", "exception", "decided_by")),
    ({"quote", "segment"}, ("quote", "occurrence", "in", "turn", "media", "segment", "region")),
    ({"definition", "children"}, ("title", "since", "revised", "was", "definition", "severities")),
    ({"severities", "absent"}, ("types", "severities", "absent")),
    (
        {"worst", "count"},
        (
            *("worst", "count", "any", "sum", "criterion", "observation", "difference", "of", "rubric"),
            *("boolean", "enum", "integer", "number", "severity", "response"),
            *("minimum", "maximum", "nullable"),
        ),
    ),
)
Schema = dict[str, Any]


def in_order(value: Any, kind: str) -> Any:
    """Return a document of that kind with its keys in order at every depth; unknown ones stay put."""
    schema = _schema(kind)
    if kind in _FIRST:
        schema = {**schema, "properties": {key: schema["properties"][key] for key in key_order(kind)}}
    return _ordered(value, [schema], schema)


def key_order(kind: str) -> tuple[str, ...]:
    """Return the keys at the top of a document of that kind, in order."""
    return tuple(dict.fromkeys([*_FIRST.get(kind, ()), *_schema(kind)["properties"]]))


@lru_cache(maxsize=8)
def _schema(kind: str) -> Schema:
    return schema_for(kind)


def _ordered(value: Any, schemas: list[Schema], root: Schema) -> Any:
    every = [part for schema in schemas for part in _parts(schema, root)]
    if isinstance(value, dict):
        keys = _sorted_keys(value, every)
        return {key: _ordered(value[key], list(_children(key, every)), root) for key in keys}
    if isinstance(value, list):
        entries = [schema["items"] for schema in every if isinstance(schema.get("items"), dict)]
        return [_ordered(part, entries, root) for part in value]
    return value


def _sorted_keys(value: dict[str, Any], schemas: list[Schema]) -> list[str]:
    """Return the keys in the format's order, each followed by the unknown ones that stood behind it.

    Where people choose the names (observations, labels), the order is theirs too.
    """
    known = dict.fromkeys(key for schema in schemas for key in schema.get("properties", ()))
    named = any(pattern != "^x-" for schema in schemas for pattern in schema.get("patternProperties", ()))
    if named and any(key not in known and not key.startswith("x-") for key in value):
        return list(value)
    first = [key for signs, habit in _HABITS if signs <= known.keys() for key in habit if key in known]
    rank = {key: place for place, key in enumerate(dict.fromkeys([*first, *known]))}
    groups: list[list[str]] = []
    for key in value:
        if key in rank or not groups:
            groups.append([key])
        else:
            groups[-1].append(key)
    return [key for group in sorted(groups, key=lambda group: rank.get(group[0], -1)) for key in group]


def _parts(schema: Schema, root: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        schema = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    yield schema
    for part in (*schema.get("allOf", ()), schema.get("then"), schema.get("else")):
        if isinstance(part, dict):
            yield from _parts(part, root)


def _children(key: str, schemas: list[Schema]) -> Iterator[Schema]:
    for schema in schemas:
        if key in schema.get("properties", ()):
            yield schema["properties"][key]
        else:
            named = schema.get("patternProperties", {})
            yield from (
                child for pattern, child in named.items() if pattern != "^x-" and isinstance(child, dict)
            )
