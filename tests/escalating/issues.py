"""Issues as GitHub and GitLab send them, cut to what matters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldline.reading.yaml import read_yaml

ROOT = Path(__file__).parents[2]
FORM = """### Guideline and version

{guideline}

### Item

{item}

### Criterion

{criterion}

### Rules

{rules}

### Commit

_No response_

### Question

{question}"""


def form(
    *,
    guideline: str = "image-caption@2.1.1",
    item: str = "cap-0005",
    criterion: str = "correctness",
    rules: str = "COR-4, COR-5",
    question: str = "Is a sad look a feeling, or can it be seen?",
) -> str:
    """Return the body that GitHub makes of the issue form."""
    return FORM.format(guideline=guideline, item=item, criterion=criterion, rules=rules, question=question)


def body_of(fields: dict[str, str]) -> str:
    """Return the body that GitHub makes of this repository's issue form, field for field."""
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / "escalation.yml"
    asked: Any = read_yaml(path.read_bytes(), path.name).value
    parts = [
        f"### {one['attributes']['label']}\n\n{fields.get(one['id'], '').strip() or '_No response_'}"
        for one in asked["body"]
        if one["type"] in ("input", "textarea")
    ]
    return "\n\n".join(parts)


def github(
    body: str | None = None, *, number: int = 12, title: str = "Escalation: sad look", **more: Any
) -> Any:
    """Return the event of an opened issue."""
    return {
        "action": "opened",
        "issue": {
            "number": number,
            "title": title,
            "body": form() if body is None else body,
            "user": {"login": "analyst-17"},
            "labels": [{"name": "escalation"}],
            "created_at": "2026-10-02T08:15:00Z",
            "html_url": f"https://github.com/acme/guidelines/issues/{number}",
            **more,
        },
        "repository": {"full_name": "acme/guidelines"},
        "sender": {"login": "analyst-17"},
    }


def gitlab(description: str) -> Any:
    """Return the call of GitLab's webhook for an issue."""
    return {
        "object_kind": "issue",
        "user": {"username": "analyst-3", "name": "Ana"},
        "project": {
            "path_with_namespace": "acme/sub/guidelines",
            "web_url": "https://gitlab.example.org/acme",
        },
        "object_attributes": {
            "iid": 7,
            "title": "Escalation",
            "description": description,
            "created_at": "2026-10-03 09:00:00 UTC",
        },
        "labels": [{"title": "escalation"}],
    }


GITLAB_BODY = """<!-- For what the guideline does not decide. -->

- Item: cap-0005
- Criterion: style
- Rules: STY-4
- Guideline and version: image-caption@2.1.0

**Question**

Is "This touching portrait" praise?
"""
