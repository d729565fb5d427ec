"""A document as sentences, one a line, so that a difference of two versions reads like one.

What this shows is for eyes alone: it is never read back. A file of no known kind, or one that cannot be
read, is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from goldline.app.authoring.documents import Plain, labels_of, rules_of
from goldline.reading.yaml import read_yaml
from goldline.render.escape import safe_text
from goldline.writing.emit import flow

_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n+")


def sentences(data: bytes) -> bytes:
    """Return a file as sentences, one a line; the same bytes where it is of no known kind."""
    value = read_yaml(data, "").value
    if not isinstance(value, dict):
        return data
    tell = _teller(value)
    if tell is None:
        return data
    return "".join(f"{safe_text(line)}\n" for line in tell(value)).encode()


def _teller(value: Plain) -> Callable[[Plain], Iterator[str]] | None:
    if "modality" in value and "guideline" in value:
        return _item
    if "question" in value and "scale" in value:
        return _criterion
    if "question" in value and "status" in value:
        return _escalation
    return None


# --- items -----------------------------------------------------------------------------------


def _item(item: Plain) -> Iterator[str]:
    yield f"{item.get('id')}: {item.get('title', 'without a title')}"
    yield f"It is {item['modality']} in {item.get('locale', 'any locale')}."
    yield f"A person last confirmed it under {item['guideline']}."
    known = {"id", "title", "modality", "locale", "guideline", "findings", "observations", "labels", "votes"}
    for key in item:
        if key not in known:
            yield from _anything(key, item[key])
    if item.get("findings") == []:
        yield "Somebody looked for errors and found none."
    for finding in item.get("findings") or ():
        yield from _finding(finding)
    for name, answer in (item.get("observations") or {}).items():
        for inner, one in answer.items() if isinstance(answer, dict) else (("", answer),):
            yield f"{name}{f' {inner}' if inner else ''} was recorded as {_short(one)}."
    for path, criterion, label in labels_of(item):
        where = f" of response {path[2]}" if len(path) > 2 else ""
        yield from _label(f"{criterion}{where}", label)
    for vote in item.get("votes") or ():
        yield from _vote(vote)


def _finding(finding: Plain) -> Iterator[str]:
    where = [
        f'"{one["quote"]}"' if "quote" in one else f"in {one.get('media')} {_place(one)}".strip()
        for one in finding.get("evidence") or ()
        if isinstance(one, dict)
    ]
    response = f" in response {finding['response']}" if "response" in finding else ""
    at = f" at {' and '.join(where)}" if where else ""
    kind = finding.get("type")
    yield f"Found: {finding.get('severity')} {kind}{response}{at}."
    yield from _prose(f"  {kind} note", finding.get("note"))
    if "accept" in finding:
        yield f"  {kind}: also right is {_short(finding['accept'])}."


def _place(evidence: Plain) -> str:
    return " ".join(f"{key} {_short(evidence[key])}" for key in ("region", "segment") if key in evidence)


def _label(name: str, label: Any) -> Iterator[str]:
    if not isinstance(label, dict):
        yield f"The label {name} is {_short(label)}."
        return
    rules = f", by {', '.join(map(str, label['rules']))}" if label.get("rules") else ""
    yield f"The label {name} is {_short(label.get('value'))}{rules}."
    if "accept" in label:
        yield f"  {name}: also right is {', '.join(map(_short, label['accept']))}."
    if "exception" in label:
        yield from _prose(f"  {name} stands against the rules", label["exception"])
    yield from _prose(f"  {name} because", label.get("rationale"))


def _vote(vote: Plain) -> Iterator[str]:
    values = ", ".join(f"{name} {_short(value)}" for name, value in (vote.get("values") or {}).items())
    who = vote.get("annotator")
    seconds = f" in {vote['seconds']} seconds" if "seconds" in vote else ""
    yield f"{who} voted {values}{seconds}."
    yield from _prose(f"  {who} noted", vote.get("note"))


# --- criteria and escalations ------------------------------------------------------------------


def _criterion(criterion: Plain) -> Iterator[str]:
    yield f"{criterion.get('id')}: {criterion.get('title', '')}"
    yield from _prose("It asks", criterion["question"])
    scale = criterion["scale"]
    if isinstance(scale, dict):
        for level in scale.get("levels") or ():
            yield f"Level {_short(level.get('value'))} is called {level.get('label', 'nothing')}."
            yield from _prose(f"  level {_short(level.get('value'))}", level.get("anchor"))
    else:
        yield f"It is judged on the scale {scale}."
    known = {"id", "title", "question", "scale", "inputs", "rules", "otherwise", "impossible"}
    for key in criterion:
        if key not in known:
            yield from _anything(key, criterion[key])
    for name, source in (criterion.get("inputs") or {}).items():
        yield f"The input {name} is {_short(source)}."
    for path, rule in rules_of(criterion):
        name = rule.get("id", "otherwise")
        yield from _prose(f"{name}", rule.get("text"))
        if path != ("otherwise",):
            yield f"  {name} holds {_when(rule.get('when'))}."
        yield f"  {name} gives {_short(rule.get('then'))}."
        for key in ("why", "since", "revised", "examples"):
            yield from _prose(f"  {name} {key}", rule.get(key))
    if "otherwise" in criterion and not isinstance(criterion["otherwise"], dict):
        yield f"Where no rule holds the judgment is {_short(criterion['otherwise'])}."
    for case in criterion.get("impossible") or ():
        yield f"Impossible is {_case(case)}."


def _when(when: Any) -> str:
    if not when:
        return "always"
    if isinstance(when, list):
        return "where " + ", or where ".join(map(_case, when))
    return f"where {_case(when)}"


def _case(case: Any) -> str:
    if not isinstance(case, dict):
        return _short(case)
    return " and ".join(f"{name} is {_test(test)}" for name, test in case.items())


def _test(test: Any) -> str:
    if isinstance(test, list):
        return " or ".join(map(_test, test))
    if isinstance(test, dict) and set(test) == {"not"}:
        return f"not {_test(test['not'])}"
    return test if isinstance(test, str) else _short(test)


def _escalation(escalation: Plain) -> Iterator[str]:
    about = escalation.get("item", "content of its own")
    yield f"{escalation.get('id')}, about {about}, is {escalation['status']}."
    yield f"{escalation.get('by')} asked on {escalation.get('opened')} under {escalation.get('guideline')}."
    yield from _prose("Question", escalation["question"])
    for key in escalation:
        if key not in {"id", "item", "status", "by", "opened", "guideline", "question"}:
            yield from _anything(key, escalation[key])


# --- parts -----------------------------------------------------------------------------------


def _anything(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _anything(f"{key} {name}", inner)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value, start=1):
            yield from _anything(f"{key} {number}", one)
    else:
        yield from _prose(key, value)


def _prose(head: str, value: Any) -> Iterator[str]:
    """Yield a text with a line for each sentence, so that one changed word shows one sentence."""
    if value is None:
        return
    if not isinstance(value, str):
        yield f"{head}: {_short(value)}"
        return
    for sentence in _SENTENCE_END.split(value.strip()):
        if sentence.strip():
            yield f"{head}: {' '.join(sentence.split())}"


def _short(value: Any) -> str:
    return value if isinstance(value, str) else flow(value)
