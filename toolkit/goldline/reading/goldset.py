"""Gold sets: a plain `goldset.yaml` that passed the shape check becomes a `GoldSet`."""

from __future__ import annotations

from typing import Any

from goldline.model.finding import Where
from goldline.model.gold import GoldSet
from goldline.reading.item import build_media


def build_set(folder: str, value: dict[str, Any], file: str) -> GoldSet:
    """Return the set that a document of the right shape holds; `folder` is where its media are."""
    where = Where(file)
    return GoldSet(
        id=value["id"],
        title=value.get("title", value["id"]),
        guideline=value["guideline"],
        visibility=value["visibility"],
        license=value.get("license", ""),
        canary=value.get("canary", ""),
        media={
            entry["id"]: build_media(entry, where.down("media", index))
            for index, entry in enumerate(value.get("media", ()))
        },
        folder=folder,
        where=where,
    )
