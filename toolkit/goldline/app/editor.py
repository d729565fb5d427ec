"""What an editor needs to complete and check: a schema for each kind of file, and which file has which."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldline.app.frame import Frame
from goldline.schemas import KINDS, item_schema_for, schema_for
from goldline.writing.disk import Write

SCHEMAS = ".goldline/schemas"
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"

_FILES = {
    "guideline": "guidelines/*/guideline.yaml",
    "taxonomy": "guidelines/*/taxonomy.yaml",
    "criterion": "guidelines/*/criteria/*.yaml",
    "goldset": "goldsets/*/goldset.yaml",
    "escalation": "escalations/**/*.yaml",
}
_MANNERS: dict[str, Any] = {
    # Schemas from the web match by file names that are ours here, and a formatter would wrap prose anew.
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
    "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.wordWrap": "on"},
}


def schema_files(frame: Frame) -> dict[str, bytes]:
    """Return every schema by its path: one for each kind of file, and for items one for each guideline.

    A guideline that cannot be read in full has none of its own: half a schema would mark what is right.
    """
    broken = frame.broken_guidelines()
    schemas = {kind: schema_for(kind) for kind in KINDS}
    for name, guideline in sorted(frame.guidelines.items()):
        if name not in broken:
            schemas[f"item.{name}"] = item_schema_for(guideline)
    return {f"{SCHEMAS}/{name}.schema.json": _json(schema) for name, schema in schemas.items()}


def schema_map(frame: Frame, folder: str = SCHEMAS) -> dict[str, list[str]]:
    """Return which files each schema is for, as the setting `yaml.schemas` of an editor wants it."""
    broken = frame.broken_guidelines()
    found = {f"{folder}/{kind}.schema.json": [files] for kind, files in _FILES.items()}
    for set_folder, gold_set in sorted(frame.sets.items()):
        name = gold_set.guideline
        kind = f"item.{name}" if name in frame.guidelines and name not in broken else "item"
        items = f"goldsets/{set_folder}/items/**/*.yaml"
        found.setdefault(f"{folder}/{kind}.schema.json", []).append(items)
    return found


def vscode_settings(frame: Frame, old: bytes | None = None, folder: str = SCHEMAS) -> bytes | None:
    """Return `.vscode/settings.json` with our part of it up to date, or None where it cannot be read.

    All else that `old` says stays. Settings with comments are no JSON: those are left to their author.
    """
    settings: Any = {}
    if old is not None and old.strip():
        try:
            settings = json.loads(old)
        except ValueError:
            return None
        if not isinstance(settings, dict):
            return None
    before = settings.get("yaml.schemas")
    foreign = {
        schema: files
        for schema, files in (before if isinstance(before, dict) else {}).items()
        if not schema.startswith(f"{folder}/")
    }
    manners = {} if old is not None else _MANNERS
    return _json({**manners, **settings, "yaml.schemas": {**foreign, **schema_map(frame, folder)}})


def editor_writes(frame: Frame, root: Path) -> list[Write]:
    """Return what brings an editor's schemas and settings up to date, where the folder has them at all.

    After every change of a guideline: else an editor marks the new level, type or question as wrong.
    """
    if not (root / SCHEMAS).is_dir():
        return []
    fresh = schema_files(frame)
    if (root / SETTINGS).is_file():
        settings = vscode_settings(frame, (root / SETTINGS).read_bytes())
        if settings is not None:
            fresh[SETTINGS] = settings
    writes = []
    for path, data in fresh.items():
        old = (root / path).read_bytes() if (root / path).is_file() else None
        if old != data:
            writes.append(Write(path, data, old))
    return writes


def vscode_extensions() -> bytes:
    """Return `.vscode/extensions.json`: the extension that reads YAML by these schemas."""
    return _json({"recommendations": ["redhat.vscode-yaml"]})


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
