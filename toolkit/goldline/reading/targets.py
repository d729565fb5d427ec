"""Where escalations go: the form in which settings name it, whatever form people type."""

from __future__ import annotations

import re

FORMS = "`github:OWNER/REPO`, `gitlab:gitlab.com/GROUP/PROJECT` or `mail:leads@example.org`"

_GITHUB = re.compile(
    r"(?:github:|(?:https://)?github\.com/)([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?"
)
_GITLAB = re.compile(
    r"(?:gitlab:(?:https://)?|https://)"
    r"([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){2,20}?)(?:\.git)?/?"
)
_MAIL = re.compile(r"(?:mail:|mailto:)?([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def normal_target(text: str) -> str | None:
    """Return `github:OWNER/REPO`, `gitlab:HOST/PROJECT` or `mail:ADDRESS`, or None where it is none of them.

    Addresses as a browser shows them are understood; another host than github.com is taken for a GitLab.
    """
    wanted = text.strip()
    for kind, pattern in (("github", _GITHUB), ("gitlab", _GITLAB), ("mail", _MAIL)):
        found = pattern.fullmatch(wanted)
        if found:
            return f"{kind}:{found[1]}"
    return None
