"""The Content-Security-Policy of a page: scripts and styles of this site, and nothing inline but the theme's.

What the theme writes inline differs from release to release, so its hashes are taken from the page as it
came out. A body that holds inline script would be hashed with it, and is refused.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser

from goldline.errors import GoldlineError
from goldline.website.escalation.targets import form_action

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_HAS_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_IS_DATA = re.compile(r"""\stype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)
# A look that finds too much, in text and in values too; a slower one follows where it finds anything.
_SUSPECT = re.compile(r"""<script|<style|[\s/"'](?:style|on[a-z]+)\s*=""", re.IGNORECASE)
_CHARSET = re.compile(r"""<meta\s+charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)


def with_policy(page: str, targets: Iterable[str] = ()) -> str:
    """Return a page with its policy; forms may go to `targets` alone (`github:OWNER/REPO`, …)."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, targets)}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n      {meta}", page, count=1)


def policy(page: str, targets: Iterable[str] = ()) -> str:
    """Return the policy for a page."""
    hashes = sorted({_hash(body) for attributes, body in _SCRIPT.findall(page) if _runs(attributes)})
    parts = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": form_places(targets) or ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())


def form_places(targets: Iterable[str]) -> list[str]:
    """Return where forms may go, for the escalation targets of the settings."""
    return sorted({where for target in targets if (where := form_action(target))})


def refuse_active(body: str, path: str) -> None:
    """Raise `GoldlineError` where a page's body holds what its policy would have to forbid."""
    if _SUSPECT.search(body):
        seeker = _Seeker()
        seeker.feed(body)
        seeker.close()
        if seeker.found:
            raise GoldlineError(
                f"the page {path} holds {seeker.found} of its own, which the site's policy forbids",
                hint="put it into a file that `extra_javascript` or `extra_css` in site/mkdocs.yml names",
            )


class _Seeker(HTMLParser):
    """Finds the first thing in a body that acts."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        is_data = (given.get("type") or "").startswith(("application/json", "application/ld+json"))
        if tag == "script" and "src" not in given and not is_data:
            self.found = self.found or "a script"
        elif tag == "style" or "style" in given:
            self.found = self.found or "a style"
        elif any(name.startswith("on") for name in given):
            self.found = self.found or "an attribute that runs a script, such as onclick,"


def _runs(attributes: str) -> bool:
    return not _HAS_SOURCE.search(attributes) and not _IS_DATA.search(attributes)


def _hash(body: str) -> str:
    return f"'sha256-{b64encode(sha256(body.encode()).digest()).decode('ascii')}'"
