"""The door to GitHub: reading a pull request, and keeping one comment on it up to date.

Nothing but the standard library, a few addresses below one host, bounded answers, and no redirect:
the token goes nowhere else.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from goldline.errors import GoldlineError

_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,100}/[A-Za-z0-9._-]{1,100}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SECONDS = 30
_LARGEST = 16 << 20
_A_PAGE = 100
_MOST_PAGES = 60
_LOCAL = ("127.0.0.1", "localhost", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository on GitHub, spoken to with a token."""

    repository: str
    token: str
    api: str = "https://api.github.com"

    def __post_init__(self) -> None:
        parts = urlsplit(self.api)
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise GoldlineError("the address of GitHub's API must begin with https://")
        if not _REPOSITORY.fullmatch(self.repository):
            raise GoldlineError("the repository must be named as OWNER/NAME")
        if not self.token or not self.token.isascii() or not self.token.isprintable():
            raise GoldlineError("there is no usable token", hint="set GITHUB_TOKEN in the step's `env`")

    def find_pulls(self, owner: str, branch: str, head: str) -> list[int]:
        """Return the numbers of the open pull requests whose newest commit of that branch is `head`."""
        query = {"state": "open", "head": f"{owner}:{branch}"}
        return [
            int(one["number"])
            for one in self._all(f"pulls?{urlencode(query)}")
            if _dig(one, "head", "sha") == head and isinstance(one.get("number"), int)
        ]

    def head_of(self, number: int) -> str:
        """Return the newest commit of a pull request."""
        sha = _dig(self._call("GET", f"pulls/{number:d}"), "head", "sha")
        if not isinstance(sha, str) or not _COMMIT.fullmatch(sha):
            raise GoldlineError("GitHub does not say which commit the pull request stands at")
        return sha

    def changed_files(self, number: int) -> list[str]:
        """Return the paths that a pull request changes, old names included, as GitHub lists them."""
        found: list[str] = []
        for one in self._all(f"pulls/{number:d}/files?"):
            found += [name for name in (one.get("filename"), one.get("previous_filename")) if name]
        return [str(name) for name in found]

    def find_comment(self, number: int, mark: str, author: str) -> int | None:
        """Return the first comment that begins with a mark and is by that author; anybody can write one."""
        for one in self._all(f"issues/{number:d}/comments?"):
            body = one.get("body")
            if _dig(one, "user", "login") == author and isinstance(body, str) and body.startswith(mark):
                return int(one["id"])
        return None

    def write_comment(self, number: int, comment: int | None, text: str) -> None:
        """Write a new comment on a pull request, or put the text in place of an old one."""
        if comment is None:
            self._call("POST", f"issues/{number:d}/comments", {"body": text})
        else:
            self._call("PATCH", f"issues/comments/{comment:d}", {"body": text})

    def _all(self, path: str) -> Iterator[Mapping[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            rows = self._call("GET", f"{path}&per_page={_A_PAGE}&page={page}")
            if not isinstance(rows, list):
                raise GoldlineError("GitHub's answer is not a list")
            yield from (row for row in rows if isinstance(row, dict))
            if len(rows) < _A_PAGE:
                return

    def _call(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self.api.rstrip('/')}/repos/{self.repository}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "User-Agent": "goldline",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
                data = answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            raise GoldlineError(
                f"GitHub answered {error.code} to {method}", hint=_way_out(error.code)
            ) from error
        except (OSError, HTTPException) as error:
            raise GoldlineError("GitHub cannot be reached", hint="run the job again") from error
        if len(data) > _LARGEST:
            raise GoldlineError("GitHub's answer is too large")
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise GoldlineError("GitHub's answer is not JSON") from error


def _dig(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _way_out(code: int) -> str:
    if code in (401, 403):
        return "the job needs `permissions: pull-requests: write` and GITHUB_TOKEN"
    return "the pull request or its comment may be gone" if code == 404 else "run the job again"
