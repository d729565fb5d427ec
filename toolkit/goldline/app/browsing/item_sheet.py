"""An item as a reader wants it: the texts with what was found in them, then facts, judgments and people."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.app.browsing.library import Library, label_on
from goldline.model.browsing import HIDDEN, Entry, Mark, Section, Sheet
from goldline.model.gold import Evidence, FoundFact, Item, Label
from goldline.model.scale import NOT_JUDGED
from goldline.rules.show import show_value

_PROMPT, _REFERENCE = "prompt", "reference"


def item_sheet(library: Library, item: Item) -> Sheet:
    """Return an item's sheet; of a held-out item only what analysts see, unless the library reveals."""
    hidden = library.hidden(item)
    about = [item.modality, item.locale, f"{item.guideline}@{item.stamp}", item.set, item.status]
    about += [item.difficulty] if item.difficulty else []
    about += [library.visibility(item)]
    notes = []
    if hidden:
        notes.append("this item is held out: findings, labels and votes are hidden, --reveal shows them")
    elif library.visibility(item) == "held-out":
        notes.append("this item is held out: what stands here tests nobody any more once it is passed on")
    if item.retired_because:
        notes.append(f"retired because {item.retired_because}")
    parts = [
        Section("Prompt", tuple(_prompt(item, hidden))),
        Section("Reference", tuple(_reference(item, hidden))),
        Section("Media", tuple(_media(library, item))),
        Section("Responses" if item.several else "Response", tuple(_responses(item, hidden))),
        Section("Rubric", tuple(_rubric(item, hidden))),
    ]
    if hidden:
        parts.append(Section("Findings, labels and votes", (Entry("", HIDDEN),)))
    else:
        parts += [
            Section("Findings", tuple(_findings(item))),
            Section("Observations", tuple(_observations(item))),
            Section("Labels", tuple(_labels(library, item))),
            Section("Votes", tuple(_votes(item))),
            Section("Feedback", (Entry("", item.feedback),) if item.feedback else ()),
        ]
    return Sheet(
        "item",
        item.id,
        "" if hidden else item.title,
        tuple(about),
        item.file,
        tuple(part for part in parts if part.entries),
        tuple(notes),
    )


# --- texts -----------------------------------------------------------------------------------


def _prompt(item: Item, hidden: bool) -> Iterator[Entry]:
    for turn, message in enumerate(item.prompt.messages, start=1):
        marks = () if hidden else _marks(item, _PROMPT, None, message.text, turn)
        yield Entry(f"{turn} {message.role}", message.text, marks)
    if not item.prompt.messages and (item.prompt.text or item.prompt.media):
        yield Entry("", item.prompt.text, () if hidden else _marks(item, _PROMPT, None, item.prompt.text))


def _reference(item: Item, hidden: bool) -> Iterator[Entry]:
    if item.reference:
        marks = () if hidden else _marks(item, _REFERENCE, None, item.reference)
        yield Entry("", item.reference, marks, below=item.sources)


def _responses(item: Item, hidden: bool) -> Iterator[Entry]:
    for response in item.responses:
        marks = () if hidden else _marks(item, "response", response.id, response.text)
        model = (f"model: {response.model}",) if response.model else ()
        shown = (f"media: {', '.join(response.media)}",) if response.media else ()
        yield Entry(response.id or "", response.text, marks, below=(*model, *shown))


def _media(library: Library, item: Item) -> Iterator[Entry]:
    gold_set = library.frame.sets.get(item.set)
    known = dict(gold_set.media) if gold_set is not None else {}
    known |= {media.id: media for media in item.own_media}
    names = [*item.media, *item.prompt.media]
    names += [name for message in item.prompt.messages for name in message.media]
    for name in dict.fromkeys(names):
        media = known.get(name)
        below = (media.path,) if media is not None else ()
        yield Entry(
            name, " ".join(media.alt.split()) if media is not None else "(not in the set)", below=below
        )


def _marks(
    item: Item, source: str, response: str | None, text: str, turn: int | None = None
) -> tuple[Mark, ...]:
    """Return where quotes of findings stand in a text; one that does not occur is `check`'s to report."""
    found = []
    for number, finding in enumerate(item.findings or (), start=1):
        for evidence in finding.evidence:
            if not _is_about(evidence, finding, source, response, turn) or not evidence.quote:
                continue
            at = -1
            for _ in range(evidence.occurrence):
                at = text.find(evidence.quote, at + 1)
                if at < 0:
                    break
            if at >= 0:
                found.append(Mark(at, at + len(evidence.quote), number))
    return tuple(found)


def _is_about(
    evidence: Evidence, finding: FoundFact, source: str, response: str | None, turn: int | None
) -> bool:
    if evidence.turn is not None:
        return evidence.turn == turn
    if evidence.source != source or (source == _PROMPT and turn is not None and turn != 1):
        return source == _PROMPT and evidence.source == source
    return source != "response" or finding.response is None or finding.response == response


# --- facts -----------------------------------------------------------------------------------


def _findings(item: Item) -> Iterator[Entry]:
    if item.findings is None:
        yield Entry("", "nobody has looked: they are unknown")
        return
    if not item.findings:
        yield Entry("", "none")
    for number, finding in enumerate(item.findings, start=1):
        of = f" in response {finding.response}" if finding.response else ""
        below = [_evidence(evidence) for evidence in finding.evidence]
        below += [f"note: {' '.join(finding.note.split())}"] if finding.note else []
        if finding.accept is not None:
            accept = finding.accept
            also = [*accept.severities, *accept.types, *(["not to find it"] if accept.absent else [])]
            below.append(f"right too: {', '.join(also)}")
        yield Entry(finding.severity, finding.type + of, number=number, below=tuple(below))
    if item.inspected:
        yield Entry("", f"looked for since: {', '.join(item.inspected)}")


def _evidence(evidence: Evidence) -> str:
    if evidence.quote is not None:
        nth = f", occurrence {evidence.occurrence}" if evidence.occurrence > 1 else ""
        where = "" if evidence.source == "response" else f", in the {evidence.source}"
        turn = f", turn {evidence.turn}" if evidence.turn is not None else ""
        return f"“{' '.join(evidence.quote.split())}”{where}{turn}{nth}"
    parts = [evidence.media or ""]
    if evidence.segment is not None:
        parts.append(f"{evidence.segment[0]:g} to {evidence.segment[1]:g} seconds")
    if evidence.region is not None:
        x, y, width, height = evidence.region
        parts.append(f"{x:.0%} from the left, {y:.0%} from the top, {width:.0%} wide, {height:.0%} high")
    return ", ".join(part for part in parts if part)


def _rubric(item: Item, hidden: bool) -> Iterator[Entry]:
    for point in item.rubric:
        met = [
            f"{'met' if answers[point.id] else 'not met'}{f' by {response}' if response else ''}"
            for response, answers in item.met.items()
            if point.id in answers and not hidden
        ]
        yield Entry(
            point.id, " ".join(point.text.split()), below=(f"{show_value(point.points)} points", *met)
        )


def _observations(item: Item) -> Iterator[Entry]:
    for response, answers in item.observations.items():
        for name, answer in answers.items():
            yield Entry(f"{response}.{name}" if response else name, show_value(answer))


# --- judgments -------------------------------------------------------------------------------


def _labels(library: Library, item: Item) -> Iterator[Entry]:
    guideline = library.guidelines.get(item.guideline)
    judgments = library.judgments(item)
    targets = list(dict.fromkeys([*((one.criterion, one.response) for one in item.labels), *judgments]))
    for target in targets:
        criterion_id, response = target
        label = label_on(item, target)
        judgment = judgments.get(target)
        criterion = guideline.criteria.get(criterion_id) if guideline is not None else None
        below: list[str] = []
        if label is not None:
            below += _label_words(label)
        if judgment is not None and criterion is not None and criterion.ruled:
            by = f" by {', '.join(judgment.rules)}" if judgment.rules else ""
            given = show_value(judgment.value) if judgment.decided else judgment.state
            agrees = label is None or not judgment.decided or judgment.agrees(label.value)
            below.append(f"rules: {given}{by}" + ("" if agrees else ", against the label"))
        value = "no label"
        if label is not None:
            level = criterion.scale.level(label.value) if criterion is not None else None
            value = "not judged" if label.value == NOT_JUDGED else show_value(label.value)
            if level is not None and level.label.casefold() != value.casefold():
                value += f" {level.label}"
        name = criterion_id if response is None else f"{criterion_id} of {response}"
        yield Entry(name, value, below=tuple(below))


def _label_words(label: Label) -> Iterator[str]:
    if label.rationale:
        yield " ".join(label.rationale.split())
    if label.accept:
        yield f"right too: {', '.join(show_value(value) for value in label.accept)}"
    if label.exception:
        by = f" ({label.decided_by})" if label.decided_by else ""
        yield f"exception{by}: {' '.join(label.exception.split())}"
    if label.escalation:
        yield f"escalation: {label.escalation}"


def _votes(item: Item) -> Iterator[Entry]:
    for vote in item.votes:
        values = ", ".join(
            f"{name}{f' of {response}' if response else ''} {show_value(value)}"
            for (name, response), value in vote.values.items()
        )
        seconds = f" ({vote.seconds:g} seconds)" if vote.seconds is not None else ""
        yield Entry(
            vote.annotator, values + seconds, below=(" ".join(vote.note.split()),) if vote.note else ()
        )
    if item.adjudication is not None:
        by, reason = item.adjudication
        yield Entry("settled", f"by {by}" + (f": {' '.join(reason.split())}" if reason else ""))
