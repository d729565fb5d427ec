"""GitHub on this machine: it answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ci.hostile import COMMIT


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

    class Handler(BaseHTTPRequestHandler):
        def _speak(self) -> None:
            parts = urlsplit(self.path)
            known.asked.append(self.path)
            known.tokens.add(self.headers["Authorization"])
            size = int(self.headers.get("Content-Length") or 0)
            if self.command != "GET":
                body = json.loads(self.rfile.read(size))["body"]
                known.written.append((self.command, parts.path, body))
                answer: Any = {"id": 1}
            else:
                answer = known.answer(parts.path, parse_qs(parts.query))
            data = json.dumps(answer).encode() if known.raw is None else known.raw
            self.send_response(known.status)
            self.send_header("Content-Length", str(len(data)))
            if known.status == 302:
                self.send_header("Location", f"{known.url}/elsewhere")
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _speak  # noqa: N815 - names that the library looks for

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()
