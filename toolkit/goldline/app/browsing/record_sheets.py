"""Gold sets and escalations as a reader wants them, and items in a list of them."""

from __future__ import annotations

from goldline.app.browsing.library import Library
from goldline.model.browsing import Entry, Section, Sheet
from goldline.model.escalation import Escalation
from goldline.model.gold import GoldSet, Item


def set_sheet(library: Library, gold_set: GoldSet) -> Sheet:
    """Return a gold set: its items and media."""
    items = [item for item in library.items if f"goldsets/{item.set}" == gold_set.folder]
    media = tuple(
        Entry(one.id, one.alt, below=(f"{one.path}, {one.license}",)) for one in gold_set.media.values()
    )
    return Sheet(
        "goldset",
        gold_set.id,
        gold_set.title,
        (gold_set.guideline, gold_set.visibility, gold_set.license or "no licence"),
        gold_set.where.file,
        sections(
            (
                f"Items: {len(items)}",
                tuple(Entry(item.id, "" if library.hidden(item) else item.title) for item in items),
            ),
            ("Media", media),
        ),
    )


def escalation_sheet(escalation: Escalation) -> Sheet:
    """Return an escalation: what it is about, the question, the answer, and what it led to."""
    outcome = escalation.outcome
    led: list[Entry] = []
    if outcome is not None:
        led += [Entry("rules", ", ".join(outcome.rules))] if outcome.rules else []
        led += [Entry("gold", ", ".join(outcome.gold))] if outcome.gold else []
        led += [Entry("version", outcome.version)] if outcome.version else []
    about = [
        Entry(name, text)
        for name, text in (
            ("item", escalation.item),
            ("case", escalation.case),
            ("criterion", escalation.criterion),
            ("rules", ", ".join(escalation.rules)),
        )
        if text
    ]
    decided = f"{escalation.decided_by}, {escalation.decided}".strip(", ")
    return Sheet(
        "escalation",
        escalation.id,
        "",
        (
            escalation.status,
            f"opened {escalation.opened} by {escalation.by}",
            f"{escalation.guideline}@{escalation.stamp}",
        ),
        escalation.where.file,
        sections(
            ("About", tuple(about)),
            ("Question", (Entry("", escalation.question),)),
            (
                f"Answer ({decided})" if decided else "Answer",
                (Entry("", escalation.answer),) if escalation.answer else (),
            ),
            ("What it led to", tuple(led)),
        ),
    )


def escalation_entry(one: Escalation) -> Entry:
    """Return an escalation in one line."""
    return Entry(one.id, f"{one.status}: {' '.join(one.question.split())}")


# --- what sheets share ----------------------------------------------------------------------

_MOST = 12


def item_entries(library: Library, items: list[Item]) -> tuple[Entry, ...]:
    """Return the items that may be named in connection with what they say, and how many may not."""
    open_ = [item for item in items if not library.hidden(item)]
    entries = [Entry(item.id, item.title) for item in open_[:_MOST]]
    more, hidden = len(open_) - len(entries), len(items) - len(open_)
    rest = [text for text, count in ((f"and {more} more", more), (f"and {hidden} held out", hidden)) if count]
    return (*entries, *(Entry("", text) for text in rest))


def counted(count: int, noun: str) -> str:
    """Return `1 item`, `2 items`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def sections(*parts: tuple[str, tuple[Entry, ...]]) -> tuple[Section, ...]:
    """Return the sections that have something in them."""
    return tuple(Section(title, entries) for title, entries in parts if entries)
