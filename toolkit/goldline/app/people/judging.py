"""Rows of a log, or votes of gold items, against the guidelines: sound judgments, and all that is wrong.

Rows are looked at by what is distinct in them: each pair of an item and a criterion, and each value of
a criterion, is looked up once, however many rows it stands in.
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from goldline.app.browsing.library import Library
from goldline.model.criterion import Criterion
from goldline.model.gold import ITEM, Item
from goldline.model.guideline import Guideline
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.reading.foreign_tables import POINT, has_decimal_comma
from goldline.reading.logs import RawLog
from goldline.reading.names import did_you_mean, listed, shown
from goldline.rules.scene import parse_version
from goldline.rules.show import show_value

# Seventeen digits are what it takes to write a float down, and small ones are written with an exponent.
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,20})?([eE][+-]?\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"(-?\d{1,9})\.0{1,6}", re.ASCII)
_NOBODY = {"na", "n/a", "nan", "none", "null", "nil", "-", "--", "?", "."}
"""What other programs write where nobody judged."""
_MOST_GUESSED = 20
_BAD = -1

Fault = tuple[str, str, str]
"""A kind of fault, what is wrong, and a way out."""


def settle(log: RawLog, library: Library, *, latest: bool = False, versions: bool = False) -> Judgments:
    """Return the sound judgments of a log; what is wrong with the others is among its problems.

    Someone's second judgment of the same thing counts once where it is the same (a warning). Where it
    differs nobody can tell which one holds, so neither counts; with `latest` the later one does. With
    `versions` only judgments count that were made under a version that judges as this one does.
    """
    targets, of_row = _targets(log, library, versions)
    amounts = _amounts(log, library, targets, of_row)
    annotators = log.columns["annotator"]
    nobody = {code for name, code in annotators.names.items() if _unusable(name)}
    if nobody:
        for row, code in enumerate(annotators.codes):
            if code in nobody:
                log.note(
                    row, "no-annotator", "it does not say who judged", "name them in the column `annotator`"
                )
                of_row[row] = _BAD
    sound = Judgments(
        targets,
        list(annotators.names),
        of_row,
        annotators.codes,
        amounts,
        log.seconds,
        log.moments,
        {**log.extra, "guideline": log.columns["guideline"]},
        _findings(log, library, targets, of_row),
        log.problems,
        len(log) + log.left_out,
        log.name,
    )
    keep = [code != _BAD for code in of_row]
    _leave_out_repeated(log, sound, keep, latest)
    return sound if all(keep) else sound.kept(keep)


def _unusable(name: str) -> bool:
    return not name.strip() or any(unicodedata.category(char) == "Cs" for char in name)


# --- what was judged --------------------------------------------------------------------------


def _targets(log: RawLog, library: Library, versions: bool) -> tuple[list[JudgedTarget], array[int]]:
    """Return the distinct targets, and each row's position among them (-1: it has none)."""
    columns = [log.columns[name] for name in ("item", "criterion", "response", "guideline")]
    names = [list(column.names) for column in columns]
    resolver = _Resolver(library, versions)
    places: dict[JudgedTarget | tuple[str, ...], int] = {}
    targets: list[JudgedTarget] = []
    known: dict[tuple[int, ...], int] = {}
    faults: dict[int, Fault] = {}
    of_row = array("i")
    for codes in zip(*(column.codes for column in columns), strict=True):
        place = known.get(codes)
        if place is None:
            texts = [words[code] for words, code in zip(names, codes, strict=True)]
            found = resolver.resolve(*texts)
            if isinstance(found, JudgedTarget):
                key = (found.guideline, found.criterion, found.item_id, found.response or "")
                place = places.setdefault(key, len(targets))
                if place == len(targets):
                    targets.append(found)
            else:
                place = -2 - len(faults)
                faults[place] = found
            known[codes] = place
        of_row.append(place)
    if faults:
        for row, place in enumerate(of_row):
            if place < 0:
                log.note(row, *faults[place])
                of_row[row] = _BAD
    return targets, of_row


class _Resolver:
    """Finds the item, criterion and response that a row names."""

    def __init__(self, library: Library, versions: bool) -> None:
        self.versions = versions
        self.items: Mapping[str, Item] = {item.id: item for item in library.items}
        self.guidelines = library.guidelines
        self.with_gold = {item.guideline for item in library.items}
        self.guessed = 0

    def resolve(self, item_id: str, criterion_id: str, response: str, stamp: str) -> JudgedTarget | Fault:
        """Return what was judged, or what is wrong with its names."""
        name = stamp.partition("@")[0]
        item = self.items.get(item_id)
        if not item_id:
            return "no-item", "it names no item", ""
        if item is None and not name:
            name = self._only_guideline(criterion_id)
        if item is None and not name:
            return (
                "unknown-item",
                f"there is no item {shown(item_id)}{self._guess(item_id)}",
                ("for production work, which has no gold, name the guideline in the column `guideline`"),
            )
        if item is not None and name and name != item.guideline:
            return (
                "other-guideline",
                f"{shown(item_id)} belongs to `{item.guideline}`, not to {shown(name)}",
                "",
            )
        guideline = self.guidelines.get(name if item is None else item.guideline)
        if guideline is None:
            wanted = name if item is None else item.guideline
            near = did_you_mean(wanted, list(self.guidelines))
            return "unknown-guideline", f"there is no guideline {shown(wanted)} that can be read{near}", ""
        criterion = guideline.criteria.get(criterion_id)
        if criterion is None:
            near = did_you_mean(criterion_id, list(guideline.criteria))
            message = f"`{guideline.id}` has no criterion {shown(criterion_id)}{near}"
            return "unknown-criterion", message, f"its criteria are {listed(list(guideline.criteria))}"
        fault = self._response_fault(item, criterion, response) or self._version_fault(guideline, stamp)
        if fault is not None:
            return fault
        kept = None if response in ("", ITEM) else response
        return JudgedTarget(guideline.id, criterion_id, item_id, kept, item)

    def _only_guideline(self, criterion: str) -> str:
        """Return the guideline that work without a stamp belongs to: the only one with such a criterion.

        Where there is gold of it the name of an item that is not there may be a slip: nothing is guessed.
        """
        found = [name for name, one in self.guidelines.items() if criterion in one.criteria]
        return found[0] if len(found) == 1 and found[0] not in self.with_gold else ""

    def _response_fault(self, item: Item | None, criterion: Criterion, response: str) -> Fault | None:
        if item is None:
            return None
        if not criterion.applies_to(item.modality):
            message = f"`{criterion.id}` is not judged for {item.modality}, which {shown(item.id)} is"
            return "criterion-does-not-apply", message, ""
        if criterion.target == "item" or not item.several:
            if response in ("", ITEM):
                return None
            what = "the whole item" if criterion.target == "item" else "the only response"
            return (
                "unknown-response",
                f"`{criterion.id}` judges {what}, not {shown(response)}",
                "leave it empty",
            )
        if response in item.response_ids:
            return None
        message = (
            f"{shown(item.id)} has no response {shown(response)}"
            if response
            else f"it does not say which response of {shown(item.id)} was judged"
        )
        return "unknown-response", message, f"its responses are {listed(item.response_ids)}"

    def _version_fault(self, guideline: Guideline, stamp: str) -> Fault | None:
        """Return a fault where judgments of that version may be others than today's: the major differs."""
        written = stamp.partition("@")[2]
        if not self.versions or not written:
            return None
        made, now = parse_version(written), parse_version(guideline.version)
        if made is None:
            return "no-version", f"{shown(written)} is no version", "write the guideline as `name@1.2.0`"
        if now is None or made.major == now.major:
            return None
        message = f"it was judged under {shown(stamp)}, and the gold is that of {guideline.version}"
        return "other-version", message, f"score those rows against their own gold: --rev {stamp}"

    def _guess(self, item_id: str) -> str:
        # Among many items each guess takes long, and a log that belongs elsewhere has none right.
        self.guessed += 1
        return did_you_mean(item_id, list(self.items)) if self.guessed <= _MOST_GUESSED else ""


# --- values -----------------------------------------------------------------------------------


def _amounts(log: RawLog, library: Library, targets: list[JudgedTarget], of_row: array[int]) -> array[float]:
    """Return each row's rank or number; where its value is not on the scale it loses its target."""
    values = log.columns["value"]
    texts = list(values.names)
    criteria: dict[tuple[str, str], int] = {}
    scale_of = [criteria.setdefault((t.guideline, t.criterion), len(criteria)) for t in targets]
    scales = [scale_in(library.guidelines, *key) for key in criteria]
    names = [criterion for _, criterion in criteria]
    known: dict[tuple[int, int], float | Fault] = {}
    amounts = array("d")
    for row, (place, code) in enumerate(zip(of_row, values.codes, strict=True)):
        if place < 0:
            amounts.append(math.nan)
            continue
        key = (scale_of[place], code)
        found = known.get(key)
        if found is None:
            found = known[key] = amount_of(texts[code], scales[key[0]], names[key[0]])
        if isinstance(found, tuple):
            log.note(row, *found)
            of_row[row] = _BAD
            found = math.nan
        amounts.append(found)
    return amounts


def scale_in(guidelines: Mapping[str, Guideline], guideline: str, criterion: str) -> Scale:
    """Return a criterion's scale."""
    return guidelines[guideline].criteria[criterion].scale


def amount_of(text: str, scale: Scale, criterion: str) -> float | Fault:
    """Return a value's rank on the scale, its number on a numeric one, NaN for `not-judged`, or a fault."""
    if text == NOT_JUDGED:
        return math.nan
    if not text.strip():
        return "no-value", "it has no value", f"what could not be judged is `{NOT_JUDGED}`"
    hint = f"leave out rows of what nobody judged; what could not be judged is `{NOT_JUDGED}`"
    if scale.numeric:
        if not _NUMBER.fullmatch(text):
            if text.strip().casefold() in _NOBODY:
                return "no-value", f"{shown(text)} is no value", hint
            hint = POINT if has_decimal_comma(text) else ""
            return "off-scale", f"{shown(text)} is no number, as `{criterion}` asks for", hint
        number = Decimal(text)
        low, high = scale.minimum, scale.maximum
        if (low is not None and number < low) or (high is not None and number > high):
            bounds = f"from {show_value(low)}" + (f" to {show_value(high)}" if high is not None else " on")
            return "off-scale", f"{shown(text)} is not on the scale of `{criterion}`, which goes {bounds}", ""
        return float(number)
    ranks = {show_value(level.value): float(rank) for rank, level in enumerate(scale.levels)}
    if text in ranks:
        return ranks[text]
    # Whole numbers of a column with gaps come out of many programs as 2.0.
    whole = _WHOLE.fullmatch(text)
    if whole is not None and whole[1] in ranks:
        return ranks[whole[1]]
    if text.strip().casefold() in _NOBODY:
        return "no-value", f"{shown(text)} is no value", hint
    near = _meant(text, list(ranks)) or did_you_mean(text, list(ranks))
    message = f"{shown(text)} is not on the scale of `{criterion}`{near}"
    return "off-scale", message, f"its levels are {listed([level.value for level in scale.levels])}"


def _meant(text: str, levels: list[str]) -> str:
    even = unicodedata.normalize("NFKC", text).strip().casefold()
    found = next((level for level in levels if level.casefold() == even), None)
    return f"; did you mean {shown(found)}, written just so?" if found is not None else ""


# --- the same thing judged twice --------------------------------------------------------------


def _leave_out_repeated(log: RawLog, found: Judgments, keep: list[bool], latest: bool) -> None:
    wide = len(found.annotators) or 1
    seen: set[int] = set()
    twice: set[int] = set()
    for target, annotator, sound in zip(found.target, found.annotator, keep, strict=True):
        key = target * wide + annotator
        if sound and key in seen:
            twice.add(key)
        elif sound:
            seen.add(key)
    if not twice:
        return
    del seen
    rows: dict[int, list[int]] = defaultdict(list)
    for row, (target, annotator, sound) in enumerate(zip(found.target, found.annotator, keep, strict=True)):
        key = target * wide + annotator
        if sound and key in twice:
            rows[key].append(row)
    for several in rows.values():
        _settle_repeated(log, found, keep, several, latest)


def _settle_repeated(log: RawLog, found: Judgments, keep: list[bool], rows: list[int], latest: bool) -> None:
    who = shown(found.annotators[found.annotator[rows[0]]])
    target = found.targets[found.target[rows[0]]]
    what = f"{target.criterion} of {shown(target.item_id)}"
    amounts = {None if math.isnan(found.amounts[row]) else found.amounts[row] for row in rows}
    if len(amounts) == 1:
        for row in rows[1:]:
            message = f"{who} judged {what} before, and just so; it counts once"
            log.note(row, "judged-twice", message, warning=True)
            keep[row] = False
        return
    moments = [found.moments[row] for row in rows]
    if latest and not any(map(math.isnan, moments)) and moments.count(max(moments)) == 1:
        last = rows[moments.index(max(moments))]
        for row in rows:
            if row != last:
                keep[row] = False
                message = f"{who} judged {what} again later, and differently; the later judgment counts"
                log.note(row, "judged-again", message, warning=True)
        return
    hint = (
        "the times do not say which came last"
        if latest
        else "keep one of them, or let the later one count: --latest"
    )
    for row in rows:
        keep[row] = False
        log.note(row, "contradicts-itself", f"{who} judged {what} {len(rows)} times, and differently", hint)


def _findings(
    log: RawLog, library: Library, targets: list[JudgedTarget], of_row: array[int]
) -> dict[tuple[int, str], object]:
    """Return what people found, by (annotator code, item id); what names unknown types is noted."""
    found: dict[tuple[int, str], object] = {}
    for row, value in log.findings.items():
        if of_row[row] < 0:
            continue
        target = targets[of_row[row]]
        wrong = _findings_fault(value, library.guidelines[target.guideline])
        if wrong:
            log.note(row, "bad-findings", f"its findings are not used: {wrong}")
        else:
            found.setdefault((log.columns["annotator"].codes[row], target.item_id), value)
    return found


def _findings_fault(value: object, guideline: Guideline) -> str:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return "they are no list of findings with a type and a severity"
    taxonomy = guideline.taxonomy
    for one in value:
        kind, severity = one.get("type"), one.get("severity")
        if not isinstance(kind, str) or kind not in taxonomy.types:
            return f"there is no type {shown(kind)}{did_you_mean(kind, list(taxonomy.types))}"
        if not isinstance(severity, str) or severity not in taxonomy.ranks:
            return f"there is no severity {shown(severity)}{did_you_mean(severity, list(taxonomy.ranks))}"
    return ""


# --- votes ------------------------------------------------------------------------------------


def votes_of(items: Iterable[Item]) -> RawLog:
    """Return the votes of active gold items as the rows of a log; a row's number is its vote's."""
    log = RawLog("the votes of the gold sets")
    for item in items:
        if item.status != "active" or not item.votes:
            continue
        log.files.append((len(log), item.file))
        for number, vote in enumerate(item.votes):
            _add_vote(log, item, number, list(_cells(item, vote.annotator, vote.values)), vote.seconds)
    return log


def _add_vote(
    log: RawLog, item: Item, number: int, rows: list[tuple[str, ...]], seconds: float | None
) -> None:
    raw = item.document["votes"][number]
    if raw.get("findings") is not None:
        log.findings[len(log)] = raw["findings"]
    for row in rows:
        for column, cell in zip(log.columns.values(), row, strict=True):
            column.extend([cell])
        log.numbers.append(number + 1)
        log.seconds.append(math.nan if seconds is None else float(seconds))
        log.moments.append(math.nan)


def _cells(
    item: Item, annotator: str, values: Mapping[tuple[str, str | None], object]
) -> Iterator[tuple[str, ...]]:
    for (criterion, response), value in values.items():
        yield item.id, criterion, response or "", annotator, show_value(value), ""  # type: ignore[arg-type]
