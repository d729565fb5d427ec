"""The address of every thing on the site, in one place: people paste them into chats.

Addresses are from the site's root, `PATH.html` or `PATH.html#ANCHOR`; `relative` turns one into the
link that a page writes, which works on any server and from a folder on disk.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote

from goldline.model.condition import Value
from goldline.rules.show import show_value

HOME = "index.html"
GOLD = "gold/index.html"
ITEM = "gold/item.html"
PRACTICE = "practice/index.html"
ESCALATIONS = "escalations/index.html"
ESCALATE = "escalations/ask.html"
CHANGES = "changes/index.html"
CHECKS = "handbook/reference/checks.html"
COMMANDS = "handbook/reference/commands.html"
FORMAT = "handbook/reference/format.html"
PEOPLE = "people/index.html"
PEOPLE_RULES = "people/rules.html"
PEOPLE_OVER_TIME = "people/over-time.html"
FEED_RSS = "changes/feed.xml"
FEED_JSON = "changes/feed.json"
ASSETS = "assets/goldline"
PEOPLE_STYLE = f"{ASSETS}/people/people.css"


def guideline(guideline_id: str) -> str:
    """Return where a guideline is."""
    return f"guidelines/{guideline_id}/index.html"


def taxonomy(guideline_id: str) -> str:
    """Return where a guideline's types of findings are."""
    return f"guidelines/{guideline_id}/taxonomy.html"


def finding_type(guideline_id: str, path: str) -> str:
    """Return where a type of finding is."""
    return f"{taxonomy(guideline_id)}#{path}"


def severity(guideline_id: str, name: str) -> str:
    """Return where a severity is explained."""
    return f"{taxonomy(guideline_id)}#severity-{name}"


def term(guideline_id: str, name: str) -> str:
    """Return where a term is explained."""
    return f"{guideline(guideline_id)}#{term_anchor(name)}"


def term_anchor(name: str) -> str:
    """Return the anchor of a term: letters of any script, `-` for all else."""
    return "term-" + (re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "x")


def criterion(guideline_id: str, criterion_id: str) -> str:
    """Return where a criterion is."""
    return f"guidelines/{guideline_id}/criteria/{criterion_id}.html"


def rule(guideline_id: str, criterion_id: str, rule_id: str) -> str:
    """Return where a rule is (`otherwise` for one without id)."""
    return f"{criterion(guideline_id, criterion_id)}#{rule_id}"


def level(guideline_id: str, criterion_id: str, value: Value) -> str:
    """Return where a level of a criterion's scale is."""
    return f"{criterion(guideline_id, criterion_id)}#{level_anchor(value)}"


def level_anchor(value: Value) -> str:
    """Return the anchor of a level."""
    return f"level-{show_value(value)}"


def input_anchor(name: str) -> str:
    """Return the anchor of an input on its criterion's page."""
    return f"input-{name}"


def changes(guideline_id: str) -> str:
    """Return where a guideline's versions are listed."""
    return f"guidelines/{guideline_id}/changes/index.html"


def version(guideline_id: str, number: str) -> str:
    """Return where one version is told of."""
    return f"guidelines/{guideline_id}/changes/{number.replace('+', '_')}.html"


def item(item_id: str) -> str:
    """Return where a gold item is."""
    return f"{ITEM}#{item_id}"


def escalation(escalation_id: str) -> str:
    """Return where an escalation is."""
    return f"{ESCALATIONS}#{escalation_id}"


def escalate(guideline_id: str, criterion_id: str, rule_id: str = "", item_id: str = "") -> str:
    """Return where one asks about a rule, an item, or a criterion as a whole."""
    if item_id:
        return f"{item(item_id)}/{escalate_anchor()}"
    return f"{criterion(guideline_id, criterion_id)}#{escalate_anchor(rule_id)}"


def escalate_anchor(rule_id: str = "") -> str:
    """Return the anchor of the form for a rule, or of the page's own form."""
    return f"escalate-{rule_id}" if rule_id else "escalate"


def media(path: str) -> str:
    """Return where a media file of the repository is shipped (`goldsets/NAME/media/dog.jpg`)."""
    return "media/" + path.removeprefix("goldsets/").replace("/media/", "/", 1)


def relative(address: str, here: str) -> str:
    """Return the link from the page at `here` to an address, percent-encoded."""
    path, _, anchor = address.partition("#")
    fragment = f"#{quote(anchor, safe='-._~/*')}" if anchor else ""
    if path == here and fragment:
        return fragment
    return _between(path, posixpath.dirname(here)) + fragment


# Ten thousand items link to the same few places.
@lru_cache(maxsize=1 << 14)
def _between(path: str, folder: str) -> str:
    return quote(posixpath.relpath(path, folder or "."))
