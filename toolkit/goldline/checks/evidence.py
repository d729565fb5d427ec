"""What evidence points at: the text that a quote must occur in, the media that an item uses."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext, MediaInfo
from goldline.model.finding import Where
from goldline.model.gold import Evidence, FoundFact, Item, Media


def all_evidence(item: Item) -> Iterator[tuple[FoundFact, Evidence]]:
    """Yield every piece of evidence with its finding."""
    for finding in item.findings or ():
        for evidence in finding.evidence:
            yield finding, evidence


def media_used(item: Item) -> Iterator[tuple[Where, str]]:
    """Yield every id of media that the item uses, with where it stands."""
    own = {media.id for media in item.own_media}
    for index, name in enumerate(item.media):
        if name not in own:
            yield item.where.down("media", index), name
    for index, name in enumerate(item.prompt.media):
        yield item.where.down("prompt", "media", index), name
    for turn, message in enumerate(item.prompt.messages):
        for index, name in enumerate(message.media):
            yield item.where.down("prompt", "messages", turn, "media", index), name
    for response in item.responses:
        root = ("response",) if response.id is None else ("responses", response.id)
        for index, name in enumerate(response.media):
            yield item.where.down(*root, "media", index), name


def uses_media(item: Item, name: str) -> bool:
    """Whether that id is among the media that the item uses."""
    return name in item.media or any(name == used for _, used in media_used(item))


def media_of(item: Item, context: ItemContext, name: str) -> Media | None:
    """Return the item's own media entry of that id, else its set's, else None."""
    for media in item.own_media:
        if media.id == name:
            return media
    return None if context.gold_set is None else context.gold_set.media.get(name)


def folder_of(item: Item, context: ItemContext) -> str:
    """Return the folder of the item's set, from which the paths of its media count."""
    if context.gold_set is not None:
        return context.gold_set.folder
    return item.file.partition("/items/")[0]


def look_at(item: Item, context: ItemContext, name: str) -> MediaInfo | None:
    """Return what the media of that id are by their content; None where they are missing or not fetched."""
    media = media_of(item, context, name)
    if media is None:
        return None
    info = context.media.info(f"{folder_of(item, context)}/{media.path}")
    return None if info is None or info.pointer else info
