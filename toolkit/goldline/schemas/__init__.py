"""The shape of every kind of file, as JSON Schema draft-07: what editors and `check` hold files to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldline.model.guideline import Guideline
from goldline.schemas.assessment import assessment_schema, burnt_schema
from goldline.schemas.criterion import criterion_schema
from goldline.schemas.escalation import escalation_schema
from goldline.schemas.goldset import goldset_schema
from goldline.schemas.guideline import guideline_schema
from goldline.schemas.item import item_schema
from goldline.schemas.names import names_of
from goldline.schemas.taxonomy import taxonomy_schema

_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "guideline": guideline_schema,
    "taxonomy": taxonomy_schema,
    "criterion": criterion_schema,
    "goldset": goldset_schema,
    "item": item_schema,
    "escalation": escalation_schema,
}
KINDS: tuple[str, ...] = tuple(_SCHEMAS)
"""The kinds of files, from the guideline to what comes of it."""

_RECORDS: dict[str, Callable[[], dict[str, Any]]] = {"assessment": assessment_schema, "burnt": burnt_schema}
"""What people do not write: the tool keeps it, and checks hold it to its shape."""


def schema_for(kind: str) -> dict[str, Any]:
    """Return the schema of one of `KINDS` of files, or of what the tool keeps."""
    return (_SCHEMAS | _RECORDS)[kind]()


def item_schema_for(guideline: Guideline) -> dict[str, Any]:
    """Return the schema of an item of `guideline`: its criteria, levels, inputs and types by name."""
    return item_schema(names_of(guideline))
