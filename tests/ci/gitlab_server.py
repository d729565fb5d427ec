"""GitLab on this machine: a project with merge requests, answered as its API answers, and its notes kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ci.listening import listening

BOT = "project_7_bot_1"


@dataclass
class Request:
    """A merge request: its newest commit, its notes, what it changes, and the report of its job."""

    sha: str
    report: bytes | None = None
    status: str = "failed"
    notes: list[dict[str, Any]] = field(default_factory=list)
    diffs: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Server:
    """What GitLab would know, and what it was asked; a commit in `moves` comes once a report was read."""

    url: str = ""
    requests: dict[int, Request] = field(default_factory=dict)
    written: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    moves: dict[int, str] = field(default_factory=dict)
    status: int = 200

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        """Return what the API answers; None for what is not there, bytes for a file."""
        if path == "/user":
            return {"id": 5, "username": BOT}
        match = re.fullmatch(r"/projects/(7|acme%2Fguide)/(.*)", path)
        rest = match[2] if match else ""
        page = int(query.get("page", ["1"])[0])
        many = slice((page - 1) * 100, page * 100)
        if rest == "merge_requests":
            assert query["state"] == ["opened"]
            return [{"iid": number, "sha": one.sha} for number, one in self.requests.items()][many]
        if match := re.fullmatch(r"merge_requests/(\d+)(/\w+)?(?:/(\d+))?", rest):
            return self._of_request(method, int(match[1]), match[2], match[3], many, body)
        if match := re.fullmatch(r"pipelines/(\d+)/jobs", rest):
            number = int(match[1]) % 1000
            states = query["scope[]"]
            jobs = [{"id": 10 * int(match[1]), "name": "goldline", "status": self.requests[number].status}]
            return [*(one for one in jobs if one["status"] in states), {"id": 1, "name": "pages"}][many]
        if match := re.fullmatch(r"jobs/(\d+)/artifacts/goldline-report/goldline-ci\.json", rest):
            number = int(match[1]) // 10 % 1000
            data = self.requests[number].report
            if number in self.moves:
                self.requests[number].sha = self.moves[number]
            return data
        return None

    def _of_request(
        self, method: str, number: int, what: str | None, note: str | None, many: slice, body: Any
    ) -> Any:
        one = self.requests[number]
        if what is None:
            return {"iid": number, "sha": one.sha, "state": "opened"}
        if what == "/diffs":
            return one.diffs[many]
        if what == "/pipelines":
            old = {"id": 2000 + number, "sha": "9" * 40}
            return [{"id": 1000 + number, "sha": one.sha}, old][many]
        if method == "GET":
            return one.notes[many]
        self.written.append((method, body["body"]))
        if method == "PUT":
            [found] = [each for each in one.notes if str(each["id"]) == note]
            found["body"] = body["body"]
            return found
        one.notes.append({"id": 500 + len(one.notes), "author": {"username": BOT}, **body})
        return one.notes[-1]


@contextmanager
def serve_gitlab() -> Iterator[Server]:
    """Yield a GitLab that listens on a port of its own."""
    known = Server()

    def answer(request: BaseHTTPRequestHandler, body: Any) -> tuple[int, bytes]:
        parts = urlsplit(request.path)
        known.asked.append(unquote(request.path))
        known.tokens.add(request.headers["PRIVATE-TOKEN"])
        found = known.answer(request.command, parts.path, parse_qs(parts.query), body)
        data = found if isinstance(found, bytes) else json.dumps(found).encode()
        return known.status if found is not None else 404, data

    with listening(answer) as known.url:
        yield known
