"""The fields of an escalation that is asked outside the repository: a form's ids, and its headings.

GitHub's issue form, the forms of the site and the import of issues meet here.
"""

from __future__ import annotations

from typing import Any, Final

TEMPLATE: Final = "escalation.yml"
"""The issue form's name in `.github/ISSUE_TEMPLATE/`."""

TITLE: Final = "Escalation: "
LABEL: Final = "escalation"
WARNING: Final = "For what the guideline does not decide. Do not paste content of held-out items."

LABELS: Final = {
    "guideline": "Guideline and version",
    "item": "Item",
    "criterion": "Criterion",
    "rules": "Rules",
    "commit": "Commit",
    "question": "Question",
}
"""The heading of each field; an issue's body has them above what was filled in."""


def issue_form(stamp: str) -> dict[str, Any]:
    """Return GitHub's issue form; the site fills these fields by their ids, so all of them are texts.

    GitHub ignores what an address says of a list to choose from, and may then show an empty form.
    """
    says = {
        "guideline": f"Such as {stamp}",
        "item": "The id of the gold item; where it is none, the number of your task",
        "criterion": "Such as correctness",
        "rules": "The rules that do not fit, or contradict each other",
        "commit": "The state of the guideline that you read",
        "question": "What shall be decided, and what speaks for each side?",
    }
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": WARNING}}]
    for name, label in LABELS.items():
        field: dict[str, Any] = {
            "type": "textarea" if name == "question" else "input",
            "id": name,
            "attributes": {"label": label, "description": says[name]},
        }
        if name == "question":
            field["validations"] = {"required": True}
        body.append(field)
    return {
        "name": "Escalation",
        "description": "A case that the guideline does not decide",
        "title": TITLE,
        "labels": [LABEL],
        "body": body,
    }
