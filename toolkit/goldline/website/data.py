"""Data for scripts, shipped as scripts: a page opened from a folder on disk may not fetch anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from goldline.website.page import Asset


def data_file(name: str, value: Any) -> Asset:
    """Return the file `data/NAME.js`, which hands `value` to `goldline.load(NAME)` (see `core.js`)."""
    return _file(name, as_json(value))


def data_of_records(name: str, records: Mapping[str, str]) -> Asset:
    """Return the same for records by id, each of which is JSON already."""
    return _file(name, "{" + ",".join(f"{as_json(key)}:{value}" for key, value in records.items()) + "}")


def as_json(value: Any) -> str:
    """Return JSON in every sense: not finite numbers are refused, and keys keep their order."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Two characters that JSON may hold as they are, and old scripts may not.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _file(name: str, text: str) -> Asset:
    return Asset(f"data/{name}.js", f"goldline.receive({json.dumps(name)},{text});\n".encode())
