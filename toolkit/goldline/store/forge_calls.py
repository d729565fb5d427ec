"""One call to a forge's API: nothing but the standard library, bounded answers, and no redirect.

A redirect would carry the token to another host, so it counts as a failure.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from goldline.errors import GoldlineError

_SECONDS = 30
_LARGEST = 16 << 20
_A_PAGE = 100
_MOST_PAGES = 60
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LOCAL = ("127.0.0.1", "localhost", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class NotFoundError(GoldlineError):
    """The forge has no such thing."""


def refuse_address(forge: str, address: str) -> None:
    """Raise `GoldlineError` for an address to which no token may be sent."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise GoldlineError(f"the address of {forge}'s API must begin with https://")


def refuse_token(token: str, hint: str) -> None:
    """Raise `GoldlineError` for a token that no header can carry."""
    if not token or not token.isascii() or not token.isprintable():
        raise GoldlineError("there is no usable token", hint=hint)


def call(
    forge: str,
    method: str,
    address: str,
    headers: Mapping[str, str],
    body: Mapping[str, str] | None = None,
    *,
    rights: str,
    most: int = _LARGEST,
) -> bytes:
    """Return what the forge answers; raises `GoldlineError` for all that is no yes.

    `rights` is the way out where the token may not do it.
    """
    request = urllib.request.Request(
        address,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "User-Agent": "goldline", **headers},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
            data: bytes = answer.read(most + 1)
    except urllib.error.HTTPError as error:
        said = f"{forge} answered {error.code} to {method}"
        if error.code == 404:
            raise NotFoundError(said, hint="what it is about may be gone") from error
        hint = rights if error.code in (401, 403) else "run the job again"
        raise GoldlineError(said, hint=hint) from error
    except (OSError, HTTPException) as error:
        raise GoldlineError(f"{forge} cannot be reached", hint="run the job again") from error
    if len(data) > most:
        raise GoldlineError(f"{forge}'s answer is too large")
    return data


def as_json(forge: str, data: bytes) -> Any:
    """Return an answer as JSON; raises `GoldlineError` where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GoldlineError(f"{forge}'s answer is not JSON") from error


def dig(value: Any, *keys: str) -> Any:
    """Return what stands below these keys, None where anything on the way is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def rows(forge: str, path: str, ask: Callable[[str], Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a list, page by page; `path` ends where a query can go on, `ask` answers it."""
    for page in range(1, _MOST_PAGES + 1):
        some = ask(f"{path}&per_page={_A_PAGE}&page={page}")
        if not isinstance(some, list):
            raise GoldlineError(f"{forge}'s answer is not a list")
        yield from (row for row in some if isinstance(row, dict))
        if len(some) < _A_PAGE:
            return


def commit_in(forge: str, what: str, sha: Any) -> str:
    """Return a commit's id as the forge gave it; raises `GoldlineError` where it is none."""
    if not isinstance(sha, str) or not _COMMIT.fullmatch(sha):
        raise GoldlineError(f"{forge} does not say which commit the {what} stands at")
    return sha
