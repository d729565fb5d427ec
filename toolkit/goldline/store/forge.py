"""The door to GitHub: reading a pull request, and keeping one comment on it up to date.

It knows a few addresses below one host; the token goes nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from goldline.errors import GoldlineError
from goldline.store.forge_calls import as_json, call, commit_in, dig, refuse_address, refuse_token, rows

_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,100}/[A-Za-z0-9._-]{1,100}")
_RIGHTS = "the job needs `permissions: pull-requests: write` and GITHUB_TOKEN"


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository on GitHub, spoken to with a token."""

    repository: str
    token: str
    api: str = "https://api.github.com"

    def __post_init__(self) -> None:
        refuse_address("GitHub", self.api)
        if not _REPOSITORY.fullmatch(self.repository):
            raise GoldlineError("the repository must be named as OWNER/NAME")
        refuse_token(self.token, "set GITHUB_TOKEN in the step's `env`")

    def find_pulls(self, owner: str, branch: str, head: str) -> list[int]:
        """Return the numbers of the open pull requests whose newest commit of that branch is `head`."""
        query = {"state": "open", "head": f"{owner}:{branch}"}
        return [
            int(one["number"])
            for one in self._all(f"pulls?{urlencode(query)}")
            if dig(one, "head", "sha") == head and isinstance(one.get("number"), int)
        ]

    def head_of(self, number: int) -> str:
        """Return the newest commit of a pull request."""
        return commit_in("GitHub", "pull request", dig(self._call("GET", f"pulls/{number:d}"), "head", "sha"))

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
            if dig(one, "user", "login") == author and isinstance(body, str) and body.startswith(mark):
                return int(one["id"])
        return None

    def write_comment(self, number: int, comment: int | None, text: str) -> None:
        """Write a new comment on a pull request, or put the text in place of an old one."""
        if comment is None:
            self._call("POST", f"issues/{number:d}/comments", {"body": text})
        else:
            self._call("PATCH", f"issues/comments/{comment:d}", {"body": text})

    def _all(self, path: str) -> Iterator[Mapping[str, Any]]:
        return rows("GitHub", path, partial(self._call, "GET"))

    def _call(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.api.rstrip('/')}/repos/{self.repository}/{path}"
        return as_json("GitHub", call("GitHub", method, address, headers, body, rights=_RIGHTS))
