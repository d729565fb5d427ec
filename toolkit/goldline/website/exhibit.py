"""An item laid out for its page: texts with quotes marked in them, and media with what was found drawn on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from goldline.model.corpus import MediaInfo
from goldline.model.gold import Evidence, FoundFact, Item, Media
from goldline.website import links
from goldline.website.model import SiteModel
from goldline.website.shown_text import Span, language, marked, places

_SHOWN = ("image/", "video/", "audio/")
_ACTIVE = ("image/svg+xml",)

Look = Callable[[str], MediaInfo | None]
"""Says what a file of the repository is, by its content."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the prompt, a turn of it, the reference, a response. `role` is whose turn it is."""

    anchor: str
    html: Markup
    lang: str
    role: str = ""
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A region that a finding points at, in percent; `segment` where it is one of a clip only for a while."""

    finding: int
    x: str
    y: str
    width: str
    height: str
    segment: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment that a finding points at, in seconds, and in percent where the clip's length is known."""

    finding: int
    start: float
    end: float
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture, clip or sound. `kind` is `image`, `video`, `audio`, or "" where it cannot be shown."""

    media: Media
    kind: str
    address: str
    info: MediaInfo | None
    boxes: tuple[Box, ...]
    stretches: tuple[Stretch, ...]

    @property
    def anchor(self) -> str:
        """Its anchor on the page."""
        return f"media-{self.media.id}"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One piece of evidence as the list of findings shows it; `anchor` is where it is on the page."""

    evidence: Evidence
    anchor: str
    media: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its number on the page, and where to see it."""

    number: int
    fact: FoundFact
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything of an item that is looked at, in reading order. `stage` are the media beside the texts."""

    stage: tuple[Exhibit, ...]
    prompt: tuple[Text, ...]
    reference: Text | None
    responses: tuple[Text, ...]
    shown_with: dict[str, tuple[Exhibit, ...]]
    findings: tuple[Finding, ...]


def lay_out_item(site: SiteModel, item: Item, look: Look) -> Layout:
    """Return an item as its page shows it."""
    known = site.media_of(item)
    # A medium is shown once: beside the texts, or with the one response that alone has it.
    staged = dict.fromkeys(
        [*item.media, *item.prompt.media, *(name for turn in item.prompt.messages for name in turn.media)]
    )
    mentioned = [one.media for fact in item.findings or () for one in fact.evidence if one.media]
    own = {name for response in item.responses for name in response.media} - staged.keys()
    staged |= dict.fromkeys(name for name in mentioned if name not in own)
    names = [name for name in staged if name in known]
    alone = names[0] if len(names) == 1 else ""
    boxes, stretches = _drawn(item, alone)
    exhibits = {
        name: _exhibit(*known[name], look, boxes[name], stretches[name])
        for name in [*names, *sorted(own & known.keys())]
    }
    spans = _spans(item)
    return Layout(
        stage=tuple(exhibits[name] for name in names),
        prompt=tuple(_prompt(item, spans)),
        reference=Text("reference", marked(item.reference, spans["reference"]), "")
        if item.reference
        else None,
        responses=tuple(
            Text(
                anchor,
                marked(one.text, spans[anchor]),
                language(one.text, item.locale),
                one.id or "",
                one.media,
            )
            for one in item.responses
            for anchor in [_anchor(one.id)]
        ),
        shown_with={
            one.id or "": tuple(exhibits[name] for name in one.media if name in own and name in exhibits)
            for one in item.responses
        },
        findings=tuple(
            Finding(number, fact, tuple(_pointers(number, fact, spans, alone)))
            for number, fact in enumerate(item.findings or (), start=1)
        ),
    )


# --- texts -----------------------------------------------------------------------------------


def _prompt(item: Item, spans: dict[str, list[Span]]) -> Iterator[Text]:
    if not item.prompt.messages:
        if item.prompt.text or item.prompt.media:
            text = item.prompt.text
            yield Text("prompt", marked(text, spans["prompt"]), language(text, item.locale))
        return
    for number, turn in enumerate(item.prompt.messages, start=1):
        anchor = f"turn-{number}"
        yield Text(
            anchor, marked(turn.text, spans[anchor]), language(turn.text, item.locale), turn.role, turn.media
        )


def _anchor(response: str | None) -> str:
    return "response" if response is None else f"response-{response}"


def _spans(item: Item) -> dict[str, list[Span]]:
    """Return where quotes stand, by the anchor of their text; counted as `check` counts occurrences."""
    found: dict[str, list[Span]] = defaultdict(list)
    for number, fact in enumerate(item.findings or (), start=1):
        for order, one in enumerate(fact.evidence, start=1):
            if one.quote is None:
                continue
            texts = _texts(item, fact, one)
            place = places([text for _, text in texts], one.quote, one.occurrence)
            if place is not None:
                anchor, start = texts[place[0]][0], place[1]
                found[anchor].append(Span(start, start + len(one.quote), number, order))
    return found


def _texts(item: Item, fact: FoundFact, one: Evidence) -> list[tuple[str, str]]:
    turns = [(f"turn-{number}", turn.text) for number, turn in enumerate(item.prompt.messages, start=1)]
    if one.turn is not None:
        return turns[one.turn - 1 : one.turn] if one.turn > 0 else []
    if one.source == "prompt":
        return turns or [("prompt", item.prompt.text)]
    if one.source == "reference":
        return [("reference", item.reference)]
    return [(_anchor(r.id), r.text) for r in item.responses if fact.response is None or r.id == fact.response]


# --- media -----------------------------------------------------------------------------------


def _drawn(item: Item, alone: str) -> tuple[dict[str, list[Box]], dict[str, list[tuple[int, float, float]]]]:
    boxes: dict[str, list[Box]] = defaultdict(list)
    stretches: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for number, fact in enumerate(item.findings or (), start=1):
        for one in fact.evidence:
            name = one.media or alone
            if one.region is not None:
                x, y, width, height = (_percent(part) for part in one.region)
                boxes[name].append(Box(number, x, y, width, height, one.segment))
            if one.segment is not None:
                stretches[name].append((number, *one.segment))
    return boxes, stretches


def _exhibit(
    media: Media, path: str, look: Look, boxes: list[Box], stretches: list[tuple[int, float, float]]
) -> Exhibit:
    info = look(path)
    mime = "" if info is None or info.pointer else info.kind
    kind = mime.partition("/")[0] if mime.startswith(_SHOWN) and mime not in _ACTIVE else ""
    whole = info.seconds if info is not None else None
    return Exhibit(
        media,
        kind,
        links.media(path) if kind else "",
        info,
        tuple(boxes),
        tuple(
            Stretch(
                number,
                start,
                end,
                _percent(start / whole) if whole else "",
                _percent((end - start) / whole) if whole else "",
            )
            for number, start, end in stretches
        ),
    )


def _percent(share: float) -> str:
    return f"{float(share) * 100:.4g}%"


# --- findings --------------------------------------------------------------------------------


def _pointers(number: int, fact: FoundFact, spans: dict[str, list[Span]], alone: str) -> Iterator[Pointer]:
    placed = {(one.finding, one.evidence) for some in spans.values() for one in some}
    for order, one in enumerate(fact.evidence, start=1):
        media = one.media or alone
        if one.quote is not None:
            anchor = f"mark-{number}-{order}" if (number, order) in placed else ""
            yield Pointer(one, anchor, "", "" if anchor else "these words were not found")
        elif media:
            yield Pointer(one, f"media-{media}", media, _region_words(one) if one.region else "")


def _region_words(one: Evidence) -> str:
    """Return where a region is, for who cannot see it."""
    x, y, width, height = one.region or (0.0, 0.0, 0.0, 0.0)
    across, down = x + width / 2, y + height / 2
    side = "left" if across < 1 / 3 else "right" if across > 2 / 3 else ""
    level = "top" if down < 1 / 3 else "bottom" if down > 2 / 3 else ""
    where = " ".join(part for part in (level, side) if part) or "centre"
    return f"{where}, {width:.0%} wide, {height:.0%} high"
