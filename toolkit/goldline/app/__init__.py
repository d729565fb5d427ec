"""The use cases: trees in, reports out. Here the rooms meet that do not know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goldline.app.checking import check
    from goldline.app.deciding import decide
    from goldline.app.diffing import diff
    from goldline.app.explaining import explain

_WHERE = {
    "check": "goldline.app.checking",
    "diff": "goldline.app.diffing",
    "decide": "goldline.app.deciding",
    "explain": "goldline.app.explaining",
}

__all__ = ["check", "decide", "diff", "explain"]


def __getattr__(name: str) -> Any:
    # Each use case brings its own imports: `decide` needs no checks, `check` no comparison.
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(name)
