"""GitHub on this machine: it answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ci.hostile import COMMIT
from ci.listening import listening


@dataclass
class Forge:
    """What GitHub would know, and what it was asked to write; `heads` is taken from as it is asked."""

    url: str = ""
    pulls: list[dict[str, Any]] = field(default_factory=list)
    heads: list[str] = field(default_factory=lambda: [COMMIT])
    comments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    written: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    status: int = 200
    raw: bytes | None = None

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        page = int(query.get("page", ["1"])[0])
        many = slice((page - 1) * 100, page * 100)
        if path.endswith("/pulls"):
            return self.pulls[many]
        if path.endswith("/files"):
            return self.files[many]
        if path.endswith("/comments"):
            return self.comments[many]
        return {"head": {"sha": self.heads.pop(0) if len(self.heads) > 1 else self.heads[0]}}


@contextmanager
def serve_forge() -> Iterator[Forge]:
    """Yield a forge that listens on a port of its own."""
    known = Forge()

    def answer(request: BaseHTTPRequestHandler, body: Any) -> tuple[int, bytes]:
        parts = urlsplit(request.path)
        known.asked.append(request.path)
        known.tokens.add(request.headers["Authorization"])
        found: Any = {"id": 1}
        if request.command == "GET":
            found = known.answer(parts.path, parse_qs(parts.query))
        else:
            known.written.append((request.command, parts.path, body["body"]))
        return known.status, json.dumps(found).encode() if known.raw is None else known.raw

    with listening(answer) as known.url:
        yield known
