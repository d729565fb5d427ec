"""An item or escalation whose id another one already has.

Why it matters: labels, rules and escalations name items by id alone. Of two items with one id nobody
knows which is meant, and every list keeps just one of them.

Bad:  `goldsets/basics/items/cap-0007.yaml` and `goldsets/exam/items/cap-0007.yaml`
Good: `goldsets/basics/items/cap-0007.yaml` and `goldsets/exam/items/cap-0107.yaml`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL108", "id-taken", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every item and escalation after the first of its id, by path."""
    escalations = [
        (path.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml"), path)
        for path in corpus.files
        if path.startswith("escalations/") and path.endswith((".yaml", ".yml"))
    ]
    if len({item.id for item in corpus.items}) < len(corpus.items):
        yield from _find_taken("an item", [(item.id, item.file) for item in corpus.items])
    yield from _find_taken("an escalation", escalations)


def _find_taken(what: str, named: list[tuple[str, str]]) -> Iterator[Draft]:
    first: dict[str, str] = {}
    for name, file in sorted(named, key=lambda pair: pair[1]):
        owner = first.setdefault(name, file)
        if owner != file:
            yield Draft(
                Where(file, ("id",)),
                f"{shown(owner)} holds {what} with the id {shown(name)} already",
                "give this one a new id, and its file the same name",
            )
