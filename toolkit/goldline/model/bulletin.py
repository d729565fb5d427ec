"""What analysts are told of a new version: what changed for them, with examples before and after."""

from __future__ import annotations

from goldline.model.noun import noun


@noun
class BulletinChange:
    """One thing that reads differently: its words before and now, "" where there were none."""

    criterion: str
    what: str
    before: str
    after: str


@noun
class BulletinExample:
    """One case and its judgment before and now."""

    criterion: str
    case: str
    before: str
    after: str


@noun
class Bulletin:
    """The news of one version; `notes` is the changelog's entry, in Markdown, as its authors wrote it."""

    guideline: str
    title: str
    version: str
    before: str
    day: str
    size: str
    notes: str
    changes: tuple[BulletinChange, ...]
    examples: tuple[BulletinExample, ...]

    @property
    def name(self) -> str:
        """The tag of the version."""
        return f"{self.guideline}@{self.version}"
