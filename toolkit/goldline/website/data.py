"""Data for scripts, shipped as scripts: a page opened from a folder on disk may not fetch anything."""

from __future__ import annotations

import json
from typing import Any

from goldline.website.page import Asset


def data_file(name: str, value: Any) -> Asset:
    """Return the file `data/NAME.js`, which hands `value` to `goldline.load(NAME)` (see `core.js`).

    What it holds is JSON in every sense: not finite numbers are refused, and keys keep their order.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Two characters that JSON may hold as they are, and old scripts may not.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Asset(f"data/{name}.js", f"goldline.receive({json.dumps(name)},{text});\n".encode())
