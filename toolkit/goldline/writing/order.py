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
Schema = dict[str, Any]


def in_order(value: Any, kind: str) -> Any:
    """Return a document of that kind with its keys, at every depth, in order; unknown ones last."""
    schema = _schema(kind)
    ordered = _ordered(value, [schema], schema)
    first = [key for key in _FIRST.get(kind, ()) if key in ordered]
    return {key: ordered[key] for key in dict.fromkeys([*first, *ordered])} if first else ordered


def key_order(kind: str) -> tuple[str, ...]:
    """Return the keys at the top of a document of that kind, in order."""
    return tuple(dict.fromkeys([*_FIRST.get(kind, ()), *_schema(kind)["properties"]]))


@lru_cache(maxsize=8)
def _schema(kind: str) -> Schema:
    return schema_for(kind)


def _ordered(value: Any, schemas: list[Schema], root: Schema) -> Any:
    every = [part for schema in schemas for part in _parts(schema, root)]
    if isinstance(value, dict):
        known = dict.fromkeys(key for schema in every for key in schema.get("properties", ()))
        keys = [key for key in known if key in value] + [key for key in value if key not in known]
        return {key: _ordered(value[key], list(_children(key, every)), root) for key in keys}
    if isinstance(value, list):
        entries = [schema["items"] for schema in every if isinstance(schema.get("items"), dict)]
        return [_ordered(part, entries, root) for part in value]
    return value


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
