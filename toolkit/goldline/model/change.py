"""What a revision changes of another one, as the checks of a change see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from goldline.model.finding import Place, Where
from goldline.model.guideline import Guideline
from goldline.model.noun import noun


@noun
class Mark:
    """A `since` or `revised` that something new or changed should carry.

    `where` is the thing itself, `what` its name in a sentence, `value` what it carries now.
    """

    key: Literal["since", "revised"]
    what: str
    where: Where
    value: str | None


@noun
class Witness:
    """A gold item whose judgment changes, with the outcomes in words. Never one that is held out."""

    item: str
    criterion: str
    response: str | None
    base: str
    head: str


@noun
class GuidelineChange:
    """A guideline that both revisions have, and that differs between them.

    `required` and `declared` are parts of a version (FORMAT.md, section 8), `needed` the lowest
    version that would do, `reasons` sentences that say why. `marks` are all that belong there, right
    or wrong. `changelog` is the text beside the guideline, None where there is none.
    """

    base: Guideline
    head: Guideline
    required: str
    declared: str
    needed: str
    ok: bool
    falls: bool
    reasons: tuple[str, ...]
    witness: Witness | None
    marks: tuple[Mark, ...]
    changelog: str | None

    @property
    def version_at(self) -> Where:
        """Where the version stands."""
        return self.head.where.down("version")

    @property
    def changelog_file(self) -> str:
        """Where its changelog stands, or would."""
        return f"{self.head.where.file.rpartition('/')[0]}/CHANGELOG.md"


@noun
class Silence:
    """An `x-ignore`, or an entry of the settings' `ignore`, that the base does not have."""

    at: Where | Place
    code: str
    reason: str


@noun
class SettingChange:
    """A setting that is not what it was; `looser` is None where it is neither looser nor stricter."""

    at: Place
    name: str
    before: str
    after: str
    looser: bool | None


@noun
class Unseen:
    """A guideline of which one of the two revisions cannot be read."""

    at: Place
    guideline: str
    message: str


@noun
class Change:
    """All that a check of a change may look at."""

    guidelines: Sequence[GuidelineChange]
    silences: Sequence[Silence]
    settings: Sequence[SettingChange]
    unseen: Sequence[Unseen]
