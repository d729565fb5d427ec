"""What an analyst handed in, from the form (JSON) or from a spreadsheet (CSV)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
import zlib
from typing import Any

from goldline.model.assessment import FINDINGS, NOTHING, Submission
from goldline.reading.names import listed, shown
from goldline.reading.strict_json import no_constant, no_twins

FORMAT = "goldline/submission/1"
LARGEST = 2 << 20
NEEDED = ("assessment", "analyst", "item", "criterion", "response", "value")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,7}(\.\d{1,9})?", re.ASCII)
_Key = tuple[str, str, str | None]


class BadSubmissionError(Exception):
    """A file that is no submission: what is wrong with it, and a way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_submission(data: bytes, name: str) -> Submission:
    """Return what was handed in; raises `BadSubmissionError` for what is no submission.

    The checksum shows whether answers were changed by hand or damaged on the way. It proves nothing
    against somebody who means to deceive: the form that computes it is in their hands.
    """
    if len(data) > LARGEST:
        raise BadSubmissionError(f"it is larger than {LARGEST >> 20} MiB, which no submission is")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSubmissionError(
            f"byte {error.start} of it is no UTF-8", "save it as 'CSV UTF-8', or send the file of the form"
        ) from error
    if "\0" in text:
        raise BadSubmissionError("it holds a NUL character", "send the file as the form saved it")
    digest = hashlib.sha256(data).hexdigest()
    if name.lower().endswith(".csv"):
        return _from_csv(text, digest)
    return _from_json(text, digest)


# --- JSON --------------------------------------------------------------------------------------


def _from_json(text: str, digest: str) -> Submission:
    try:
        value = json.loads(text, object_pairs_hook=no_twins, parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        raise BadSubmissionError(
            f"it is no JSON that can be read ({str(error)[:100]})", "send the file as the form saved it"
        ) from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BadSubmissionError(
            f"it does not say that it is {FORMAT}", "send the file that the form saved, not the form"
        )
    try:
        answers = value["answers"]
        values: dict[_Key, str] = {}
        for one in answers:
            _add(values, _text(one["item"]), _text(one["criterion"]), one["response"], _text(one["value"]))
        seconds = {_text(code): float(time) for code, time in value["seconds"].items()}
        if any(not (math.isfinite(time) and time >= 0) for time in seconds.values()):
            raise BadSubmissionError("it holds a time that is no number of seconds")
        found = Submission(
            assessment=_text(value["assessment"]),
            analyst=_text(value["analyst"]),
            submitted=_moment(_text(value["submitted_at"])),
            values=values,
            seconds=seconds,
            edited=_text(value["checksum"]) != checksum(value),
            digest=digest,
            findings=_findings(value.get("findings", {})),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadSubmissionError(
            f"something is missing in it, or not of its kind ({error})", "send the file as the form saved it"
        ) from error
    return found


def checksum(value: dict[str, Any]) -> str:
    """Return the checksum over the answers of a submission, as the form computes it (CRC-32)."""
    lines = [[value["assessment"], value["analyst"], value["submitted_at"]]]
    lines += [
        [one["item"], one["criterion"], one["response"] or "", one["value"]] for one in value["answers"]
    ]
    lines += [[code, f"{float(time):.1f}"] for code, time in value["seconds"].items()]
    for code, several in value.get("findings", {}).items():
        lines += [[code, NOTHING]] if not several else []
        lines += [
            [code, one["type"], one["severity"], one.get("response") or "", _evidence_line(one)]
            for one in several
        ]
    text = "\n".join("\t".join(line) for line in lines)
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _evidence_line(one: dict[str, Any]) -> str:
    parts = []
    for each in one["evidence"]:
        for kind in ("quote", "region", "segment"):
            if kind in each:
                written = each[kind]
                if kind != "quote":
                    written = f"{each['media']}:" + ",".join(f"{float(number):.3f}" for number in written)
                parts.append(f"{kind}:{written}")
    return "|".join(parts)


def _findings(raw: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what was found in each item, each finding of the shape that the form gives it."""
    found = {}
    for code, several in raw.items():
        if not isinstance(several, list):
            raise TypeError(f"the findings of {code} are no list")
        found[_text(code)] = [_finding(one) for one in several]
    return found


def _finding(one: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {"type": _text(one["type"]), "severity": _text(one["severity"])}
    if one.get("response") is not None:
        kept["response"] = _text(one["response"])
    kept["evidence"] = [_evidence(each) for each in one["evidence"]]
    return kept


def _evidence(one: Any) -> dict[str, Any]:
    if "quote" in one:
        return {"quote": _text(one["quote"])}
    kind, count = ("region", 4) if "region" in one else ("segment", 2)
    numbers = one[kind]
    if type(one["media"]) is not int or len(numbers) != count:
        raise TypeError(f"{one!r} is no place")
    if any(type(each) not in (int, float) or not math.isfinite(each) for each in numbers):
        raise TypeError(f"{one!r} is no place")
    return {"media": one["media"], kind: [float(each) for each in numbers]}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _moment(text: str) -> str:
    if not _MOMENT.fullmatch(text):
        raise BadSubmissionError(f"{shown(text)} is no moment with its offset from UTC")
    return text


def _add(values: dict[_Key, str], code: str, criterion: str, response: Any, value: str) -> None:
    key = (code, criterion, None if response is None or response == "" else _text(response))
    if key in values:
        raise BadSubmissionError(f"{code} is answered twice for {criterion}")
    values[key] = value


# --- CSV ---------------------------------------------------------------------------------------


def _from_csv(text: str, digest: str) -> Submission:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadSubmissionError(f"it is no CSV that can be read ({error})") from error
    header = [name.strip() for name in rows[0]] if rows else []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        hint = "it is separated by `;`: save it with commas" if ";" in "".join(header) else ""
        raise BadSubmissionError(f"it lacks the columns {listed(missing)}", hint)
    if len(set(header)) < len(header):
        raise BadSubmissionError("a column stands in it twice")
    values: dict[_Key, str] = {}
    findings: dict[str, list[dict[str, Any]]] = {}
    seconds: dict[str, float] = {}
    names: set[tuple[str, str]] = set()
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise BadSubmissionError(f"row {number} has {len(cells)} cells, and the header {len(header)}")
        row = dict(zip(header, map(_uncovered, cells), strict=True))
        names.add((row["assessment"], row["analyst"]))
        if row["criterion"] == FINDINGS:
            _add_finding(findings, row, number)
        elif row["value"]:
            _add(values, row["item"], row["criterion"], row["response"], row["value"])
        time = row.get("seconds", "")
        if time and not _NUMBER.fullmatch(time):
            raise BadSubmissionError(f"row {number}: {shown(time)} is no number of seconds")
        if time:
            seconds[row["item"]] = seconds.get(row["item"], 0.0) + float(time)
    if len(names) != 1:
        raise BadSubmissionError("its rows are not all of one assessment and one analyst")
    ((assessment, analyst),) = names
    return Submission(assessment, analyst, "", values, seconds, None, digest, findings)


_PLACE = re.compile(
    r"(?P<kind>picture|clip) (?P<media>\d{1,3}): ?"
    r"(?P<numbers>\d{1,7}(\.\d{1,3})?([ ,;-]+\d{1,7}(\.\d{1,3})?){1,3}) ?%?",
    re.ASCII | re.IGNORECASE,
)


def _add_finding(findings: dict[str, list[dict[str, Any]]], row: dict[str, str], number: int) -> None:
    """Note what a row says was found: a type as its value, `none` for an item in which nothing is wrong."""
    kind, severity, where = row["value"], row.get("severity", ""), row.get("where", "")
    if not kind:
        if severity or where:
            raise BadSubmissionError(f"row {number}: it does not say which type of error it is")
        return
    several = findings.setdefault(row["item"], [])
    if kind == NOTHING:
        if several:
            raise BadSubmissionError(f"row {number}: {row['item']} has `{NOTHING}` beside other findings")
        return
    several.append(
        {
            "type": kind,
            "severity": severity,
            **({"response": row["response"]} if row["response"] else {}),
            "evidence": [_place(where, number)] if where else [],
        }
    )


def _place(where: str, number: int) -> dict[str, Any]:
    """Return where it points: `picture 1: 10, 20, 30, 40` (percent), `clip 1: 3-5` (seconds), else words."""
    match = _PLACE.fullmatch(where.strip())
    if match is None:
        return {"quote": where}
    numbers = [float(each) for each in re.findall(r"[\d.]+", match["numbers"])]
    picture = match["kind"].lower() == "picture"
    if len(numbers) != (4 if picture else 2):
        what = "left, top, width and height in percent" if picture else "from and to in seconds"
        raise BadSubmissionError(f"row {number}: {shown(where)} is no place", f"write {what}")
    if picture:
        return {"media": int(match["media"]), "region": [each / 100 for each in numbers]}
    return {"media": int(match["media"]), "segment": numbers}


def _uncovered(cell: str) -> str:
    """Return a cell without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") else cell
