"""Where things live in a repository (FORMAT.md, section 1): which path holds which kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SETTINGS_FILES = ("goldline.toml", "pyproject.toml")
ROOMS = ("guidelines", "goldsets", "escalations")
ASSESSMENTS = "assessments/"
"""Where the records of assessments stand: the tool writes them, and they name held-out items."""
BURNT = f"{ASSESSMENTS}burnt.yaml"
SCOPE = (*(f"{room}/" for room in ROOMS), ASSESSMENTS, *SETTINGS_FILES)

_GUIDELINE = re.compile(r"guidelines/([^/]+)/(guideline|taxonomy)\.ya?ml")
_CRITERION = re.compile(r"guidelines/([^/]+)/criteria/[^/]+\.ya?ml")
_SET = re.compile(r"goldsets/([^/]+)/goldset\.ya?ml")


@dataclass(slots=True)
class Layout:
    """The paths of a tree by what they hold; `items` maps a set to its item files."""

    guidelines: dict[str, list[str]] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    escalations: list[str] = field(default_factory=list)
    assessments: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many YAML files have a place."""
        return (
            sum(len(files) for files in self.guidelines.values())
            + len(self.sets)
            + sum(len(files) for files in self.items.values())
            + len(self.escalations)
            + len(self.assessments)
        )


def set_of(path: str) -> str:
    """Return the set that an item's path lies in."""
    return path.split("/", 2)[1]


def is_yaml(path: str) -> bool:
    """Whether the name says that the file is YAML."""
    return path.endswith((".yaml", ".yml"))


def is_media(path: str) -> bool:
    """Whether the path lies where media and the like belong, and nothing that is judged."""
    parts = path.split("/", 3)
    return parts[0] == "escalations" or (len(parts) > 2 and parts[0] == "goldsets" and parts[2] != "items")


def lay_out(paths: list[str]) -> Layout:
    """Return what each path holds; YAML that has no place is a stranger."""
    found = Layout()
    # The set that the last path lay in: most paths are items, and those of a set come together.
    items: list[str] = []
    folder = "\0"
    for path in paths:
        if path.startswith(folder) and path.endswith((".yaml", ".yml")):
            items.append(path)
        elif path.startswith("goldsets/"):
            _lay_out_gold(path, found)
            name = path.split("/", 2)[1]
            if name in found.items:
                items, folder = found.items[name], f"goldsets/{name}/items/"
        elif path.startswith("guidelines/"):
            match = _GUIDELINE.fullmatch(path) or _CRITERION.fullmatch(path)
            if match:
                found.guidelines.setdefault(match[1], []).append(path)
            elif is_yaml(path):
                found.strangers.append(path)
        elif path.startswith("escalations/"):
            (found.escalations if is_yaml(path) else found.media).append(path)
        elif path.startswith(ASSESSMENTS) and path.endswith(".yaml") and path.count("/") == 1:
            found.assessments.append(path)
    return found


def _lay_out_gold(path: str, found: Layout) -> None:
    parts = path.split("/", 3)
    if len(parts) == 4 and parts[2] == "items" and is_yaml(path):
        found.items.setdefault(parts[1], []).append(path)
    elif match := _SET.fullmatch(path):
        found.sets[match[1]] = path
    elif is_yaml(path):
        found.strangers.append(path)
    else:
        found.media.append(path)
