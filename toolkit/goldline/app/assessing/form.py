"""What of an item goes into a form. This is a list of what may, not of what may not: labels, rationales,
findings, votes, observations, feedback, adjudication, title, tags and difficulty are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from goldline.app.assessing.drawing import Candidate
from goldline.app.browsing.library import Library
from goldline.app.layout import set_of
from goldline.model.assessment import Assessment
from goldline.model.assessment_form import (
    Form,
    FormFindings,
    FormItem,
    FormLevel,
    FormMedia,
    FormQuestion,
    FormText,
    FormType,
)
from goldline.model.criterion import Criterion
from goldline.model.gold import Item, Media
from goldline.model.scale import NOT_JUDGED
from goldline.model.taxonomy import Taxonomy
from goldline.reading.bare_media import CAN_BE_BARED, without_metadata
from goldline.reading.media import TreeMedia
from goldline.rules.show import show_value

LARGEST_FORM = 60 << 20
"""A form is mailed, and opened by old laptops: media beyond this do not go into it."""

_SHOWN = ("image/", "video/", "audio/")
_ACTIVE = ("image/svg+xml",)


class Showcase:
    """The media of a revision, as they go into a form."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._files = TreeMedia(library.frame.tree)

    def fault(self, item: Item) -> str:
        """Return why an item cannot be shown in a form, or nothing."""
        known = self._known(item)
        for name in _names(item):
            if name not in known:
                return f"its media `{name}` are not there"
            info = self._files.info(known[name][0])
            if info is None:
                return f"the file of `{name}` is not there"
            if info.pointer:
                return f"the file of `{name}` is not fetched (`git lfs pull`)"
            if not info.kind.startswith(_SHOWN) or info.kind in _ACTIVE:
                return f"`{name}` is nothing that a form can show ({info.kind or 'unknown'})"
        return ""

    def secrets(self, item: Item) -> str:
        """Return why nobody can tell what an item's media say about themselves, or nothing."""
        known = self._known(item)
        for name in _names(item):
            if self._bare(known[name][0]) is None:
                return (
                    f"what the file of `{name}` says about itself cannot be taken out; save it as "
                    f"{CAN_BE_BARED}, whole"
                )
        return ""

    def _bare(self, path: str) -> bytes | None:
        info = self._files.info(path)
        return without_metadata(self._library.frame.tree.read(path), info.kind if info is not None else "")

    def size(self, item: Item) -> int:
        """Return about how many bytes an item's media take in a form."""
        known = self._known(item)
        infos = [self._files.info(known[name][0]) for name in _names(item) if name in known]
        return sum(info.size for info in infos if info is not None) * 4 // 3

    def media(self, item: Item, names: Iterable[str]) -> tuple[FormMedia, ...]:
        """Return the media of these names, without what the files say about themselves."""
        known, numbers = self._known(item), media_numbers(item)
        found = []
        for name in dict.fromkeys(names):
            path, media = known[name]
            info = self._files.info(path)
            kind = info.kind if info is not None else ""
            data = self._bare(path)
            assert data is not None  # what cannot be bared is never drawn
            found.append(FormMedia(kind, media.alt, data, numbers[name]))
        return tuple(found)

    def credits(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Return who made the media of these items, in the order of the alphabet."""
        found = set()
        for item in items:
            known = self._known(item)
            for name in _names(item):
                media = known[name][1]
                if media.attribution:
                    found.add(media.attribution + (f" ({media.license})" if media.license else ""))
        return tuple(sorted(found))

    def _known(self, item: Item) -> dict[str, tuple[str, Media]]:
        gold_set = self._library.frame.sets.get(item.set)
        shared = dict(gold_set.media) if gold_set is not None else {}
        folder = f"goldsets/{set_of(item.file)}"
        every = {**shared, **{one.id: one for one in item.own_media}}
        return {name: (f"{folder}/{one.path}", one) for name, one in every.items()}


def _names(item: Item) -> list[str]:
    several = [
        item.media,
        item.prompt.media,
        *(turn.media for turn in item.prompt.messages),
        *(one.media for one in item.responses),
    ]
    return list(dict.fromkeys(name for names in several for name in names))


def media_numbers(item: Item) -> dict[str, int]:
    """Return the number by which a form speaks of each medium: an id can tell what is in it."""
    return {name: number for number, name in enumerate(_names(item), start=1)}


def build_form(library: Library, assessment: Assessment, drawn: Iterable[Candidate], title: str) -> Form:
    """Return the form of an assessment: its items in order, by their codes."""
    showcase = Showcase(library)
    items = {one.item.id: one.item for one in drawn}
    return Form(
        assessment=assessment.id,
        analyst=assessment.analyst,
        guideline=assessment.guideline,
        title=title,
        version=assessment.version,
        due=assessment.due,
        minutes=max(1, round(assessment.blueprint.expected_minutes)),
        items=tuple(
            FormItem(
                code=asked.code,
                texts=tuple(_texts(items[asked.item], showcase.media)),
                rubric=tuple(point.text for point in items[asked.item].rubric),
                sensitivity=items[asked.item].sensitivity,
                questions=tuple(
                    _question(library.guidelines[assessment.guideline].criteria[criterion], response)
                    for criterion, response in asked.targets
                ),
                finds=asked.findings,
                responses=items[asked.item].response_ids,
            )
            for asked in assessment.asked
        ),
        credits=showcase.credits(items.values()),
        findings=_findings(library.guidelines[assessment.guideline].taxonomy)
        if any(asked.findings for asked in assessment.asked)
        else None,
    )


def _findings(taxonomy: Taxonomy) -> FormFindings:
    """Return what can be found: every type, named with those above it, and every severity."""
    titles: dict[str, str] = {}
    for path, one in taxonomy.types.items():
        above = titles.get(one.parent or "")
        titles[path] = f"{above}: {one.title or path}" if above else one.title or path
    return FormFindings(
        tuple(
            FormType(path, titles[path], one.definition, one.severities, one.evidence)
            for path, one in taxonomy.types.items()
        ),
        tuple((one.name, one.definition) for one in taxonomy.severities),
    )


def _texts(item: Item, media: Callable[[Item, Iterable[str]], tuple[FormMedia, ...]]) -> Iterable[FormText]:
    # What belongs to one turn or response alone is shown there, everything else once, at the top.
    placed = {name for turn in item.prompt.messages for name in turn.media}
    placed |= {name for one in item.responses for name in one.media}
    first = [name for name in (*item.media, *item.prompt.media) if name not in placed]
    if item.prompt.messages:
        if first:
            yield FormText("Media", "", "", media(item, first))
        for turn in item.prompt.messages:
            yield FormText(f"Prompt, {turn.role}", turn.text, item.locale, media(item, turn.media))
    else:
        yield FormText("Prompt", item.prompt.text, item.locale, media(item, first))
    if item.reference:
        yield FormText("Reference", item.reference, "", ())
    for one in item.responses:
        name = "Response" if one.id is None else f"Response {one.id}"
        yield FormText(name, one.text, item.locale, media(item, one.media))


def _question(criterion: Criterion, response: str | None) -> FormQuestion:
    scale = criterion.scale
    levels = [FormLevel(show_value(one.value), one.label, one.anchor) for one in scale.levels]
    levels.append(FormLevel(NOT_JUDGED, "Cannot be judged", ""))
    return FormQuestion(
        criterion=criterion.id,
        response=response,
        title=criterion.title or criterion.id,
        question=criterion.question,
        levels=tuple(levels),
    )
