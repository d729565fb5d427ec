"""An escalation that nobody has answered, or whose answer has not become part of the guideline.

Why it matters: until then every analyst decides the question anew, each in another way, and the
judgments of those days cannot be compared.

Bad:  `opened: 2026-03-02`, `status: open`, months later
Good: `status: resolved`, with the rules, the gold or the version that came of it
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL701", "open-too-long", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield escalations that have waited for more than the `open_days` of the settings."""
    most = corpus.settings.check.open_days
    for escalation in corpus.escalations.values():
        match escalation.status:
            case "open":
                days = _days(escalation.opened, corpus.today)
                if days > most:
                    yield Draft(
                        escalation.where.down("opened"),
                        f"opened {days} days ago, and still nobody has decided it",
                        f"answer it or decline it: no escalation should stay open for more than {most} days",
                    )
            case "answered":
                days = _days(escalation.decided, corpus.today)
                if days > most:
                    yield Draft(
                        escalation.where.down("decided"),
                        f"answered {days} days ago, and the answer has not come into rules or gold",
                        "write it into a rule or a gold item, then set `status: resolved` with its `outcome`",
                    )
            case _:
                pass


def _days(since: str, today: str) -> int:
    try:
        return (date.fromisoformat(today) - date.fromisoformat(since)).days
    except ValueError:  # not a date: reading has said so
        return 0
