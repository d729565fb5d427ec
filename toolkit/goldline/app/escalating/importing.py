"""Issues of GitHub and GitLab as escalations.

Whatever an issue says is text. Ids count only where the repository knows them, lengths are bounded,
and a file's name comes from the issue's address, so that importing one twice, here or on two branches,
makes one record.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldline.app.authoring.item import item_ids, rule_ids
from goldline.app.escalating.records import SOURCE, records_of
from goldline.app.frame import Frame
from goldline.errors import GoldlineError
from goldline.reading.names import shown
from goldline.schemas.parts import ID, KEY_ID, RULE_ID, STAMP
from goldline.writing.disk import Write
from goldline.writing.emit import document

LARGEST = 5 << 20
MOST_ISSUES = 1000
LONGEST_QUESTION = 4000
_LONGEST_LINE = 200
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_FIELDS = {
    "guideline and version": "guideline",
    "guideline": "guideline",
    "item": "item",
    "criterion": "criterion",
    "rules": "rules",
    "rule": "rules",
    "commit": "commit",
    "question": "question",
}
_HEADING = re.compile(r"#{2,4} {1,3}([^#\n]{1,60}?) {0,3}|\*\*([^*\n]{1,60})\*\*")
_LINE = re.compile(r"[-*] ([A-Za-z ]{1,40}):[ \t]*(.*)")
_NOTHING = frozenset(("_no response_", "none", "n/a", "-", "…"))
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What could steer a terminal or turn the order of what is read around; line ends and tabs may stay.
_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue, whichever forge it is of."""

    source: str
    title: str
    body: str
    by: str
    opened: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class Importing:
    """What an import writes, what it passes over, and what it left out of what it writes."""

    writes: list[Write] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plan_import(frame: Frame, data: bytes, name: str) -> Importing:
    """Return what importing a file writes: an event, a webhook's call, an issue, or a list of issues.

    Raises `GoldlineError` where the file holds none of these.
    """
    plan = Importing()
    known = {str(one.value.get(SOURCE)): one.value["id"] for one in records_of(frame) if SOURCE in one.value}
    taken = {path.rpartition("/")[2].rpartition(".")[0].casefold() for path in frame.layout.escalations}
    for issue in _issues(_read(data, name), name):
        fields = fields_of(issue.body)
        if issue.source in known:
            plan.notes.append(f"{issue.source} is here already, as {known[issue.source]}")
        elif "question" not in fields and "escalation" not in issue.labels:
            plan.notes.append(f"{issue.source} is no escalation: it has no question, and no such label")
        else:
            write, escalation_id = _record(frame, issue, fields, taken, plan.notes)
            plan.writes.append(write)
            known[issue.source] = escalation_id
            taken.add(escalation_id)
    return plan


def fields_of(body: str) -> dict[str, str]:
    """Return the fields of an issue form, from the headings above them; the first of a name counts."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in _clean(body).split("\n"):
        heading = _HEADING.fullmatch(line.strip()) if len(line) < _LONGEST_LINE else None
        name = _FIELDS.get((heading[1] or heading[2]).strip().casefold()) if heading else None
        if name is not None and name not in found:
            current = found[name] = []
            continue
        pair = _LINE.fullmatch(line) if "question" not in found and len(line) < _LONGEST_LINE else None
        name = _FIELDS.get(pair[1].strip().casefold()) if pair else None
        if pair is not None and name is not None and name not in found and name != "question":
            found[name], current = [pair[2]], None
        elif current is not None:
            current.append(line)
    texts = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return {name: text for name, text in texts.items() if text and text.casefold() not in _NOTHING}


# --- the record ------------------------------------------------------------------------------


def _record(
    frame: Frame, issue: Issue, fields: dict[str, str], taken: set[str], notes: list[str]
) -> tuple[Write, str]:
    def left_out(what: str, text: str) -> None:
        notes.append(f"{issue.source}: {what} {shown(text[:60])} is not known here, so it was left out")

    item, case = _first_word(fields.get("item", "")), ""
    if item and not (re.fullmatch(ID.regex, item) and item in item_ids(frame)):
        item, case = "", _one_line(fields["item"])
        notes.append(
            f"{issue.source}: {shown(case[:60])} is no gold item here, so it stays as a case that is none"
        )
    stamp = _stamp(frame, issue, _first_word(fields.get("guideline", "")), item)
    guideline = frame.guidelines[stamp.partition("@")[0]]
    criterion = _first_word(fields.get("criterion", ""))
    if criterion and not (re.fullmatch(KEY_ID.regex, criterion) and criterion in guideline.criteria):
        left_out("the criterion", criterion)
        criterion = ""
    known = rule_ids(guideline)
    named = list(dict.fromkeys(re.split(r"[\s,;]+", fields.get("rules", "")[:_LONGEST_LINE])))
    rules = [rule for rule in named if re.fullmatch(RULE_ID.regex, rule) and rule in known]
    for rule in named:
        if rule and rule not in rules:
            left_out("the rule", rule)
    title = _one_line(issue.title) or "An escalation"
    question = fields.get("question") or _clean(issue.body).strip() or title
    if len(question) > LONGEST_QUESTION:
        question = question[: LONGEST_QUESTION - 1].rstrip() + "…"
        notes.append(f"{issue.source}: the question is longer than {LONGEST_QUESTION} characters and was cut")
    escalation_id = _id(issue.source, taken)
    found: dict[str, Any] = {
        "id": escalation_id,
        "opened": issue.opened,
        "by": issue.by,
        "guideline": stamp,
        "item": item,
        "content": {} if item else {"title": case or title},
        "criterion": criterion,
        "rules": rules,
        "question": question,
        "status": "open",
        SOURCE: issue.source,
    }
    found = {key: part for key, part in found.items() if part}
    path = f"escalations/{issue.opened[:4]}/{escalation_id}.yaml"
    return Write(path, document(found, "escalation"), None), escalation_id


def _stamp(frame: Frame, issue: Issue, given: str, item: str) -> str:
    """Return the guideline and version: what the issue says, else its item's, else the only one there is."""
    name = given.partition("@")[0]
    if name in frame.guidelines:
        return given if re.fullmatch(STAMP.regex, given) else f"{name}@{frame.guidelines[name].version}"
    names = list(frame.guidelines)
    for set_name, paths in frame.layout.items.items():
        if item and any(path.endswith(f"/{item}.yaml") for path in paths) and set_name in frame.sets:
            names = [frame.sets[set_name].guideline]
    if len(names) != 1 or names[0] not in frame.guidelines:
        raise GoldlineError(
            f"{issue.source} does not say which guideline it is about"
            + (f": there is no {shown(given[:60])}" if given else ""),
            hint="write it below the heading `Guideline and version` in the issue, such as "
            f"`{next(iter(frame.guidelines), 'captions')}@1.0.0`, and import it again",
        )
    return f"{names[0]}@{frame.guidelines[names[0]].version}"


def _id(source: str, taken: set[str]) -> str:
    """Return an id that the issue's address alone gives, so that two branches give it the same one."""
    digest = hashlib.sha256(source.encode()).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
    length = 6
    while f"esc-{letters[:length]}" in taken:
        length += 1
    return f"esc-{letters[:length]}"


# --- the file --------------------------------------------------------------------------------


def _read(data: bytes, name: str) -> Any:
    if len(data) > LARGEST:
        raise GoldlineError(f"`{name}` is larger than 5 MiB", hint="import fewer issues at a time")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GoldlineError(
            f"`{name}` is no JSON that can be read",
            hint="give the file of a GitHub event ($GITHUB_EVENT_PATH) or of a GitLab webhook",
        ) from error


def _issues(value: Any, name: str) -> Iterator[Issue]:
    many = value if isinstance(value, list) else [value]
    if len(many) > MOST_ISSUES:
        raise GoldlineError(f"`{name}` has {len(many)} issues", hint=f"import {MOST_ISSUES} at a time")
    found = [issue for one in many if (issue := _issue(one)) is not None]
    if not found:
        raise GoldlineError(
            f"`{name}` holds no issue of GitHub or GitLab",
            hint="give the file of an issue event, a webhook's call, or a list of issues",
        )
    yield from found


def _issue(value: Any) -> Issue | None:
    if not isinstance(value, dict):
        return None
    attributes = value.get("object_attributes")
    if value.get("object_kind") == "issue" and isinstance(attributes, dict):
        where = _text(value.get("project"), "path_with_namespace") or "project"
        return _made(
            f"gitlab:{where}#{_text(attributes, 'iid')}",
            _text(attributes, "title"),
            _text(attributes, "description"),
            _text(value.get("user"), "username"),
            _text(attributes, "created_at"),
            value.get("labels"),
            "title",
        )
    issue = value.get("issue", value)
    if not isinstance(issue, dict) or "title" not in issue or "pull_request" in issue:
        return None
    address = _text(issue, "html_url") or _text(issue, "url")
    match = re.search(r"github\.com/(?:repos/)?([\w.-]{1,100}/[\w.-]{1,100})/issues/\d", address)
    where = _text(value.get("repository"), "full_name") or (match[1] if match else "repository")
    return _made(
        f"github:{where}#{_text(issue, 'number')}",
        _text(issue, "title"),
        _text(issue, "body"),
        _text(issue.get("user") or issue.get("author"), "login"),
        _text(issue, "created_at") or _text(issue, "createdAt"),
        issue.get("labels"),
        "name",
    )


def _made(source: str, title: str, body: str, by: str, opened: str, labels: Any, key: str) -> Issue | None:
    if not re.fullmatch(r"(github|gitlab):[\w./-]{1,200}#[0-9]{1,12}", source):
        return None
    names = (
        tuple(_text(one, key).casefold() for one in labels if isinstance(one, dict))
        if isinstance(labels, list)
        else ()
    )
    return Issue(source, title, body, _one_line(by)[:64] or "somebody", _day(opened), names)


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found) if abs(found) < 10**12 else ""
    return found if isinstance(found, str) else ""


def _day(moment: str) -> str:
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return date.today().isoformat()
    return min(day, date.today()).isoformat()


def _clean(text: str) -> str:
    """Return a text without comments and without what steers a terminal."""
    plain = text[: 20 * LONGEST_QUESTION].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _STEERING.sub("", _COMMENT.sub("", plain))


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())[:_LONGEST_LINE]


def _first_word(text: str) -> str:
    words = text.split(maxsplit=1)
    return words[0].strip("`'\".,;:")[:_LONGEST_LINE] if words else ""
