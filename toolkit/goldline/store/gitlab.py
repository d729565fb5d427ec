"""The door to GitLab: open merge requests, the reports of their pipelines, and one note kept on each.

It knows a few addresses of one project; the token goes nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from goldline.errors import GoldlineError
from goldline.store.forge_calls import (
    NotFoundError,
    as_json,
    call,
    commit_in,
    dig,
    refuse_address,
    refuse_token,
    rows,
)

_PROJECT = re.compile(r"[0-9]{1,12}|[A-Za-z0-9_][A-Za-z0-9._/-]{1,250}")
_RIGHTS = "the token needs the scope `api` and at least the role Reporter in this project"


@dataclass(frozen=True, slots=True)
class GitLab:
    """One project on GitLab, by number or path, spoken to with a token of a project, group or person."""

    project: str
    token: str
    api: str = "https://gitlab.com/api/v4"

    def __post_init__(self) -> None:
        refuse_address("GitLab", self.api)
        if not _PROJECT.fullmatch(self.project) or ".." in self.project:
            raise GoldlineError("the project must be named by its number, or as GROUP/PROJECT")
        refuse_token(self.token, "set GOLDLINE_TOKEN, a protected variable of the project")

    def find_pulls(self) -> list[int]:
        """Return the numbers of the open merge requests, the oldest first."""
        found = [
            one.get("iid") for one in self._all("merge_requests?state=opened&order_by=created_at&sort=asc")
        ]
        return [number for number in found if isinstance(number, int)]

    def head_of(self, number: int) -> str:
        """Return the newest commit of a merge request."""
        return commit_in(
            "GitLab", "merge request", dig(self._call("GET", f"merge_requests/{number:d}"), "sha")
        )

    def read_report(self, number: int, job: str, path: str, most: int) -> bytes | None:
        """Return a file that the job of that name left for the newest commit, however the job ended.

        None where there is none: the pipeline is not done yet, or runs in a fork.
        """
        head = self.head_of(number)
        pipelines = [
            one
            for one in self._all(f"merge_requests/{number:d}/pipelines?")
            if one.get("sha") == head and isinstance(one.get("id"), int)
        ]
        for pipeline in sorted(pipelines, key=lambda one: -int(one["id"])):
            try:
                ended = "scope[]=success&scope[]=failed"
                jobs = [
                    int(one["id"])
                    for one in self._all(f"pipelines/{pipeline['id']:d}/jobs?{ended}")
                    if one.get("name") == job and isinstance(one.get("id"), int)
                ]
                if jobs:
                    return self._fetch("GET", f"jobs/{max(jobs):d}/artifacts/{quote(path)}", most=most)
            except NotFoundError:
                continue
        return None

    def changed_files(self, number: int) -> list[str]:
        """Return the paths that a merge request changes, old names included."""
        found: list[str] = []
        for one in self._all(f"merge_requests/{number:d}/diffs?"):
            found += [name for name in (one.get("new_path"), one.get("old_path")) if name]
        return [str(name) for name in dict.fromkeys(found)]

    def find_comment(self, number: int, mark: str, author: str) -> int | None:
        """Return the first note that begins with a mark and is by that author; anybody can write one."""
        for one in self._all(f"merge_requests/{number:d}/notes?sort=asc&order_by=created_at"):
            body = one.get("body")
            if dig(one, "author", "username") == author and isinstance(body, str) and body.startswith(mark):
                return int(one["id"])
        return None

    def write_comment(self, number: int, comment: int | None, text: str) -> None:
        """Write a new note on a merge request, or put the text in place of an old one."""
        notes = f"merge_requests/{number:d}/notes"
        if comment is None:
            self._call("POST", notes, {"body": text})
        else:
            self._call("PUT", f"{notes}/{comment:d}", {"body": text})

    def own_name(self) -> str:
        """Return the name under which the token writes."""
        data = call("GitLab", "GET", f"{self.api.rstrip('/')}/user", self._headers, rights=_RIGHTS)
        name = dig(as_json("GitLab", data), "username")
        if not isinstance(name, str) or not name:
            raise GoldlineError("GitLab does not say whose token this is")
        return name

    @property
    def _headers(self) -> dict[str, str]:
        return {"PRIVATE-TOKEN": self.token}

    def _all(self, path: str) -> Iterator[Mapping[str, Any]]:
        return rows("GitLab", path, partial(self._call, "GET"))

    def _call(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        return as_json("GitLab", self._fetch(method, path, body))

    def _fetch(
        self, method: str, path: str, body: Mapping[str, str] | None = None, *, most: int = 16 << 20
    ) -> bytes:
        address = f"{self.api.rstrip('/')}/projects/{quote(self.project, safe='')}/{path}"
        return call("GitLab", method, address, self._headers, body, rights=_RIGHTS, most=most)
