"""A gold item: what was judged, what was found where, and how each judgment comes about.

Items that train ask first: until their reader has answered, or opens the answers, nothing of the gold is
told, and neither are title and tags, which often say it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from goldline.app.browsing.library import label_on
from goldline.app.explaining import explain_judgments
from goldline.model.condition import Value
from goldline.model.corpus import MediaInfo
from goldline.model.criterion import Criterion
from goldline.model.explanation import ExplainedJudgment
from goldline.model.gold import Item, Label
from goldline.model.guideline import Guideline
from goldline.model.report import JudgmentChange
from goldline.model.scale import NOT_JUDGED, Level
from goldline.reading.media import look_at
from goldline.render.statuses import status_words
from goldline.rules.judge import Judge, Target
from goldline.rules.show import show_value
from goldline.website import links
from goldline.website.escalation import SCRIPT
from goldline.website.exhibit import Layout, Look, lay_out_item
from goldline.website.history import Release
from goldline.website.model import SiteModel
from goldline.website.page import Asset, Page
from goldline.website.references import references
from goldline.website.rendering import render
from goldline.website.terms import Terms

SCRIPTS = ("answers.js", "veil.js", "item.js", "item-media.js", "item-ask.js", SCRIPT)
"""What an item's page loads, in this order."""

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Past:
    """What one release did to a judgment of the item."""

    release: Release
    change: JudgmentChange
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgment: the label, what the rules say and why. `key` names it in scripts."""

    key: str
    criterion: Criterion
    response: str | None
    label: Label | None
    explained: ExplainedJudgment | None
    votes: tuple[tuple[str, Value], ...]
    past: tuple[Past, ...]

    @property
    def agreeing(self) -> int:
        """How many votes gave the label."""
        return sum(self.label is not None and value == self.label.value for _, value in self.votes)

    @property
    def asked(self) -> bool:
        """Whether a reader is asked for it: numbers that rules work out are not guessed."""
        return self.label is not None and not (self.criterion.scale.numeric and self.criterion.ruled)

    @property
    def level(self) -> Level | None:
        """The level that the label gives."""
        return None if self.label is None else self.criterion.scale.level(self.label.value)


def pages(site: SiteModel) -> Iterator[Page | Asset]:
    """Yield a page for each item, active or retired, and the media that they show."""
    shipped: set[str] = set()
    histories = {name: _history(site, name) for name in site.guidelines}
    judges = {name: Judge(guideline) for name, guideline in site.guidelines.items()}
    known = {name: references(site, guideline) for name, guideline in site.guidelines.items()}
    entries = site.tree.entries()

    @cache
    def look(path: str) -> MediaInfo | None:
        return look_at(path, site.tree.read(path)) if path in entries else None

    for item in [*site.items.values(), *site.retired.values()]:
        guideline = site.guidelines.get(item.guideline)
        if guideline is None:
            continue
        layout = lay_out_item(site, item, look)
        history = histories[guideline.id].get(item.id, [])
        yield _page(site, item, guideline, judges[guideline.id], layout, history, known[guideline.id])
        yield from _media(site, item, look, shipped)


def _page(
    site: SiteModel,
    item: Item,
    guideline: Guideline,
    judge: Judge,
    layout: Layout,
    history: list[Past],
    known: dict[str, str],
) -> Page:
    here = links.item(item.id)
    told = site.visibility(item) == "example"
    judged = list(_judged(item, judge, history))
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.criterion.id].append(one)
    body = render(
        "item.html.j2",
        here,
        site=site,
        item=item,
        guideline=guideline,
        told=told,
        layout=layout,
        groups=list(groups.values()),
        asked=[one for one in judged if one.asked],
        escalations=[one for one in site.escalations if one.item == item.id],
        known_escalations={one.id for one in site.escalations},
        prose=Terms(guideline, here, known),
        is_address=lambda text: _ADDRESS.fullmatch(text) is not None,
        not_judged=NOT_JUDGED,
        key_of=target_key,
    )
    title = item.title if told and item.title else item.id
    return Page(here, title, body, search=False, source=item.file, wide=True, scripts=SCRIPTS)


def target_key(criterion: str, response: str | None) -> str:
    """Return what scripts call a judgment: `correctness`, `correctness/a`."""
    return criterion if response is None else f"{criterion}/{response}"


def _judged(item: Item, judge: Judge, history: list[Past]) -> Iterator[Judged]:
    explained = {(one.criterion, one.response): one for one in explain_judgments(judge, item)}
    # As the author of the item wrote them down, which is how people judge; criteria of no label come last.
    names = [one.criterion for one in item.labels] + [name for name, _ in explained]
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    targets: set[Target] = {(one.criterion, one.response) for one in item.labels} | explained.keys()
    for criterion_id, response in sorted(targets, key=lambda one: (order[one[0]], one[1] or "")):
        criterion = judge.guideline.criteria.get(criterion_id)
        if criterion is None:
            continue
        target = (criterion_id, response)
        yield Judged(
            key=target_key(*target),
            criterion=criterion,
            response=response,
            label=label_on(item, target),
            explained=explained.get(target),
            votes=tuple(
                (vote.annotator, vote.values[target]) for vote in item.votes if target in vote.values
            ),
            past=tuple(
                one
                for one in history
                if (one.change.criterion, one.change.response) == (criterion_id, response)
            ),
        )


# --- history ---------------------------------------------------------------------------------


def _history(site: SiteModel, guideline: str) -> dict[str, list[Past]]:
    """Return by item what releases did to its judgments, the latest first."""
    found: dict[str, list[Past]] = defaultdict(list)
    for release in site.releases.get(guideline, ()):
        for change in release.report.judgments if release.report is not None else ():
            if change.guideline == guideline and change.status not in ("same", "added", "removed"):
                found[change.item].append(Past(release, change, _words(change)))
    return found


def _words(change: JudgmentChange) -> str:
    """Return what became of a judgment: `2 → 3, the label followed`."""
    before = _outcome(change.base, change.base_state)
    after = _outcome(change.head, change.head_state)
    says = status_words(change.status).one
    moved = f"the rules gave {before}, now {after}" if before != after else f"the rules give {after}"
    return f"{moved}: {says}"


def _outcome(value: Value, state: str | None) -> str:
    return show_value(value) if state in ("decided", None) else str(state)


# --- media -----------------------------------------------------------------------------------


def _media(site: SiteModel, item: Item, look: Look, shipped: set[str]) -> Iterator[Asset]:
    used = {*item.media, *item.prompt.media}
    used |= {name for turn in item.prompt.messages for name in turn.media}
    used |= {name for response in item.responses for name in response.media}
    used |= {one.media for fact in item.findings or () for one in fact.evidence if one.media}
    for name, (_, path) in site.media_of(item).items():
        info = look(path) if name in used and path not in shipped else None
        if info is not None and info.kind and not info.pointer:
            shipped.add(path)
            yield Asset(links.media(path), site.tree.read(path))
