"""What a repository holds by name, read from the disk: rules, scales, inputs, types, and every file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from goldline.app.authoring.documents import Plain, inputs_of, rules_of
from goldline.app.frame import Frame, readable_guideline
from goldline.app.layout import BURNT
from goldline.errors import GoldlineError
from goldline.reading.names import shown
from goldline.reading.yaml import read_yaml


def stem(path: str) -> str:
    """Return a file's name without its ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


class Inventory:
    """The files of a repository and the names in them, for a rename of `old`."""

    def __init__(self, frame: Frame, root: FilePath, old: str) -> None:
        self.frame, self.root, self.old = frame, root, old

    def files(self, guideline: str | None) -> Iterator[tuple[str, str]]:
        """Yield the files that a guideline (None: any) reaches, each with its kind."""
        layout = self.frame.layout
        for name, paths in layout.guidelines.items():
            if guideline in (None, name):
                for path in paths:
                    yield path, "criterion" if path.count("/") == 3 else stem(path)
        for path in layout.sets.values():
            yield path, "goldset"
        for paths in layout.items.values():
            for path in paths:
                yield path, "item"
        for path in layout.escalations:
            yield path, "escalation"
        for path in layout.assessments:
            yield path, "burnt" if path == BURNT else "assessment"

    def bytes(self, path: str) -> bytes:
        """Return a file's bytes."""
        # From the disk: git may keep another form of it (line ends), and the disk's is what is replaced.
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise GoldlineError(f"`{path}` cannot be read: {error.strerror}") from error

    def document(self, path: str) -> Plain:
        """Return what a file says; raises `GoldlineError` where it cannot be read."""
        reading = read_yaml(self.bytes(path), path)
        if not isinstance(reading.value, dict):
            reason = reading.problems[0].message if reading.problems else "it is empty"
            raise GoldlineError(
                f"nothing was renamed: `{path}` speaks of {shown(self.old)} and cannot be read: {reason}",
                hint="`goldline check` says what is wrong with it; mend it first",
            )
        return reading.value

    def guidelines(self, wanted: str | None) -> list[str]:
        """Return the guidelines to look at: the wanted one, or all; each can be read in full."""
        names = list(self.frame.layout.guidelines) if wanted is None else [wanted]
        for name in names:
            readable_guideline(self.frame, name)
        return names

    def file(self, guideline: str, name: str) -> str:
        """Return the path of a guideline's `guideline.yaml` or `taxonomy.yaml`."""
        return next(
            p for p in self.frame.layout.guidelines[guideline] if p.count("/") == 2 and stem(p) == name
        )

    def criteria(self, guideline: str) -> Iterator[Plain]:
        """Yield a guideline's criteria."""
        for path in self.frame.layout.guidelines[guideline]:
            if path.count("/") == 3:
                yield self.document(path)

    def taxonomy(self, guideline: str) -> Plain:
        """Return a guideline's taxonomy."""
        paths = [
            p for p in self.frame.layout.guidelines[guideline] if p.count("/") == 2 and stem(p) == "taxonomy"
        ]
        return self.document(paths[0]) if paths else {}

    def rules(self, guideline: str) -> Iterator[str]:
        """Yield the ids of a guideline's rules."""
        for document in self.criteria(guideline):
            for _, rule in rules_of(document):
                if "id" in rule:
                    yield rule["id"]

    def scales(self, guideline: str) -> Iterator[tuple[str, tuple[str, ...], list[Any]]]:
        """Yield each scale: its name ("" in place), the criteria judged on it, and its levels' values."""
        criteria = list(self.criteria(guideline))
        for name, scale in (self.document(self.file(guideline, "guideline")).get("scales") or {}).items():
            users = tuple(d["id"] for d in criteria if d.get("scale") == name)
            yield name, users, [level.get("value") for level in scale.get("levels") or ()]
        for document in criteria:
            if isinstance(document.get("scale"), dict):
                yield (
                    "",
                    (document["id"],),
                    [level.get("value") for level in document["scale"].get("levels") or ()],
                )

    def inputs(self, guideline: str) -> Iterator[tuple[str, str, Plain]]:
        """Yield each input: its name, the criterion that declares it ("": the guideline), and what it is."""
        for _, name, source in inputs_of(self.document(self.file(guideline, "guideline"))):
            yield name, "", source
        for document in self.criteria(guideline):
            for _, name, source in inputs_of(document):
                yield name, document["id"], source
